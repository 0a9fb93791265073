"""Who registered a person for her, hence whom to call about her."""

from dataclasses import dataclass

from django.db.models import F, Q

from ..models.cle import cle_du_nom
from ..models.inscriptions import Inscription

# Registered by somebody else: the author is known, or the address or the name is not the contact's.
PAR_AUTRUI = (
    ~Q(dossier__inscrit_par=None)
    | ~Q(courriel__iexact=F("dossier__courriel"))
    | ~Q(prenom=F("dossier__prenom"), nom=F("dossier__nom"))
)
CHAMPS = (
    "dossier__prenom",
    "dossier__nom",
    "dossier__courriel",
    "dossier__inscrit_par__prenom",
    "dossier__inscrit_par__nom",
    "dossier__inscrit_par__email",
)


@dataclass(frozen=True, slots=True)
class Plume:
    """The person who filled the form in for somebody else."""

    nom: str
    courriel: str


def qui_a_inscrit(
    prenom: str, nom: str, courriel: str, contact: tuple[str, str, str], plume: tuple
) -> Plume | None:
    """None when the person registered herself. `contact`, `plume`: first name, name, address."""
    if plume[2]:
        return Plume(f"{plume[0]} {plume[1]}", plume[2])
    meme_boite = courriel.lower() in ("", contact[2].lower())
    elle_meme = meme_boite and cle_du_nom(prenom, nom) == cle_du_nom(*contact[:2])
    return None if elle_meme or not contact[1] else Plume(f"{contact[0]} {contact[1]}", contact[2])


def par_qui(inscription: Inscription) -> Plume | None:
    """The same for one row; select `dossier__inscrit_par` with it."""
    dossier = inscription.dossier
    plume = dossier.inscrit_par
    return qui_a_inscrit(
        inscription.prenom,
        inscription.nom,
        inscription.courriel,
        (dossier.prenom, dossier.nom, dossier.courriel),
        (plume.prenom, plume.nom, plume.email) if plume else ("", "", ""),
    )
