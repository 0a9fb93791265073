"""What a new person receives, to be said at once to whoever presses the button.

Read from the seats under the lock, before anything is written, for a known address and a new one
alike: the page after the button tells nobody who was registered. For a new person it is what she
gets; the letter, which only the owner of the address reads, says the truth to the others.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from ateliers.enums import EtatInscription
from ateliers.jauge import Jauge
from ateliers.models import Atelier, Creneau, Repas, Sequence

from ..demandes import Annonce
from ..models.enums import EtatCouvert
from ..refus import CommandesCloses, SequenceComplete
from .couverts import repas_des_jours
from .entrer import Arrivante, verifier_qui_attend
from .offre import sequences_des_jours


def annoncer(
    arrivantes: list[Arrivante],
    ateliers: list[Atelier],
    jauges: Mapping[int, Jauge],
    par_l_equipe: bool,
) -> list[Annonce]:
    """One after the other, in their order, as if none of them were known.

    Refuses to a known person what it refuses to a new one, unless a button was pressed twice.
    """
    repas = repas_des_jours(ateliers) if any(a.demande.repas for a in arrivantes) else {}
    offre = sequences_des_jours(ateliers) if any(a.demande.sequences for a in arrivantes) else {}
    annonces: list[Annonce] = []
    for atelier in ateliers:
        du_jour = _DuJour(repas.get(atelier.pk, ()), offre.get(atelier.pk, ()), par_l_equipe)
        annonces += _annoncer_le_jour(atelier, arrivantes, jauges[atelier.pk], du_jour)
    return annonces


def _annoncer_le_jour(
    atelier: Atelier, arrivantes: list[Arrivante], jauge: Jauge, du_jour: "_DuJour"
) -> Iterable[Annonce]:
    sur_approbation = atelier.sur_approbation and not du_jour.par_l_equipe
    if not sur_approbation:
        verifier_qui_attend(atelier, jauge, arrivantes)
    for arrivante in arrivantes:
        etat = EtatInscription.DEMANDEE if sur_approbation else jauge.etat_d_arrivee
        if not arrivante.redit_sa_demande(atelier):
            du_jour.verifier(atelier, arrivante, etat)
        yield Annonce(
            atelier.pk,
            f"{arrivante.demande.prenom} {arrivante.demande.nom}",
            etat,
            jauge.rang_suivant,
            du_jour.servir(arrivante, etat),
            tuple(s.pk for s in du_jour.choisies(arrivante, etat)),
        )
        jauge = jauge.avec(etat)


class _DuJour:
    """The meals and the sequences of a day, as each of those who come leaves them to the next."""

    def __init__(self, repas: Iterable[Repas], creneaux: Iterable[Creneau], par_l_equipe: bool):
        self.repas = list(repas)
        self.creneaux = list(creneaux)
        self.par_l_equipe = par_l_equipe

    def verifier(self, atelier: Atelier, arrivante: Arrivante, etat: EtatInscription) -> None:
        for repas in self._demandes(arrivante):
            if not self.par_l_equipe and not repas.commandes_ouvertes():
                raise CommandesCloses(atelier)
        for creneau, sequence in self._voulues(arrivante):
            pleine = sequence is None or sequence.nb_libres == 0
            if sequence is None or (pleine and etat == EtatInscription.CONFIRMEE):
                raise SequenceComplete(creneau.pk)

    def servir(self, arrivante: Arrivante, etat: EtatInscription) -> dict[int, EtatCouvert]:
        return {repas.pk: _couvert(repas, etat) for repas in self._demandes(arrivante)}

    def choisies(self, arrivante: Arrivante, etat: EtatInscription) -> Iterable[Sequence]:
        for _creneau, sequence in self._voulues(arrivante):
            if sequence is not None:
                if etat == EtatInscription.CONFIRMEE and sequence.nb_libres:
                    sequence.nb_libres -= 1
                yield sequence

    def _demandes(self, arrivante: Arrivante) -> list[Repas]:
        return [repas for repas in self.repas if repas.pk in arrivante.demande.repas]

    def _voulues(self, arrivante: Arrivante) -> Iterable[tuple[Creneau, Sequence | None]]:
        """None: no longer offered."""
        for creneau in self.creneaux:
            if voulue := arrivante.demande.sequences.get(creneau.pk):
                trouvee = next((s for s in creneau.au_choix if s.pk == voulue), None)
                yield creneau, trouvee


def _couvert(repas: Repas, etat: EtatInscription) -> EtatCouvert:
    """A meal is booked with a seat, if some remain for all those who wait and for her."""
    if etat != EtatInscription.CONFIRMEE:
        return EtatCouvert.EN_ATTENTE
    compte = repas.compte
    if compte.est_complet:
        repas.compte = replace(compte, en_attente=compte.en_attente + 1)
        return EtatCouvert.EN_ATTENTE
    repas.compte = replace(compte, confirmes=compte.confirmes + 1, commandes=compte.commandes + 1)
    return EtatCouvert.CONFIRME
