"""On a phone: the lunch from its queue when one frees, a sequence chosen then changed."""

import re

from playwright.sync_api import expect

FIGEAC = "/ateliers/figeac-former-des-aidantes-et-des-aidants/"
SIMORRE = "/ateliers/simorre-qui-decide-quand-tout-le-monde-passe/"


def s_inscrire(portail, page, adresse, prenom):
    portail.ouvrir(page, adresse + "inscription/")
    page.get_by_label("Prénom").fill(prenom)
    page.get_by_label("Nom", exact=True).fill("Lartigue")
    page.get_by_role("textbox", name="Courriel").fill(f"{prenom.lower()}.repas@example.org")


def confirmer(portail, page, prenom, objet):
    page.get_by_role("button", name="Je m’inscris").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Merci")
    portail.dernier_courriel(page, f"{prenom.lower()}.repas@example.org", objet)
    liens = page.locator("main a").evaluate_all("liens => liens.map(lien => lien.href)")
    page.goto(next(lien for lien in liens if re.search(r"/inscriptions/[\w-]{20,}/$", lien)))


def test_le_dernier_repas_pris_elle_attend_puis_recoit_celui_qui_se_libere(
    portail, page, ouvrir_un_onglet
):
    portail.ouvrir(page, FIGEAC)
    expect(page.get_by_text("1 couvert libre.")).to_be_visible()
    s_inscrire(portail, page, FIGEAC, "Odile")
    page.get_by_label(re.compile("Je prends le déjeuner")).check()
    confirmer(portail, page, "Odile", "Figeac")
    odile = page.url

    lucie = ouvrir_un_onglet()
    s_inscrire(portail, lucie, FIGEAC, "Lucie")
    expect(lucie.get_by_text("Tous les couverts sont pris.")).to_be_visible()
    lucie.get_by_label(re.compile("Je prends le déjeuner")).check()
    confirmer(portail, lucie, "Lucie", "Figeac")
    expect(lucie.get_by_text("vous êtes la 1ʳᵉ personne sur la liste")).to_be_visible()
    portail.ouvrir(lucie, FIGEAC)
    expect(lucie.get_by_text(re.compile("Complet.*1 personne attend"))).to_be_visible()

    page.goto(odile)
    page.get_by_role("link", name="Laisser ce repas").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Laisser mon repas ?")
    page.get_by_role("button", name="Laisser mon repas").click()
    expect(page.get_by_text("Votre place est réservée.")).to_be_visible()
    expect(page.get_by_role("link", name="Laisser ce repas")).to_have_count(0)

    portail.dernier_courriel(lucie, "lucie.repas@example.org", "Votre repas est réservé")


def test_elle_choisit_une_sequence_prend_la_derniere_place_puis_en_change(
    portail, page, ouvrir_un_onglet
):
    s_inscrire(portail, page, SIMORRE, "Jeanne")
    page.get_by_role("button", name="Je m’inscris").click()
    expect(page.get_by_text("Choisissez une séquence.", exact=True)).to_be_visible()
    page.get_by_role("radio", name=re.compile("Écrire une charte.*1 place")).check()
    page.get_by_role("group", name=re.compile("avec un projet")).get_by_label("Non").check()
    confirmer(portail, page, "Jeanne", "Simorre")
    expect(page.get_by_text("Écrire une charte d’une page (Préau)")).to_be_visible()

    autre = ouvrir_un_onglet()
    portail.ouvrir(autre, SIMORRE + "inscription/")
    expect(autre.get_by_role("radio", name=re.compile("Écrire une charte"))).to_be_disabled()

    page.get_by_role("link", name="Modifier").click()
    expect(page.get_by_role("radio", name=re.compile("Écrire une charte"))).to_be_checked()
    page.get_by_role("radio", name=re.compile("Répartir les rôles")).check()
    page.get_by_role("button", name="Enregistrer").click()
    expect(page.get_by_text("Répartir les rôles sans chef (Bibliothèque)")).to_be_visible()

    autre.reload()
    expect(autre.get_by_role("radio", name=re.compile("Écrire une charte"))).to_be_enabled()
