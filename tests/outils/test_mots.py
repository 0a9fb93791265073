"""The words of the code that CONTRIBUTING explains are words of the code, where it says."""

import re

from django.conf import settings

from reseau.socle.recherche import normaliser

PAGE = (settings.BASE_DIR / "CONTRIBUTING.md").read_text(encoding="utf-8")
MOTS = re.findall(r"^\| ([^|]+) \| `([^`|]+)` \|", PAGE, re.MULTILINE)


def dit(mots: str, chemin: str) -> bool:
    ou = settings.BASE_DIR / chemin
    texte = normaliser(chemin + (ou.read_text(encoding="utf-8") if ou.is_file() else ""))
    return ou.exists() and all(normaliser(mot) in texte for mot in mots.split(", "))


def test_chaque_mot_du_code_se_lit_la_ou_le_dit_le_glossaire():
    assert len(MOTS) > 15
    assert [ligne for ligne in MOTS if not dit(*ligne)] == []


def test_temoin_un_mot_ou_un_fichier_disparu_se_voit():
    assert not dit("carrosse", "ateliers/jauge.py")
    assert not dit("jauge", "ateliers/jauges.py")
