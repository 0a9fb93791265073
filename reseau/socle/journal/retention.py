"""How long both journals (Django's and auditlog's) keep names of people.

Each copies the name of its object, and would keep it once the row is anonymised or deleted. The
journals keep what was done, when and by whom.
"""

from datetime import datetime

from auditlog.models import LogEntry as LigneDuJournal
from django.contrib.admin.models import LogEntry as ActionDuBackOffice
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from ..conservation.regles import Regle
from ..donnees_personnelles.durees import TRACES
from ..donnees_personnelles.inventaire import effacement

# Apps whose rows name people; a place, a workshop or a vocabulary term names nobody.
APPLICATIONS = ["inscriptions", "reseau", "account", "mfa", "socialaccount"]
# In auditlog, texts of the network (news, groups, legal pages) keep their history.
SUIVIS_QUI_NOMMENT = ["personne", "participation"]
VALEURS = ("changes", "changes_text")


def _actions(limite: datetime) -> QuerySet:
    return ActionDuBackOffice.objects.filter(
        action_time__lt=limite, content_type__app_label__in=APPLICATIONS
    )


def _liens_vers_des_personnes(limite: datetime) -> QuerySet:
    """A place is not a person, but a change of it may name its keepers."""
    return LigneDuJournal.objects.filter(timestamp__lt=limite, changes__has_key="gestionnaires")


def _auteurs(limite: datetime) -> QuerySet:
    """The author stays as an account while it exists; auditlog copies the address too."""
    return LigneDuJournal.objects.filter(timestamp__lt=limite).exclude(actor_email="")


def _changements(limite: datetime) -> QuerySet:
    return LigneDuJournal.objects.filter(
        Q(content_type__app_label="reseau", content_type__model__in=SUIVIS_QUI_NOMMENT),
        timestamp__lt=limite,
    )


REGLES = (
    Regle(
        "actions",
        _("actions du back-office sur des personnes"),
        TRACES,
        _actions,
        effacement(ActionDuBackOffice, TRACES),
    ),
    Regle(
        "changements",
        _("changements de comptes dans le journal"),
        TRACES,
        _changements,
        effacement(LigneDuJournal, TRACES, "object_repr", *VALEURS),
    ),
    Regle(
        "gestionnaires",
        _("gestionnaires de lieux nommés dans le journal"),
        TRACES,
        _liens_vers_des_personnes,
        effacement(LigneDuJournal, TRACES, *VALEURS),
    ),
    Regle(
        "auteurs",
        _("adresses des auteurs dans le journal"),
        TRACES,
        _auteurs,
        effacement(LigneDuJournal, TRACES, "actor_email"),
    ),
)
