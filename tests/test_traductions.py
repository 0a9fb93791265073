import shutil
import subprocess
import sys
from pathlib import Path

import polib
import pytest
from django.conf import settings

CATALOGUE = Path(settings.BASE_DIR) / "locale/en/LC_MESSAGES/django.po"


def test_toute_phrase_du_catalogue_a_son_anglais():
    catalogue = polib.pofile(CATALOGUE)

    sans_anglais = [e.msgid for e in catalogue.untranslated_entries() + catalogue.fuzzy_entries()]

    assert sans_anglais == []


def test_le_catalogue_compile_est_celui_de_la_source():
    source, compile_ = polib.pofile(CATALOGUE), polib.mofile(CATALOGUE.with_suffix(".mo"))

    def textes(catalogue):
        return {(e.msgctxt, e.msgid, e.msgstr, *e.msgstr_plural.items()) for e in catalogue}

    assert textes(source) == textes(compile_)


@pytest.mark.skipif(not shutil.which("xgettext"), reason="GNU gettext n’est pas installé")
def test_aucune_phrase_de_l_interface_ne_manque_au_catalogue(tmp_path):
    copie = tmp_path / "depot"
    ignores = shutil.ignore_patterns(".*", "tests", "outils", "staticfiles", "media", "*.mo")
    shutil.copytree(settings.BASE_DIR, copie, ignore=ignores)
    (copie / ".env").write_text("DEBUG=1\n")

    subprocess.run(
        [sys.executable, "manage.py", "makemessages", "-l", "en", "--no-location", "--no-obsolete"],
        cwd=copie,
        check=True,
        capture_output=True,
    )

    connues = {(e.msgctxt, e.msgid) for e in polib.pofile(CATALOGUE)}
    extraites = {
        (e.msgctxt, e.msgid) for e in polib.pofile(copie / CATALOGUE.relative_to(settings.BASE_DIR))
    }
    assert extraites - connues == set()
