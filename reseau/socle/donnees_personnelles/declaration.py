"""What we keep of people, told once beside each model: which columns, why, how long, who reads.

A model says it in `donnees_personnelles`; those of libraries are told in `bibliotheques`. Read by
retention (`inventaire.effacement`), the journal (`tus`), screens (`lisibles_par`), the role ×
column table (`lue_par`), and later by the register. `tests/test_donnees_personnelles.py` fails when
a column is neither declared nor said to be about nobody.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise

from .durees import Duree
from .enums import Base


@dataclass(frozen=True)
class Donnee:
    """Columns (`champs`, spaces between) that have one purpose, one end and the same readers.

    `lue_par`: the permission that each channel takes (`CANAUX`); a channel not named shows it to
    nobody, and {} is for no one but the person. None: ordinary, for whoever may see the row. `cas`
    names the rows concerned, when others of the same column have a line of their own. `tue`: never
    copied by a letter or by the journal.
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


# The page of one object and the public ones, lists, searches, exports.
CANAUX = ("page", "liste", "recherche", "export")


@dataclass(frozen=True)
class Declaration:
    """Of one model. `mene_a`: the links or columns that tell whose row it is: an account, an
    address, a name, or another row that has its own. `sans_personne`: columns
    judged to tell nothing of anybody by themselves, hence kept; dates, figures and yes or no need
    not be judged.
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
        """Those of these columns that she may read on a page of the back office."""
        cachees = {
            nom
            for donnee in self.donnees
            if donnee.lue_par is not None and not donnee.cas
            for nom in donnee.noms
            if "page" not in donnee.lue_par or not personne.has_perm(donnee.lue_par["page"])
        }
        return [nom for nom in champs if nom not in cachees]

    def finissant(self, duree: Duree) -> list[str]:
        """The columns that end so, each once."""
        noms = [nom for d in self.donnees if d.jusqu_a == duree for nom in d.noms]
        return list(dict.fromkeys(noms))
