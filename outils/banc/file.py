"""Cost of a freed seat when 500 people wait: withdrawal, offer, both letters."""

import statistics
import time

from django.db import connection
from django.test.utils import CaptureQueriesContext

from ateliers.enums import EtatInscription
from inscriptions import places
from inscriptions.models import Dossier, Inscription, Proposition

from .jeu import planter_un_atelier

EN_ATTENTE = 500
FOIS = 20


def mesurer(serie: str) -> None:
    atelier = planter_un_atelier(f"banc-file-{serie}", 1)
    dossiers = Dossier.objects.bulk_create(
        Dossier(prenom="Alix", nom=f"File {rang}", courriel=f"file.{serie}.{rang}@example.org")
        for rang in range(EN_ATTENTE + 1)
    )
    assise, *_ = Inscription.objects.bulk_create(
        Inscription(
            dossier=dossier,
            atelier=atelier,
            prenom=dossier.prenom,
            nom=dossier.nom,
            courriel=dossier.courriel,
            etat=EtatInscription.EN_ATTENTE if rang else EtatInscription.CONFIRMEE,
        )
        for rang, dossier in enumerate(dossiers)
    )
    with CaptureQueriesContext(connection) as requetes:
        places.annuler(assise)
    durees = [_decliner(atelier) for _ in range(FOIS)]
    print(
        f"  une place proposée à une file de {EN_ATTENTE} : {len(requetes)} requêtes, "
        f"{statistics.median(durees):.1f} ms (médiane de {FOIS} refus, chacun suivi d’une offre)"
    )


def _decliner(atelier) -> float:
    """Milliseconds until a declined seat is offered to the next person."""
    proposition = Proposition.objects.en_cours().select_related("inscription").get(atelier=atelier)
    debut = time.perf_counter()
    places.decliner(proposition)
    return 1000 * (time.perf_counter() - debut)
