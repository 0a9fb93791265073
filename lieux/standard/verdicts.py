"""The result of an import: one verdict for each row, and totals."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from ..annuaire.models import Lieu

COLONNES_DU_NOM = ("nom", "commune")


class Genre(TextChoices):
    NOUVEAU = "nouveau", _("nouveau")
    CHANGE = "change", _("changé")
    INCHANGE = "inchange", _("inchangé")
    PLUS_RECENT = "plus_recent", _("plus récent chez nous")
    REFUSE = "refuse", _("refusé")


@dataclass(frozen=True)
class Remarque:
    """A column of a row, and its remark: a repair, a doubt or a refusal."""

    champ: str
    texte: str


@dataclass(frozen=True)
class Changement:
    champ: str
    avant: str
    apres: str


@dataclass
class Fiche:
    """A row once read: values for Lieu; for coded columns, keys of terms."""

    ligne: int
    identifiant: str
    source: str
    valeurs: dict[str, Any] = field(default_factory=dict)
    hors: dict[str, list[str]] = field(default_factory=dict)
    remarques: list[Remarque] = field(default_factory=list)
    refus: list[Remarque] = field(default_factory=list)

    @property
    def nom(self) -> str:
        return str(self.valeurs["nom"])

    @property
    def date_maj(self) -> date:
        jour: date = self.valeurs["date_maj"]
        return jour


@dataclass(frozen=True)
class Verdict:
    """`lieu` is the place of the row, None when new or refused."""

    genre: Genre
    fiche: Fiche
    changements: tuple[Changement, ...] = ()
    lieu: Lieu | None = None

    @property
    def renomme(self) -> bool:
        return any(changement.champ in COLONNES_DU_NOM for changement in self.changements)


@dataclass(frozen=True)
class Rapport:
    verdicts: list[Verdict]
    colonnes_inconnues: list[str]

    @property
    def chiffres(self) -> dict[Genre, int]:
        comptes = Counter(verdict.genre for verdict in self.verdicts)
        return {genre: comptes[genre] for genre in Genre}

    @property
    def remarques(self) -> int:
        return sum(len(verdict.fiche.remarques) for verdict in self.verdicts)
