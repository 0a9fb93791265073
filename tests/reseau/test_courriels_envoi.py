from datetime import timedelta
from smtplib import SMTPDataError, SMTPRecipientsRefused, SMTPSenderRefused

import pytest
from django.utils import timezone

from reseau.socle.courriels import envoi
from reseau.socle.courriels.enums import EtatCourriel
from reseau.socle.courriels.models import Courriel
from tests.factories import CourrielFactory

REFUS = SMTPRecipientsRefused({"a@example.org": (550, b"5.1.1 No such user")})
PLUS_TARD = SMTPRecipientsRefused({"a@example.org": (451, b"4.7.1 Greylisted")})


def prendre():
    return envoi.prendre("ouvrier-1")


def test_les_courriels_se_prennent_un_par_un_le_plus_ancien_d_abord():
    maintenant = timezone.now()
    second = CourrielFactory(prochain_essai=maintenant - timedelta(minutes=1))
    premier = CourrielFactory(prochain_essai=maintenant - timedelta(minutes=2))

    pris = [prendre(), prendre(), prendre()]

    assert pris == [premier, second, None]
    assert [(c.etat, c.bail_par, c.tentatives) for c in pris[:2]] == [
        (EtatCourriel.EN_COURS, "ouvrier-1", 1)
    ] * 2


def test_un_courriel_parti_le_dit_et_perd_sa_derniere_erreur():
    CourrielFactory(derniere_erreur="plus tard")
    courriel = prendre()

    envoi.noter(courriel, None)

    courriel.refresh_from_db()
    assert courriel.etat == EtatCourriel.ENVOYE
    assert courriel.envoye_le is not None
    assert (courriel.derniere_erreur, courriel.bail_jusqu_a) == ("", None)


@pytest.mark.parametrize(
    ("tentatives", "attente"),
    [
        (0, timedelta(minutes=1)),
        (1, timedelta(minutes=5)),
        (2, timedelta(minutes=15)),
        (3, timedelta(hours=1)),
        (4, timedelta(hours=4)),
        (5, timedelta(hours=12)),
        (6, timedelta(hours=24)),
    ],
)
def test_un_refus_passager_fait_attendre_de_plus_en_plus(tentatives, attente, time_machine):
    time_machine.move_to("2026-03-02 10:00:00+00:00", tick=False)
    CourrielFactory(tentatives=tentatives)
    courriel = prendre()

    envoi.noter(courriel, PLUS_TARD)

    courriel.refresh_from_db()
    assert courriel.etat == EtatCourriel.A_ENVOYER
    assert courriel.prochain_essai - timezone.now() == attente
    assert courriel.derniere_erreur == "451 4.7.1 Greylisted"


def test_apres_la_derniere_tentative_le_courriel_est_en_echec():
    CourrielFactory(tentatives=envoi.TENTATIVES_MAX - 1)
    courriel = prendre()

    envoi.noter(courriel, PLUS_TARD)

    courriel.refresh_from_db()
    assert courriel.etat == EtatCourriel.ECHEC


@pytest.mark.parametrize(
    ("erreur", "attendu"),
    [
        (REFUS, True),
        (PLUS_TARD, False),
        (SMTPDataError(554, b"spam"), True),
        (SMTPDataError(452, b"full"), False),
        (SMTPSenderRefused(550, b"not you", "x@example.org"), False),
        (ConnectionResetError("parti"), False),
        (ValueError("Invalid address"), True),
    ],
)
def test_seul_un_refus_de_l_adresse_ou_du_message_est_definitif(erreur, attendu):
    assert envoi.est_definitive(erreur) is attendu


def test_un_refus_definitif_met_en_echec_des_la_premiere_fois():
    CourrielFactory()
    courriel = prendre()

    envoi.noter(courriel, REFUS)

    courriel.refresh_from_db()
    assert (courriel.etat, courriel.tentatives) == (EtatCourriel.ECHEC, 1)
    assert courriel.derniere_erreur == "550 5.1.1 No such user"


def test_un_courriel_qui_tue_ses_ouvriers_finit_en_echec():
    passe = timezone.now() - timedelta(seconds=1)
    CourrielFactory(etat=EtatCourriel.EN_COURS, bail_jusqu_a=passe, tentatives=envoi.TENTATIVES_MAX)

    assert prendre() is None

    courriel = Courriel.objects.get()
    assert courriel.etat == EtatCourriel.ECHEC
    assert "s’est arrêté" in courriel.derniere_erreur


def test_qui_a_perdu_son_bail_n_ecrit_plus_rien():
    CourrielFactory()
    courriel = prendre()
    Courriel.objects.update(bail_jusqu_a=timezone.now() - timedelta(seconds=1))
    envoi.prendre("ouvrier-2")

    envoi.noter(courriel, None)

    assert Courriel.objects.get().etat == EtatCourriel.EN_COURS


def test_une_erreur_se_lit_sur_une_ligne_sans_caractere_que_la_base_refuserait():
    erreur = SMTPDataError(554, b"5.7.1 Non\r\n\x00 merci")

    assert envoi.expliquer(erreur) == "554 5.7.1 Non merci"
