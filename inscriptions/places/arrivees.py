"""People who arrive: what is known of each, and the answer that the page may show at once.

The answer to a new person is computed from the seats under the lock, before anything is written,
and in the same way for a known address: the page after the button does not tell who was registered.
It is exact for a new person; a known person reads her real state in the letter, which only the
owner of the address gets.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta

from django.db.models import prefetch_related_objects
from django.utils import timezone

from ateliers.enums import EtatInscription
from ateliers.jauge import Jauge
from ateliers.models import Atelier, Repas, Sequence

from ..demandes import Annonce, Contact, Demande
from ..models import Inscription
from ..models.enums import EtatCouvert
from ..models.lectures import inscriptions_des_boites
from ..models.personnes import qui
from ..refus import CommandesCloses, SequenceComplete, TropPeuDePlaces
from .couverts import RepasDuJour, repas_des_jours
from .offre import CreneauAuChoix, SequenceOfferte, sequences_des_jours

DEUX_CLICS = timedelta(minutes=2)


@dataclass(frozen=True)
class Arrivante:
    """A person who asks for a seat, and what was known of her before anything is written.

    By key of day: `deja`, her active row; `anciennes`, the last row she left, which is reused.
    `redites`: days asked for in the same words within two minutes (a button pressed twice).
    `voisines`: rows of other people with the same mailbox.
    """

    demande: Demande
    deja: Mapping[int, Inscription]
    anciennes: Mapping[int, Inscription]
    redites: Collection[int] = ()
    voisines: Collection[Inscription] = ()
    attend: bool = False


def recevoir(
    demandes: list[Demande],
    ateliers: list[Atelier],
    attendent: Collection[int] = (),
    contact: Contact | None = None,
) -> list[Arrivante]:
    """Read what is known of each; people who prefer to wait come last, others in order."""
    boite = contact.courriel if contact else ""
    connues = _deja_connues({d.courriel or boite for d in demandes}, ateliers)
    venues = [qui(demande, boite) for demande in demandes]
    redites = _redites(
        (demande, ligne)
        for demande, cle in zip(demandes, venues, strict=True)
        for ligne in connues.get(cle, ())
    )
    arrivantes = []
    for rang, (demande, cle) in enumerate(zip(demandes, venues, strict=True)):
        lignes = connues.get(cle, [])
        arrivante = Arrivante(
            demande,
            deja={ligne.atelier_id: ligne for ligne in lignes if ligne.est_active},
            anciennes={ligne.atelier_id: ligne for ligne in lignes if not ligne.est_active},
            redites=[ligne.atelier_id for ligne in lignes if ligne.pk in redites],
            voisines=_voisines(connues, demande.courriel or boite, venues),
            attend=rang in attendent,
        )
        arrivantes.append(arrivante)
    return sorted(arrivantes, key=lambda arrivante: arrivante.attend)


def annoncer(
    arrivantes: list[Arrivante],
    ateliers: list[Atelier],
    jauges: Mapping[int, Jauge],
    *,
    par_l_equipe: bool,
) -> list[Annonce]:
    """Compute the answers in order, as if nobody were known.

    A known person gets the refusals of a new one, unless a button was pressed twice.
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
        _verifier_qui_attend(atelier, jauge, arrivantes)
    for arrivante in arrivantes:
        etat = EtatInscription.DEMANDEE if sur_approbation else jauge.etat_d_arrivee
        if atelier.pk not in arrivante.redites:
            du_jour.verifier(atelier, arrivante, etat)
        yield Annonce(
            atelier.pk,
            arrivante.demande.nom_complet,
            etat,
            jauge.rang_suivant,
            du_jour.servir(arrivante, etat),
            tuple(s.pk for s in du_jour.choisies(arrivante, etat)),
        )
        jauge = jauge.avec(etat)


