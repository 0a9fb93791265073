"""Small true files of each kind, and false ones: a name that says one thing, bytes another."""

import io
import zipfile

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

OPENDOCUMENT = b"application/vnd.oasis.opendocument."


def image(format_voulu, taille=(20, 10)):
    tampon = io.BytesIO()
    Image.new("RGB", taille, "#1f5c4d").save(tampon, format_voulu)
    return tampon.getvalue()


def archive(**pieces):
    tampon = io.BytesIO()
    with zipfile.ZipFile(tampon, "w") as zip_:
        for nom, contenu in pieces.items():
            zip_.writestr(nom, contenu)
    return tampon.getvalue()


def openxml(*pieces):
    return archive(**{"[Content_Types].xml": "<Types/>", **dict.fromkeys(pieces, "<a/>")})


VRAIES = {
    "support.PDF": b"%PDF-1.7\n%\xe2\xe3\n1 0 obj\n",
    "notes.odt": archive(mimetype=OPENDOCUMENT + b"text"),
    "budget.ods": archive(mimetype=OPENDOCUMENT + b"spreadsheet"),
    "diapos.odp": archive(mimetype=OPENDOCUMENT + b"presentation"),
    "notes.docx": openxml("word/document.xml"),
    "budget.xlsx": openxml("xl/workbook.xml"),
    "diapos.pptx": openxml("ppt/presentation.xml"),
    "lisez.txt": "Été, l’œuvre".encode(),
    "liste.csv": "nom;âge\r\nAnaïs;40".encode("cp1252"),
    "tout.zip": archive(**{"a.txt": "a"}),
    "photo.jpg": image("JPEG"),
    "photo.jpeg": image("JPEG"),
    "photo.png": image("PNG"),
    "photo.webp": image("WEBP"),
    "son.mp3": b"ID3\x04\x00\x00",
    "son.ogg": b"OggS\x00\x02",
    "film.mp4": b"\x00\x00\x00\x18ftypmp42",
}
FAUSSES = {
    "page.pdf": b"<!doctype html><script>alert(1)</script>",
    "dessin.png": b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
    "dessin.txt": b"  \n<SVG onload='alert(1)'/>",
    "feuille.csv": b"\xef\xbb\xbf<?xml version='1.0'?><x/>",
    "binaire.txt": b"\x7fELF\x02\x01\x01\x00",
    "photo.jpg": image("PNG"),
    "photo.webp": image("GIF"),
    "coupee.png": image("PNG")[:20],
    "macro.docx": openxml("word/document.xml", "word/vbaProject.bin"),
    "macro.odt": archive(
        mimetype=OPENDOCUMENT + b"text", **{"Basic/Standard/Module1.xml": "Sub Main"}
    ),
    "script.ods": archive(
        mimetype=OPENDOCUMENT + b"spreadsheet", **{"Scripts/python/a.py": "import os"}
    ),
    "macro.xlsx": openxml("xl/workbook.xml", "xl/macrosheets/sheet1.xml"),
    "classeur.docx": openxml("xl/workbook.xml"),
    "tableur.odt": archive(mimetype=OPENDOCUMENT + b"spreadsheet"),
    "vide.odt": archive(autre="x"),
    "faux.zip": b"PK\x03\x04 rien d'autre",
    "texte.mp4": b"bonjour, ceci n'est pas un film",
    "texte.ogg": b"bonjour",
    "texte.mp3": b"bonjour",
}
REFUSEES = ["page.html", "dessin.svg", "sans-extension", "macro.docm", "script.js", "x.pdf.exe"]


def envoi(nom, contenu=None):
    return SimpleUploadedFile(nom, VRAIES[nom] if contenu is None else contenu)
