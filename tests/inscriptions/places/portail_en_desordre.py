"""The portal where the days are locked one by one, in an order of chance: who takes a cycle then
waits for somebody who waits for her. The negative control of the order of the keys in `verrou`.

Served by `portail.en_marche`, never by anything else: nothing in the product can switch it off.
"""

# ruff: noqa: E402 (Django first)
import os
import random

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "reseau.settings")

from django.core.wsgi import get_wsgi_application

application = get_wsgi_application()

from inscriptions.places import verrou

en_une_fois = verrou.verrouiller


def verrouiller_en_desordre(cles):
    """What a single statement without ORDER BY may do, and two statements in a row always."""
    melangees = list(cles)
    random.shuffle(melangees)
    verrouilles = [atelier for cle in melangees for atelier in en_une_fois([cle])]
    return sorted(verrouilles, key=lambda atelier: atelier.pk)


verrou.verrouiller = verrouiller_en_desordre
