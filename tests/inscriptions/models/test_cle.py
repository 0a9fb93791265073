"""One person: the same name after accents, case, hyphens, apostrophes and spaces. Never fuzzy."""

from importlib import import_module

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from inscriptions.models.cible import lignes_de
from inscriptions.models.cle import LONGUEUR, cle_du_nom, plier
from tests.factories import AtelierFactory, DossierFactory, InscriptionFactory

UN_NOM = st.text(max_size=80)


@pytest.mark.parametrize(
    ("prenom", "nom"),
    [
        ("Anne-Élise", "D’Artagnan-Pérès"),
        ("ANNE ELISE", "d'artagnan peres"),
        ("anneelise", "dartagnanperes"),
        (" Anne  Élise ", "D\u00b4Artagnan Pérès"),
        ("Anne\u2010Élise", "D\u02bcArtagnan\u2011Pérès"),
        ("Anne\u2013Élise", "D\u2018Artagnan\u00a0Pérès"),
        ("Anne\u2212Élise", "D`Artagnan\u202fPérès"),
        ("Anne-E\u0301lise", "D\uff07Artagnan-Pe\u0301re\u0300s"),
        ("Anne\u00ad-Éli\u200bse", "D’Arta\u2060gnan\ufeff-Pérès"),
    ],
)
def test_une_meme_personne_s_ecrit_de_bien_des_facons(prenom, nom):
    assert cle_du_nom(prenom, nom) == "anneelise|dartagnanperes"


@pytest.mark.parametrize(
    ("un", "autre"),
    [
        ("Cœur", "COEUR"),
        ("Lætitia", "Laetitia"),
        ("Weiß", "WEISS"),
        ("Weiẞ", "weiss"),
        ("Søren", "Soren"),
        ("Łukasz", "lukasz"),
        ("ﬁona", "Fiona"),
        ("İpek", "ipek"),
        ("Ναύς", "ΝΑΥΣ"),
        ("Алёна", "АЛЕНА"),
        ("김철수", "김 철 수"),
    ],
)
def test_ligatures_et_alphabets(un, autre):
    assert plier(un) == plier(autre) != ""


@pytest.mark.parametrize(
    ("une", "autre"),
    [
        (("Paul", "Dupont"), ("Marie", "Dupont")),
        (("Anne", "Dupont"), ("Anna", "Dupont")),
        (("Paul", "Dupont"), ("Dupont", "Paul")),
        (("Jean", "Pierre Dupont"), ("Jean Pierre", "Dupont")),
        (("Ana", "Isabel"), ("Anai", "Sabel")),
        (("Paul", "Dupont 1"), ("Paul", "Dupont 2")),
        (("राम", "सिंह"), ("रमा", "सिंह")),
        (("Иван", "Петров"), ("Пётр", "Иванов")),
        (("محمد", "علي"), ("أحمد", "علي")),
        (("-", "Dupont"), ("Paul", "Dupont")),
    ],
)
def test_rien_d_autre_ne_se_devine(une, autre):
    assert cle_du_nom(*une) != cle_du_nom(*autre)


@given(prenom=UN_NOM, nom=UN_NOM)
def test_la_cle_tient_dans_sa_colonne_et_se_plie_une_fois_pour_toutes(prenom, nom):
    cle = cle_du_nom(prenom, nom)

    assert len(cle) <= LONGUEUR
    assert bool(cle) == bool(prenom or nom)
    assert plier(plier(nom)) == plier(nom)


@given(prenom=UN_NOM, nom=UN_NOM)
def test_la_migration_plie_comme_aujourd_hui(prenom, nom):
    """Should the rule change, the keys stored since 0.3.0 need a migration of their own."""
    migration = import_module("inscriptions.migrations.0016_cle_du_nom")

    assert migration.plier(prenom) == plier(prenom)
    assert migration.plier(nom) == plier(nom)


class TestLaBaseLeTient:
    """What no verb of ours lets through, PostgreSQL and SQLite refuse."""

    def deux(self, courriel="famille@example.org", **champs):
        atelier = AtelierFactory()
        dossiers = DossierFactory.create_batch(2, courriel=courriel)
        premiere = InscriptionFactory(
            atelier=atelier, dossier=dossiers[0], prenom="Marie", nom="D’Or"
        )
        InscriptionFactory(
            **{
                "atelier": atelier,
                "dossier": dossiers[1],
                "courriel": "FAMILLE@example.org",
                "prenom": "marie",
                "nom": "dor",
                **champs,
            }
        )
        return premiere

    def test_une_personne_deux_fois_le_meme_jour_est_refusee(self, db):
        with (
            transaction.atomic(),
            pytest.raises(IntegrityError, match=r"inscription_active_d_une_personne|UNIQUE"),
        ):
            self.deux()

    @pytest.mark.parametrize(
        "champs",
        [
            {"prenom": "Paul"},
            {"courriel": "autre@example.org"},
            {"annulee": True},
            {"courriel": ""},
        ],
        ids=["autre nom", "autre adresse", "annulée", "sans adresse"],
    )
    def test_une_autre_personne_ou_une_place_rendue_passe(self, db, champs):
        assert self.deux(**champs).atelier.inscriptions.count() == 2

    def test_sa_phrase_est_en_francais(self, db):
        premiere = InscriptionFactory(prenom="Marie", nom="D’Or")
        jumelle = InscriptionFactory.build(
            atelier=premiere.atelier,
            dossier=premiere.dossier,
            prenom="Marie",
            nom="D’Or",
            courriel=premiere.courriel,
            cle_du_nom="marie|dor",
        )

        with pytest.raises(Exception, match="Cette personne est déjà inscrite à cet atelier"):
            jumelle.validate_constraints()

    @pytest.mark.parametrize(
        "efface", [{"prenom": "", "nom": ""}, {"cle_du_nom": ""}], ids=["nom", "clé"]
    )
    def test_un_nom_ne_s_efface_pas_sans_sa_cle(self, db, efface):
        inscription = InscriptionFactory()

        with transaction.atomic(), pytest.raises(IntegrityError):
            type(inscription).objects.update(**efface)


def test_corriger_une_adresse_reconnait_la_meme_personne_que_les_places():
    """An address is mended for all the days of one person, however her name was spelt."""
    dossier = DossierFactory(courriel="lieu@example.org")
    adresse = {"dossier": dossier, "courriel": "jp@gmial.com"}
    jeudi = InscriptionFactory(prenom="Jean-Paul", nom="Le Goff", **adresse)
    vendredi = InscriptionFactory(prenom="Jean Paul", nom="LeGoff", **adresse)
    InscriptionFactory(prenom="Jeanne", nom="Le Goff", **adresse)

    assert {ligne.pk for ligne in lignes_de(jeudi)} == {jeudi.pk, vendredi.pk}
