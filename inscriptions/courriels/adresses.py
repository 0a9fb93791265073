"""Letters of a change of address: to the new address, and to the old one."""

from collections.abc import Iterable

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from reseau.socle.frein import laisse_passer

from ..models import AdresseAConfirmer, Dossier, Inscription
from ..models.cible import Cible, a_venir
from .lettre import destinataire_de, envoyer, quand_et_quoi
from .places import reponse_groupee, reponse_seule
from .propositions import proposer

GABARITS = "inscriptions/adresses/courriels"
LETTRES_PAR_HEURE = 5  # to one address, whatever the author: it may be the address of a stranger


def peut_recevoir_un_lien(courriel: str) -> bool:
    """Check the limit before a new address replaces one whose link has been sent."""
    return laisse_passer("adresse-a-confirmer", LETTRES_PAR_HEURE, courriel)


def a_confirmer(demande: AdresseAConfirmer) -> None:
    """Send a link to a page with a button, without any name: the address may be wrong again."""
    lien = reverse("inscriptions:confirmer_l_adresse", args=[demande.jeton])
    jours = _jours(a_venir(demande.cible))
    _envoyer(
        f"{GABARITS}/a_confirmer",
        demande.courriel,
        _("Est-ce bien votre adresse ?"),
        {"lien": settings.SITE_URL + lien, "jours": jours},
    )


def adieu(ancien: str, lignes: Iterable[Inscription], par_l_equipe: bool) -> None:
    """Tell the old address that it gets no more letters.

    Neither the new address nor any name is given: the old one may have been a stranger's.
    """
    _envoyer(
        f"{GABARITS}/adieu",
        ancien,
        _("Cette adresse ne reçoit plus les messages d’une inscription"),
        {"jours": _jours(lignes), "par_l_equipe": par_l_equipe},
    )


def renvoyer(cible: Cible) -> int:
    """Send the current state and its link again; return the number of registrations told."""
    lignes = a_venir(cible)
    if isinstance(cible, Dossier) and not (len(lignes) == 1 and lignes[0].est_du_contact):
        if lignes:
            reponse_groupee(cible, lignes)
            _proposer_encore(lignes)
    else:
        for ligne in lignes:
            renvoyer_une(ligne)
    return len(lignes)


def renvoyer_une(inscription: Inscription) -> bool:
    """Send the running offer if there is one, else the state; return whether it could be sent."""
    if not destinataire_de(inscription):
        return False
    if not _proposer_encore([inscription]):
        reponse_seule(inscription)
    return True


def _proposer_encore(lignes: Iterable[Inscription]) -> int:
    propositions = [p for ligne in lignes if (p := ligne.proposition())]
    for proposition in propositions:
        proposer(proposition)
    return len(propositions)


def _jours(lignes: Iterable[Inscription]) -> list[str]:
    with translation.override(settings.LANGUAGE_CODE):
        return list(dict.fromkeys(quand_et_quoi(ligne.atelier) for ligne in lignes))


def _envoyer(gabarit: str, destinataire: str, objet: Promise, contexte: dict[str, object]) -> None:
    with translation.override(settings.LANGUAGE_CODE):
        envoyer(gabarit, destinataire, str(objet), contexte)
