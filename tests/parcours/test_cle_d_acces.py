"""Passkeys in a real browser: they work under a name, and say in words when they do not."""

import re

import pytest
from playwright.sync_api import expect

from .conftest import TELEPHONE

BOUTON = {"name": "Utiliser une clé d’accès"}


@pytest.fixture
def sous_un_nom(navigateur, portail):
    """A telephone that opens the demo as localhost, with a key that says yes to everything."""
    contexte = navigateur.new_context(viewport=TELEPHONE, locale="fr-FR")
    contexte.set_default_timeout(15_000)
    page = contexte.new_page()
    cdp = contexte.new_cdp_session(page)
    cdp.send("WebAuthn.enable")
    cle = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    cdp.send("WebAuthn.addVirtualAuthenticator", {"options": cle})
    adresse = portail.adresse.replace("127.0.0.1", "localhost")
    yield lambda chemin: page.goto(adresse + chemin), page, contexte
    contexte.close()


def dit(page):
    return page.get_by_role("alert").filter(has_text=re.compile(r"\w"))


def entrer(page):
    page.get_by_label("Courriel").fill("membre@example.org")
    page.get_by_label("Mot de passe").fill("demo")
    page.get_by_role("button", name="Se connecter", exact=True).click()
    expect(page).to_have_url(re.compile("/mon-espace/"))


def test_sur_127_0_0_1_le_bouton_dit_quelle_adresse_ouvrir(portail, page, axe):
    portail.ouvrir(page, "/compte/login/?next=/mon-espace/")

    page.get_by_role("button", **BOUTON).click()

    expect(dit(page)).to_contain_text("Une clé d’accès demande un nom")
    lien = page.get_by_role("alert").get_by_role("link")
    nommee = portail.adresse.replace("127.0.0.1", "localhost")
    expect(lien).to_have_attribute("href", f"{nommee}/compte/login/?next=/mon-espace/")
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= TELEPHONE["width"]


def test_ajouter_une_cle_sur_127_0_0_1_le_dit_aussi(portail, page):
    portail.connecter(page, "membre")
    portail.ouvrir(page, "/compte/2fa/webauthn/add/")
    page.get_by_label("Mot de passe").fill("demo")
    page.get_by_role("button", name="Confirmer").click()

    page.get_by_role("button", name="Ajouter").click()

    expect(dit(page)).to_contain_text("Une clé d’accès demande un nom")


def test_sous_un_nom_la_cle_s_ajoute_puis_ouvre_le_compte(sous_un_nom):
    ouvrir, page, contexte = sous_un_nom
    ouvrir("/compte/login/")
    entrer(page)
    ouvrir("/compte/2fa/webauthn/add/")
    page.get_by_label("Mot de passe").fill("demo")
    page.get_by_role("button", name="Confirmer").click()
    page.get_by_label("Elle remplace mon mot de passe").check()

    page.get_by_role("button", name="Ajouter").click()

    expect(page.get_by_text("La clé d’accès est ajoutée.")).to_be_visible()
    contexte.clear_cookies()
    ouvrir("/compte/login/")
    page.get_by_role("button", **BOUTON).click()
    expect(page).to_have_url(re.compile("/mon-espace/"))
    ouvrir("/compte/2fa/webauthn/")
    page.get_by_role("link", name="Retirer").click()
    page.get_by_label("Mot de passe").fill("demo")
    page.get_by_role("button", name="Confirmer").click()
    page.get_by_role("button", name="Retirer").click()
    expect(page.get_by_text("Vous n’avez pas encore de clé.")).to_be_visible()


@pytest.mark.parametrize(
    ("panne", "phrase"),
    [
        ("NotAllowedError", "Rien n’a été confirmé"),
        ("AbortError", "Rien n’a été confirmé"),
        ("NotSupportedError", "Cet appareil ne propose pas de clé"),
        ("SecurityError", "Le navigateur refuse les clés d’accès à cette adresse"),
        ("InvalidStateError", "Cette clé protège déjà votre compte"),
        ("EtrangeErreur", "La clé ou le portail n’a pas répondu"),
    ],
)
def test_chaque_erreur_du_navigateur_se_dit_en_mots(sous_un_nom, panne, phrase):
    ouvrir, page, _contexte = sous_un_nom
    page.add_init_script(
        "CredentialsContainer.prototype.get = () =>"
        f" Promise.reject(new DOMException('non', '{panne}'));"
    )
    ouvrir("/compte/login/")

    page.get_by_role("button", **BOUTON).click()

    expect(dit(page)).to_contain_text(phrase)


def test_le_portail_qui_ne_repond_plus_se_dit_aussi(sous_un_nom):
    ouvrir, page, _contexte = sous_un_nom
    ouvrir("/compte/login/")
    page.route("**/2fa/webauthn/login/", lambda route: route.abort())

    page.get_by_role("button", **BOUTON).click()

    expect(dit(page)).to_contain_text("La clé ou le portail n’a pas répondu")


def test_un_navigateur_sans_cle_d_acces_le_dit_et_cache_le_bouton(sous_un_nom):
    ouvrir, page, _contexte = sous_un_nom
    page.add_init_script("delete window.PublicKeyCredential;")

    ouvrir("/compte/login/")

    expect(dit(page)).to_contain_text("Ce navigateur ne connaît pas les clés d’accès")
    expect(page.get_by_role("button", **BOUTON)).to_have_count(0)


def test_sans_javascript_aucun_bouton_ne_promet_une_cle(portail, ouvrir_un_onglet):
    page = ouvrir_un_onglet(java_script_enabled=False)

    portail.ouvrir(page, "/compte/login/")

    expect(page.get_by_role("button", name="Se connecter", exact=True)).to_be_visible()
    expect(page.locator("[data-cle]")).to_have_count(1)
    expect(page.locator("[data-cle]")).to_be_hidden()
