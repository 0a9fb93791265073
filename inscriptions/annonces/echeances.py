"""Whom to write to before a day, at a given moment.

Delays are counted in days of Paris, never in hours: seven days before is seven days before, even
when the clocks change.
"""

from datetime import date, datetime, timedelta

from django.conf import settings
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from ateliers.enums import EtatInscription, Statut
from reseau.socle.dates import minuit

from ..models import ChangementEtat, Inscription
from ..models.enums import GenreDeRappel
from ..models.inscriptions_queryset import InscriptionQuerySet
from ..models.rappels import Rappel

JOURNEE = range(8, 20)
DERNIER_JOUR_POUR_DEMANDER = 2
VEILLE = 1


def en_journee(a: datetime) -> bool:
    """Reminders leave in daytime only: no telephone rings at night."""
    return timezone.localtime(a).hour in JOURNEE


def dus(genre: GenreDeRappel, a: datetime) -> InscriptionQuerySet:
    return a_reconfirmer(a) if genre == GenreDeRappel.RECONFIRMATION else a_rappeler(a)


def a_reconfirmer(a: datetime) -> InscriptionQuerySet:
    """People to ask to reconfirm: from J-7 to J-2, late if the worker was down."""
    avance = settings.RECONFIRMATION_JOURS
    restants = range(DERNIER_JOUR_POUR_DEMANDER, avance + 1)
    return _dus(GenreDeRappel.RECONFIRMATION, _dans(a, restants), avance)


def a_rappeler(a: datetime) -> InscriptionQuerySet:
    """People to remind: on the eve, or the same morning if late; never once begun."""
    jours = _dans(a, range(VEILLE + 1))
    return _dus(GenreDeRappel.VEILLE, jours, VEILLE).filter(atelier__debut__gt=a)


def _dans(a: datetime, nombres: range) -> list[date]:
    aujourd_hui = timezone.localdate(a)
    return [aujourd_hui + timedelta(days=nombre) for nombre in nombres]


def _dus(genre: GenreDeRappel, jours: list[date], avance: int) -> InscriptionQuerySet:
    if not jours:
        return Inscription.objects.none()
    condition = Q()
    for jour in jours:
        condition |= _du(genre, jour, minuit(jour - timedelta(days=avance)))
    return (
        Inscription.objects.confirmees()
        .ayant_acces()
        .filter(condition, _pendant(jours[0], jours[-1]), atelier__statut=Statut.PUBLIE)
        .exclude(courriel="", dossier__courriel="")
    )


def _du(genre: GenreDeRappel, jour: date, depuis: datetime) -> Q:
    """Registrations for this day, without a letter yet, and older than the start of the letters.

    A person who got her seat since then has just received a letter with the same text.
    """
    deja = Rappel.objects.filter(inscription=OuterRef("pk"), genre=genre, jour=jour)
    place_recente = ChangementEtat.objects.filter(
        inscription=OuterRef("pk"), apres=EtatInscription.CONFIRMEE, le__gte=depuis
    )
    return _pendant(jour, jour) & Q(demandee_le__lt=depuis) & ~Exists(deja) & ~Exists(place_recente)


def _pendant(premier: date, dernier: date) -> Q:
    """Days that begin between these two dates of Paris."""
    return Q(
        atelier__debut__gte=minuit(premier),
        atelier__debut__lt=minuit(dernier + timedelta(days=1)),
    )
