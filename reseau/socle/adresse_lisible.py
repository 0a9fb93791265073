"""What an address of the portal asks is a search, a filter, a code: never prose."""

from .invisibles import coordonnee


class AdresseLisibleMiddleware:
    """Pages read the questions of their address without what nobody sees in them."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        lisibles = request.GET.copy()
        for nom, valeurs in request.GET.lists():
            lisibles.setlist(nom, [coordonnee(valeur) for valeur in valeurs])
        if lisibles != request.GET:
            request.GET = lisibles
        return self.get_response(request)
