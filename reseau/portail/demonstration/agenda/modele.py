"""The cycles and workshops of the demo network, told as data; days are counted from today."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Journee:
    """A workshop to plant. `jours` from today, moved to the next `jour_de_semaine` (0 = Monday)."""

    titre: str
    jours: int
    horaires: tuple[str, str]
    lieu: str | None = None
    jour_de_semaine: int = 1
    question: str = ""
    presentation: str = ""
    genre: str = "atelier"
    format: str = "sur_place"
    theme: str = ""
    capacite: int | None = None
    prix: str = "0"
    acces: str = "public"
    groupe: str = ""  # its name: whose day it is
    salle: str = ""
    statut: str = "publie"
    motif: str = ""
    fin_des_inscriptions: int | None = None
    repas: dict | None = None
    autres_repas: tuple = ()
    repas_apporte: bool = False
    programme: tuple = ()
    pratique: str = ""
    compte_rendu: str = ""
    documents: tuple = ()
    inscrits: int = 0
    en_attente: int = 0
    propositions: int = 0
    demandes: int = 0
    sur_approbation: bool = False
    annules: int = 0
    lien_visio: str = ""

    def tous_les_repas(self) -> list[dict]:
        """How many people: `pris`, `attendus` (they wait for the meal), `a_redistribuer`."""
        return [*([self.repas] if self.repas else []), *self.autres_repas]


@dataclass(frozen=True)
class CycleDeDemo:
    titre: str
    question: str
    presentation: str
    theme: str
    journees: list[Journee] = field(default_factory=list)
    statut: str = "publie"


CAFE = ("09:00", "09:30", "Accueil, café du lieu", ())
