from django.conf import settings
from django.utils import translation


class LangueChoisieMiddleware:
    """French unless the visitor chose English in the footer.

    Django's LocaleMiddleware also obeys Accept-Language: a farmer with a phone bought abroad would
    then read her network's workshops half in English. Content is French; the choice is explicit.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        langue = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME)
        if langue not in dict(settings.LANGUAGES):
            langue = settings.LANGUAGE_CODE
        request.LANGUAGE_CODE = langue
        with translation.override(langue):
            reponse = self.get_response(request)
            if hasattr(reponse, "render") and not getattr(reponse, "is_rendered", True):
                reponse.render()
        reponse.headers.setdefault("Content-Language", langue)
        return reponse
