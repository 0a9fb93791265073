"""Which people still have the right that let them register; in SQL, for one row or many.

A seat taken by right depends on accounts: the one that asked (`au_titre_de`, else that of the
dossier) and, when somebody else registered the person, her own account with the proved address.
When she leaves the group, when her membership ends, when the account is closed or deleted, the seat
stays until the team decides, but links and details are hidden at once. A person whom the team let
come (`maintenue_le`) keeps them.
"""

from django.db.models import Case, CharField, Exists, OuterRef, Q, Value, When
from django.db.models.functions import Coalesce
from django.utils import timezone

from ateliers.enums import Acces
from reseau.groupes.models import Participation
from reseau.models import Personne

from .enums import AccesPerdu

TITULAIRE = Coalesce("au_titre_de", "dossier__personne")


def acces_perdu() -> Case:
    """The right this person lost, "" when she lost none; needs the alias `titulaire`."""
    perdus = {
        AccesPerdu.COMPTE: _compte_ferme(),
        AccesPerdu.GROUPE: Q(atelier__acces=Acces.GROUPE) & _perdu(_du_groupe(), _fut_du_groupe()),
        AccesPerdu.RESEAU: Q(atelier__acces=Acces.MEMBRES) & _perdu(_du_reseau()),
    }
    return Case(
        When(maintenue_le__isnull=False, then=Value("")),
        *(When(condition, then=Value(perdu.value)) for perdu, condition in perdus.items()),
        default=Value(""),
        output_field=CharField(max_length=12),
    )


def _compte_ferme() -> Q:
    """On a public day only the account that asked counts: anybody may come without one."""
    reservee = ~Q(atelier__acces=Acces.PUBLIC)
    supprime = reservee & Q(par_droit=True, titulaire__isnull=True)
    ferme = Q(Exists(_titulaire(is_active=False)))
    sans_elle = ~Exists(_elle_meme(is_active=True))
    return ((ferme | supprime) & sans_elle) | (reservee & Exists(_elle_meme(is_active=False)))


def _perdu(aujourd_hui: Q, jadis: Q | None = None) -> Q:
    """The person lost the right; or she never had it, and the account that asked lost it."""
    par_elle = Exists(_elle_meme(is_active=True).filter(jadis)) if jadis else Q(pk__in=[])
    par_qui = Q(titulaire__isnull=False) & ~Exists(_titulaire(is_active=True).filter(aujourd_hui))
    return ~Exists(_elle_meme(is_active=True).filter(aujourd_hui)) & (par_elle | par_qui)


def _titulaire(**etat):
    return Personne.objects.filter(pk=OuterRef("titulaire"), **etat)


def _elle_meme(**etat):
    """The account that has proved the address of the registration."""
    return Personne.objects.filter(
        emailaddress__verified=True, emailaddress__email=OuterRef("courriel"), **etat
    )


def _du_groupe() -> Q:
    return Q(Exists(_participations().filter(quittee_le=None)))


def _fut_du_groupe() -> Q:
    return Q(Exists(_participations().exclude(quittee_le=None)))


def _participations():
    """Participations of a person in the group of the day; `OuterRef` crosses one query more."""
    groupe = OuterRef(OuterRef("atelier__groupe"))
    return Participation.objects.filter(personne=OuterRef("pk"), groupe=groupe).order_by()


def _du_reseau() -> Q:
    """`est_du_reseau` in SQL, for many people."""
    return Q(is_staff=True) | Q(membre_depuis__lte=timezone.localdate())
