"""Who is written to, and when: told in days of Paris."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine

from ateliers.enums import EtatInscription, Statut
from inscriptions import places
from inscriptions.annonces.echeances import a_rappeler, a_reconfirmer
from inscriptions.annonces.rappels import rappeler_ce_qui_est_du
from inscriptions.demandes import Demande
from inscriptions.models import ChangementEtat, Inscription, Rappel
from reseau.models import Courriel
from tests.factories import AtelierFactory, InscriptionFactory

PARIS = ZoneInfo("Europe/Paris")


def paris(annee, mois, jour, heure=9, minute=0):
    return datetime(annee, mois, jour, heure, minute, tzinfo=PARIS)


DEBUT = paris(2026, 12, 17)
AVANT = paris(2026, 12, 1)


def inscrire(debut=DEBUT, demandee_le=AVANT, **champs):
    return InscriptionFactory(atelier__debut=debut, demandee_le=demandee_le, **champs)


@pytest.mark.parametrize(
    ("a", "demandee"),
    [
        (paris(2026, 12, 9, 23, 59), False),
        (paris(2026, 12, 10, 0, 0), True),
        (paris(2026, 12, 13), True),
        (paris(2026, 12, 15, 23, 59), True),
        (paris(2026, 12, 16, 0, 0), False),
        (paris(2026, 12, 17, 8, 0), False),
    ],
)
def test_on_demande_sept_jours_avant_en_retard_s_il_le_faut_jamais_apres_l_avant_veille(
    a, demandee
):
    inscrire()

    assert a_reconfirmer(a).exists() is demandee


@pytest.mark.parametrize(
    ("a", "rappelee"),
    [
        (paris(2026, 12, 15, 23, 59), False),
        (paris(2026, 12, 16, 0, 0), True),
        (paris(2026, 12, 17, 8, 59), True),
        (paris(2026, 12, 17, 9, 0), False),
    ],
)
def test_on_rappelle_la_veille_en_retard_le_matin_meme_jamais_apres_le_debut(a, rappelee):
    inscrire()

    assert a_rappeler(a).exists() is rappelee


@pytest.mark.parametrize(
    ("debut", "premier_jour"),
    [
        # Clocks go back on 25 October 2026, forward on 29 March 2026.
        (paris(2026, 10, 28, 0, 30), paris(2026, 10, 21, 0, 0)),
        (paris(2026, 4, 2, 0, 30), paris(2026, 3, 26, 0, 0)),
        (paris(2026, 4, 2, 23, 30), paris(2026, 3, 26, 0, 0)),
    ],
)
def test_sept_jours_avant_restent_sept_jours_quand_l_heure_change(debut, premier_jour):
    inscrire(debut, demandee_le=debut - timedelta(days=30))

    assert not a_reconfirmer(premier_jour - timedelta(minutes=1)).exists()
    assert a_reconfirmer(premier_jour).exists()


def test_la_veille_du_changement_d_heure_est_un_jour_entier():
    """The day of 25 hours: its eve begins at midnight in summer time."""
    inscrire(paris(2026, 10, 25, 23, 30), demandee_le=paris(2026, 10, 1))

    assert not a_rappeler(paris(2026, 10, 23, 23, 59)).exists()
    assert a_rappeler(paris(2026, 10, 24, 0, 0)).exists()


@pytest.mark.parametrize(
    ("demandee_le", "demandee"),
    [(paris(2026, 12, 9, 23, 59), True), (paris(2026, 12, 10, 0, 0), False)],
)
def test_on_ne_demande_rien_a_qui_s_inscrit_dans_les_sept_derniers_jours(demandee_le, demandee):
    inscrire(demandee_le=demandee_le)

    assert a_reconfirmer(paris(2026, 12, 10, 8)).exists() is demandee
    assert a_reconfirmer(paris(2026, 12, 15, 8)).exists() is demandee


@pytest.mark.parametrize(
    ("demandee_le", "rappelee"),
    [(paris(2026, 12, 15, 23, 59), True), (paris(2026, 12, 16, 0, 0), False)],
)
def test_qui_s_inscrit_la_veille_vient_de_recevoir_sa_confirmation(demandee_le, rappelee):
    inscrire(demandee_le=demandee_le)

    assert a_rappeler(paris(2026, 12, 16, 12)).exists() is rappelee


def test_une_place_obtenue_depuis_vaut_une_inscription():
    """She waited for a month, the seat came yesterday: its letter has just said it all."""
    inscription = inscrire()
    ChangementEtat.objects.create(
        inscription=inscription,
        avant=EtatInscription.EN_ATTENTE,
        apres=EtatInscription.CONFIRMEE,
        le=paris(2026, 12, 10, 7),
    )

    assert not a_reconfirmer(paris(2026, 12, 11)).exists()
    assert a_rappeler(paris(2026, 12, 16)).get() == inscription


@pytest.mark.parametrize(
    "champs",
    [
        {"annulee": True},
        {"en_attente": True},
        {"atelier__statut": Statut.ANNULE},
        {"atelier__statut": Statut.BROUILLON},
        {"dossier__courriel": ""},
    ],
)
def test_ni_a_qui_ne_vient_pas_ni_pour_une_journee_qui_n_a_pas_lieu(champs):
    inscrire(**champs)

    assert not a_reconfirmer(paris(2026, 12, 10)).exists()
    assert not a_rappeler(paris(2026, 12, 16)).exists()


def test_la_personne_sans_adresse_est_prevenue_par_son_contact():
    inscrire(courriel="", dossier__courriel="contact@example.org")

    assert a_reconfirmer(paris(2026, 12, 10)).count() == 1


def test_zero_jour_ne_demande_rien_a_personne_mais_rappelle_la_veille(settings):
    settings.RECONFIRMATION_JOURS = 0
    inscrire()

    assert not a_reconfirmer(paris(2026, 12, 10)).exists()
    assert a_rappeler(paris(2026, 12, 16)).exists()


@pytest.mark.parametrize(("heure", "partis"), [(7, 0), (8, 1), (19, 1), (20, 0)])
def test_rien_ne_part_la_nuit(heure, partis):
    inscrire()

    assert rappeler_ce_qui_est_du(paris(2026, 12, 10, heure)) == partis
    assert Courriel.objects.count() == partis


@pytest.mark.epreuve
def test_chaque_lettre_part_une_fois_d_un_mois_a_l_autre():
    inscription = inscrire()

    a, partis = AVANT, []
    while a < paris(2026, 12, 20):
        if rappeler_ce_qui_est_du(a):
            partis.append(a)
        a += timedelta(minutes=15)

    assert partis == [paris(2026, 12, 10, 8), paris(2026, 12, 16, 8)]
    lettres = list(Courriel.objects.order_by("pk").values_list("objet", "destinataire"))
    titre = f"{inscription.atelier.titre}, jeudi 17 décembre"
    assert lettres == [
        (f"Venez-vous toujours\u00a0? {titre}", inscription.courriel),
        (f"Demain\u00a0: {titre}", inscription.courriel),
    ]


def test_une_journee_deplacee_est_redemandee_et_l_ancienne_reponse_oubliee():
    inscription = inscrire()
    rappeler_ce_qui_est_du(paris(2026, 12, 10, 8))
    Inscription.objects.update(reconfirmee_le=paris(2026, 12, 10, 9))

    inscription.atelier.debut = paris(2027, 1, 14)
    inscription.atelier.fin = paris(2027, 1, 14, 17)
    inscription.atelier.enregistrer()
    aussitot = rappeler_ce_qui_est_du(paris(2026, 12, 11, 8))
    sept_jours_avant = rappeler_ce_qui_est_du(paris(2027, 1, 7, 8))

    assert (aussitot, sept_jours_avant) == (0, 1)
    inscription.refresh_from_db()
    assert inscription.reconfirmee_le is None
    assert list(Rappel.objects.values_list("jour", flat=True)) == [
        date(2026, 12, 17),
        date(2027, 1, 14),
    ]


def test_qui_revient_apres_s_etre_desinscrite_repart_de_zero():
    with time_machine.travel(AVANT, tick=False):
        atelier = AtelierFactory(debut=DEBUT)
        demande = Demande(prenom="Ana", nom="Daure", courriel="ana@example.org")
        (inscription,) = places.inscrire([demande], [atelier]).nouvelles
        Inscription.objects.update(reconfirmee_le=AVANT)
        places.annuler(inscription)
        places.inscrire([demande], [atelier])

    assert Inscription.objects.get().reconfirmee_le is None


def test_une_question_posee_pour_l_ancienne_date_ne_fait_pas_une_silencieuse():
    inscription = inscrire(paris(2026, 12, 17, 0, 30))
    rappeler_ce_qui_est_du(paris(2026, 12, 10, 8))
    demandee = Inscription.objects.avec_reconfirmation_demandee()
    avant = demandee.get().reconfirmation_demandee

    inscription.atelier.debut = paris(2027, 1, 14)
    inscription.atelier.fin = paris(2027, 1, 14, 17)
    inscription.atelier.enregistrer()

    assert (avant, demandee.get().reconfirmation_demandee) == (True, False)
