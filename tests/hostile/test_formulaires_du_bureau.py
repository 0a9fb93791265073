"""Every form of the back office, to add and to change, empty then hostile, by each role in it.

Never a 500, and nobody is logged out on the way: a hostile client that lost its session proves
nothing.
"""

import re
from itertools import islice

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group
from django.db import transaction
from django.urls import reverse

from reseau.personnes.roles import ADMINISTRATION
from tests.factories import PersonneFactory
from tests.formulaires import champs_du_formulaire
from tests.monde import Monde

from .valeurs import GRAND, INVISIBLES, MOT

pytestmark = [pytest.mark.ignore_template_errors, pytest.mark.epreuve]

ECRANS = [modele._meta.label_lower for modele in admin.site._registry]
DE_GESTION = re.compile(r"-(TOTAL|INITIAL|MIN_NUM|MAX_NUM)_FORMS$")


def page(label, monde):
    """The forms of a model: to add a row, and to change its first one."""
    modele = next(m for m in admin.site._registry if m._meta.label_lower == label)
    nom = f"admin:{label.replace('.', '_')}"
    yield reverse(f"{nom}_add"), f"{modele._meta.model_name}_form"
    if ligne := modele._default_manager.first():
        yield reverse(f"{nom}_change", args=[ligne.pk]), f"{modele._meta.model_name}_form"


def avec_une_ligne_de_plus(champs):
    """The rows that the page's script would add, in each group of rows."""
    fait = {}
    for nom, valeur in champs.items():
        if prefixe := re.match(r"(.+)-__prefix__-", nom):
            rang = champs.get(f"{prefixe[1]}-TOTAL_FORMS", "0")
            fait[nom.replace("__prefix__", rang, 1)] = valeur
        elif nom.endswith("-TOTAL_FORMS"):
            fait[nom] = str(int(valeur) + 1)
        else:
            fait[nom] = valeur
    return fait


def envois(champs):
    lignes = avec_une_ligne_de_plus(champs)
    gestion = {nom: valeur for nom, valeur in lignes.items() if DE_GESTION.search(nom)}
    saisis = [nom for nom in lignes if nom not in gestion and nom != "csrfmiddlewaretoken"]
    yield "vide", {}
    yield "mot", dict.fromkeys(saisis, MOT) | gestion
    yield "invisible", dict.fromkeys(saisis, f"a{INVISIBLES}\r\nb\t\0") | gestion
    yield "grand", dict.fromkeys(saisis, GRAND) | gestion
    yield "grands", {nom: [f"-{GRAND}", MOT, "9999-12-31T23:59"] for nom in saisis} | gestion
    yield "lignes", lignes | dict.fromkeys(gestion, f"-{GRAND}")
    adresses = [nom for nom in saisis if nom.split("-")[-1] in ("slug", "code")]
    titres = [nom for nom in saisis if nom.split("-")[-1] in ("titre", "nom", "libelle", "email")]
    sans_adresse = lignes | dict.fromkeys(adresses, "")
    yield "sans adresse ni titre", sans_adresse | dict.fromkeys(titres, "")
    yield "un titre de points", sans_adresse | dict.fromkeys(titres, "…") | {"debut": MOT}


# What the other roles may do is the same code: they try the doors, not each lock.
ENVOIS = {"superutilisatrice": 8, "administration": 3, "equipe": 3}


def envoyer(client, adresse, donnees):
    with transaction.atomic():
        reponse = client.post(adresse, donnees)
        transaction.set_rollback(True)
    return reponse


@pytest.fixture
def monde():
    monde = Monde()
    administratrice = PersonneFactory(equipe=True)
    administratrice.groups.add(Group.objects.get(name=ADMINISTRATION))
    monde.personnes["administration"] = administratrice
    return monde


@pytest.mark.parametrize("role", ENVOIS)
@pytest.mark.parametrize("label", ECRANS)
def test_un_formulaire_ne_tombe_jamais(monde, label, role):
    client = monde.client(role)
    client.raise_request_exception = False
    fermees, tombes, renvois = set(), [], set()

    for adresse, identifiant in page(label, monde):
        affichee = client.get(adresse)
        if affichee.status_code != 200:
            fermees.add(affichee.status_code)
            continue
        for nom, donnees in islice(
            envois(champs_du_formulaire(affichee, identifiant)), ENVOIS[role]
        ):
            reponse = envoyer(client, adresse, donnees)
            if reponse.status_code >= 500:
                tombes.append(f"{adresse} {nom}")
            renvois.add(reponse.headers.get("Location", ""))

    assert fermees <= {403, 302}  # 302: adding has its own address
    assert tombes == []
    assert [adresse for adresse in renvois if "/login" in adresse] == []
