"""Accounts that nobody uses: whom to ask, which to close, which were never confirmed.

An account is used when its owner logs in, registers for a day, registers somebody else, or answers
« je le garde ». No account is closed before its owner was asked and had time to answer.
"""

from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.admin.models import ADDITION
from django.contrib.admin.models import LogEntry as ActionDuBackOffice
from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Cast

from ..fermeture import FERMES
from ..models import Personne

LOT = 200


def question(a: datetime) -> datetime:
    return a - timedelta(days=settings.COMPTES_INACTIFS_QUESTION_JOURS)


def fermeture(a: datetime) -> datetime:
    return a - timedelta(days=settings.COMPTES_INACTIFS_FERMETURE_JOURS)


def date_de_fermeture(a: datetime) -> datetime:
    """The earliest date at which an account asked about at `a` is closed."""
    return a + _delai()


def _delai() -> timedelta:
    jours = settings.COMPTES_INACTIFS_FERMETURE_JOURS - settings.COMPTES_INACTIFS_QUESTION_JOURS
    return timedelta(days=jours)


def sans_usage_depuis(limite: datetime) -> QuerySet:
    """Open accounts without any use since `limite`."""
    return (
        Personne.objects.filter(date_joined__lt=limite)
        .filter(Q(last_login=None) | Q(last_login__lt=limite))
        .exclude(email__endswith=FERMES)
        .exclude(endormi__garde_le__gte=limite)
        .exclude(dossiers__cree_le__gte=limite)
        .exclude(dossiers_ouverts_pour_autrui__cree_le__gte=limite)
    )


def a_demander(a: datetime) -> QuerySet:
    """Unused accounts not asked yet; the owner of a disabled one could not log in to answer.

    By batches: the first purge of an old network must not block the others.
    """
    limite = question(a)
    return (
        sans_usage_depuis(limite)
        .filter(is_active=True)
        .exclude(endormi__demande_le__gte=limite, endormi__garde_le=None)
        .order_by("pk")[:LOT]
    )


def a_fermer(a: datetime) -> list[Personne]:
    """Accounts asked long enough ago, or disabled; never the last active superuser."""
    dues = sans_usage_depuis(fermeture(a)).filter(
        Q(is_active=False)
        | Q(endormi__demande_le__lte=a - _delai(), endormi__demande_le__gte=fermeture(a))
    )
    dues = list(dues.select_related("endormi").order_by("pk"))
    actifs = Personne.objects.filter(is_superuser=True, is_active=True)
    if not actifs.exclude(pk__in=[personne.pk for personne in dues]).exists():
        dernier = actifs.order_by("-last_login", "-pk").first()
        dues = [personne for personne in dues if personne != dernier]
    return dues


def jamais_confirmes(a: datetime) -> QuerySet:
    """Accounts never confirmed nor logged in to, except those the team created."""
    limite = a - timedelta(days=settings.COMPTES_NON_CONFIRMES_JOURS)
    crees_par_l_equipe = ActionDuBackOffice.objects.filter(
        content_type=ContentType.objects.get_for_model(Personne),
        object_id=Cast(OuterRef("pk"), CharField()),
        action_flag=ADDITION,
    )
    return (
        Personne.objects.filter(date_joined__lt=limite, last_login=None, membre_depuis=None)
        .filter(is_staff=False, is_superuser=False, lieux_geres=None, participations=None)
        .filter(emailaddress__isnull=False)
        .exclude(emailaddress__verified=True)
        .exclude(Exists(crees_par_l_equipe))
        .distinct()
    )
