"""What goes with a seat: meals, parallel sequences, answers, a shared car. Under its lock only."""

from ..demandes import Demande
from ..models import Inscription
from . import couverts, covoiturage, questions, sequences


def noter(inscription: Inscription, demande: Demande, *, par_l_equipe: bool = False) -> None:
    """Bring all of it to what the person asks for."""
    couverts.commander(inscription, demande.repas, par_l_equipe=par_l_equipe)
    sequences.choisir(inscription, demande.sequences, par_l_equipe=par_l_equipe)
    questions.enregistrer(inscription, demande.reponses)
    covoiturage.noter(inscription, demande.trajets.get(inscription.atelier_id))


def rendre(inscription: Inscription) -> None:
    """She does not come: others may have it."""
    couverts.rendre(inscription)
    sequences.liberer(inscription)
    covoiturage.retirer(inscription)
