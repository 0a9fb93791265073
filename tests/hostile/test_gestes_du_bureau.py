"""The rest of the back office: what is asked beside lists and forms of models. Never a 500."""

import re
from pathlib import Path
from urllib.parse import urlencode

import pytest
from django.conf import settings
from django.contrib import admin
from django.db import transaction
from django.urls import reverse

from tests.monde import Monde
from tests.test_permissions_back_office import ACTIONS

from .valeurs import GRAND, INVISIBLES, MOT

pytestmark = [pytest.mark.ignore_template_errors, pytest.mark.epreuve]

VALEURS = [MOT, GRAND, f"-{GRAND}", f"a{INVISIBLES}\r\nb", "²"]
# What our pages read in an address, even those that without it show nothing: no form tells it.
LUS = {
    nom
    for source in Path(settings.BASE_DIR).glob("*/**/*.py")
    if source.relative_to(settings.BASE_DIR).parts[0] in {"ateliers", "inscriptions", "reseau"}
    for nom in re.findall(r'request\.GET\.get\("(\w+)"', source.read_text())
}
ECRANS = [modele._meta.label_lower for modele in admin.site._registry]


@pytest.fixture
def monde():
    return Monde()


@pytest.fixture
def client(monde):
    client = monde.client("superutilisatrice")
    client.raise_request_exception = False
    return client


def ecran(label):
    return next(e for m, e in admin.site._registry.items() if m._meta.label_lower == label)


def poster(client, adresse, donnees):
    with transaction.atomic():
        reponse = client.post(adresse, donnees)
        transaction.set_rollback(True)
    return reponse.status_code


@pytest.mark.parametrize("label", ECRANS)
def test_une_page_d_ajout_prend_n_importe_quelles_valeurs_de_depart(client, label):
    noms = [champ.name for champ in ecran(label).model._meta.get_fields() if champ.concrete]
    page = reverse(f"admin:{label.replace('.', '_')}_add")

    codes = {
        valeur: client.get(page, dict.fromkeys(noms, valeur)).status_code for valeur in VALEURS
    }

    assert [valeur for valeur, code in codes.items() if code >= 500] == []


@pytest.mark.parametrize("label", ECRANS)
def test_une_cle_ou_un_geste_de_liste_ne_tombe_jamais(client, label):
    nom = f"admin:{label.replace('.', '_')}"
    liste = reverse(f"{nom}_changelist")
    gestes = re.findall(r'<option value="(\w+)"', client.get(liste).content.decode())
    cles = [GRAND, f"-{GRAND}", MOT, "1"]

    tombes = [
        f"{geste} {cle}"
        for geste in {"delete_selected", *gestes}
        for cle in cles
        if poster(client, liste, {"action": geste, "_selected_action": [cle], "index": "0"}) >= 500
    ]
    tombes += [
        f"{page} {cle}"
        for page in ("change", "history", "delete")
        for cle in (GRAND, MOT, "_5Fabc", "²")
        if client.get(reverse(f"{nom}_{page}", args=[cle])).status_code >= 500
    ]

    lignes = {"form-TOTAL_FORMS": "3", "form-INITIAL_FORMS": "2", "_save": "oui"}
    for valeur in (MOT, GRAND):
        champs = {f"form-{n}-{c}": valeur for n in range(3) for c in ("id", "ordre", "actif")}
        if poster(client, liste, lignes | champs) >= 500:
            tombes.append(f"lignes {valeur}")

    assert tombes == []


def test_le_choix_par_nom_ne_tombe_jamais(client):
    modeles = {
        (champ.model._meta.app_label, champ.model._meta.model_name, champ.name)
        for e in admin.site._registry.values()
        for champ in (e.model._meta.get_field(nom) for nom in e.autocomplete_fields)
    }
    adresse = reverse("admin:autocomplete")

    tombes = [
        (app, modele, champ, valeur)
        for app, modele, champ in sorted(modeles)
        for valeur in VALEURS
        for demande in ({"term": valeur}, {"term": "a", "page": valeur})
        if client.get(
            adresse, {"app_label": app, "model_name": modele, "field_name": champ, **demande}
        ).status_code
        >= 500
    ]

    assert len(modeles) >= 6
    assert tombes == []


@pytest.mark.parametrize("nom", sorted(set(ACTIONS) - {"logout", "jsi18n"}))
def test_une_page_a_nous_ne_tombe_jamais(monde, client, nom):
    objets = ACTIONS[nom][2:]
    cles = [getattr(getattr(monde, objet), "pk", getattr(monde, objet)) for objet in objets]
    adresse = reverse(f"admin:{nom}", args=cles)
    page = client.get(adresse).content.decode(errors="replace")
    noms = sorted({*re.findall(r' name="([^"]+)"', page), *LUS, "motif", "ids", "accord", "action"})

    tombes = []
    for valeur in VALEURS:
        if client.get(f"{adresse}?{urlencode(dict.fromkeys(noms, valeur))}").status_code >= 500:
            tombes.append(f"GET {valeur!a}")
        if poster(client, adresse, {nom: [valeur, valeur] for nom in noms}) >= 500:
            tombes.append(f"POST {valeur!a}")

    if cles and all(isinstance(cle, int) for cle in cles):
        loin = reverse(f"admin:{nom}", args=[GRAND] * len(cles))
        tombes += [loin] * (client.get(loin).status_code >= 500 or poster(client, loin, {}) >= 500)
    assert tombes == []
