"""One group's day: anybody knows it takes place, who is in the group comes, the rest keeps shut."""

import re

from playwright.sync_api import expect

from .conftest import BUREAU

JOURNEE = "/ateliers/atelier-de-carte-les-permanences-et-leurs-trous/"
TITRE = "Atelier de carte : les permanences et leurs trous"
VISIO = "carte-des-permanences"
PARTOUT = (
    JOURNEE,
    "/ateliers/",
    "/ateliers/?q=permanences",
    "/ateliers/agenda.ics",
    "/ateliers/flux.atom",
    "/sitemap.xml",
    f"{JOURNEE.rstrip('/')}.ics",
    "/groupes/inclusion-numerique/",
)


def ce_qui_se_lit(portail, page):
    """Each address with what it says of the day, whoever asks."""
    for chemin in PARTOUT:
        reponse = page.request.get(portail.adresse + chemin)
        assert reponse.status == 200, chemin
        yield chemin, reponse.text()


def test_chacun_la_voit_annoncee_et_personne_du_dehors_n_y_entre(portail, page):
    for chemin, lu in ce_qui_se_lit(portail, page):
        assert "permanences" in lu, chemin
        assert VISIO not in lu, chemin

    portail.ouvrir(page, JOURNEE)
    expect(page.get_by_text("réservée au groupe « Inclusion numérique »")).to_be_visible()
    expect(page.get_by_role("link", name="S’inscrire")).to_have_count(0)
    reponse = portail.ouvrir(page, JOURNEE + "inscription/")
    assert reponse.status == 403
    expect(page.get_by_role("link", name="J’en fais partie : me connecter")).to_be_visible()


def test_membre_du_reseau_elle_rejoint_le_groupe_puis_prend_sa_place(
    portail, page, ouvrir_un_onglet
):
    portail.connecter(page, "lieu")
    assert portail.ouvrir(page, JOURNEE + "inscription/").status == 403
    assert all(VISIO not in lu for _chemin, lu in ce_qui_se_lit(portail, page))
    page.get_by_role("link", name="Découvrir le groupe").click()
    page.get_by_role("link", name="Rejoindre ce groupe").click()
    page.get_by_label(re.compile("[Hh]eures")).fill("1")
    page.locator("main form button[type=submit]").last.click()

    page.get_by_role("link", name=TITRE).click()
    page.get_by_role("link", name="S’inscrire").first.click()
    page.get_by_role("button", name="Je m’inscris").click()

    expect(page.get_by_text("Votre place est réservée.")).to_be_visible()
    expect(page.locator(f"a[href*='{VISIO}']").first).to_be_visible()
    passante = ouvrir_un_onglet(viewport=BUREAU)
    assert all(VISIO not in lu for _chemin, lu in ce_qui_se_lit(portail, passante))
