"""Buttons belong to their page: each tool of each page is tried, and speaks of its object."""

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group
from django.db import transaction
from django.urls import reverse

from reseau.personnes.roles import ANIMATION, installer_les_roles
from tests.factories import PersonneFactory

from .deux_reseaux import deux_reseaux
from .lecture import lisible, outils, titre

pytestmark = pytest.mark.ignore_template_errors


@pytest.fixture
def alphas():
    installer_les_roles()
    return deux_reseaux()


@pytest.fixture
def a_son_bureau(client):
    def _connecter(role):
        personne = PersonneFactory(superutilisatrice=role == "superutilisatrice", is_staff=True)
        if role == ANIMATION:
            personne.groups.add(Group.objects.get(name=role))
        client.force_login(personne)
        return client

    return _connecter


def fiches(alphas):
    for alpha in alphas:
        nom = f"admin:{alpha._meta.app_label}_{alpha._meta.model_name}"
        for page in ("change", "history", "delete"):
            yield reverse(f"{nom}_{page}", args=[alpha.pk])


def presser(client, adresse):
    """What the button answers; whatever it changed is undone."""
    with transaction.atomic():
        reponse = client.post(adresse, follow=True)
        transaction.set_rollback(True)
    return reponse


def faute(reponse) -> str:
    if reponse.status_code != 200:
        return str(reponse.status_code)
    du_bureau = reponse.wsgi_request.path.startswith("/admin/")
    texte = lisible(reponse) if du_bureau else titre(reponse)
    return "dit Bravo" if "Bravo" in texte else "" if "Alpha" in texte else "ne dit pas Alpha"


def suivre_tous_les_outils(client, departs):
    """From the pages of the Alphas, tool after tool, until none is new: {tool: its fault}."""
    fautes, a_lire, lus = {}, list(departs), set()
    while a_lire:
        adresse = a_lire.pop()
        if adresse in lus:
            continue
        lus.add(adresse)
        reponse = client.get(adresse, follow=True)
        if adresse in departs and reponse.status_code == 403:
            continue
        fautes[adresse] = faute(reponse)
        if adresse.startswith("/admin/") and reponse.status_code == 200:
            liens, gestes = outils(reponse)
            a_lire += liens
            fautes |= {f"POST {geste}": faute(presser(client, geste)) for geste in gestes}
    return fautes


def test_chaque_modele_du_back_office_a_une_ligne_a_regarder(alphas):
    assert set(admin.site._registry) <= {type(alpha) for alpha in alphas}


@pytest.mark.parametrize("role", [ANIMATION, "superutilisatrice"])
def test_chaque_outil_de_chaque_page_parle_de_ce_qu_elle_montre(alphas, a_son_bureau, role):
    client = a_son_bureau(role)
    inscrits = [alpha for alpha in alphas if type(alpha) in admin.site._registry]
    departs = set(fiches(inscrits))

    fautes = suivre_tous_les_outils(client, departs)

    assert {adresse: dit for adresse, dit in fautes.items() if dit} == {}
    assert len(set(fautes) - departs) > 20
