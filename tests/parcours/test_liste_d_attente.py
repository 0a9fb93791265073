"""A freed seat goes from one person to the next, and the team decides who comes."""

import re

from playwright.sync_api import expect

from .conftest import BUREAU

AFTERWORK = "/ateliers/afterwork-du-trimestre-au-pigeonnier/"
VISITE = "/ateliers/visite-de-la-ganterie-et-de-ses-machines/"
RESERVEE = "/ateliers/journee-des-membres-nos-questions-difficiles/"


def demander(page, prenom, nom, courriel, bouton):
    page.get_by_label("Prénom").fill(prenom)
    page.get_by_label("Nom", exact=True).fill(nom)
    page.get_by_role("textbox", name="Courriel").fill(courriel)
    page.get_by_role("button", name=bouton).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Merci")


def test_elle_prend_la_place_gardee_pour_elle_puis_la_rend_a_la_suivante(
    portail, page, ouvrir_un_onglet
):
    portail.dernier_courriel(page, "porteuse@example.org", "Une place pour vous")
    page.locator("a[href*='/proposition/']").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("la prenez-vous")
    expect(page.get_by_text("Elle est gardée pour vous jusqu’au")).to_be_visible()

    page.get_by_role("button", name="Je prends la place").click()

    expect(page.get_by_text("Votre place est réservée.")).to_be_visible()
    page.get_by_role("link", name="Annuler mon inscription").click()
    page.get_by_role("button", name="Annuler mon inscription").click()
    expect(page.get_by_text("Votre inscription est annulée.", exact=True)).to_be_visible()

    equipe = ouvrir_un_onglet(viewport=BUREAU)
    portail.connecter(equipe, "animation")
    portail.ouvrir(equipe, "/admin/")
    equipe.get_by_role("link", name=re.compile("Afterwork.*en liste d’attente")).click()
    proposees = equipe.get_by_role("region", name="Places proposées en ce moment")
    expect(proposees.get_by_role("rowheader").first).to_be_visible()
    expect(equipe.get_by_role("region", name=re.compile("devenues"))).to_contain_text("acceptée")


def test_l_equipe_fait_passer_quelqu_un_en_tete_avec_un_motif(portail, ouvrir_un_onglet):
    page = ouvrir_un_onglet()
    portail.connecter(page, "animation")
    portail.ouvrir(page, "/admin/")
    page.get_by_role("link", name=re.compile("Afterwork.*en liste d’attente")).click()
    file = page.get_by_role("region", name="En attente, dans l’ordre")
    derniere = file.get_by_role("row").last.get_by_role("rowheader").inner_text()

    page.get_by_role("link", name=f"Faire passer en tête… {derniere}").click()
    page.get_by_role("button", name="Faire passer en tête").click()
    expect(page.get_by_text("Ce champ est obligatoire")).to_be_visible()
    page.get_by_label(re.compile("Pourquoi")).fill("Elle prend les photos de la soirée")
    page.get_by_role("button", name="Faire passer en tête").click()

    expect(file.get_by_role("row").nth(1)).to_contain_text(derniere)


def test_sur_approbation_elle_demande_et_l_equipe_accepte(portail, page, ouvrir_un_onglet):
    portail.ouvrir(page, VISITE)
    page.get_by_role("link", name="Demander à venir").first.click()
    expect(page.get_by_text("Inscription sur approbation")).to_be_visible()
    demander(page, "Odile", "Sarrazin", "odile@example.org", "Envoyer ma demande")
    portail.dernier_courriel(page, "odile@example.org", "Demande reçue")

    equipe = ouvrir_un_onglet(viewport=BUREAU)
    portail.connecter(equipe, "animation")
    portail.ouvrir(equipe, "/admin/")
    equipe.get_by_role("link", name=re.compile("Visite.*votre réponse")).click()
    equipe.get_by_role("button", name="Accepter Odile Sarrazin").click()
    expect(equipe.get_by_text("Demande de Odile Sarrazin acceptée : confirmée.")).to_be_visible()

    portail.dernier_courriel(page, "odile@example.org", "Demande acceptée")
    page.locator("a[href*='/inscriptions/']").first.click()
    expect(page.get_by_text("Votre place est réservée.")).to_be_visible()


def test_une_journee_reservee_dit_comment_en_faire_partie(portail, page):
    reponse = portail.ouvrir(page, RESERVEE + "inscription/")

    assert reponse.status == 403
    expect(page.get_by_role("heading", name="Pour les membres du réseau")).to_be_visible()
    expect(page.get_by_role("link", name="J’en fais partie : me connecter")).to_be_visible()
