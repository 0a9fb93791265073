"""Personal data, declared once beside each model: which columns, why, how long, who reads.

A model declares it in `donnees_personnelles`; `bibliotheques` declares it for libraries. Retention
(`inventaire.effacement`), the journal (`tus`), screens (`lisibles_par`) and the role × column table
(`lue_par`) read it. `tests/test_donnees_personnelles.py` fails for a column that is neither
declared nor said to be about nobody.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise

from .durees import Duree
from .enums import Base


@dataclass(frozen=True)
class Donnee:
    """Columns (`champs`, separated by spaces) with one purpose, one end and the same readers.

    `lue_par` maps each channel (`CANAUX`) to the permission that it needs; a channel left out shows
    the columns to nobody, and {} to nobody but the person. None: whoever may see the row reads
    them. `cas` says which rows this line is about, when the same columns have another line. `tue`:
    letters and the journal never copy them.
    """

    champs: str
    pourquoi: Promise
    base: Base
    jusqu_a: Duree
    lue_par: Mapping[str, str] | None = None
    cas: str = ""
    tue: bool = False

    @property
    def noms(self) -> list[str]:
        return self.champs.split()


# The page of one object (and public pages), lists, searches, exports.
CANAUX = ("page", "liste", "recherche", "export")


@dataclass(frozen=True)
class Declaration:
    """The declaration of one model.

    `mene_a` lists the links or columns that tell whose row it is: an account, an address, a name,
    or a row with a declaration of its own. `sans_personne` lists columns about nobody, hence kept.
    Dates, figures and booleans need not be listed.
    """

    donnees: tuple[Donnee, ...] = ()
    mene_a: str = ""
    sans_personne: str = ""

    @property
    def personnels(self) -> set[str]:
        return {nom for donnee in self.donnees for nom in donnee.noms}

    @property
    def juges(self) -> set[str]:
        liens = {chemin.partition("__")[0] for chemin in self.mene_a.split()}
        return self.personnels | liens | set(self.sans_personne.split())

    @property
    def tus(self) -> list[str]:
        return [nom for donnee in self.donnees if donnee.tue for nom in donnee.noms]

    def lisibles_par(self, personne, *champs: str) -> list[str]:
        """The columns of `champs` that this person may read on a page of the back office."""
        cachees = {
            nom
            for donnee in self.donnees
            if donnee.lue_par is not None and not donnee.cas
            for nom in donnee.noms
            if "page" not in donnee.lue_par or not personne.has_perm(donnee.lue_par["page"])
        }
        return [nom for nom in champs if nom not in cachees]

    def finissant(self, duree: Duree) -> list[str]:
        """The columns that end after `duree`, each once."""
        noms = [nom for d in self.donnees if d.jusqu_a == duree for nom in d.noms]
        return list(dict.fromkeys(noms))