class _DuJour:
    """The meals and sequences left on a day, after each person who arrives."""

    def __init__(
        self,
        repas: Collection[RepasDuJour],
        creneaux: Collection[CreneauAuChoix],
        par_l_equipe: bool,
    ):
        self.repas = [du_jour.repas for du_jour in repas]
        self.comptes = {du_jour.repas.pk: du_jour.compte for du_jour in repas}
        self.offre = {
            au_choix.creneau.pk: {offerte.sequence.pk: offerte for offerte in au_choix.sequences}
            for au_choix in creneaux
        }
        self.par_l_equipe = par_l_equipe

    def verifier(self, atelier: Atelier, arrivante: Arrivante, etat: EtatInscription) -> None:
        for repas in self._demandes(arrivante):
            if not self.par_l_equipe and not repas.commandes_ouvertes():
                raise CommandesCloses(atelier)
        for creneau, offerte in self._voulues(arrivante):
            if offerte is None or (offerte.est_complete and etat == EtatInscription.CONFIRMEE):
                raise SequenceComplete(creneau)

    def servir(self, arrivante: Arrivante, etat: EtatInscription) -> dict[int, EtatCouvert]:
        return {repas.pk: self._couvert(repas, etat) for repas in self._demandes(arrivante)}

    def choisies(self, arrivante: Arrivante, etat: EtatInscription) -> Iterable[Sequence]:
        for creneau, offerte in self._voulues(arrivante):
            if offerte is not None:
                if etat == EtatInscription.CONFIRMEE:
                    prise = replace(offerte, prises=offerte.prises + 1)
                    self.offre[creneau][offerte.sequence.pk] = prise
                yield offerte.sequence

    def _demandes(self, arrivante: Arrivante) -> list[Repas]:
        return [repas for repas in self.repas if repas.pk in arrivante.demande.repas]

    def _voulues(self, arrivante: Arrivante) -> Iterable[tuple[int, SequenceOfferte | None]]:
        """(key of slot, sequence) for each choice; None when the sequence is no longer offered."""
        for creneau, offertes in self.offre.items():
            if voulue := arrivante.demande.sequences.get(creneau):
                yield creneau, offertes.get(voulue)

    def _couvert(self, repas: Repas, etat: EtatInscription) -> EtatCouvert:
        """Book a meal for a confirmed person, if some remain after all those who wait."""
        if etat != EtatInscription.CONFIRMEE:
            return EtatCouvert.EN_ATTENTE
        compte = self.comptes[repas.pk]
        if compte.est_complet:
            self.comptes[repas.pk] = replace(compte, en_attente=compte.en_attente + 1)
            return EtatCouvert.EN_ATTENTE
        confirmes, commandes = compte.confirmes + 1, compte.commandes + 1
        self.comptes[repas.pk] = replace(compte, confirmes=confirmes, commandes=commandes)
        return EtatCouvert.CONFIRME


def _verifier_qui_attend(atelier: Atelier, jauge: Jauge, arrivantes: list[Arrivante]) -> None:
    """Refuse when seats suffice for some people only: the contact must choose who waits.

    Known people are counted like the others: the question must not tell who is registered. A button
    pressed twice is not asked anything.
    """
    if jauge.est_complete or jauge.libres is None:
        return
    pressees = [arrivante for arrivante in arrivantes if not arrivante.attend]
    if len(pressees) > jauge.libres:
        pressees = [a for a in pressees if atelier.pk not in a.redites]
    if len(pressees) > jauge.libres:
        raise TropPeuDePlaces(atelier, jauge.libres, len(arrivantes))


def _deja_connues(
    boites: Collection[str], ateliers: list[Atelier]
) -> Mapping[str, list[Inscription]]:
    """Rows of these days by identity: left rows first, then active ones.

    A person without an address is known by her name and the mailbox of her contact: a button
    pressed twice creates no twin, and she may register later from that mailbox. Only her active
    rows count; a row she left stays with its contact.
    """
    adresses = {boite.lower() for boite in boites if boite}
    connues: dict[str, list[Inscription]] = defaultdict(list)
    if not adresses:
        return connues
    par_cle = {atelier.pk: atelier for atelier in ateliers}
    lignes = inscriptions_des_boites(adresses, par_cle)
    for inscription in sorted(lignes, key=lambda ligne: ligne.est_active):
        if inscription.courriel or inscription.est_active:
            inscription.atelier = par_cle[inscription.atelier_id]
            connues[qui(inscription, inscription.dossier.courriel)].append(inscription)
    return connues


def _redites(connues: Iterable[tuple[Demande, Inscription]]) -> set[int]:
    """The keys of rows asked for again, with the same values, within two minutes.

    They get no second letter. Meals and choices are read together, for these rows only.
    """
    repetees = [
        (demande, ligne)
        for demande, ligne in connues
        if ligne.est_active
        and timezone.now() - ligne.demandee_le <= DEUX_CLICS
        and demande.est_celle_de(ligne)
    ]
    prefetch_related_objects(
        [ligne for _demande, ligne in repetees], "couverts", "choix_de_sequences"
    )
    return {ligne.pk for demande, ligne in repetees if _veut_ce_qu_elle_a(demande, ligne)}


def _veut_ce_qu_elle_a(demande: Demande, ligne: Inscription) -> bool:
    repas = {cle: (choix.regime, choix.allergie) for cle, choix in demande.repas.items()}
    pris = {c.repas_id: (c.regime, c.allergie) for c in ligne.couverts.all() if c.est_actif}
    suivies = {choix.creneau_id: choix.sequence_id for choix in ligne.choix_de_sequences.all()}
    return repas == pris and dict(demande.sequences) == suivies


def _voisines(
    connues: Mapping[str, list[Inscription]], boite: str, venues: Collection[str]
) -> list[Inscription]:
    """Active rows of other people with her mailbox, except people who come with her."""
    return [
        inscription
        for cle, lignes in connues.items()
        if cle not in venues
        for inscription in lignes
        if inscription.est_active and inscription.courriel.lower() == boite.lower()
    ]
