"""The organiser moves a day: she is told how many will read it; somebody reads it and withdraws."""

import re
from datetime import date, timedelta

from playwright.sync_api import expect

from .conftest import BUREAU

GIMONT = "/ateliers/gimont-passer-la-main/"
ADRESSE = "jeanne.mouvement@example.org"


def test_une_journee_deplacee_se_raconte_et_l_on_peut_se_retirer(
    portail, ouvrir_un_onglet, page, axe
):
    bureau = ouvrir_un_onglet(viewport=BUREAU, bypass_csp=True)  # axe needs it
    portail.ouvrir(page, GIMONT + "inscription/")
    page.get_by_label("Prénom").fill("Jeanne")
    page.get_by_label("Nom", exact=True).fill("Dupouy")
    page.get_by_role("textbox", name="Courriel").fill(ADRESSE)
    page.get_by_role("button", name="Je m’inscris").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Merci")

    portail.connecter(bureau, "animation")
    portail.ouvrir(bureau, "/admin/ateliers/atelier/?q=Gimont")
    bureau.get_by_role("link", name=re.compile("^Gimont")).first.click()
    fiche = bureau.url
    jour = bureau.locator("[name=jour]")
    jour.fill((date.fromisoformat(jour.input_value()) + timedelta(days=1)).isoformat())
    bureau.locator("[name=_continue], [name=_save]").first.click()
    avertissement = bureau.get_by_role("region", name="À confirmer avant d’enregistrer")
    expect(avertissement).to_contain_text(
        re.compile(r"\d+ personnes inscrites ou en attente recevront un courriel.*→")
    )
    expect(bureau.get_by_text("Corrigez")).to_have_count(0)
    bureau.get_by_role("button", name=re.compile(r"^Déplacer et prévenir \d+ personnes$")).click()
    expect(bureau.get_by_text(re.compile(r"\d+ personnes sont prévenues"))).to_be_visible()
    expect(bureau.get_by_text("La date limite d’inscription suit la journée")).to_be_visible()

    bureau.goto(fiche)
    bureau.get_by_role("link", name=re.compile("Annuler la journée")).click()
    expect(bureau.locator("#content-main")).to_contain_text(
        "recevront un courriel avec votre phrase"
    )
    assert axe(bureau) == []

    portail.dernier_courriel(page, ADRESSE, "Changement (date)")
    expect(page.locator("main")).to_contain_text("→")
    expect(page.get_by_text(".ics")).to_be_visible()
    page.locator("a[href*='/inscriptions/']").first.click()
    page.get_by_role("link", name="Annuler mon inscription").click()
    page.get_by_role("button", name="Annuler mon inscription").click()
    expect(page.get_by_text("Votre inscription est annulée.", exact=True)).to_be_visible()
