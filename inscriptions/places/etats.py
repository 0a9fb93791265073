"""Write a registration, its state with its history, and its choices; only under its lock."""

from ateliers.enums import EtatInscription
from reseau.models import Personne

from ..demandes import Demande, Pris
from ..models import ChangementEtat, Inscription
from . import couverts, covoiturage, questions, sequences


def changer(
    inscription: Inscription, etat: EtatInscription, par: Personne | None = None, motif: str = ""
) -> None:
    """Change the state of a registration, and record when, by whom and why."""
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


def noter(
    inscription: Inscription, demande: Demande, *, nee: bool = False, par_l_equipe: bool = False
) -> Pris:
    """Write meals, sequences, answers and shared car as the person asks for them.

    Return the meals and the choices written: all those of a row created in this transaction
    (`nee`), for which nothing is read first.
    """
    tenus = {} if nee else couverts.tenus_par(inscription)
    commandes = couverts.commander(inscription, demande.repas, tenus, par_l_equipe=par_l_equipe)
    choisies = []
    if demande.sequences:
        choix_faits = {} if nee else sequences.choix_de(inscription)
        choisies = sequences.choisir(
            inscription, demande.sequences, choix_faits, par_l_equipe=par_l_equipe
        )
    if demande.reponses is not None:
        questions.enregistrer(inscription, demande.reponses)
    if trajet := demande.trajets.get(inscription.atelier_id):
        covoiturage.noter(inscription, trajet)
    return Pris(commandes, choisies)


def rendre(inscription: Inscription) -> None:
    """Free the meals, sequences and shared car of a person who does not come."""
    couverts.rendre(inscription)
    sequences.liberer(inscription)
    covoiturage.retirer(inscription)
