"""Going back to a version that knows less, with data only the newer one allows."""

from datetime import date

import pytest

from .migrations import migrer

AVANT = [("ateliers", "0004_atelier_sur_approbation"), ("inscriptions", "0006_covoiturage")]
APRES = [
    ("ateliers", "0005_repas_d_un_jour_et_places_d_une_sequence"),
    ("inscriptions", "0012_jeton_personnel"),
]

pytestmark = pytest.mark.epreuve


@pytest.fixture
def journee(base):
    """Three days from 11 March 2027: a lunch and three dinners, one on a day long gone by; Ana was
    refused then registered, Béa asks."""
    modele = migrer(base, APRES)
    atelier = modele("ateliers.Atelier").create(
        titre="Trois jours",
        slug="trois-jours",
        statut="brouillon",
        debut="2027-03-11T08:00Z",
        fin="2027-03-13T16:00Z",
    )
    for nom, jour in [
        ("dejeuner", None),
        ("diner", None),
        ("diner", date(2027, 3, 12)),
        ("diner", date(2027, 1, 2)),
    ]:
        modele("ateliers.Repas").create(atelier=atelier, type=nom, jour=jour)
    dossier = modele("inscriptions.Dossier").create(
        prenom="Ana", nom="Or", courriel="a@example.org"
    )
    for rang, (courriel, etat) in enumerate(
        [
            ("a@example.org", "refusee"),
            ("A@example.org", "confirmee"),
            ("b@example.org", "demandee"),
        ]
    ):
        modele("inscriptions.Inscription").create(
            dossier=dossier, atelier=atelier, courriel=courriel, etat=etat, jeton=f"jeton-{rang}"
        )
    diner = modele("ateliers.Repas").get(jour=date(2027, 3, 12))
    modele("inscriptions.Couvert").create(
        inscription=modele("inscriptions.Inscription").get(etat="confirmee"),
        repas=diner,
        etat="confirme",
    )
    yield atelier
    modele = migrer(base, APRES)
    for nom in ("inscriptions.Couvert", "inscriptions.Inscription", "inscriptions.Dossier"):
        modele(nom).all().delete()
    modele("ateliers.Atelier").all().delete()


def repas(modele, *champs):
    return sorted(modele("ateliers.Repas").values_list(*champs), key=str)


def test_revenir_en_arriere_garde_chaque_repas_et_chaque_personne(base, journee):
    avant = migrer(base, AVANT)

    assert repas(avant, "type") == [("dejeuner",), ("diner 2",), ("diner z",), ("diner",)]
    couvert = avant("inscriptions.Couvert").get()
    assert (couvert.repas.type, couvert.etat) == ("diner 2", "confirme")
    etats = avant("inscriptions.Inscription").order_by("pk").values_list("courriel", "etat")
    assert list(etats) == [
        ("a@example.org", "annulee"),
        ("A@example.org", "confirmee"),
        ("b@example.org", "en_attente"),
    ]


def test_repartir_en_avant_rend_a_chaque_repas_son_jour(base, journee):
    migrer(base, AVANT)
    apres = migrer(base, APRES)

    diners = apres("ateliers.Repas").filter(type="diner", jour__gte=date(2027, 3, 1))
    assert date(2027, 3, 12) in diners.values_list("jour", flat=True)
    assert repas(apres, "type") == [("dejeuner",), ("diner",), ("diner",), ("diner",)]
    assert apres("inscriptions.Couvert").get().repas.jour == date(2027, 3, 12)
