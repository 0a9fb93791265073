"""From a phone: an animatrice asks a question, someone answers it, her list shows it."""

import io
import re

import openpyxl
from playwright.sync_api import expect

GIMONT = "/ateliers/gimont-passer-la-main/"
SIMORRE = "/ateliers/simorre-qui-decide-quand-tout-le-monde-passe/inscription/"
QUI = "ysee.b@example.org"


def ouvrir_les_questions(portail, page):
    portail.ouvrir(page, "/admin/ateliers/atelier/?q=gimont")
    page.get_by_role("link", name="Gimont : passer la main").click()
    page.get_by_role("link", name="Questions posées").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Questions posées à l’inscription")


def poser(page, libelle, genre, choix="", si=None, obligatoire=False):
    page.get_by_role("link", name="Ajouter une question").click()
    page.get_by_label("Question").fill(libelle)
    page.get_by_label("Réponse attendue").select_option(label=genre)
    expect(page.get_by_label("Réponses proposées")).to_be_visible(visible=bool(choix))
    if choix:
        page.get_by_label("Réponses proposées").fill(choix)
    if si:
        page.get_by_label("Quand la poser").select_option(label=si)
    page.get_by_label("Il faut y répondre").set_checked(obligatoire)
    page.get_by_role("button", name="Enregistrer", exact=True).click()
    expect(page.locator("#content-main").get_by_role("link", name=libelle)).to_be_visible()


def exporter(page):
    page.get_by_role("link", name="Gimont : passer la main").first.click()
    page.get_by_role("link", name="Exporter la liste…").click()
    with page.expect_download() as telechargement:
        page.get_by_role("button", name="Exporter").click()
    with open(telechargement.value.path(), "rb") as fichier:
        classeur = openpyxl.load_workbook(io.BytesIO(fichier.read()))
    return {feuille.title: list(feuille.values) for feuille in classeur}


def test_une_question_qui_depend_d_une_autre_de_la_page_a_la_liste(portail, page, ouvrir_un_onglet):
    portail.connecter(page, "animation")
    ouvrir_les_questions(portail, page)
    poser(page, "Reprenez-vous un lieu ?", "oui ou non", obligatoire=True)
    poser(
        page,
        "Quand ?",
        "une réponse parmi plusieurs",
        choix="Cette année\nPlus tard",
        si="Si « oui » à « Reprenez-vous un lieu ? »",
        obligatoire=True,
    )
    page.get_by_role("link", name="Aperçu du formulaire").click()
    expect(page.get_by_text("Quand ?")).to_be_hidden()

    visiteuse = ouvrir_un_onglet()
    portail.ouvrir(visiteuse, GIMONT + "inscription/")
    visiteuse.get_by_label("Prénom").fill("Ysée")
    visiteuse.get_by_label("Nom", exact=True).fill("Bazille")
    visiteuse.get_by_role("textbox", name="Courriel").fill(QUI)
    expect(visiteuse.get_by_text("Quand ?")).to_be_hidden()
    visiteuse.get_by_role("group", name="Reprenez-vous un lieu ?").get_by_role(
        "radio", name="Oui", exact=True
    ).check()
    expect(visiteuse.get_by_text("Si vous avez répondu « oui » :")).to_be_visible()
    visiteuse.get_by_role("button", name="Je m’inscris").click()
    expect(visiteuse.get_by_role("alert")).to_contain_text("Il manque votre réponse")
    visiteuse.get_by_label("Cette année").check()
    visiteuse.get_by_role("button", name="Je m’inscris").click()
    expect(visiteuse.get_by_role("heading", level=1)).to_contain_text("Merci")
    portail.dernier_courriel(visiteuse, QUI, "Gimont")
    visiteuse.get_by_role("link", name=re.compile(r"inscriptions.[\w-]+.$")).first.click()
    expect(visiteuse.get_by_text("Cette année", exact=True)).to_be_visible()

    ouvrir_les_questions(portail, page)
    expect(page.get_by_text(re.compile("1 personne inscrite y a répondu")).first).to_be_visible()
    feuilles = exporter(page)
    entete, *lignes = feuilles["Inscriptions confirmées"]
    (ligne,) = (ligne for ligne in lignes if QUI in ligne)
    assert (entete[-1], ligne[-2:]) == ("Quand\u00a0?", ("oui", "Cette année"))
    assert ("Quand\u00a0?", "Cette année", 1) in feuilles["Réponses"]


def test_sans_javascript_non_dispense_de_la_suite(portail, ouvrir_un_onglet):
    page = ouvrir_un_onglet(java_script_enabled=False)
    portail.ouvrir(page, SIMORRE)
    page.get_by_label("Prénom").fill("Awa")
    page.get_by_label("Nom", exact=True).fill("Sarrat")
    page.get_by_role("textbox", name="Courriel").fill("awa@example.org")
    page.get_by_role("group", name="Venez-vous avec un projet").get_by_role(
        "radio", name="Oui", exact=True
    ).check()
    page.get_by_label("Un lieu repéré").check()
    page.get_by_role("group", name="Venez-vous avec un projet").get_by_role(
        "radio", name="Non", exact=True
    ).check()
    expect(page.get_by_label("Un lieu repéré")).to_be_hidden()
    page.get_by_role("group", name="Deux ateliers au choix").get_by_role("radio").last.check()

    page.get_by_role("button", name=re.compile("Je m’inscris|liste d’attente")).click()

    expect(page.get_by_role("heading", level=1)).to_contain_text("Merci")


def test_ces_pages_se_lisent_sans_les_yeux(portail, ouvrir_un_onglet, axe):
    page = ouvrir_un_onglet(bypass_csp=True)
    portail.ouvrir(page, SIMORRE)
    page.get_by_role("group", name="Venez-vous avec un projet").get_by_role(
        "radio", name="Oui", exact=True
    ).check()
    page.get_by_role("button", name="Je m’inscris").click()
    expect(page.get_by_role("alert")).to_contain_text("Où en est-il")
    assert axe(page) == []

    portail.connecter(page, "animation")
    portail.ouvrir(page, "/admin/inscriptions/question/?q=Simorre")
    page.get_by_role("link", name="Où en est-il").click()
    expect(page.get_by_label("Quand la poser")).to_be_visible()
    assert axe(page) == []
    page.get_by_role("link", name=re.compile("^Questions –")).click()
    expect(page.get_by_role("link", name="Aperçu du formulaire")).to_be_visible()
    assert axe(page) == []
