from django.contrib.auth.middleware import LoginRequiredMiddleware


class ConnexionExigeeMiddleware(LoginRequiredMiddleware):
    """Pages are closed by default; an open one does not even ask who is there.

    Django's own opens the session first: a feed, a style sheet or the health probe would then
    vary by cookie and need the database.
    """

    def process_view(self, request, view_func, view_args, view_kwargs):
        if not getattr(view_func, "login_required", True):
            return None
        return super().process_view(request, view_func, view_args, view_kwargs)
