"""Every list of the back office × every parameter it declares × what nobody types: never a 500."""

from urllib.parse import quote, urlencode

import pytest
from django.contrib import admin
from django.test import RequestFactory
from django.urls import resolve, reverse

from tests.monde import Monde

from .valeurs import GRAND, INVISIBLES, MOT

# Django's own admin templates read variables that are not always there.
pytestmark = [pytest.mark.ignore_template_errors, pytest.mark.epreuve]

DE_DJANGO = [
    "_facets=True",
    "_popup=1&_to_field=abc",
    "e=1&o=abc",
    "o=1.-2.999.-99999999999999999999999999.%C2%B2",
    "p=abc",
    f"p={GRAND}",
    f"all=&p=-{GRAND}",
    f"q={quote(INVISIBLES + ' é²')}%0D%0A%09%ED%A0%80",
    "q=" + "x" * 3000,
    "_facets=True&q=%27%22%3C",
]
VALEURS = [
    [MOT],
    [GRAND],
    ["²"],
    ["9999-12-31 00:00:00+00:00"],
    ["0001-01-01 00:00:00+00:00"],
    ["", f"1,{MOT},-{GRAND}"],
]
LISTES = [modele._meta.label_lower for modele in admin.site._registry]


def ecran(label):
    return next(e for m, e in admin.site._registry.items() if m._meta.label_lower == label)


def declares(ecran, personne, adresse):
    """The names that the links of the list carry in their address."""
    demande = RequestFactory().get(adresse)
    demande.user, demande.session, demande.resolver_match = personne, {}, resolve(adresse)
    filtres = ecran.get_changelist_instance(demande).filter_specs
    noms = {nom for filtre in filtres for nom in filtre.expected_parameters()}
    return sorted(noms | {f.parameter_name for f in ecran.list_filter if isinstance(f, type)})


def demandes(ecran, noms):
    yield from DE_DJANGO
    for nom in noms:
        for valeurs in VALEURS:
            yield urlencode({nom: valeurs}, doseq=True)
    if jour := ecran.date_hierarchy:
        for an, mois, date in [
            *[(v, None, None) for v in (MOT, GRAND, "0", "9999", "²")],
            *[(2026, v, None) for v in (MOT, GRAND, "13")],
            *[(2026, 2, v) for v in (MOT, GRAND, "30")],
            *[(9999, 12, 31), (9999, 12, None), (1, 1, 1)],
        ]:
            champs = {f"{jour}__year": an, f"{jour}__month": mois, f"{jour}__day": date}
            yield urlencode({nom: v for nom, v in champs.items() if v is not None})


@pytest.mark.parametrize("label", LISTES)
def test_une_liste_ne_tombe_jamais(label, monkeypatch):
    monde = Monde()
    monkeypatch.setattr(ecran(label), "list_per_page", 3)  # the vocabulary has 150 rows
    client = monde.client("superutilisatrice")
    client.raise_request_exception = False
    liste = reverse(f"admin:{label.replace('.', '_')}_changelist")
    noms = declares(ecran(label), monde.personnes["superutilisatrice"], liste)

    reponses = {
        demande: client.get(f"{liste}?{demande}") for demande in demandes(ecran(label), noms)
    }

    assert [demande for demande, reponse in reponses.items() if reponse.status_code >= 500] == []
    renvois = {r.headers["Location"] for r in reponses.values() if r.status_code == 302}
    assert not [adresse for adresse in renvois if "/login" in adresse]  # still herself
