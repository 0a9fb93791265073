from django.utils.functional import SimpleLazyObject

from .models import Reseau


def reseau(request):
    """Give every template `reseau`; the row is read only if the page uses it."""
    return {"reseau": SimpleLazyObject(Reseau.objects.le_notre)}
