"""Small disks that fill up for good: a tmpfs of a few megabytes."""

import contextlib
import subprocess
import tempfile
from pathlib import Path

import pytest


@contextlib.contextmanager
def disque_etroit(megaoctets=4):
    """Yield its folder; skipped where one may not mount anything."""
    with tempfile.TemporaryDirectory(prefix="etroit", dir="/tmp") as dossier:
        monter = ["mount", "-t", "tmpfs", "-o", f"size={megaoctets}m,mode=1777", "tmpfs", dossier]
        try:
            monte = subprocess.run(monter, capture_output=True).returncode == 0
        except FileNotFoundError:
            monte = False
        if not monte:
            pytest.skip("no right to mount a tmpfs here: no small disk to fill")
        try:
            yield dossier
        finally:
            subprocess.run(["umount", "-l", dossier], check=True)


def remplir(dossier):
    """To the last byte; the file to take away."""
    bouchon = Path(dossier) / "bouchon"
    with contextlib.suppress(OSError), bouchon.open("wb", buffering=0) as fichier:
        for taille in (1_000_000, 4096, 1):
            with contextlib.suppress(OSError):
                while fichier.write(b"0" * taille) == taille:
                    pass
    return bouchon
