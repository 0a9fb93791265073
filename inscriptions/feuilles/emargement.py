"""The sign-in sheet to print, made by typst: no system library, a few hundredths of a second.

Text typed by people is passed as JSON in `sys.inputs`, never inside the markup.
"""

import json
import re
import shutil
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import font_source_sans_pro
import typst
from django.utils.timezone import localtime
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from PIL import Image, UnidentifiedImageError

from ateliers.models import Atelier
from reseau.models import Reseau
from reseau.socle.grammaire import ngettext

from ..models.enums import AccesPerdu
from .selection import Participant, Selection

MODELE = Path(__file__).with_name("emargement.typ")
LOGO = "logo.png"
MIDI = 13
MOT_TROP_LONG = re.compile(r"\S{16}(?=\S)")


def composer(selection: Selection, reseau: Reseau, lignes_vides: int) -> bytes:
    """The PDF, one section a day, tagged for screen readers."""
    with TemporaryDirectory() as dossier:
        shutil.copy(MODELE, dossier)
        donnees = {
            "titre": _("Émargement – %(titre)s") % {"titre": selection.titre},
            "reseau": str(reseau.nom),
            "langue": get_language()[:2],
            "logo": LOGO if poser_le_logo(reseau, Path(dossier) / LOGO) else None,
            "lignes_vides": lignes_vides,
            "mots": mots(),
            "jours": jours(selection),
        }
        return _compiler(Path(dossier) / MODELE.name, json.dumps(donnees))


def _compiler(modele: Path, donnees: str) -> bytes:
    """Compile; PDF/UA refuses a character that no font has: compile then without PDF/UA."""
    compilateur = typst.Compiler(
        modele, root=modele.parent, font_paths=polices(), sys_inputs={"donnees": donnees}
    )
    try:
        return compilateur.compile(format="pdf", pdf_standards="ua-1")
    except typst.TypstError:
        return compilateur.compile(format="pdf")


@cache
def polices() -> typst.Fonts:
    """Fonts: ours first, then those of the system for characters ours lack. Looked up once."""
    return typst.Fonts(font_paths=[Path(font_source_sans_pro.__file__).parent / "files"])


def poser_le_logo(reseau: Reseau, chemin: Path) -> bool:
    """The logo as a small PNG, whatever its format; left out when it cannot be read."""
    if not reseau.logo:
        return False
    try:
        with reseau.logo.open("rb") as fichier, Image.open(fichier) as image:
            image.thumbnail((800, 300))
            image.convert("RGBA").save(chemin, "PNG")
    except (OSError, UnidentifiedImageError, Image.DecompressionBombError):
        return False
    return True


def mots() -> dict[str, str]:
    return {
        "feuille": _("Feuille d’émargement"),
        "nom": _("Nom"),
        "prenom": _("Prénom"),
        "structure": _("Structure"),
        "matin": _("Signature matin"),
        "apres_midi": _("Signature après-midi"),
        "signature": _("Signature"),
        "page": _("Page"),
        "mention": _("Données personnelles : à remettre à l’équipe, à ne pas laisser sur place."),
    }


def jours(selection: Selection) -> list[dict]:
    par_jour = {atelier.pk: [] for atelier in selection.ateliers}
    for participant in selection.inscrites():
        creneaux = len(selection.creneaux.get(participant.atelier.pk, []))
        par_jour[participant.atelier.pk].append(personne(participant, creneaux))
    return [jour(a, par_jour[a.pk], selection) for a in selection.ateliers]


def personne(participant: Participant, creneaux: int) -> dict[str, str | list[str]]:
    plume = participant.inscrite_par
    par = _("Inscription faite par %(nom)s") % {"nom": plume.nom} if plume else ""
    par = " – ".join(filter(None, (AccesPerdu.dire(participant.acces_perdu), par)))
    return {
        "nom": couper(participant.nom),
        "prenom": couper(participant.prenom),
        "structure": couper(participant.structure),
        "par": couper(par),
        "sequences": [couper(participant.sequences.get(rang, "")) for rang in range(creneaux)],
    }


def couper(texte: str) -> str:
    """Let a word longer than its column break, with zero-width spaces."""
    return MOT_TROP_LONG.sub(lambda mot: f"{mot[0]}\u200b", texte)


def jour(atelier: Atelier, personnes: list[dict], selection: Selection) -> dict:
    nombre, cycle = len(personnes), atelier.cycle_publie
    compte = ngettext("%(nombre)d personne inscrite", "%(nombre)d personnes inscrites", nombre)
    return {
        "titre": atelier.titre,
        "cycle": _("Cycle « %(titre)s »") % {"titre": cycle.titre} if cycle else "",
        "quand": atelier.quand(),
        "ou": atelier.endroit(),
        "demi": est_une_demi_journee(atelier),
        "compte": compte % {"nombre": nombre},
        "creneaux": [couper(c.titre) for c in selection.creneaux.get(atelier.pk, [])],
        "personnes": personnes,
    }


def est_une_demi_journee(atelier: Atelier) -> bool:
    """The day ends before lunch or begins after it: one signature is enough."""
    return localtime(atelier.fin).hour <= MIDI or localtime(atelier.debut).hour >= MIDI - 1
