"""The pages of one day, reached from its registrations: meals, and who does what."""

from functools import partial

from django.urls import path
from django.views.decorators.http import require_POST, require_safe

from .repas import vue_donner, vue_repas
from .sequences import vue_sequences


def pages(bureau):
    vues = [
        ("repas/<int:pk>/", require_safe(partial(vue_repas, bureau)), "repas_du_jour"),
        ("repas/<int:pk>/donner/", require_POST(partial(vue_donner, bureau)), "donner_un_repas"),
        ("sequences/<int:pk>/", require_safe(partial(vue_sequences, bureau)), "sequences_du_jour"),
    ]
    garde = bureau.admin_site.admin_view
    return [path(route, garde(vue), name=nom) for route, vue, nom in vues]
