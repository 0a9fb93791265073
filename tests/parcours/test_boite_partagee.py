"""A mailbox for two, and a farmer without mail on his telephone: each knows at once."""

import re

from playwright.sync_api import expect

GIMONT = "/ateliers/gimont-passer-la-main/"
AFTERWORK = "/ateliers/afterwork-du-trimestre-au-pigeonnier/"


def s_inscrire(portail, page, chemin, prenom, nom, courriel):
    portail.ouvrir(page, chemin + "inscription/")
    page.get_by_label("Prénom").fill(prenom)
    page.get_by_label("Nom", exact=True).fill(nom)
    page.get_by_role("textbox", name="Courriel").fill(courriel)


def test_un_paysan_lit_sa_reponse_sans_ouvrir_ses_courriels(portail, page, axe):
    s_inscrire(portail, page, GIMONT, "Gaston", "Labatut", "gaston@example.org")
    page.get_by_label(re.compile("Je prends le déjeuner")).check()
    page.get_by_label(re.compile("[Rr]égime")).select_option(label="Végétarien")
    page.get_by_role("button", name="Je m’inscris").click()

    principal = page.get_by_role("main")
    expect(page.get_by_role("heading", level=1)).to_have_text("Merci Gaston.")
    expect(page.get_by_text("Votre place est réservée.")).to_be_visible()
    expect(page.get_by_role("heading", level=2).first).to_contain_text("Gimont")
    expect(principal).to_contain_text(re.compile("Déjeuner réservé"))
    expect(principal).to_contain_text(re.compile(r"\d{4}, de \d+"))
    expect(principal).to_contain_text("Si vous étiez déjà inscrite ou inscrit, rien n’a changé")
    assert "/inscriptions/" not in " ".join(
        lien.get_attribute("href")
        for lien in principal.get_by_role("link").all()
        if "retrouver" not in lien.get_attribute("href")
    )
    assert axe(page) == []
    largeur = page.evaluate("document.documentElement.scrollWidth")
    assert largeur <= page.viewport_size["width"]

    with page.expect_download() as telechargement:
        page.get_by_role("link", name="Mettre dans mon agenda").click()
    assert telechargement.value.suggested_filename.endswith(".ics")

    page.reload()
    expect(page.get_by_text("Votre place est réservée.")).to_be_visible()
    page.go_back()
    page.go_forward()
    expect(page.get_by_text("Votre place est réservée.")).to_be_visible()


def test_complet_il_lit_son_rang_et_sans_javascript_aussi(portail, ouvrir_un_onglet):
    page = ouvrir_un_onglet(java_script_enabled=False)
    s_inscrire(portail, page, AFTERWORK, "Gaston", "Labatut", "gaston@example.org")
    page.get_by_role("button", name=re.compile("liste d’attente|m’inscris")).click()

    expect(page.get_by_text(re.compile("Vous êtes en liste d’attente, \\d+ᵉ"))).to_be_visible()
    expect(page.get_by_role("main")).to_contain_text("Dès qu’une place se libère")


def test_un_couple_partage_sa_boite_et_chacun_a_sa_place(portail, page, ouvrir_un_onglet):
    for onglet, prenom in ((page, "Paul"), (ouvrir_un_onglet(), "Marie")):
        s_inscrire(portail, onglet, GIMONT, prenom, "Dupouy", "ferme-dupouy@example.org")
        onglet.get_by_role("button", name="Je m’inscris").click()
        expect(onglet.get_by_role("heading", level=1)).to_have_text(f"Merci {prenom}.")
        expect(onglet.get_by_text("Votre place est réservée.")).to_be_visible()
        portail.dernier_courriel(onglet, "ferme-dupouy@example.org", "Gimont")
        expect(onglet.get_by_text(f"Bonjour {prenom}")).to_be_visible()

    lettre = onglet.get_by_role("main")
    expect(lettre).to_contain_text(re.compile("Nouvelle inscription.: Marie Dupouy"))
    expect(lettre).to_contain_text(re.compile("Déjà sur la liste.*: Paul Dupouy"))

    onglet.locator("main a[href*='/inscriptions/']:not([href*='covoiturage'])").first.click()
    expect(onglet.get_by_text("Marie Dupouy").first).to_be_visible()
    onglet.get_by_role("link", name="Annuler mon inscription").click()
    onglet.get_by_role("button", name="Annuler mon inscription").click()
    expect(onglet.get_by_text("Votre inscription est annulée.", exact=True)).to_be_visible()

    portail.ouvrir(page, "/inscriptions/retrouver/")
    page.get_by_role("textbox", name="Courriel").fill("ferme-dupouy@example.org")
    page.get_by_role("button", name="M’envoyer mes liens").click()
    portail.dernier_courriel(page, "ferme-dupouy@example.org", "inscriptions")
    page.locator("main a[href*='/inscriptions/']").first.click()
    expect(page.get_by_text("Paul Dupouy").first).to_be_visible()
    expect(page.get_by_text("Votre place est réservée.")).to_be_visible()
