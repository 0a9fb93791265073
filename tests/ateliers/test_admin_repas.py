"""The meals beside the lunch, and the places of a sequence, in the back office."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse

from ateliers.enums import TypeRepas
from ateliers.models import Repas, Sequence
from inscriptions.models.enums import EtatCouvert

from ..factories import (
    AtelierFactory,
    ChoixFactory,
    CouvertFactory,
    CreneauFactory,
    RepasFactory,
    SequenceFactory,
)
from ..formulaires import champs_du_formulaire, confirmer

pytestmark = pytest.mark.ignore_template_errors
PARIS = ZoneInfo("Europe/Paris")


@pytest.fixture
def atelier():
    """Two days, from 11 to 12 March 2027."""
    debut = datetime(2027, 3, 11, 9, tzinfo=PARIS)
    return AtelierFactory(debut=debut, fin=debut + timedelta(days=1, hours=8))


def enregistrer(client, atelier, **champs):
    fiche = reverse("admin:ateliers_atelier_change", args=[atelier.pk])
    saisie = champs_du_formulaire(client.get(fiche), "atelier_form")
    return client.post(fiche, saisie | champs)


def ajouter(client, atelier, *repas):
    champs = {"repas-TOTAL_FORMS": len(repas)}
    for rang, un in enumerate(repas):
        defauts = {"type": "diner", "reglement": "pris_en_charge", "prix": "0"}
        champs |= {f"repas-{rang}-{nom}": valeur for nom, valeur in (defauts | un).items()}
    return enregistrer(client, atelier, **champs)


def test_un_diner_et_le_dejeuner_du_lendemain_s_ajoutent(client, animatrice, atelier):
    RepasFactory(atelier=atelier)

    ajouter(
        client,
        atelier,
        {"jour": "2027-03-11", "capacite": "20", "reglement": "prix", "prix": "18"},
        {"type": "dejeuner", "jour": "2027-03-12"},
    )

    repas = atelier.repas.values_list("type", "jour", "capacite")
    assert list(repas) == [
        ("dejeuner", None, None),
        ("diner", None, 20),
        ("dejeuner", date(2027, 3, 12), None),
    ]


@pytest.mark.parametrize(
    ("repas", "dit"),
    [
        ([{"type": "dejeuner"}], "Le déjeuner du premier jour se remplit plus haut"),
        ([{"jour": "2027-03-13"}], "Ce jour n’est pas un jour de l’atelier."),
        ([{}, {"jour": "2027-03-11"}], "Ce repas est déjà prévu ce jour-là."),
        ([{"reglement": "prix"}], "Donnez le prix du repas"),
        ([{"date_limite": "2027-03-11T12:00"}], "On commande le repas avant le début"),
    ],
)
def test_un_repas_impossible_est_refuse_avec_une_phrase(client, animatrice, atelier, repas, dit):
    reponse = ajouter(client, atelier, *repas)

    assert dit in reponse.content.decode()
    assert not Repas.objects.exists()


def test_moins_de_diners_que_de_commandes_demande_confirmation(client, animatrice, atelier):
    diner = RepasFactory(atelier=atelier, type=TypeRepas.DINER, capacite=10)
    for etat in (EtatCouvert.CONFIRME, EtatCouvert.A_REDISTRIBUER, EtatCouvert.ANNULE):
        CouvertFactory(repas=diner, etat=etat)

    refus = enregistrer(client, atelier, **{"repas-0-capacite": "1"})
    apres_refus = Repas.objects.get().capacite
    accord = confirmer(client, refus)

    assert "2 repas sont déjà réservés" in refus.content.decode()
    assert apres_refus == 10
    assert accord.status_code == 302
    assert Repas.objects.get().capacite == 1


def test_ajouter_des_diners_sert_aussitot_qui_attend(client, animatrice, atelier):
    diner = RepasFactory(atelier=atelier, type=TypeRepas.DINER, capacite=0)
    attend = CouvertFactory(repas=diner, etat=EtatCouvert.EN_ATTENTE)

    enregistrer(client, atelier, **{"repas-0-capacite": "1"})

    attend.refresh_from_db()
    assert attend.est_confirme


def test_l_atelier_deplace_emmene_ses_repas(client, animatrice, atelier):
    limite = datetime(2027, 3, 8, 12, tzinfo=PARIS)
    RepasFactory(atelier=atelier, jour=date(2027, 3, 12), date_limite=limite)

    enregistrer(client, atelier, jour="2027-03-18", dernier_jour="2027-03-19")

    repas = Repas.objects.get()
    assert (repas.jour, repas.date_limite) == (date(2027, 3, 19), limite + timedelta(days=7))


def test_moins_de_places_que_de_choix_dans_une_sequence_demande_confirmation(client, animatrice):
    creneau = CreneauFactory()
    sequence = SequenceFactory(creneau=creneau, capacite=5)
    ChoixFactory.create_batch(2, sequence=sequence)
    fiche = reverse("admin:ateliers_creneau_change", args=[creneau.pk])
    page = client.get(fiche)
    saisie = champs_du_formulaire(page, "creneau_form") | {"sequences-0-capacite": "1"}

    refus = client.post(fiche, saisie)
    apres_refus = Sequence.objects.get().capacite
    accord = confirmer(client, refus, "creneau_form")

    assert "2 personnes" in page.content.decode()
    assert "2 personnes ont déjà choisi cette séquence" in refus.content.decode()
    assert (apres_refus, accord.status_code, Sequence.objects.get().capacite) == (5, 302, 1)


def test_une_sequence_choisie_ne_se_supprime_pas(client, animatrice):
    creneau = CreneauFactory()
    ChoixFactory(sequence=SequenceFactory(creneau=creneau))
    fiche = reverse("admin:ateliers_creneau_change", args=[creneau.pk])
    saisie = champs_du_formulaire(client.get(fiche), "creneau_form")

    reponse = client.post(fiche, saisie | {"sequences-0-DELETE": "on"})

    assert reponse.status_code == 200
    assert Sequence.objects.count() == 1
