"""A worker killed at every step of an offer's life, then another one: nothing lost or doubled.

People register and leave by the verbs of the portal, so that the letters are the real ones.
"""

import re
import signal
from collections import Counter
from datetime import timedelta

import pytest
import time_machine
from django.db import connections
from django.utils import timezone

from ateliers.enums import EtatInscription, EtatProposition
from ateliers.models import Atelier
from inscriptions import places
from inscriptions.demandes import Demande
from inscriptions.models import ChangementEtat, Inscription, Proposition
from reseau.socle.courriels.enums import EtatCourriel
from reseau.socle.courriels.models import Courriel
from reseau.socle.ouvrier.models import Travail
from tests.factories import AtelierFactory
from tests.reseau import test_ouvrier_pannes as pannes
from tests.reseau.test_ouvrier_pannes import ALIAS, laisser_finir_les_baux

adresse_de_la_base, base = pannes.adresse_de_la_base, pannes.base
lancer, smtp = pannes.lancer, pannes.smtp

pytestmark = pytest.mark.epreuve
PATIENCE = 90
POINTS = [
    ("avant", "reseau.socle.courriels.envoi:remettre"),
    ("apres", "reseau.socle.courriels.envoi:remettre"),
    ("apres", "reseau.socle.courriels.envoi:noter"),
    ("avant", "inscriptions.places.file:clore"),
    ("apres", "inscriptions.places.file:clore"),
    ("apres", "inscriptions.places.file:changer"),
    ("apres", "inscriptions.places.file:_donner_les_places"),
    ("apres", "inscriptions.places:servir"),
    ("apres", "inscriptions.places:remplir"),
]
VIE = {
    "ana": ["Inscription confirmée", "Inscription annulée"],
    "bea": ["Sur liste d’attente", "Une place pour vous", "Votre tour est passé"],
    "clo": ["Sur liste d’attente", "Une place pour vous"],
    "dan": ["Sur liste d’attente"],
}
A_LA_FIN = {
    "ana": (EtatInscription.ANNULEE, []),
    "bea": (EtatInscription.ANNULEE, [EtatProposition.EXPIREE]),
    "clo": (EtatInscription.EN_ATTENTE, [EtatProposition.EN_COURS]),
    "dan": (EtatInscription.EN_ATTENTE, []),
}


@pytest.fixture(autouse=True)
def _chez_l_ouvrier(base):
    """The database of the workers in the place of the suite's; empty it of offers afterwards."""
    connections["default"], la_sienne = connections[ALIAS], connections["default"]
    yield
    with connections[ALIAS].constraint_checks_disabled():
        for modele in (Proposition, ChangementEtat):
            modele.objects.all().delete()
    connections["default"] = la_sienne


@pytest.fixture
def journees():
    """Two days of one seat: three people waited, she who sat left four days ago."""
    with time_machine.travel(timezone.now() - timedelta(days=4)):
        return [une_journee(VIE) for _ in range(2)]


def une_journee(noms):
    atelier = AtelierFactory(format="en_ligne", lieu=None, capacite=1)
    for nom in noms:
        courriel = f"{nom}.{atelier.slug}@example.org"
        places.inscrire([Demande(prenom=nom, nom="D", courriel=courriel)], [atelier])
    places.annuler(atelier.inscriptions.confirmees().get())
    return atelier


def tout_est_du():
    laisser_finir_les_baux()
    Travail.objects.update(prochain_passage=timezone.now())


def mourir_puis_reprendre(lancer, moment, point, *gardes):
    programme = ["-m", "tests.reseau.ouvrier_qui_meurt", moment, point, *gardes]
    assert lancer(programme=programme)[0].wait(PATIENCE) == -signal.SIGKILL
    for _ in range(2):
        tout_est_du()
        assert lancer("--une-fois")[0].wait(PATIENCE) == 0


