"""A net over every sentence people read: French typography, from the source itself."""

import ast
import re

import pytest
from django.conf import settings

DOSSIERS = ("reseau", "lieux", "ateliers", "inscriptions")
TRADUIRE = {"_", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy", "pgettext"}
BALISES = (
    r'\{%\s*translate\s+"([^"]*)"',
    r"\{%\s*translate\s+'([^']*)'",
    r'_\("([^"]*)"\)',
    r"\{%\s*blocktranslate\b.*?%\}(.*?)\{%\s*endblocktranslate",
)
# A plain space where French wants one that does not break; a typewriter's apostrophe.
FAUTES = r"« | »|\S :(?=[\s<)*]|$)|[^\s{%] [;!?](?=[\s<)*»]|$)|\w'[a-zà-ÿ]"


def phrases_du_code(chemin):
    for noeud in ast.walk(ast.parse(chemin.read_text())):
        if isinstance(noeud, ast.Call):
            fonction = getattr(noeud.func, "id", getattr(noeud.func, "attr", ""))
            if fonction in TRADUIRE:
                yield from (a.value for a in noeud.args if isinstance(a, ast.Constant))


def phrases_du_gabarit(chemin):
    for balise in BALISES:
        yield from re.findall(balise, chemin.read_text(), re.S)


def sans_balises(phrase):
    return re.sub(r"\{%.*?%\}|<[^>]*>", "×", phrase)


SOURCES = [
    chemin
    for dossier in DOSSIERS
    for chemin in sorted((settings.BASE_DIR / dossier).rglob("*.py"))
    if "migrations" not in chemin.parts
]
GABARITS = sorted((settings.BASE_DIR / "templates").rglob("*.*"))


@pytest.mark.parametrize(
    ("phrase", "fautes"),
    [("Midi : à table !", [" :", " !"]), ("« Oui »", ["« ", " »"]), ("l'atelier", ["l'a"])],
)
def test_le_filet_voit_les_fautes(phrase, fautes):
    assert [
        faute[-len(attendue) :]
        for faute, attendue in zip(re.findall(FAUTES, phrase), fautes, strict=True)
    ] == fautes


def test_les_phrases_du_code_ont_une_typographie_francaise():
    fautives = [
        (str(chemin.relative_to(settings.BASE_DIR)), phrase)
        for chemin in SOURCES
        for phrase in phrases_du_code(chemin)
        if isinstance(phrase, str) and re.search(FAUTES, sans_balises(phrase))
    ]

    assert fautives == []


def test_les_phrases_des_gabarits_ont_une_typographie_francaise():
    fautives = [
        (chemin.name, phrase)
        for chemin in GABARITS
        for phrase in phrases_du_gabarit(chemin)
        if re.search(FAUTES, sans_balises(phrase))
    ]

    assert fautives == []
