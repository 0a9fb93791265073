"""A member browses the directory and the agenda, joins a group, opens an account."""

import re

import icalendar
from playwright.sync_api import expect


def test_elle_trouve_un_lieu_pres_de_chez_elle_en_liste_et_sur_la_carte(portail, page, bureau):
    for onglet in (page, bureau):
        portail.ouvrir(onglet, "/lieux/")
        onglet.locator("main [name=q]").fill("PARTAGÉ lèctoure")
        onglet.get_by_role("button", name="Chercher").click()
        expect(
            onglet.get_by_role("link", name="Le Bleu de Lectoure, atelier partagé")
        ).to_be_visible()

    portail.ouvrir(page, "/lieux/?pres_de=Auch&rayon=30&tri=distance")
    premier = page.locator("main h2, main h3").filter(has_text="La Dynamo").first
    expect(premier).to_be_visible()
    page.get_by_role("link", name="Carte").first.click()
    assert "rayon=30" in page.url
    expect(page.locator(".leaflet-container, svg.carte-svg").first).to_be_visible()

    portail.ouvrir(page, "/lieux/la-dynamo/")
    expect(page.get_by_text(re.compile("^(Ouvert|Fermé)")).first).to_be_visible()
    expect(page.get_by_text("Fabrique de territoire").first).to_be_visible()
    expect(page.get_by_role("link", name="Plénière du réseau")).to_be_visible()


def test_elle_parcourt_l_agenda_et_le_met_dans_son_calendrier(portail, page):
    portail.ouvrir(page, "/ateliers/?format=en_ligne")
    expect(page.locator("main article")).to_have_count(2)
    page.get_by_role("link", name="Les aides aux tiers-lieux, mode d’emploi").click()
    with page.expect_download() as attente:
        page.locator("a[href$='.ics']").first.click()

    calendrier = icalendar.Calendar.from_ical(attente.value.path().read_bytes())

    evenement = calendrier.walk("VEVENT")[0]
    assert str(evenement["SUMMARY"]).startswith("Les aides aux tiers-lieux")
    assert "ORGANIZER" not in evenement
    portail.ouvrir(page, "/ateliers/")
    page.get_by_role("link", name="Mois").click()
    expect(page).to_have_url(re.compile(r"/ateliers/calendrier/\d{4}/\d{1,2}/"))


def test_elle_rejoint_un_groupe_puis_le_quitte(portail, page):
    portail.connecter(page, "membre")
    portail.ouvrir(page, "/groupes/tiers-lieux-et-entreprises/")
    page.get_by_role("link", name=re.compile("Rejoindre")).first.click()
    page.get_by_label(re.compile("[Hh]eures")).fill("100")
    page.locator("main form button[type=submit]").last.click()
    expect(page.get_by_label(re.compile("[Hh]eures"))).to_have_attribute("aria-invalid", "true")

    page.get_by_label(re.compile("[Hh]eures")).fill("2")
    page.locator("main form button[type=submit]").last.click()
    portail.ouvrir(page, "/mon-espace/")
    expect(page.get_by_role("link", name="Tiers-lieux et entreprises").first).to_be_visible()

    portail.ouvrir(page, "/groupes/tiers-lieux-et-entreprises/quitter/")
    page.locator("main form button[type=submit]").last.click()
    portail.ouvrir(page, "/groupes/tiers-lieux-et-entreprises/")
    expect(page.get_by_role("link", name=re.compile("Rejoindre")).first).to_be_visible()


def test_qui_anime_un_groupe_tient_sa_page(portail, page):
    portail.connecter(page, "membre")
    portail.ouvrir(page, "/groupes/animation-et-programmation/modifier/")
    page.get_by_label(re.compile("Thème")).fill("Des ateliers utiles, et des rires.")
    page.locator("main form button[type=submit]").first.click()

    portail.ouvrir(page, "/groupes/animation-et-programmation/")

    expect(page.get_by_text("Des ateliers utiles, et des rires.")).to_be_visible()


def test_elle_ouvre_un_compte_confirme_son_courriel_et_entre_par_code(
    portail, page, ouvrir_un_onglet
):
    portail.ouvrir(page, "/compte/signup/")
    page.get_by_label("Prénom").fill("Nina")
    page.get_by_label("Nom", exact=True).fill("Cazaux")
    page.get_by_role("textbox", name=re.compile("[Cc]ourriel")).fill("nina@example.org")
    page.get_by_label(re.compile("Mot de passe")).first.fill("une tarte aux pruneaux")
    page.locator("main form button[type=submit]").first.click()

    portail.dernier_courriel(page, "nina@example.org", "Confirmez")
    page.locator("a[href*='/compte/confirm-email/']").first.click()
    page.get_by_role("button", name=re.compile("[Cc]onfirm")).click()

    telephone, messagerie = ouvrir_un_onglet(), ouvrir_un_onglet()
    portail.ouvrir(telephone, "/compte/login/code/")
    telephone.get_by_role("textbox", name=re.compile("[Cc]ourriel")).fill("nina@example.org")
    telephone.locator("main form button[type=submit]").first.click()
    portail.dernier_courriel(messagerie, "nina@example.org", "ode")
    message = messagerie.locator("main article").inner_text()
    code = re.search(r"\b[A-Z0-9]{3,4}-?[A-Z0-9]{3,4}\b", message)[0]
    telephone.get_by_label(re.compile("[Cc]ode")).fill(code)
    telephone.locator("main form button[type=submit]").first.click()

    expect(telephone).to_have_url(re.compile("/mon-espace/"))
    expect(telephone.locator("main")).to_contain_text("Nina")