def fautes(journees, recus):
    """What was lost or doubled, in words: seats and offers, letters written, letters received."""
    trouvees = set()
    for atelier in journees:
        if fins(atelier) != A_LA_FIN:
            trouvees.add("place ou proposition")
        if Counter(lettres(atelier)) != Counter(
            (n, o) for n, objets in VIE.items() for o in objets
        ):
            trouvees.add("lettre écrite")
    ecrites = set(Courriel.objects.values_list("message_id", flat=True))
    if ecrites - set(recus) or Courriel.objects.exclude(etat=EtatCourriel.ENVOYE).exists():
        trouvees.add("lettre jamais partie")
    if set(recus) - ecrites:
        trouvees.add("lettre partie pour rien")
    return trouvees


def fins(atelier):
    inscriptions = Inscription.objects.filter(atelier=atelier).prefetch_related("propositions")
    return {i.prenom: (i.etat, [p.etat for p in i.propositions.all()]) for i in inscriptions}


def lettres(atelier):
    """Who was written what: « bea », « Votre tour est passé »."""
    siennes = Courriel.objects.filter(destinataire__endswith=f".{atelier.slug}@example.org")
    for destinataire, objet in siennes.values_list("destinataire", "objet"):
        yield destinataire.partition(".")[0], re.split("[\u00a0\u202f]", objet)[0]


@pytest.mark.parametrize(("moment", "point"), POINTS)
def test_un_ouvrier_tue_a_chaque_etape_d_une_proposition_ne_perd_ni_ne_double_rien(
    lancer, smtp, journees, moment, point
):
    mourir_puis_reprendre(lancer, moment, point)

    assert fautes(journees, smtp.recus) == set()
    en_double = [fois for fois in Counter(smtp.recus).values() if fois > 1]
    # Only the letter in flight, which the server took and nobody lived to write down.
    assert en_double == [2] * (
        (moment, point) == ("apres", "reseau.socle.courriels.envoi:remettre")
    )


@pytest.mark.parametrize(
    ("garde", "moment", "point", "prise"),
    [
        (
            *("--sans-transaction", "apres", "inscriptions.places.file:clore"),
            {"place ou proposition", "lettre écrite"},
        ),
        ("--sans-boite", "apres", "inscriptions.places:servir", {"lettre partie pour rien"}),
        ("--sans-bail", "avant", "reseau.socle.courriels.envoi:remettre", {"lettre jamais partie"}),
    ],
)
def test_temoin_sans_l_une_des_gardes_la_meme_mort_est_prise_en_faute(
    lancer, smtp, journees, garde, moment, point, prise
):
    mourir_puis_reprendre(lancer, moment, point, garde)

    assert fautes(journees, smtp.recus) == prise


def test_un_serveur_qui_refuse_une_adresse_sur_dix_ne_change_rien_aux_places(lancer, smtp):
    """Forty offers at once: the team makes room for all who wait."""
    atelier = une_journee([f"p{rang:02}" for rang in range(41)])
    file = list(Inscription.objects.filter(atelier=atelier).order_by("pk"))[1:]
    Atelier.objects.filter(pk=atelier.pk).update(capacite=40)
    places.remplir(atelier.pk)
    refusees = {inscription.courriel for inscription in file[::10]}
    smtp.refuser = lambda adresse: adresse in refusees

    for _ in range(2):
        tout_est_du()
        assert lancer("--une-fois")[0].wait(PATIENCE) == 0

    proposees = Proposition.objects.en_cours().values_list("inscription_id", flat=True)
    assert set(proposees) == {inscription.pk for inscription in file}
    offres = Courriel.objects.filter(objet__startswith="Une place pour vous")
    assert set(offres.en_echec().values_list("destinataire", flat=True)) == refusees
    assert Counter(offres.values_list("etat", flat=True)) == {
        EtatCourriel.ENVOYE: 36,
        EtatCourriel.ECHEC: 4,
    }
    assert Counter(offres.values_list("destinataire", flat=True)) == Counter(
        inscription.courriel for inscription in file
    )
    assert max(Counter(smtp.recus).values()) == 1
