"""How long personal data is kept, as the privacy page promises (rule 11 of the seats).

Counted from the end of the day: diet, allergy and access needs 7 days, phone 30 days, names and
addresses 24 months. The rest (seat, state, date) counts people without naming them. Models declare
the columns; this module says which rows are due. Each module of `conservation/` declares its own
`REGLES`, gathered here.
"""

from datetime import datetime

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext_lazy as _

from reseau.socle.conservation.regles import Regle
from reseau.socle.donnees_personnelles.durees import NOMS, SENSIBLE, TELEPHONE
from reseau.socle.donnees_personnelles.inventaire import effacement

from ..models import ChangementEtat, Couvert, Dossier, Inscription
from .adresses import REGLES as ADRESSES
from .covoiturage import REGLES as COVOITURAGE
from .propositions import REGLES as PROPOSITIONS
from .questions import REGLES as QUESTIONS

SANS_CONTACT = effacement(Dossier, NOMS)


def _inscriptions(limite: datetime) -> QuerySet:
    return Inscription.objects.filter(atelier__fin__lt=limite)


def _couverts(limite: datetime) -> QuerySet:
    return Couvert.objects.filter(inscription__atelier__fin__lt=limite)


def _changements(limite: datetime) -> QuerySet:
    return ChangementEtat.objects.filter(inscription__atelier__fin__lt=limite)


def _dossiers(limite: datetime) -> QuerySet:
    """Dossiers without a later day, unless the contact asked for news of the next cycles."""
    inscriptions = Inscription.objects.filter(dossier=OuterRef("pk"))
    return Dossier.objects.filter(
        Exists(inscriptions),
        ~Exists(inscriptions.filter(atelier__fin__gte=limite)),
        veut_les_annonces_depuis=None,
    )


def _dossiers_vides(limite: datetime) -> QuerySet:
    """Dossiers without any day: counted from their creation."""
    return Dossier.objects.filter(
        inscriptions=None, cree_le__lt=limite, veut_les_annonces_depuis=None
    )


REGLES = (
    Regle(
        "besoins", _("besoins d’accès"), SENSIBLE, _inscriptions, effacement(Inscription, SENSIBLE)
    ),
    Regle("regimes", _("régimes et allergies"), SENSIBLE, _couverts, effacement(Couvert, SENSIBLE)),
    Regle(
        "telephones", _("téléphones"), TELEPHONE, _inscriptions, effacement(Inscription, TELEPHONE)
    ),
    Regle(
        "inscriptions",
        _("inscriptions rendues anonymes"),
        NOMS,
        _inscriptions,
        effacement(Inscription, NOMS),
    ),
    Regle(
        "dossiers",
        _("dossiers rendus anonymes"),
        NOMS,
        _dossiers,
        SANS_CONTACT,
    ),
    Regle("dossiers_vides", _("dossiers sans inscription"), NOMS, _dossiers_vides, SANS_CONTACT),
    Regle(
        "motifs",
        _("motifs de changement d’état"),
        NOMS,
        _changements,
        effacement(ChangementEtat, NOMS),
    ),
    *ADRESSES,
    *COVOITURAGE,
    *PROPOSITIONS,
    *QUESTIONS,
)
