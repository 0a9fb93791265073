"""From a phone: a cycle day by day, one mail for all, then the way out."""

import re

from playwright.sync_api import expect

CYCLE = "/cycles/tiers-lieux-ruraux-ouvrir-tenir-transmettre/"
QUI = "noelie@example.org"


def test_deux_journees_sur_trois_un_dejeuner_un_courriel_puis_elle_quitte(portail, page, axe):
    portail.ouvrir(page, CYCLE)
    page.get_by_role("link", name="S’inscrire au cycle entier").click()
    page.get_by_label("Votre commune ou son code postal").fill("Condom")
    page.get_by_role("button", name="Voir les distances").click()
    expect(page.get_by_text("à vol d’oiseau depuis Condom").first).to_be_visible()
    assert axe(page) == []

    page.get_by_label("Prénom").fill("Noélie")
    page.get_by_label("Nom", exact=True).fill("Lasserre")
    page.get_by_role("textbox", name="Courriel").fill(QUI)
    expect(page.get_by_label("Je prends tout le cycle")).to_be_visible()
    page.get_by_label(re.compile("^Simorre")).uncheck()
    expect(page.get_by_label("Je prends tout le cycle")).to_be_hidden()
    gimont = page.get_by_role("article", name=re.compile("^Gimont"))
    gimont.get_by_label(re.compile("Je prends le déjeuner")).check()
    gimont.get_by_label("Régime").select_option(label="Végétarien")
    page.get_by_role("button", name="Je m’inscris aux journées cochées").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Merci")

    portail.dernier_courriel(page, QUI, "Vos inscriptions")
    corps = page.locator("main")
    expect(corps).to_contain_text("Gimont")
    expect(corps).to_contain_text("Auch")
    expect(corps).not_to_contain_text("Simorre")
    expect(page.get_by_text(".ics")).to_be_visible()
    page.locator("a[href*='/inscriptions/']").first.click()

    expect(page.get_by_role("heading", name="Jour par jour")).to_be_visible()
    expect(page.get_by_text("place réservée", exact=True)).to_have_count(2)
    assert axe(page) == []
    page.get_by_role("link", name="Quitter le cycle").click()
    expect(page.get_by_text("Vous laissez 2 journées à venir.")).to_be_visible()
    page.get_by_role("button", name="Quitter le cycle").click()
    expect(page.get_by_text("Vous avez quitté le cycle.")).to_be_visible()
    expect(page.get_by_text("place réservée", exact=True)).to_have_count(0)
    portail.dernier_courriel(page, QUI, "Vous quittez le cycle")


def test_une_journee_ajoutee_se_prend_depuis_la_page_privee(portail, page):
    portail.dernier_courriel(page, "porteuse@example.org", "Une journée s’ajoute")
    page.locator("a[href*='/journee-ajoutee/']").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Une journée s’ajoute")
    page.get_by_role("button", name="Je prends cette journée").click()

    expect(page.get_by_text("C’est noté.")).to_be_visible()
    expect(page.get_by_role("link", name=re.compile("^Auch")).first).to_be_visible()


def test_pour_deux_personnes_le_contact_coche_qui_vient_puis_dit_qui_quitte_le_cycle(
    portail, page, axe
):
    portail.dernier_courriel(page, "karim.mons", "Une journée s’ajoute")
    expect(page.locator("main")).to_contain_text("Odile Marquès")
    page.locator("a[href*='/journee-ajoutee/']").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("qui vient ?")
    assert axe(page) == []
    page.get_by_label(re.compile("^Karim Mons vient")).uncheck()
    page.get_by_role("button", name="Inscrire les personnes cochées").click()

    expect(page.get_by_text("C’est noté.")).to_be_visible()
    expect(page.get_by_text("Proposée à")).to_contain_text("Karim Mons")
    page.get_by_role("link", name="Quitter le cycle").click()
    qui = page.get_by_role("group", name="Qui quitte le cycle")
    expect(qui.get_by_label("Karim Mons")).to_be_checked()
    expect(qui.get_by_label("Odile Marquès")).not_to_be_checked()
    assert axe(page) == []
    page.get_by_role("button", name="Quitter le cycle").click()
    expect(page.get_by_text("place réservée", exact=True)).to_have_count(3)


def test_apres_un_saut_dans_la_page_une_erreur_se_lit_encore_en_premier(portail, page):
    """Browsers focus nothing by themselves at an address that names a place in the page."""
    portail.ouvrir(page, CYCLE + "inscription/")
    page.get_by_label("Votre commune ou son code postal").fill("Auch (32000)")
    page.get_by_role("button", name="Voir les distances").click()
    expect(page).to_have_url(re.compile("#les-journees$"))

    for _fois in range(2):
        page.get_by_role("button", name="Je m’inscris aux journées cochées").click()
        expect(page.get_by_role("alert")).to_be_focused()
        expect(page.get_by_role("alert")).to_be_in_viewport()
        page.get_by_role("alert").get_by_role("link", name="Nom", exact=True).click()
        expect(page.locator("[name=nom]")).to_be_focused()
