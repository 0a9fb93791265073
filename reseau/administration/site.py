from allauth.account.decorators import secure_admin_login
from django.contrib.admin import AdminSite
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.contrib.auth.decorators import login_not_required
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _


class ChoixParNom(AutocompleteJsonView):
    """A screen may let people pick a name of its list without letting them open the list."""

    def has_perm(self, request, obj=None):
        choisir = getattr(self.model_admin, "peut_etre_choisie", None)
        return super().has_perm(request, obj) or (choisir is not None and choisir(request))


class Administration(AdminSite):
    """The back office: allauth's login (rate limits, MFA) in front of it."""

    site_header = _("Back-office du réseau")
    site_title = _("Back-office")
    index_title = _("Mon tableau de bord")
    empty_value_display = "–"

    @method_decorator([login_not_required, secure_admin_login])
    def login(self, request, extra_context=None):
        return super().login(request, extra_context)

    def index(self, request, extra_context=None):
        from .tableau import dresser  # reads the models of every app: not at import of the site

        tableau = dresser(request.user)
        return super().index(request, {"tableau": tableau, **(extra_context or {})})

    def autocomplete_view(self, request):
        return ChoixParNom.as_view(admin_site=self)(request)
