"""The columns of a participant list: a title, a width, and how to read it from a person's line."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from ateliers.models import Atelier
from reseau.personnes.enums import Profil

from ..models.enums import AccesPerdu, EtatCouvert, Regime
from .repas import Service, services
from .repas import nom as nom_du_service
from .selection import Assiette, Participant

Valeur = str | int | datetime
RIEN = Assiette("", "", "")


@dataclass(frozen=True)
class Colonne:
    titre: str
    lire: Callable[[Participant], Valeur]
    largeur: int = 18


def colonnes(
    ateliers: list[Atelier],
    *,
    attente: bool,
    sensibles: bool,
    en_groupe: bool = False,
    a_decider: bool = False,
) -> list[Colonne]:
    """Only what the list needs: the day when there are several, the rank when people wait, who
    registered whom when somebody did, who lost the right to a reserved day.
    """
    profils = {valeur: str(libelle) for valeur, libelle in Profil.choices}
    return [
        *(_jour() if len(ateliers) > 1 else []),
        *([_rang()] if attente else []),
        Colonne(_("Nom"), lambda i: i.nom, 22),
        Colonne(_("Prénom"), lambda i: i.prenom),
        Colonne(_("Structure"), lambda i: i.structure, 30),
        Colonne(_("Profil"), lambda i: profils[i.profil], 24),
        Colonne(_("Courriel"), lambda i: i.courriel, 32),
        Colonne(_("Téléphone"), lambda i: i.telephone, 16),
        *([Colonne(_("Accès"), lambda i: AccesPerdu.dire(i.acces_perdu), 28)] if a_decider else []),
        *(_par_qui() if en_groupe else []),
        Colonne(_("Commune"), lambda i: i.commune or "", 20),
        *(colonne for un in services(ateliers) for colonne in _repas(un, sensibles)),
        *([Colonne(_("Besoins d’accès"), lambda i: i.besoins_acces, 40)] if sensibles else []),
        *([] if attente else [_reconfirmation()]),
        Colonne(_("Demande reçue le"), lambda i: sans_fuseau(i.demandee_le), 17),
    ]


def _jour() -> list[Colonne]:
    return [
        Colonne(_("Date"), lambda i: sans_fuseau(i.atelier.debut), 17),
        Colonne(_("Journée"), lambda i: i.atelier.titre, 34),
        Colonne(_("Lieu"), lambda i: i.atelier.lieu.nom if i.atelier.lieu else "", 24),
    ]


def _rang() -> Colonne:
    """In the queue; who was offered a seat is not in it any more."""
    proposee = _("place proposée")
    return Colonne(_("Rang"), lambda i: proposee if i.rang is None else i.rang, 14)


def _par_qui() -> list[Colonne]:
    """Whom to call about somebody without address; blank for who came by herself."""
    return [
        Colonne(_("Inscription faite par"), lambda i: i.inscrite_par.nom if i.inscrite_par else ""),
        Colonne(
            _("Courriel de qui a inscrit"),
            lambda i: i.inscrite_par.courriel if i.inscrite_par else "",
            32,
        ),
    ]


def _reconfirmation() -> Colonne:
    """What she answered to « venez-vous toujours ? »; silence is no refusal."""
    oui = _("oui")
    return Colonne(_("A reconfirmé"), lambda i: oui if i.reconfirmee_le else "", 13)


def _repas(un: Service, sensibles: bool) -> list[Colonne]:
    """Words are translated once for the list, not once a line."""
    nom = nom_du_service(un)
    prises = {EtatCouvert.CONFIRME: _("oui"), EtatCouvert.EN_ATTENTE: _("en attente"), "": _("non")}
    pris = Colonne(nom, lambda i: prises[i.repas.get(un, RIEN).etat], 12)
    if not sensibles:
        return [pris]
    regimes = {"": "", **{valeur: str(libelle) for valeur, libelle in Regime.choices}}
    regime = Colonne(
        _("Régime (%(repas)s)") % {"repas": nom.lower()},
        lambda i: regimes[i.repas.get(un, RIEN).regime],
        24,
    )
    allergie = Colonne(
        _("Allergie (%(repas)s)") % {"repas": nom.lower()},
        lambda i: i.repas.get(un, RIEN).allergie,
        30,
    )
    return [pris, regime, allergie]


def sans_fuseau(moment: datetime) -> datetime:
    """The hour of Paris as a spreadsheet knows it: without a time zone."""
    return localtime(moment).replace(tzinfo=None, microsecond=0)
