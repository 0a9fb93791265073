"""The columns of a participant list: title, width, and value for one person."""

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
    """Only useful columns.

    The day when there are several, the rank in a waiting list, the author of a registration made
    for somebody else, the right when one was lost.
    """
    profils = {valeur: str(libelle) for valeur, libelle in Profil.choices}
    return [
        *(_jour() if len(ateliers) > 1 else []),
        *([_rang()] if attente else []),
        Colonne(_("Nom"), lambda ligne: ligne.nom, 22),
        Colonne(_("Prénom"), lambda ligne: ligne.prenom),
        Colonne(_("Structure"), lambda ligne: ligne.structure, 30),
        Colonne(_("Profil"), lambda ligne: profils[ligne.profil], 24),
        Colonne(_("Courriel"), lambda ligne: ligne.courriel, 32),
        Colonne(_("Téléphone"), lambda ligne: ligne.telephone, 16),
        *(
            [Colonne(_("Accès"), lambda ligne: AccesPerdu.dire(ligne.acces_perdu), 28)]
            if a_decider
            else []
        ),
        *(_par_qui() if en_groupe else []),
        Colonne(_("Commune"), lambda ligne: ligne.commune or "", 20),
        *(colonne for repas in services(ateliers) for colonne in _repas(repas, sensibles)),
        *(
            [Colonne(_("Besoins d’accès"), lambda ligne: ligne.besoins_acces, 40)]
            if sensibles
            else []
        ),
        *([] if attente else [_reconfirmation()]),
        Colonne(_("Demande reçue le"), lambda ligne: sans_fuseau(ligne.demandee_le), 17),
    ]


def _jour() -> list[Colonne]:
    return [
        Colonne(_("Date"), lambda ligne: sans_fuseau(ligne.atelier.debut), 17),
        Colonne(_("Journée"), lambda ligne: ligne.atelier.titre, 34),
        Colonne(_("Lieu"), lambda ligne: ligne.atelier.lieu.nom if ligne.atelier.lieu else "", 24),
    ]


def _rang() -> Colonne:
    """The rank in the queue; a person with an offer has left it."""
    proposee = _("place proposée")
    return Colonne(_("Rang"), lambda ligne: proposee if ligne.rang is None else ligne.rang, 14)


def _par_qui() -> list[Colonne]:
    """Whom to call about a person without an address; blank when she registered herself."""
    return [
        Colonne(
            _("Inscription faite par"),
            lambda ligne: ligne.inscrite_par.nom if ligne.inscrite_par else "",
        ),
        Colonne(
            _("Courriel de qui a inscrit"),
            lambda ligne: ligne.inscrite_par.courriel if ligne.inscrite_par else "",
            32,
        ),
    ]


def _reconfirmation() -> Colonne:
    """The answer to « venez-vous toujours ? »; blank is not a refusal."""
    oui = _("oui")
    return Colonne(_("A reconfirmé"), lambda ligne: oui if ligne.reconfirmee_le else "", 13)


def _repas(repas: Service, sensibles: bool) -> list[Colonne]:
    """Labels are translated once a list, not once a row."""
    nom = nom_du_service(repas)
    prises = {EtatCouvert.CONFIRME: _("oui"), EtatCouvert.EN_ATTENTE: _("en attente"), "": _("non")}
    pris = Colonne(nom, lambda ligne: prises[ligne.repas.get(repas, RIEN).etat], 12)
    if not sensibles:
        return [pris]
    regimes = {"": "", **{valeur: str(libelle) for valeur, libelle in Regime.choices}}
    regime = Colonne(
        _("Régime (%(repas)s)") % {"repas": nom.lower()},
        lambda ligne: regimes[ligne.repas.get(repas, RIEN).regime],
        24,
    )
    allergie = Colonne(
        _("Allergie (%(repas)s)") % {"repas": nom.lower()},
        lambda ligne: ligne.repas.get(repas, RIEN).allergie,
        30,
    )
    return [pris, regime, allergie]


def sans_fuseau(moment: datetime) -> datetime:
    """Local time for a spreadsheet, which has no time zones."""
    return localtime(moment).replace(tzinfo=None, microsecond=0)
