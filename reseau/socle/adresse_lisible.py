"""Clean the query string: it holds a search, a filter or a code, never prose."""

from .invisibles import coordonnee


class AdresseLisibleMiddleware:
    """Remove invisible characters from the query string before pages read it."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        lisibles = request.GET.copy()
        for nom, valeurs in request.GET.lists():
            lisibles.setlist(nom, [coordonnee(valeur) for valeur in valeurs])
        if lisibles != request.GET:
            request.GET = lisibles
        return self.get_response(request)
