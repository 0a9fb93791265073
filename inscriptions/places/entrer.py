"""Those who come in: what we know of them already, and the dossier that holds them together."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import timedelta

from allauth.account.models import EmailAddress
from django.utils import timezone

from ateliers.enums import Acces
from ateliers.jauge import Jauge
from ateliers.models import Atelier
from reseau.models import Personne

from ..demandes import Contact, Demande
from ..models import Dossier, Inscription, nouveau_jeton
from ..models.jetons import nouveau_code
from ..models.lectures import inscriptions_des_boites
from ..models.personnes import qui
from ..refus import TropPeuDePlaces

DEUX_CLICS = timedelta(minutes=2)


@dataclass(frozen=True)
class Arrivante:
    """Somebody who asks for a seat; `connues` are her rows of these days, by day.

    `voisines`: the rows of those who share her mailbox; she is none of them.
    """

    demande: Demande
    connues: dict[int, Inscription]
    voisines: tuple[Inscription, ...] = ()
    attend: bool = False

    def est_deja(self, atelier: Atelier) -> bool:
        return atelier.pk in self.connues and self.connues[atelier.pk].est_active

    def deja(self) -> list[Inscription]:
        """Registered before she came; what she just got stands elsewhere."""
        return [i for i in self.connues.values() if i.est_active]

    def redit(self, inscription: Inscription) -> bool:
        """The same words within two minutes: a button pressed twice, worth no second letter."""
        if timezone.now() - inscription.demandee_le > DEUX_CLICS:
            return False
        memes = all(
            getattr(self.demande, champ) == getattr(inscription, champ)
            for champ in Demande.CHAMPS_DE_L_INSCRIPTION
        )
        voulus = {cle: (choix.regime, choix.allergie) for cle, choix in self.demande.repas.items()}
        pris = {c.repas_id: (c.regime, c.allergie) for c in inscription.couverts.actifs()}
        suivies = dict(inscription.choix_de_sequences.values_list("creneau_id", "sequence_id"))
        return memes and voulus == pris and dict(self.demande.sequences) == suivies

    def redit_sa_demande(self, atelier: Atelier) -> bool:
        return self.est_deja(atelier) and self.redit(self.connues[atelier.pk])

    def inscription(
        self, atelier: Atelier, dossier: Dossier, par: Personne | None, par_l_equipe: bool
    ) -> Inscription:
        """Her row for that day, not saved: a cancelled one is taken up again, as a new one."""
        ancienne = self.connues.pop(atelier.pk, None)
        inscription = ancienne or Inscription(
            atelier=atelier, courriel=self.demande.courriel.lower()
        )
        self.demande.remplir(inscription)
        inscription.dossier = dossier
        inscription.jeton = nouveau_jeton()
        inscription.reconfirmee_le = None
        _dire_de_quel_droit(inscription, par, par_l_equipe)
        inscription.demandee_le = inscription.attend_depuis = timezone.now()
        return inscription


def _dire_de_quel_droit(inscription: Inscription, par: Personne | None, par_l_equipe: bool) -> None:
    """A reserved day keeps whose right opened it, or that the team did."""
    reservee = inscription.atelier.acces != Acces.PUBLIC
    inscription.par_droit = reservee and not par_l_equipe
    inscription.au_titre_de = par if inscription.par_droit else None
    inscription.maintenue_le = timezone.now() if reservee and par_l_equipe else None


def recevoir(
    demandes: list[Demande],
    ateliers: list[Atelier],
    attendent: Collection[int] | None,
    contact: Contact | None = None,
) -> list[Arrivante]:
    """Those who would rather wait come last, the others in the order they were named."""
    boite = contact.courriel if contact else ""
    connues = _deja_connues({d.courriel or boite for d in demandes}, ateliers)
    venues = [qui(demande, boite) for demande in demandes]
    arrivantes = [
        Arrivante(
            demande,
            connues.get(elle, {}),
            _voisines(connues, demande.courriel or boite, venues),
            rang in (attendent or ()),
        )
        for rang, (demande, elle) in enumerate(zip(demandes, venues, strict=True))
    ]
    return sorted(arrivantes, key=lambda arrivante: arrivante.attend)


def en_reste_t_il_a_placer(arrivantes: list[Arrivante], ateliers: list[Atelier]) -> bool:
    return any(not arrivante.est_deja(jour) for arrivante in arrivantes for jour in ateliers)


def verifier_qui_attend(atelier: Atelier, jauge: Jauge, arrivantes: list[Arrivante]) -> None:
    """Seats for some of the people and not for all: who waits is never our choice.

    Known people count as the others: the question must not tell who is registered. A button pressed
    twice asks nothing.
    """
    if jauge.est_complete or jauge.libres is None:
        return
    pressees = [arrivante for arrivante in arrivantes if not arrivante.attend]
    if len(pressees) > jauge.libres:
        pressees = [a for a in pressees if not a.redit_sa_demande(atelier)]
    if len(pressees) > jauge.libres:
        raise TropPeuDePlaces(atelier, jauge.libres)


def ouvrir_dossier(contact: Contact, par: Personne | None, par_l_equipe: bool = False) -> Dossier:
    """A new dossier, so a new link: an old one never opens what was asked for later.

    It joins the account of `par` only if the address is hers and verified: a registration made with
    the address of somebody else must not tell, by showing up in an account, that it was new.
    Without an address somebody else holds the pen, and a code on paper stands in for the link.
    """
    a_elle = (
        par is not None
        and par.is_authenticated
        and EmailAddress.objects.filter(
            user=par, verified=True, email__iexact=contact.courriel
        ).exists()
    )
    return Dossier.objects.create(
        prenom=contact.prenom,
        nom=contact.nom,
        courriel=contact.courriel.lower(),
        personne=par if a_elle else None,
        cycle=contact.cycle,
        inscrit_par=par if par_l_equipe or not contact.courriel else None,
        code=None if contact.courriel else nouveau_code(),
        veut_les_annonces_depuis=timezone.now() if contact.veut_les_annonces else None,
    )


def _deja_connues(
    boites: Collection[str], ateliers: list[Atelier]
) -> dict[str, dict[int, Inscription]]:
    """By who she is, then by workshop: the active row, else the last one that was left.

    Somebody without an address is who her contact named: pressed twice, a button makes no twins,
    and she may come by herself later, with the mailbox that read for her. There the active rows
    only: one that was left stays with its contact.
    """
    adresses = {boite.lower() for boite in boites if boite}
    if not adresses:
        return {}
    connues: dict[str, dict[int, Inscription]] = {}
    par_cle = {atelier.pk: atelier for atelier in ateliers}
    lignes = inscriptions_des_boites(adresses, par_cle)
    for inscription in sorted(lignes, key=lambda i: i.est_active):
        if inscription.courriel or inscription.est_active:
            inscription.atelier = par_cle[inscription.atelier_id]
            siennes = connues.setdefault(qui(inscription, inscription.dossier.courriel), {})
            siennes[inscription.atelier_id] = inscription
    return connues


def _voisines(
    connues: Mapping[str, Mapping[int, Inscription]], boite: str, venues: Collection[str]
) -> tuple[Inscription, ...]:
    """Others of her mailbox who are on the list already, but for those who come with her."""
    return tuple(
        inscription
        for elle, jours in connues.items()
        if elle not in venues
        for inscription in jours.values()
        if inscription.est_active and inscription.courriel.lower() == boite.lower()
    )
