"""Write what is due, each letter once: its trace and its row of the outbox in one transaction.

Several workers may come at once, or one be killed anywhere: either both rows are there and the
letter leaves, or neither is and the next turn writes them.
"""

import logging
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from ..courriels import rappels as courriels
from ..models import Inscription
from ..models.enums import GenreDeRappel
from ..models.rappels import Rappel
from .echeances import dus, en_journee

journal = logging.getLogger(__name__)

LOT = 500  # the worker has other things to do; the rest leaves at the next turn


def rappeler_ce_qui_est_du(a: datetime | None = None) -> int:
    """The worker's duty; in daytime only."""
    a = a or timezone.now()
    if not en_journee(a):
        return 0
    return sum(_envoyer(genre, a) for genre in GenreDeRappel)


def _envoyer(genre: GenreDeRappel, a: datetime) -> int:
    """One letter that cannot be written stops no other; the worker is told at the end."""
    cles = list(dus(genre, a).order_by("atelier__debut", "pk").values_list("pk", flat=True)[:LOT])
    ecrites, echec = 0, None
    for cle in cles:
        try:
            ecrites += _ecrire_une_fois(genre, cle, a)
        except Exception as erreur:
            journal.exception("rappel=%s inscription=%s echec", genre, cle)
            echec = erreur
    if echec:
        raise echec
    return ecrites


@transaction.atomic
def _ecrire_une_fois(genre: GenreDeRappel, cle: int, a: datetime) -> bool:
    """Races: a withdrawal meanwhile, which the lock makes us see; another worker, by its trace."""
    inscription = (
        dus(genre, a)
        .select_for_update(of=("self",), no_key=True)
        .select_related("dossier", "atelier__lieu__commune")
        .filter(pk=cle)
        .first()
    )
    if inscription is None:
        return False
    jour = courriels.jour_de(inscription)
    _rappel, nouveau = Rappel.objects.get_or_create(
        inscription=inscription, genre=genre, jour=jour, defaults={"le": a}
    )
    if nouveau:
        if genre == GenreDeRappel.RECONFIRMATION:
            # Asked again because the day moved: the answer for the old date is worth nothing.
            Inscription.objects.filter(pk=cle).update(reconfirmee_le=None)
        courriels.rappeler(genre, inscription, jour, aujourd_hui=timezone.localdate(a))
    return nouveau
