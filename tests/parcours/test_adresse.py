"""A slip in an address, then another address: on a phone, with the keyboard and without script."""

import re

import pytest
from playwright.sync_api import expect

GIMONT = "/ateliers/gimont-passer-la-main/inscription/"


@pytest.mark.parametrize("javascript", [True, False])
def test_elle_corrige_d_un_clic_puis_change_d_adresse(portail, ouvrir_un_onglet, axe, javascript):
    page = ouvrir_un_onglet(java_script_enabled=javascript, bypass_csp=True)
    elle = f"iris{javascript:d}"
    portail.ouvrir(page, GIMONT)
    page.get_by_label("Prénom").fill("Iris")
    page.get_by_label("Nom", exact=True).fill(f"Bordes{javascript}")
    page.get_by_role("textbox", name="Courriel").fill(f"{elle}@gmial.com")
    page.get_by_label("Structure ou projet").fill("Le Cadran")
    page.get_by_role("button", name="Je m’inscris").click()

    expect(page.get_by_text(f"Vouliez-vous dire {elle}@gmail.com").first).to_be_visible()
    expect(page.get_by_label("Structure ou projet")).to_have_value("Le Cadran")
    if javascript:
        assert axe(page) == []
    page.get_by_role("button", name=f"Écrire plutôt à {elle}@gmail.com").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Merci")

    portail.dernier_courriel(page, f"{elle}@gmail.com", "Gimont")
    page.locator("main a[href*='/inscriptions/']:not([href*='covoiturage'])").first.click()
    ancien_lien = page.url
    page.get_by_role("link", name="Changer d’adresse").last.click()
    page.get_by_label("Nouvelle adresse").fill(f"{elle}@example.org")
    page.keyboard.press("Enter")
    expect(page.get_by_text(f"Un lien part à {elle}@example.org")).to_be_visible()

    portail.dernier_courriel(page, f"{elle}@example.org", "bien votre adresse")
    page.locator("main a[href*='/inscriptions/adresse/']").first.click()
    page.get_by_role("button", name="Confirmer cette adresse").click()
    expect(page.get_by_text("nous vous écrivons maintenant ici")).to_be_visible()
    expect(page.get_by_text("Votre place est réservée.")).to_be_visible()
    assert page.url != ancien_lien
    assert page.goto(ancien_lien).status == 404


def test_la_touche_entree_garde_ce_qui_est_tape(portail, page):
    portail.ouvrir(page, GIMONT)
    page.get_by_label("Prénom").fill("Léon")
    page.get_by_label("Nom", exact=True).fill("Ibos")
    page.get_by_role("textbox", name="Courriel").fill("leon@grange.fr")
    page.keyboard.press("Enter")
    expect(page.get_by_text(re.compile("Vouliez-vous dire leon@orange.fr")).first).to_be_visible()

    page.get_by_role("textbox", name="Courriel").press("Enter")

    expect(page.get_by_role("heading", level=1)).to_contain_text("Merci")
    expect(page.get_by_text("leon@grange.fr")).to_be_visible()


def test_un_nom_et_une_adresse_sans_fin_ne_debordent_pas_du_telephone(portail, page):
    adresse = f"{'x' * 60}@{'y' * 50}.example.org"
    portail.ouvrir(page, GIMONT)
    page.get_by_label("Prénom").fill("Z" * 60)
    page.get_by_label("Nom", exact=True).fill("A" * 60)
    page.get_by_role("textbox", name="Courriel").fill(adresse)
    page.get_by_role("button", name="Je m’inscris").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Merci")
    largeurs = [page.evaluate("document.documentElement.scrollWidth")]

    portail.dernier_courriel(page, adresse, "Gimont")
    page.locator("main a[href*='/inscriptions/']:not([href*='covoiturage'])").first.click()
    largeurs.append(page.evaluate("document.documentElement.scrollWidth"))
    page.get_by_role("link", name="Changer d’adresse").last.click()
    largeurs.append(page.evaluate("document.documentElement.scrollWidth"))

    assert largeurs == [page.viewport_size["width"]] * 3
