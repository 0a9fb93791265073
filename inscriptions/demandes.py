"""What a person asks for, and what she is answered: plain values between forms and seats."""

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
    """Shares a car, both ways, from the commune she gives; the rest is said on its own page."""

    role: str
    heure: time | None = None
    places: int = 1


@dataclass(frozen=True)
class Contact:
    """Who asks, and is written to; often the one who comes. `cycle`: taken whole, if one is."""

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
    """Who comes, and what she chooses, whatever the number of days.

    `repas` gives her choice for each meal taken, by its key; `sequences` the sequence chosen in
    each slot, by its key; `reponses` what she answers to each question of the organiser,
    None says nothing about them; `trajets` how she comes to each day, by its key, if she shares a
    car.
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
        """Of somebody registered already: only what she chooses is new."""
        champs = ("courriel", *cls.CHAMPS_DE_L_INSCRIPTION)
        return cls(**{champ: getattr(inscription, champ) for champ in champs}, **choix)

    def contact(self) -> Contact:
        return Contact(self.prenom, self.nom, self.courriel, self.veut_les_annonces)

    def est_celle_de(self, inscription: Inscription) -> bool:
        """Does she say of herself what the row holds?"""
        return all(
            getattr(self, champ) == getattr(inscription, champ)
            for champ in self.CHAMPS_DE_L_INSCRIPTION
        )

    def remplir(self, inscription: Inscription) -> None:
        """Copy who she is onto the row; her address is not hers to change here."""
        for champ in self.CHAMPS_DE_L_INSCRIPTION:
            setattr(inscription, champ, getattr(self, champ))


@dataclass(frozen=True)
class Annonce:
    """What may be said at once of one person and one day (see `places.arrivees`).

    `rang` counts in the queue, were she to wait; `repas` are those she asked for, with what becomes
    of each; `sequences`, those she chose.
    """

    atelier: int
    personne: str
    etat: EtatInscription
    rang: int
    repas: Mapping[int, EtatCouvert]
    sequences: tuple[int, ...]


@dataclass(frozen=True)
class Pris:
    """What goes with a registration, as its letter tells it: its meals and its choices."""

    couverts: list[Couvert]
    choix: list[ChoixDeSequence]


@dataclass(frozen=True)
class Placee:
    """A registration just written; `rang` is her place in the queue, if she waits.

    `pris` spares reading back a row born now; None when an older one was taken up again.
    """

    inscription: Inscription
    rang: int
    pris: Pris | None


@dataclass(frozen=True)
class Reponse:
    """One answer per person and day: registered now, or already registered.

    `redites`: the keys of those already registered who pressed the button twice; `voisines`, who
    shares the mailbox of the new ones and was on the list of these days before them; `annonces`,
    what may be said to whoever asked, with the `cycle` if she took it whole.
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
