from django.conf import settings
from django.utils import translation
from django.utils.cache import patch_vary_headers


class LangueChoisieMiddleware:
    """French unless the visitor chose English in the footer.

    Django's LocaleMiddleware also obeys Accept-Language: a farmer with a phone bought abroad would
    then read her network's workshops half in English. Content is French; the choice is explicit.

    The cookie chooses the words: a cache must tell the two answers apart. What says « public »
    reads the same in both languages, and what says « no-store » is not kept.
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
        cache = reponse.headers.get("Cache-Control", "")
        if "public" not in cache and "no-store" not in cache:
            patch_vary_headers(reponse, ["Cookie"])
        return reponse
