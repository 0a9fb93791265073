"""More people of a structure than seats: the contact says who waits, from a phone."""

import re

from playwright.sync_api import expect

MILLAU = "/ateliers/millau-la-permanence-du-marche/inscription/plusieurs/"
PRENOMS = ["Iban", "Maïa", "Jules", "Nour", "Aya", "Tom", "Lise", "Peio"]


def remplir(groupe, prenom, nom):
    groupe.get_by_label("Prénom").fill(prenom)
    groupe.get_by_label("Nom", exact=True).fill(nom)


def test_trop_peu_de_places_le_contact_choisit_qui_attend_et_chacune_n_ouvre_que_la_sienne(
    portail, page, axe
):
    portail.ouvrir(page, MILLAU)
    contact = page.get_by_role("group", name="Vous", exact=True)
    remplir(contact, "Salomé", "Pujol")
    contact.get_by_role("textbox", name="Courriel").fill("salome.pujol@example.org")
    contact.get_by_label("Je viens aussi").uncheck()
    premiere = page.get_by_role("group", name="Personne 1", exact=True)
    remplir(premiere, PRENOMS[0], "Etche")
    premiere.get_by_role("textbox", name="Courriel").fill("iban.etche@example.org")

    page.get_by_label("Combien de personnes de plus").select_option(str(len(PRENOMS) - 2))
    page.get_by_role("button", name="Ajouter", exact=True).click()

    expect(premiere.get_by_label("Prénom")).to_have_value("Iban")
    for rang, prenom in enumerate(PRENOMS[1:], start=2):
        remplir(page.get_by_role("group", name=f"Personne {rang}", exact=True), prenom, "Etche")
    page.get_by_role("button", name="Inscrire ces personnes").last.click()
    expect(page.get_by_text("Qui attend ?").first).to_be_visible()
    assert axe(page) == []
    page.get_by_role("checkbox", name=re.compile("Peio Etche")).check()
    page.get_by_role("button", name="Inscrire ces personnes").last.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Merci")

    portail.dernier_courriel(page, "salome.pujol@example.org", "Vos inscriptions")
    expect(page.locator("main")).to_contain_text("Peio Etche – en liste d’attente, 1ʳᵉ")
    page.locator("main a[href*='/inscriptions/']:not([href*='covoiturage'])").first.click()
    expect(page.get_by_role("link", name="Annuler pour tout le monde")).to_be_visible()
    assert axe(page) == []
    page.get_by_role("link", name="Inscrire quelqu’un de plus").click()
    expect(page.get_by_text("la prochaine personne sera 2ᵉ sur la liste d’attente")).to_be_visible()
    assert axe(page) == []
    remplir(page.get_by_role("group", name="Personne 1", exact=True), "Amaia", "Etche")
    page.get_by_role("button", name="Inscrire", exact=True).last.click()
    expect(page.get_by_role("listitem").filter(has_text="Amaia Etche")).to_contain_text(
        "liste d’attente, 2ᵉ"
    )

    portail.dernier_courriel(page, "iban.etche@example.org", "Inscription confirmée")
    page.locator("main a[href*='/inscriptions/']:not([href*='covoiturage'])").first.click()
    expect(page.locator("main")).to_contain_text("Iban Etche")
    expect(page.locator("main")).not_to_contain_text(re.compile("Salomé|Maïa|salome"))


SIMORRE = "/ateliers/simorre-qui-decide-quand-tout-le-monde-passe/inscription/plusieurs/"


def test_d_un_telephone_une_page_qui_pose_des_questions_reste_courte_et_se_tape_au_clavier(
    portail, page, axe
):
    portail.ouvrir(page, SIMORRE)
    assert page.evaluate("document.documentElement.scrollHeight") < 5600
    premiere = page.get_by_role("group", name="Personne 1", exact=True)
    remplir(premiere, "Iban", "Etche")
    repli = premiere.locator("summary")
    besoins = premiere.get_by_label(re.compile("Besoins d’accès"))
    expect(besoins).to_be_hidden()

    repli.focus()
    page.keyboard.press("Enter")
    expect(besoins).to_be_visible()
    besoins.fill("Fauteuil")
    assert axe(page) == []
    page.get_by_role("button", name="Inscrire ces personnes").last.click()

    erreurs = page.get_by_role("alert")
    expect(erreurs).to_contain_text("Choisissez une séquence.")
    expect(erreurs.get_by_text("Venez-vous avec un projet")).to_have_count(1)
    expect(besoins).to_have_value("Fauteuil")
    expect(besoins).to_be_visible()
    expect(page.get_by_role("group", name="Personne 2").locator("textarea").first).to_be_hidden()
    assert axe(page) == []
