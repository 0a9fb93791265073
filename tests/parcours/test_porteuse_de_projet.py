"""A project holder registers from a phone, without an account."""

import re

import pytest
from playwright.sync_api import expect

GIMONT = "/ateliers/gimont-passer-la-main/"
AFTERWORK = "/ateliers/afterwork-du-trimestre-au-pigeonnier/"


def s_inscrire(page, prenom, nom, courriel):
    page.get_by_label("Prénom").fill(prenom)
    page.get_by_label("Nom", exact=True).fill(nom)
    page.get_by_role("textbox", name="Courriel").fill(courriel)


def test_elle_s_inscrit_change_son_repas_puis_renonce(portail, page):
    portail.ouvrir(page, GIMONT)
    page.get_by_role("link", name="S’inscrire").first.click()
    expect(page.get_by_text("30 places :")).to_be_visible()
    expect(page.get_by_label("Prévenez-moi des prochains cycles")).not_to_be_checked()

    s_inscrire(page, "Amel", "Bordenave", "amel@example.org")
    page.get_by_label(re.compile("Je prends le déjeuner")).check()
    page.get_by_label(re.compile("[Rr]égime")).select_option(label="Végétarien")
    page.get_by_role("button", name="Je m’inscris").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Merci")

    portail.dernier_courriel(page, "amel@example.org", "Gimont")
    expect(page.get_by_text(".ics")).to_be_visible()
    page.locator("main a[href*='/inscriptions/']:not([href*='covoiturage'])").first.click()
    expect(page.get_by_text("Votre place est réservée.")).to_be_visible()
    expect(page.get_by_text("Végétarien, 15")).to_be_visible()

    page.get_by_role("link", name="Modifier").click()
    page.get_by_label(re.compile("[Rr]égime")).select_option(label="Végétalien")
    page.get_by_role("button", name="Enregistrer").click()
    expect(page.get_by_text("Végétalien, 15")).to_be_visible()

    page.get_by_role("link", name="Annuler mon inscription").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Annuler mon inscription ?")
    page.get_by_role("button", name="Annuler mon inscription").click()
    expect(page.get_by_text("Votre inscription est annulée.", exact=True)).to_be_visible()


def test_une_adresse_deja_inscrite_ne_se_dit_que_par_courriel(portail, page, ouvrir_un_onglet):
    reponses = []
    for onglet, structure in ((page, ""), (ouvrir_un_onglet(), "Le Cadran")):
        portail.ouvrir(onglet, GIMONT + "inscription/")
        s_inscrire(onglet, "Paul", "Lanne", "paul@example.org")
        onglet.get_by_label("Structure ou projet").fill(structure)
        onglet.get_by_role("button", name="Je m’inscris").click()
        expect(onglet.get_by_role("heading", level=1)).to_contain_text("Merci")
        reponses.append((onglet.url, onglet.locator("main").inner_text()))

    assert reponses[0] == reponses[1]
    portail.dernier_courriel(page, "paul@example.org", "déjà")


def test_complet_elle_l_apprend_avant_de_remplir_et_prend_son_rang(portail, page):
    portail.ouvrir(page, AFTERWORK + "inscription/")
    avertissement = page.get_by_text(re.compile("complet", re.IGNORECASE)).first
    formulaire = page.get_by_label("Prénom")
    assert avertissement.bounding_box()["y"] < formulaire.bounding_box()["y"]
    expect(page.locator("main")).to_contain_text(re.compile("vous seriez la \\dᵉ"))

    s_inscrire(page, "Rose", "Duffaut", "rose@example.org")
    page.get_by_role("button", name=re.compile("liste d’attente|m’inscris")).click()

    portail.dernier_courriel(page, "rose@example.org", "Afterwork")
    page.locator("main a[href*='/inscriptions/']:not([href*='covoiturage'])").first.click()
    expect(page.get_by_text(re.compile("Vous êtes en liste d’attente, \\dᵉ"))).to_be_visible()


def test_une_erreur_se_lit_pres_du_champ_et_rien_n_est_perdu(portail, page):
    portail.ouvrir(page, GIMONT + "inscription/")
    s_inscrire(page, "Léa", "Mons", "lea@exemple")
    page.get_by_label("Structure ou projet").fill("Les Paniers")

    page.get_by_role("button", name="Je m’inscris").click()

    courriel = page.get_by_role("textbox", name="Courriel")
    expect(courriel).to_have_attribute("aria-invalid", "true")
    expect(courriel).to_have_accessible_description(re.compile("adresse"))
    expect(page.get_by_label("Structure ou projet")).to_have_value("Les Paniers")


@pytest.mark.parametrize("javascript", [True, False], ids=["avec-js", "sans-js"])
def test_on_s_inscrit_au_clavier_seul_et_sans_javascript(portail, ouvrir_un_onglet, javascript):
    page = ouvrir_un_onglet(java_script_enabled=javascript)
    adresse = f"clavier-{'js' if javascript else 'sans'}@example.org"
    portail.ouvrir(page, GIMONT + "inscription/")

    page.get_by_label("Prénom").focus()
    for valeur in ("Zoé", "Clavier", adresse):
        page.keyboard.type(valeur)
        page.keyboard.press("Tab")
    page.get_by_role("textbox", name="Courriel").press("Enter")

    expect(page.get_by_role("heading", level=1)).to_contain_text("Merci")


def test_elle_retrouve_son_inscription_par_courriel(portail, page):
    portail.ouvrir(page, "/inscriptions/retrouver/")
    reponses = []
    for adresse in ("porteuse@example.org", "inconnue@example.org"):
        portail.ouvrir(page, "/inscriptions/retrouver/")
        page.get_by_role("textbox", name="Courriel").fill(adresse)
        page.get_by_role("button", name="M’envoyer mes liens").click()
        page.wait_for_load_state()
        reponses.append(page.locator("main").inner_text().replace(adresse, "…"))

    assert reponses[0] == reponses[1]
    portail.dernier_courriel(page, "porteuse@example.org", "inscriptions")
    expect(page.locator("main a[href*='/inscriptions/']").first).to_be_visible()
