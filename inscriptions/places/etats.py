from ateliers.enums import EtatInscription
from reseau.models import Personne

from ..models import ChangementEtat, Inscription


def changer(
    inscription: Inscription, etat: EtatInscription, par: Personne | None = None, motif: str = ""
) -> None:
    """Bring a registration to a state, and keep when, by whom and why."""
    avant = inscription.etat
    inscription.etat = etat
    inscription.save()
    ChangementEtat.objects.create(
        inscription=inscription,
        avant=avant,
        apres=etat,
        par=par if par is not None and par.is_authenticated else None,
        motif=motif,
    )
