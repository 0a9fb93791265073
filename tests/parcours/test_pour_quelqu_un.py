"""A mediator on a phone registers somebody without an address, who comes back with her code."""

import io
import re

from playwright.sync_api import expect
from pypdf import PdfReader

SIMORRE = "/ateliers/simorre-qui-decide-quand-tout-le-monde-passe/"


def formulaire(portail, page):
    portail.ouvrir(page, f"{SIMORRE}inscription/")
    page.get_by_role("link", name="Inscrire quelqu’un qui n’a pas d’adresse").click()


def choisir_partout(page):
    """Answer what the day asks: its parallel sequences, the organiser's questions."""
    radios = page.locator("input[type=radio]:visible")
    for nom in radios.evaluate_all("radios => [...new Set(radios.map(r => r.name))]"):
        page.locator(f"input[name='{nom}']").last.check()


def test_elle_inscrit_imprime_et_la_personne_revient_avec_son_code(portail, page, bureau, axe):
    portail.connecter(page, "membre")
    formulaire(portail, page)
    assert axe(page) == []

    page.get_by_label("Prénom").fill("Marcelle")
    page.get_by_label("Nom", exact=True).fill("Dupuy-Père")
    page.get_by_label("Téléphone").fill("05 62 00 00 01")
    page.get_by_role("button", name=re.compile("Inscrire")).click()
    expect(page.get_by_text("Demandez d’abord son accord à la personne.").first).to_be_visible()
    page.get_by_label("La personne est d’accord").check()
    choisir_partout(page)
    page.get_by_role("button", name=re.compile("Inscrire")).click()

    expect(page.get_by_role("button", name="Imprimer")).to_be_visible()
    code = page.locator(".code-a-lire").inner_text()
    assert re.fullmatch(r"[A-Z0-9]{4}-[A-Z0-9]{4}", code)
    assert axe(page) == []
    feuille = PdfReader(io.BytesIO(page.pdf(format="A4")))
    assert len(feuille.pages) == 1
    texte = feuille.pages[0].extract_text()
    assert code in texte
    assert "Modifier ou annuler" not in texte

    portail.ouvrir(page, "/mon-espace/")
    expect(page.get_by_text("Marcelle Dupuy-Père")).to_be_visible()

    portail.ouvrir(bureau, "/inscriptions/retrouver/")
    assert axe(bureau) == []
    bureau.get_by_label("Code", exact=True).fill(code.lower().replace("-", " "))
    bureau.get_by_label("Nom de famille").fill("dupuy pere")
    bureau.get_by_role("button", name="Ouvrir mon inscription").click()
    expect(bureau.get_by_role("heading", level=1)).to_have_text("Mon inscription")
    bureau.get_by_role("link", name="Annuler mon inscription").click()
    bureau.get_by_role("button", name="Annuler mon inscription").click()
    expect(bureau.get_by_text("Votre inscription est annulée.").first).to_be_visible()


def test_je_viens_depuis_le_courriel(portail, page):
    portail.dernier_courriel(page, "porteuse@example.org", "Venez-vous toujours")
    lien = re.search(r"/inscriptions/[\w-]+/\d+/je-viens/", page.content())[0]

    portail.ouvrir(page, lien)
    page.get_by_role("button", name="Je viens").click()

    expect(page.get_by_text("Vous avez confirmé votre venue")).to_be_visible()
