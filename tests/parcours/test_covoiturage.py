"""Two strangers agree on a lift, on their phones, without giving their number to anybody else."""

import re

import pytest
from playwright.sync_api import expect

GIMONT = "/ateliers/gimont-passer-la-main/"


def s_inscrire(portail, page, prenom, nom, telephone, commune):
    portail.ouvrir(page, GIMONT + "inscription/")
    page.get_by_label("Prénom").fill(prenom)
    page.get_by_label("Nom", exact=True).fill(nom)
    page.get_by_role("textbox", name="Courriel").fill(f"{prenom.lower()}@example.org")
    page.get_by_label("Téléphone").fill(telephone)
    page.get_by_role("textbox", name="Commune").or_(
        page.get_by_role("combobox", name="Commune")
    ).fill(commune)


def je_m_inscris(page):
    page.get_by_role("button", name="Je m’inscris").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Merci")


def ouvrir_la_lettre(portail, page, qui, objet, lien):
    portail.dernier_courriel(page, f"{qui}@example.org", objet)
    page.locator(f"main a[href*='{lien}']").first.click()


@pytest.mark.parametrize(
    ("javascript", "heure"), [(True, 8), (False, 7)], ids=["avec-js", "sans-js"]
)
def test_une_conductrice_et_une_passagere_font_route_ensemble(
    portail, ouvrir_un_onglet, axe, javascript, heure
):
    odile, ines = (f"{nom}{'' if javascript else 'bis'}" for nom in ("Odile", "Inès"))
    conductrice = ouvrir_un_onglet(java_script_enabled=javascript)
    passagere = ouvrir_un_onglet(java_script_enabled=javascript)
    courriels = {"odile": odile.lower(), "ines": ines.lower().replace("è", "e")}

    s_inscrire(portail, conductrice, odile, "Lacaze", "05 62 00 00 01", "Auch (32000)")
    expect(conductrice.get_by_label("Places à partager")).to_be_hidden()
    conductrice.get_by_label("Je propose des places").check()
    conductrice.get_by_label("Heure de départ").fill(f"0{heure}:00")
    conductrice.get_by_label("Places à partager").fill("2")
    je_m_inscris(conductrice)

    s_inscrire(portail, passagere, ines, "Bordes", "06 90 00 00 02", "Aubiet (32270)")
    passagere.get_by_role("textbox", name="Courriel").fill(f"{courriels['ines']}@example.org")
    je_m_inscris(passagere)
    ouvrir_la_lettre(portail, passagere, courriels["ines"], "confirmée", "/covoiturage/")

    expect(passagere.get_by_role("heading", level=1)).to_have_text("Venir à plusieurs")
    passagere.get_by_label("Je cherche une place").check()
    expect(passagere.get_by_label("Places à partager")).to_be_hidden()
    passagere.get_by_role("button", name="Dire mon trajet").click()
    offre = passagere.get_by_role("listitem").filter(has_text=f"Auch, {heure}").first
    expect(offre).to_contain_text("Sur la route")
    expect(passagere.locator("main")).not_to_contain_text(re.compile("Odile|Lacaze|05 62"))
    if javascript:
        assert axe(passagere) == []
    offre.get_by_role("link", name="Demander une place").click()
    passagere.get_by_role("button", name="Demander une place").click()
    expect(passagere.get_by_text("Demande envoyée, en attente de réponse")).to_be_visible()

    ouvrir_la_lettre(
        portail, conductrice, courriels["odile"], "On vous demande une place", "/demandes/"
    )
    expect(conductrice.locator("main")).not_to_contain_text(re.compile("Inès|Bordes|06 90"))
    conductrice.get_by_role("button", name="Oui, faisons route ensemble").click()
    expect(
        conductrice.get_by_role("heading", name=f"{ines} Bordes monte avec vous")
    ).to_be_visible()

    ouvrir_la_lettre(
        portail, passagere, courriels["ines"], "Vous faites route ensemble", "/covoiturage/"
    )
    expect(passagere.get_by_role("heading", name=f"{odile} Lacaze vous emmène")).to_be_visible()
    expect(passagere.get_by_role("link", name="05 62 00 00 01")).to_be_visible()
    if javascript:
        assert axe(passagere) == []
