"""The keys of the names, given to the rows there were; and a way back that loses nobody."""

import pytest

from .migrations import migrer

AVANT = [("inscriptions", "0012_jeton_personnel")]
APRES = [("inscriptions", "0016_cle_du_nom")]


class Monde:
    """One day, and who is registered to it, at whatever version the database stands."""

    def __init__(self, sa_base):
        self.base = sa_base

    def a(self, version):
        self.modele = migrer(self.base, version)
        return self

    def inscrire(self, prenom, nom, courriel, etat="confirmee"):
        atelier, _nouveau = self.modele("ateliers.Atelier").get_or_create(
            titre="Simorre", slug="simorre", debut="2027-03-11T08:00Z", fin="2027-03-11T16:00Z"
        )
        elle = {"prenom": prenom, "nom": nom, "courriel": courriel}
        dossier = self.modele("inscriptions.Dossier").create(**elle, jeton=f"d-{prenom}")
        self.modele("inscriptions.Inscription").create(
            **elle, dossier=dossier, atelier=atelier, etat=etat, jeton=f"i-{prenom}"
        )

    def lire(self, *champs):
        return list(self.modele("inscriptions.Inscription").order_by("pk").values_list(*champs))


@pytest.fixture
def monde(base):
    monde = Monde(base)
    yield monde
    monde.a(APRES)
    for nom in ("inscriptions.Inscription", "inscriptions.Dossier", "ateliers.Atelier"):
        monde.modele(nom).all().delete()


def test_les_lignes_d_avant_recoivent_leur_cle_et_les_anonymes_aucune(monde):
    monde.a(AVANT)
    monde.inscrire("Élodie", "D’Or", "e@example.org")
    monde.inscrire("", "", "", etat="annulee")

    monde.a(APRES)

    assert monde.lire("cle_du_nom") == [("elodie|dor",), ("",)]


def test_en_arriere_chaque_adresse_redevient_une_personne_et_nul_n_est_perdu(monde):
    monde.a(APRES)
    for prenom in ("Paul", "Marie"):
        monde.inscrire(prenom, "D’Or", "famille@example.org")

    monde.a(AVANT)

    assert monde.lire("prenom", "courriel", "dossier__courriel", "etat") == [
        ("Paul", "famille@example.org", "famille@example.org", "confirmee"),
        ("Marie", "", "famille@example.org", "confirmee"),
    ]
    assert monde.a(APRES).lire("cle_du_nom") == [("paul|dor",), ("marie|dor",)]
