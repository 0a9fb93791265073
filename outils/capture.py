"""The README's pictures, taken on the demo: `make demo`, then `python -m outils.capture`."""

import shutil
import sys
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

IMAGES = Path(__file__).resolve().parent.parent / "docs" / "images"
PAGES = {"accueil": "/"}


def main(adresse: str = "http://127.0.0.1:8000"):
    with sync_playwright() as playwright:
        navigateur = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        page = navigateur.new_page(viewport={"width": 1280, "height": 1000})
        for nom, chemin in PAGES.items():
            page.goto(adresse + chemin)
            fichier = IMAGES / f"{nom}.png"
            page.screenshot(path=fichier)
            # 128 colours are enough for a drawing, and four times lighter.
            Image.open(fichier).convert("RGB").quantize(128).save(fichier, optimize=True)
        navigateur.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
