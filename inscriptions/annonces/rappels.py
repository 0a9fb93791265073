"""Write due letters, each once: its trace and its row of the outbox in one transaction.

Race: several workers, or one killed at any point. Either both rows are written and the letter
leaves, or neither and the next turn writes them.
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

LOT = 500  # the rest leaves at the next turn: the worker has other duties


def rappeler_ce_qui_est_du(a: datetime | None = None) -> int:
    """The duty of the worker; in daytime only."""
    a = a or timezone.now()
    if not en_journee(a):
        return 0
    return sum(_envoyer(genre, a) for genre in GenreDeRappel)


def _envoyer(genre: GenreDeRappel, a: datetime) -> int:
    """A letter that cannot be written does not stop the others; the error is raised at the end."""
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
    """Races: a withdrawal meanwhile is seen under the lock; another worker, by its trace."""
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
            # Asked again because the date changed: the answer for the former one is void.
            Inscription.objects.filter(pk=cle).update(reconfirmee_le=None)
        courriels.rappeler(genre, inscription, jour, aujourd_hui=timezone.localdate(a))
    return nouveau
