"""Register a person without an e-mail address; her name identifies her."""

from django.db import transaction

from ateliers.models import Atelier
from reseau.models import Personne

from .. import places
from ..demandes import Demande
from ..models import Inscription
from ..models.cle import cle_du_nom
from . import verrou


@transaction.atomic
def inscrire_autrui(
    demande: Demande, atelier: Atelier, par: Personne, *, par_l_equipe: bool = False
) -> tuple[Inscription, bool]:
    """Give a seat, or the last rank; return the row, and whether it is new.

    Race: the button pressed twice. Without an address, the same name and telephone given by the
    same mediator are the same person; the lock of the workshop, which `places` takes again, makes
    the second request see the first.
    """
    verrou.verrouiller([atelier.pk])
    deja = _deja_inscrite(demande, atelier, par)
    if deja:
        return deja, False
    reponse = places.inscrire([demande], [atelier], par=par, par_l_equipe=par_l_equipe)
    return reponse.nouvelles[0], True


def _deja_inscrite(demande: Demande, atelier: Atelier, par: Personne) -> Inscription | None:
    lignes = (
        Inscription.objects.encore_la()
        .filter(atelier=atelier, courriel="", telephone=demande.telephone)
        .filter(dossier__inscrit_par=par)
        .select_related("dossier", "atelier")
    )
    return lignes.filter(cle_du_nom=cle_du_nom(demande.prenom, demande.nom)).first()
