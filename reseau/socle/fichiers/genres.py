"""Tell the type of a file from its content; its name is only a claim.

Nothing that a browser would run from our address: no HTML, SVG or macro.
"""

import lzma
import re
import struct
import zipfile
import zlib
from collections.abc import Callable
from pathlib import PurePosixPath
from typing import BinaryIO

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from PIL import Image

OPENDOCUMENT = "application/vnd.oasis.opendocument."
OPENXML = "application/vnd.openxmlformats-officedocument."
DEBUT = 1024  # bytes, enough to recognise most types
# A picture is decoded whole in memory: 40 million pixels take 160 MB.
POINTS_AU_PLUS = 40_000_000
SOMMAIRE_AU_PLUS = 1_000_000  # bytes of a zip's table: each entry costs twenty times its size
TROP_GRANDE = _("Cette image est trop grande : 40 millions de points au plus.")
# Errors that a damaged or forged archive may raise while it is read.
DEFAUTS_D_UN_ZIP = (
    *(OSError, EOFError, ValueError, RuntimeError),
    *(zipfile.BadZipFile, struct.error, zlib.error, lzma.LZMAError),
)
MACROS_D_ODF = ("Basic/", "Scripts/")
MACROS_D_OPENXML = re.compile(r"vbaproject\.bin$|/macrosheets/")
BALISES = (b"<!doctype", b"<html", b"<svg", b"<?xml", b"<script")


def _commence(*debuts: bytes) -> Callable[[BinaryIO], bool]:
    return lambda fichier: _lire(fichier).startswith(debuts)


def _lire(fichier: BinaryIO, combien: int = DEBUT) -> bytes:
    fichier.seek(0)
    return fichier.read(combien)


def _texte(fichier: BinaryIO) -> bool:
    """Is it text in UTF-8 or Windows-1252, and not a web page?"""
    octets = _lire(fichier, -1)
    if octets[:DEBUT].lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith(BALISES):
        return False
    return not any(c < 32 and c not in b"\t\n\v\f\r" for c in octets)


def _image(*formats: str) -> Callable[[BinaryIO], bool]:
    def juge(fichier: BinaryIO) -> bool:
        try:
            return _mesurer(fichier, formats)
        except Image.DecompressionBombError as demesure:
            raise ValidationError(TROP_GRANDE) from demesure
        except (OSError, SyntaxError, ValueError):
            return False

    return juge


def _mesurer(fichier: BinaryIO, formats: tuple[str, ...]) -> bool:
    fichier.seek(0)
    with Image.open(fichier, formats=formats) as image:
        if image.width * image.height > POINTS_AU_PLUS:
            raise ValidationError(TROP_GRANDE)
        image.verify()
    return True


def _sommaire(fichier: BinaryIO) -> zipfile.ZipFile | None:
    """The table of a zip file; None when it is so big that it would fill the memory."""
    fichier.seek(0, 2)
    fichier.seek(max(0, fichier.tell() - 70_000))
    queue = fichier.read()
    place = queue.rfind(b"PK\x05\x06")
    if place < 0 or b"PK\x06\x07" in queue or len(queue) < place + 22:
        return None
    (taille,) = struct.unpack_from("<I", queue, place + 12)
    if taille > SOMMAIRE_AU_PLUS:
        return None
    fichier.seek(0)
    try:
        return zipfile.ZipFile(fichier)
    except DEFAUTS_D_UN_ZIP:
        return None


def _archive(fichier: BinaryIO) -> bool:
    return _sommaire(fichier) is not None


def _opendocument(genre: str) -> Callable[[BinaryIO], bool]:
    def juge(fichier: BinaryIO) -> bool:
        archive = _sommaire(fichier)
        noms = archive.namelist() if archive else []
        if "mimetype" not in noms or any(nom.startswith(MACROS_D_ODF) for nom in noms):
            return False
        try:
            with archive.open("mimetype") as entree:
                return entree.read(100).decode("ascii", "replace").strip() == OPENDOCUMENT + genre
        except DEFAUTS_D_UN_ZIP:
            return False

    return juge


