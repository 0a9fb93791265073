"""Who still has the right that opened a day to her; said in SQL, for one row or many.

A seat asked for by right stands on accounts: the one that asked (`au_titre_de`, else that of the
dossier), and the person's own, whose address is proved, when somebody else registered her. Left
group, membership over, account closed or deleted: the seat stays, for the team to decide, but links
and details are hidden at once. Whom the team let come, before or since, keeps them
(`maintenue_le`).
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
    """The right she lost, "" when she lost none; reads the alias `titulaire`."""
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
    """On a public day, only the account that asked counts: anybody comes there without one."""
    reservee = ~Q(atelier__acces=Acces.PUBLIC)
    supprime = reservee & Q(par_droit=True, titulaire__isnull=True)
    ferme = Q(Exists(_titulaire(is_active=False)))
    sans_elle = ~Exists(_elle_meme(is_active=True))
    return ((ferme | supprime) & sans_elle) | (reservee & Exists(_elle_meme(is_active=False)))


def _perdu(aujourd_hui: Q, jadis: Q | None = None) -> Q:
    """She has it no more; or, when she never had it, whoever asked for her has it no more."""
    par_elle = Exists(_elle_meme(is_active=True).filter(jadis)) if jadis else Q(pk__in=[])
    par_qui = Q(titulaire__isnull=False) & ~Exists(_titulaire(is_active=True).filter(aujourd_hui))
    return ~Exists(_elle_meme(is_active=True).filter(aujourd_hui)) & (par_elle | par_qui)


def _titulaire(**etat):
    return Personne.objects.filter(pk=OuterRef("titulaire"), **etat)


def _elle_meme(**etat):
    """The account that has proved the address of the registration to be its own."""
    return Personne.objects.filter(
        emailaddress__verified=True, emailaddress__email=OuterRef("courriel"), **etat
    )


def _du_groupe() -> Q:
    return Q(Exists(_participations().filter(quittee_le=None)))


def _fut_du_groupe() -> Q:
    return Q(Exists(_participations().exclude(quittee_le=None)))


def _participations():
    """Those of a person in the group of the day; between the two stands a query."""
    groupe = OuterRef(OuterRef("atelier__groupe"))
    return Participation.objects.filter(personne=OuterRef("pk"), groupe=groupe).order_by()


def _du_reseau() -> Q:
    """`est_du_reseau`, for many."""
    return Q(is_staff=True) | Q(membre_depuis__lte=timezone.localdate())
