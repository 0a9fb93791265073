"""Requests and answers: plain values between forms and `places`."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import time
from typing import Any

from ateliers.enums import EtatInscription
from ateliers.models import Cycle
from lieux.models import Commune
from reseau.personnes.enums import Profil

from .models import ChoixDeSequence, Couvert, Dossier, Inscription
from .models.enums import EtatCouvert, Regime


@dataclass(frozen=True)
class ChoixDeRepas:
    regime: str = Regime.SANS
    allergie: str = ""


@dataclass(frozen=True)
class ChoixDeTrajet:
    """Share a car, both ways, from the commune of the person; the rest is set on its own page."""

    role: str
    heure: time | None = None
    places: int = 1


@dataclass(frozen=True)
class Contact:
    """The person who asks and gets the letters. `cycle`: the cycle, when it is taken whole."""

    prenom: str
    nom: str
    courriel: str = ""
    veut_les_annonces: bool = False
    cycle: Cycle | None = None

    @classmethod
    def du(cls, dossier: Dossier) -> "Contact":
        return cls(dossier.prenom, dossier.nom, dossier.courriel)


@dataclass(frozen=True)
class Demande:
    """A person who comes, and her choices, whatever the number of days.

    `repas` gives the choice for each meal taken, by key of meal; `sequences` the sequence of each
    slot, by key of slot; `reponses` the answers by key of question, None to leave them as they are;
    `trajets` the trip of each day, by key of day, when she shares a car.
    """

    prenom: str
    nom: str
    courriel: str = ""
    telephone: str = ""
    structure: str = ""
    profil: str = Profil.PORTEUR
    commune: Commune | None = None
    besoins_acces: str = ""
    veut_les_annonces: bool = False
    repas: Mapping[int, ChoixDeRepas] = field(default_factory=dict)
    sequences: Mapping[int, int] = field(default_factory=dict)
    reponses: Mapping[int, str] | None = None
    trajets: Mapping[int, ChoixDeTrajet] = field(default_factory=dict)

    CHAMPS_DE_L_INSCRIPTION = (
        "prenom",
        "nom",
        "telephone",
        "structure",
        "profil",
        "commune",
        "besoins_acces",
    )

    @property
    def nom_complet(self) -> str:
        return f"{self.prenom} {self.nom}"

    @classmethod
    def de(cls, inscription: Inscription, **choix: Any) -> "Demande":
        """Build the request of a registered person, with new choices only."""
        champs = ("courriel", *cls.CHAMPS_DE_L_INSCRIPTION)
        return cls(**{champ: getattr(inscription, champ) for champ in champs}, **choix)

    def contact(self) -> Contact:
        return Contact(self.prenom, self.nom, self.courriel, self.veut_les_annonces)

    def est_celle_de(self, inscription: Inscription) -> bool:
        """Does the row hold the same values?"""
        return all(
            getattr(self, champ) == getattr(inscription, champ)
            for champ in self.CHAMPS_DE_L_INSCRIPTION
        )

    def remplir(self, inscription: Inscription) -> None:
        """Copy name and details onto the row; an address is not changed this way."""
        for champ in self.CHAMPS_DE_L_INSCRIPTION:
            setattr(inscription, champ, getattr(self, champ))


@dataclass(frozen=True)
class Annonce:
    """The answer shown at once for one person and one day (see `places.arrivees`).

    `rang` is her rank if she waits; `repas` the meals asked for, each with its state; `sequences`
    the sequences chosen.
    """

    atelier: int
    personne: str
    etat: EtatInscription
    rang: int
    repas: Mapping[int, EtatCouvert]
    sequences: tuple[int, ...]


@dataclass(frozen=True)
class Pris:
    """The meals and the choices of a registration, as its letter gives them."""

    couverts: list[Couvert]
    choix: list[ChoixDeSequence]


@dataclass(frozen=True)
class Placee:
    """A registration just written; `rang` is its rank in the queue, if it waits.

    `pris` avoids reading again a row created now; None when a former row was reused.
    """

    inscription: Inscription
    rang: int
    pris: Pris | None


@dataclass(frozen=True)
class Reponse:
    """One answer per person and day: newly registered, or already registered.

    `redites`: keys of registered rows whose button was pressed twice; `voisines`: rows with the
    mailbox of the new ones, on the list of these days before; `annonces`: what may be shown to any
    person who asks, with the `cycle` when it was taken whole.
    """

    dossier: Dossier | None
    placees: list[Placee]
    deja_inscrites: list[Inscription]
    redites: Collection[int] = ()
    voisines: Collection[Inscription] = ()
    annonces: Collection[Annonce] = ()
    cycle: Cycle | None = None

    @property
    def nouvelles(self) -> list[Inscription]:
        return [placee.inscription for placee in self.placees]

    @property
    def confirmees(self) -> list[Inscription]:
        return [inscription for inscription in self.nouvelles if inscription.est_confirmee]
