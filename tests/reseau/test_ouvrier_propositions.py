"""A worker killed at every step of an offer's life, then another one: nothing lost or doubled."""

import signal
from collections import Counter
from datetime import timedelta

import pytest
from django.db import connections
from django.utils import timezone

from ateliers.enums import EtatInscription, EtatProposition
from inscriptions.models import ChangementEtat, Inscription, Proposition
from reseau.courriels.enums import EtatCourriel
from reseau.courriels.models import Courriel
from reseau.ouvrier.models import Travail
from tests.factories import AtelierFactory, DossierFactory
from tests.reseau import test_ouvrier_pannes as pannes
from tests.reseau.test_ouvrier_pannes import ALIAS, laisser_finir_les_baux

adresse_de_la_base, base = pannes.adresse_de_la_base, pannes.base
lancer, smtp = pannes.lancer, pannes.smtp

pytestmark = pytest.mark.concurrence
POINTS = [
    ("avant", "reseau.courriels.envoi:remettre"),
    ("apres", "reseau.courriels.envoi:remettre"),
    ("apres", "reseau.courriels.envoi:noter"),
    ("avant", "inscriptions.file:clore"),
    ("apres", "inscriptions.file:clore"),
    ("apres", "inscriptions.file:changer"),
    ("apres", "inscriptions.file:_donner_les_places"),
    ("apres", "inscriptions.places:servir"),
    ("apres", "inscriptions.places:remplir"),
]


@pytest.fixture
def journees(base):
    """Two days of one seat, an offer past its time on each, two people waiting behind."""
    return [une_journee() for _ in range(2)]


def une_journee(places=1, personnes=3):
    hier = timezone.now() - timedelta(days=1)
    atelier = AtelierFactory.build(format="en_ligne", lieu=None, capacite=places)
    atelier.save(using=ALIAS)
    for rang in range(personnes):
        dossier = DossierFactory.build()
        dossier.save(using=ALIAS)
        inscription = Inscription.objects.using(ALIAS).create(
            atelier_id=atelier.pk,
            dossier_id=dossier.pk,
            prenom=dossier.prenom,
            nom=dossier.nom,
            courriel=dossier.courriel,
            etat=EtatInscription.EN_ATTENTE,
            demandee_le=hier,
            attend_depuis=hier + timedelta(minutes=rang),
        )
        if rang == 0:
            Proposition.objects.using(ALIAS).create(
                inscription_id=inscription.pk,
                atelier_id=atelier.pk,
                faite_le=hier,
                expire_le=timezone.now() - timedelta(hours=1),
            )
    # An offer already made elsewhere: its letter waits in the outbox.
    Courriel.objects.using(ALIAS).create(
        destinataire=f"{atelier.slug}@example.org",
        expediteur="a@example.org",
        objet=f"Une place pour vous ? {atelier.titre}",
        message_id=f"<{atelier.slug}@example.org>",
    )
    return atelier


@pytest.fixture(autouse=True)
def _vider(base):
    yield
    with connections[ALIAS].constraint_checks_disabled():
        for modele in (Proposition, ChangementEtat):
            modele.objects.using(ALIAS).all().delete()


def tout_est_du():
    laisser_finir_les_baux()
    Travail.objects.using(ALIAS).update(prochain_passage=timezone.now())


@pytest.mark.parametrize(("moment", "point"), POINTS)
def test_un_ouvrier_tue_a_chaque_etape_d_une_proposition_ne_perd_ni_ne_double_rien(
    lancer,
    smtp,
    journees,
    moment,
    point,
):
    programme = ["-m", "tests.reseau.ouvrier_qui_meurt", moment, point]
    assert lancer(programme=programme)[0].wait(20) == -signal.SIGKILL

    for _ in range(2):
        tout_est_du()
        assert lancer("--une-fois")[0].wait(20) == 0

    for atelier in journees:
        propositions = Proposition.objects.using(ALIAS).filter(atelier_id=atelier.pk).order_by("pk")
        assert [p.etat for p in propositions] == [EtatProposition.EXPIREE, EtatProposition.EN_COURS]
        file = (
            Inscription.objects.using(ALIAS).filter(atelier_id=atelier.pk).order_by("attend_depuis")
        )
        assert [i.pk for i in file[:2]] == [p.inscription_id for p in propositions]
        assert [i.etat for i in file] == [
            EtatInscription.ANNULEE,
            EtatInscription.EN_ATTENTE,
            EtatInscription.EN_ATTENTE,
        ]
        changements = ChangementEtat.objects.using(ALIAS).filter(inscription__atelier_id=atelier.pk)
        assert [(c.inscription_id, c.apres) for c in changements] == [
            (file[0].pk, EtatInscription.ANNULEE)
        ]
        lettres = Courriel.objects.using(ALIAS).filter(objet__contains=atelier.titre + ",")
        assert Counter(lettres.values_list("destinataire", flat=True)) == {
            file[0].courriel: 1,
            file[1].courriel: 1,
        }
    courriels = Courriel.objects.using(ALIAS)
    assert set(courriels.values_list("etat", flat=True)) == {EtatCourriel.ENVOYE}
    recus = Counter(smtp.recus)
    assert set(recus) == set(courriels.values_list("message_id", flat=True))
    en_double = {message_id for message_id, fois in recus.items() if fois > 1}
    assert len(en_double) == ((moment, point) == ("apres", "reseau.courriels.envoi:remettre"))
    assert max(recus.values()) <= 2


def test_un_serveur_qui_refuse_une_adresse_sur_dix_ne_change_rien_aux_places(lancer, smtp, base):
    atelier = une_journee(places=40, personnes=41)
    file = Inscription.objects.using(ALIAS).filter(atelier_id=atelier.pk).order_by("attend_depuis")
    adresses = [inscription.courriel for inscription in file]
    refusees = set(adresses[1::10])
    smtp.refuser = lambda adresse: adresse in refusees

    for _ in range(2):
        tout_est_du()
        assert lancer("--une-fois")[0].wait(40) == 0

    proposees = Proposition.objects.using(ALIAS).en_cours().values_list("inscription_id", flat=True)
    assert set(proposees) == {inscription.pk for inscription in file[1:]}
    lettres = Courriel.objects.using(ALIAS).filter(objet__contains=atelier.titre + ",")
    par_etat = Counter(lettres.values_list("etat", flat=True))
    assert par_etat == {EtatCourriel.ENVOYE: 41 - 4, EtatCourriel.ECHEC: 4}
    assert set(lettres.en_echec().values_list("destinataire", flat=True)) == refusees
    assert Counter(lettres.values_list("destinataire", flat=True)) == dict.fromkeys(adresses, 1)
    assert max(Counter(smtp.recus).values()) == 1
