"""The verbs of a day, called as an import or a command would: no page, and nothing forgotten."""

import ast
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings

from ateliers.enums import EtatInscription, EtatProposition, Statut
from ateliers.exceptions import PublicationImpossible
from ateliers.models import Atelier
from inscriptions.models import Proposition
from inscriptions.places.journee import (
    Suites,
    annuler_la_journee,
    apres_un_changement,
    publier_la_journee,
    publier_le_cycle,
)
from reseau.socle.courriels.models import Courriel
from tests.factories import AtelierFactory, CycleFactory, DossierFactory, InscriptionFactory

SEUL_APPELANT = "inscriptions/places/journee.py"
VERBES_DES_MODELES = {"_publier", "_annuler"}
LE_CODE = ("reseau", "lieux", "ateliers", "inscriptions", "outils", "tests")


@pytest.fixture
def cycle(db):
    """Malika took the whole of it."""
    cycle = CycleFactory(titre="Ruralités")
    dossier = DossierFactory(courriel="malika@example.org", cycle=cycle)
    InscriptionFactory(atelier=AtelierFactory(cycle=cycle), dossier=dossier)
    return cycle


def lettres():
    return [(c.destinataire, c.objet.split("\xa0:")[0]) for c in Courriel.objects.order_by("pk")]


def enregistrer(atelier, **champs):
    """As every way in does: change, save, and say what it was."""
    for champ, valeur in champs.items():
        setattr(atelier, champ, valeur)
    return atelier.enregistrer()


def test_publier_la_journee_la_propose_a_qui_a_pris_le_cycle_entier(cycle):
    nouvelle = AtelierFactory(cycle=cycle, brouillon=True)

    assert publier_la_journee(nouvelle) == Suites(proposees=1)

    assert lettres() == [("malika@example.org", "Une journée s’ajoute")]
    assert publier_la_journee(Atelier.objects.get(pk=nouvelle.pk)) == Suites()
    assert Courriel.objects.count() == 1


def test_publier_le_cycle_publie_ses_brouillons_et_les_propose(cycle):
    brouillons = [AtelierFactory(cycle=cycle, brouillon=True) for _rang in range(2)]

    assert publier_le_cycle(cycle) == Suites(proposees=2)

    statuts = Atelier.objects.filter(pk__in=[b.pk for b in brouillons]).values_list("statut")
    assert {statut for (statut,) in statuts} == {Statut.PUBLIE}
    assert lettres() == [("malika@example.org", "Une journée s’ajoute")] * 2


def test_un_cycle_dont_un_jour_n_est_pas_pret_n_ecrit_a_personne(cycle):
    pret = AtelierFactory(cycle=cycle, brouillon=True)
    AtelierFactory(cycle=cycle, brouillon=True, lieu=None)

    with pytest.raises(PublicationImpossible):
        publier_le_cycle(cycle)

    pret.refresh_from_db()
    assert pret.statut == Statut.BROUILLON
    assert lettres() == []


def test_annuler_la_journee_ecrit_a_toutes_et_retire_les_places_proposees(db):
    atelier = AtelierFactory(capacite=1)
    assise = InscriptionFactory(atelier=atelier)
    attend = InscriptionFactory(atelier=atelier, etat=EtatInscription.EN_ATTENTE)
    proposition = Proposition.objects.create(
        inscription=attend, atelier=atelier, expire_le=atelier.debut
    )

    assert annuler_la_journee(atelier, "Neige.") == Suites(prevenues=2)

    proposition.refresh_from_db()
    assert proposition.etat == EtatProposition.RETIREE
    assert {adresse for adresse, _objet in lettres()} == {assise.courriel, attend.courriel}
    assert annuler_la_journee(atelier, "Autre chose.") == Suites()
    assert Courriel.objects.count() == 2


def test_une_journee_deplacee_le_dit_a_toutes(db):
    inscription = InscriptionFactory()
    atelier = inscription.atelier
    avant = enregistrer(
        atelier, debut=atelier.debut + timedelta(days=1), fin=atelier.fin + timedelta(days=1)
    )

    assert apres_un_changement(avant, atelier) == Suites(prevenues=1)

    assert [adresse for adresse, _objet in lettres()] == [inscription.courriel]


def test_une_capacite_relevee_sert_la_file(db, settings):
    settings.PROPOSITION_HEURES = 0
    attend = InscriptionFactory(atelier=AtelierFactory(capacite=0), etat=EtatInscription.EN_ATTENTE)
    avant = enregistrer(attend.atelier, capacite=1)

    assert apres_un_changement(avant, attend.atelier).promues == [attend]

    attend.refresh_from_db()
    assert attend.etat == EtatInscription.CONFIRMEE


def test_un_texte_change_ou_une_journee_nouvelle_n_ecrit_a_personne(db):
    atelier = InscriptionFactory().atelier
    avant = enregistrer(atelier, presentation="Une autre présentation.")

    assert apres_un_changement(avant, atelier) == Suites()
    assert apres_un_changement(None, AtelierFactory(brouillon=True)) == Suites()
    assert lettres() == []


def test_une_journee_rattachee_au_cycle_est_proposee(cycle):
    seule = AtelierFactory()
    avant = enregistrer(seule, cycle=cycle)

    assert apres_un_changement(avant, seule) == Suites(proposees=1)


def verbes_appeles(source):
    """Lines that name a verb of the models, called at once or kept for later."""
    return [
        noeud.lineno
        for noeud in ast.walk(ast.parse(source))
        if isinstance(noeud, ast.Attribute) and noeud.attr in VERBES_DES_MODELES
    ]


def test_seule_la_journee_appelle_les_verbes_des_modeles():
    """They write to nobody: whoever called them elsewhere would skip the letters in silence."""
    appels = {}
    for app in LE_CODE:
        for chemin in Path(settings.BASE_DIR, app).rglob("*.py"):
            if lignes := verbes_appeles(chemin.read_text(encoding="utf-8")):
                appels[chemin.relative_to(settings.BASE_DIR).as_posix()] = lignes

    assert list(appels) == [SEUL_APPELANT]
    assert len(appels[SEUL_APPELANT]) == 4


def test_un_appel_ailleurs_se_verrait():
    assert verbes_appeles("for jour in jours:\n    jour._publier()\n") == [2]
    assert verbes_appeles("geste = atelier._annuler\n") == [1]
    assert verbes_appeles("publier_la_journee(jour)\n_annuler(jour)\n") == []
