"""What a file holds decides, not its name."""

import random
import struct
import zipfile
import zlib
from contextlib import suppress
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError

from reseau.socle.fichiers.genres import GENRES, image_acceptee, piece_acceptee
from tests.pieces import FAUSSES, REFUSEES, VRAIES, envoi, image


def refus(juger, nom, contenu):
    with pytest.raises(ValidationError) as erreur:
        juger(envoi(nom, contenu))
    return erreur.value.messages[0]


@pytest.mark.parametrize("nom", VRAIES)
def test_un_fichier_qui_est_ce_qu_il_dit_est_accepte(nom):
    fichier = envoi(nom)

    piece_acceptee(fichier)

    assert fichier.read() == VRAIES[nom]


def test_chaque_genre_accepte_a_son_exemple():
    assert {nom.rsplit(".")[-1].lower() for nom in VRAIES} == set(GENRES)


@pytest.mark.parametrize("nom", FAUSSES)
def test_un_fichier_qui_n_est_pas_ce_qu_il_dit_est_refuse(nom):
    fin = nom.rsplit(".")[-1]

    assert refus(piece_acceptee, nom, FAUSSES[nom]) == (
        f"Le contenu de ce fichier n’est pas celui d’un « .{fin} » : joignez l’original."
    )


@pytest.mark.parametrize("nom", REFUSEES)
def test_ce_qu_un_navigateur_executerait_est_refuse(nom):
    assert refus(piece_acceptee, nom, b"contenu") == (
        "Ce type de fichier n’est pas accepté : joignez un PDF, un texte ou une image."
    )


@pytest.mark.parametrize("juger", [piece_acceptee, image_acceptee])
def test_un_fichier_trop_lourd_dit_son_poids(juger, settings):
    settings.FICHIERS_MO = 2

    assert refus(juger, "photo.jpg", image("JPEG") + b"0" * 3_000_000) == (
        "Ce fichier pèse 3 Mo : 2 Mo au plus."
    )


@pytest.mark.filterwarnings("ignore::PIL.Image.DecompressionBombWarning")
@pytest.mark.parametrize("cote", [7_000, 13_000, 20_000])
@pytest.mark.parametrize("juger", [piece_acceptee, image_acceptee])
def test_une_image_qui_remplirait_la_memoire_est_refusee(juger, cote):
    assert refus(juger, "photo.png", png_annonce(cote, cote)) == (
        "Cette image est trop grande : 40 millions de points au plus."
    )


@pytest.mark.parametrize("nom", ["fiche.pdf", "dessin.svg", "photo.gif"])
def test_une_image_publique_est_une_image_de_nos_formats(nom):
    assert refus(image_acceptee, nom, VRAIES["support.PDF"]) == (
        "Cette image n’est pas acceptée : joignez un JPEG, PNG ou WebP."
    )


@pytest.mark.parametrize("nom", ["photo.jpg", "photo.png", "photo.webp"])
def test_une_image_publique_dit_vrai(nom):
    image_acceptee(envoi(nom))

    assert "n’est pas celui" in refus(image_acceptee, nom, b"%PDF-1.7")


def png_annonce(largeur, hauteur):
    """Its header tells a size; nothing follows."""
    entete = b"IHDR" + struct.pack(">IIBBBBB", largeur, hauteur, 1, 0, 0, 0, 0)
    controle = struct.pack(">I", zlib.crc32(entete))
    suite = struct.pack(">I", 1) + b"IDAT" + b"0"
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + entete + controle + suite


@pytest.mark.filterwarnings("ignore::PIL.Image.DecompressionBombWarning")
@pytest.mark.parametrize("methode", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_LZMA])
@pytest.mark.parametrize("nom", VRAIES)
def test_un_fichier_abime_en_chemin_est_accepte_ou_refuse_jamais_une_panne(nom, methode):
    hasard = random.Random(nom)
    entier = _comprime(VRAIES[nom], methode)
    juges = 0

    for _essai in range(200):
        abime = bytearray(entier)
        for place in hasard.choices(range(len(entier)), k=hasard.choice((1, 2, 5, 20))):
            abime[place] = hasard.randrange(256)
        with suppress(ValidationError):
            piece_acceptee(envoi(nom, bytes(abime[: hasard.choice((None, None, -9, 60))])))
        juges += 1

    assert juges == 200


def _comprime(contenu, methode):
    """An archive written again with another way of packing; what is none stays as it is."""
    if not contenu.startswith(b"PK"):
        return contenu
    sortie = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(contenu)) as avant,
        zipfile.ZipFile(sortie, "w", methode) as apres,
    ):
        for nom in avant.namelist():
            apres.writestr(nom, avant.read(nom))
    return sortie.getvalue()