def _openxml(piece: str) -> Callable[[BinaryIO], bool]:
    def juge(fichier: BinaryIO) -> bool:
        archive = _sommaire(fichier)
        noms = set(archive.namelist()) if archive else set()
        sans_macro = not any(MACROS_D_OPENXML.search(nom.lower()) for nom in noms)
        return {"[Content_Types].xml", piece} <= noms and sans_macro

    return juge


def _mp4(fichier: BinaryIO) -> bool:
    return _lire(fichier)[4:8] == b"ftyp"


# Each served extension with its type: browsers are never told another one.
GENRES: dict[str, tuple[str, Callable[[BinaryIO], bool]]] = {
    "pdf": ("application/pdf", _commence(b"%PDF-")),
    "odt": (OPENDOCUMENT + "text", _opendocument("text")),
    "ods": (OPENDOCUMENT + "spreadsheet", _opendocument("spreadsheet")),
    "odp": (OPENDOCUMENT + "presentation", _opendocument("presentation")),
    "docx": (OPENXML + "wordprocessingml.document", _openxml("word/document.xml")),
    "xlsx": (OPENXML + "spreadsheetml.sheet", _openxml("xl/workbook.xml")),
    "pptx": (OPENXML + "presentationml.presentation", _openxml("ppt/presentation.xml")),
    "txt": ("text/plain; charset=utf-8", _texte),
    "csv": ("text/csv; charset=utf-8", _texte),
    "zip": ("application/zip", _archive),
    "jpg": ("image/jpeg", _image("JPEG")),
    "jpeg": ("image/jpeg", _image("JPEG")),
    "png": ("image/png", _image("PNG")),
    "webp": ("image/webp", _image("WEBP")),
    "mp3": ("audio/mpeg", _commence(b"ID3", b"\xff\xfb", b"\xff\xf3", b"\xff\xf2")),
    "ogg": ("audio/ogg", _commence(b"OggS")),
    "mp4": ("video/mp4", _mp4),
}
IMAGES = {"jpg", "jpeg", "png", "webp"}
INCONNU = "application/octet-stream"


def extension(nom: str) -> str:
    return PurePosixPath(nom).suffix[1:].lower()


def type_mime(nom: str) -> str:
    return GENRES.get(extension(nom), (INCONNU, None))[0]


def se_lit_dans_le_navigateur(nom: str) -> bool:
    """PDFs and pictures open in the browser; other files are downloaded."""
    return extension(nom) in IMAGES | {"pdf"}


def piece_acceptee(fichier) -> None:
    _juger(
        fichier,
        GENRES,
        _("Ce type de fichier n’est pas accepté : joignez un PDF, un texte ou une image."),
    )


def image_acceptee(fichier) -> None:
    _juger(fichier, IMAGES, _("Cette image n’est pas acceptée : joignez un JPEG, PNG ou WebP."))


def _juger(fichier, acceptees, refus) -> None:
    """Check a file just uploaded; a stored one was checked when it came."""
    if getattr(fichier, "_committed", False):
        return
    au_plus = settings.FICHIERS_MO
    if fichier.size > au_plus * 1_000_000:
        raise ValidationError(
            _("Ce fichier pèse %(poids)d Mo : %(au_plus)d Mo au plus.")
            % {"poids": round(fichier.size / 1_000_000), "au_plus": au_plus}
        )
    fin = extension(fichier.name)
    if fin not in acceptees:
        raise ValidationError(refus)
    if not GENRES[fin][1](fichier.file):
        raise ValidationError(
            _("Le contenu de ce fichier n’est pas celui d’un « .%(fin)s » : joignez l’original.")
            % {"fin": fin}
        )
    fichier.file.seek(0)
