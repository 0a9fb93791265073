"""An animatrice publishes a cycle, follows its seats and exports its lists."""

import io
import re
from datetime import date, timedelta

import openpyxl
from playwright.sync_api import expect
from pypdf import PdfReader

TITRE = "Bâtir ensemble : le chantier participatif"
ETAPES = [("Mirande", "L’Astarac Connecté"), ("Lectoure", "Le Bleu"), ("Eauze", "Le Cadran")]


def remplir_une_journee(page, rang, ville, lieu):
    """Fill one block of the one-screen form, choosing the place by autocomplete."""
    jour = date.today() + timedelta(days=60 + 7 * rang)

    def champ(nom):
        return page.locator(f"[name='ateliers-{rang}-{nom}']")

    champ("titre").fill(f"{ville} : étape {rang + 1}")
    champ("jour").fill(jour.isoformat())
    champ("heure_debut").fill("09:00")
    champ("heure_fin").fill("17:00")
    champ("capacite").fill("12")
    page.locator(f"#ateliers-{rang} .select2-selection").first.click()
    page.locator(".select2-search__field").last.fill(lieu)
    page.locator(".select2-results__option", has_text=lieu).first.click()
    champ("dejeuner").select_option("prevu")
    champ("dejeuner_reglement").select_option("prix")
    champ("dejeuner_prix").fill("14")
    champ("dejeuner_capacite").fill("12")


def test_elle_cree_previsualise_et_publie_un_cycle(portail, bureau, page):
    portail.connecter(bureau, "animation")
    portail.ouvrir(bureau, "/admin/")
    expect(bureau.get_by_role("heading", name="Mon tableau de bord")).to_be_visible()
    expect(bureau.get_by_text("200 places : 48 inscrits")).to_be_visible()

    bureau.get_by_role("link", name="Nouveau cycle").click()
    bureau.locator("[name=titre]").fill(TITRE)
    bureau.locator("[name=question]").fill("Comment bâtir à plusieurs sans se blesser ?")
    for rang, (ville, lieu) in enumerate(ETAPES):
        remplir_une_journee(bureau, rang, ville, lieu)
    bureau.get_by_role("button", name="Enregistrer et continuer").click()
    expect(bureau.locator("[name='ateliers-2-titre']")).to_have_value("Eauze : étape 3")

    portail.ouvrir(page, "/cycles/")
    expect(page.get_by_text(TITRE)).to_have_count(0)

    apercu = bureau.get_by_role("link", name=re.compile("Aperçu")).first.get_attribute("href")
    fiche = bureau.url
    portail.ouvrir(bureau, apercu)
    expect(bureau.get_by_role("heading", level=1)).to_have_text(TITRE)
    expect(bureau.get_by_text(re.compile("[Bb]rouillon")).first).to_be_visible()

    bureau.goto(fiche)
    bureau.get_by_role("button", name=re.compile("Publier")).first.click()

    portail.ouvrir(page, "/cycles/")
    page.get_by_role("link", name=TITRE).click()
    expect(page.get_by_role("link", name=re.compile("^S’inscrire(?! au cycle)"))).to_have_count(3)
    expect(page.locator("main")).to_contain_text("12 places")


def test_une_fin_avant_le_debut_est_dite_pres_du_champ(portail, bureau):
    portail.connecter(bureau, "animation")
    portail.ouvrir(bureau, "/admin/ateliers/cycle/add/")
    bureau.locator("[name=titre]").fill("Cycle impossible")
    remplir_une_journee(bureau, 0, "Mirande", "L’Astarac Connecté")
    bureau.locator("[name='ateliers-0-heure_fin']").fill("08:00")

    bureau.get_by_role("button", name="Enregistrer et continuer").click()

    expect(bureau.locator(".errorlist").filter(has_text="fin")).to_contain_text("après")
    expect(bureau.locator("[name='ateliers-0-titre']")).to_have_value("Mirande : étape 1")


def exporter(portail, page, case, fichier):
    portail.ouvrir(page, "/admin/ateliers/atelier/?q=Simorre")
    page.get_by_role("link", name=re.compile("Simorre")).first.click()
    page.get_by_role("link", name=re.compile("Exporter|Participants")).first.click()
    page.locator(f"input[name=format][value={case}]").check()
    with page.expect_download() as attente:
        page.locator(
            "#content form button[type=submit], #content form input[type=submit]"
        ).first.click()
    chemin = fichier / f"liste.{case}"
    attente.value.save_as(chemin)
    return chemin.read_bytes()


def test_elle_exporte_la_liste_dans_les_trois_formats(portail, bureau, tmp_path):
    portail.connecter(bureau, "animation")

    csv = exporter(portail, bureau, "csv", tmp_path).decode("utf-8-sig")
    classeur = openpyxl.load_workbook(io.BytesIO(exporter(portail, bureau, "xlsx", tmp_path)))
    feuille = PdfReader(io.BytesIO(exporter(portail, bureau, "pdf", tmp_path)))

    assert "Ferrand" in csv
    assert classeur.sheetnames[:2] == ["Inscriptions confirmées", "Liste d’attente"]
    assert "Simorre" in feuille.pages[0].extract_text()


def test_les_courriels_se_suivent_dans_le_back_office(portail, bureau, page):
    portail.ouvrir(page, "/inscriptions/retrouver/")
    page.get_by_role("textbox", name="Courriel").fill("lieu@example.org")
    page.get_by_role("button", name="M’envoyer mes liens").click()
    portail.connecter(bureau, "animation")

    portail.ouvrir(bureau, "/admin/reseau/courriel/?q=lieu@example.org")

    expect(bureau.get_by_role("link", name=re.compile("[Ii]nscriptions")).first).to_be_visible()
