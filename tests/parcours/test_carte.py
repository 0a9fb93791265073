"""The map: with a keyboard, when the network fails, and without JavaScript."""

import re

import pytest
from playwright.sync_api import expect


@pytest.fixture
def sans_surveillance(navigateur):
    """A page whose console may complain; options as `new_context` takes them."""
    contextes = []

    def ouvrir(**options):
        contextes.append(navigateur.new_context(**options))
        return contextes[-1].new_page()

    yield ouvrir
    for contexte in contextes:
        contexte.close()


def test_un_lieu_s_ouvre_au_clavier_depuis_la_carte(portail, bureau):
    portail.ouvrir(bureau, "/lieux/carte/?q=dynamo")
    bureau.get_by_role("button", name="La Dynamo").focus()
    bureau.keyboard.press("Enter")
    bulle = bureau.locator(".leaflet-popup-content")
    expect(bulle).to_contain_text("32000 Auch")
    bulle.get_by_role("link", name="La Dynamo").press("Enter")

    expect(bureau).to_have_url(re.compile("/lieux/la-dynamo/$"))


def test_une_grappe_s_ouvre_au_clavier(portail, bureau):
    portail.ouvrir(bureau, "/lieux/carte/")
    expect(bureau.locator(".grappe").first).to_be_visible()
    avant = bureau.locator(".grappe").count()

    bureau.locator(".grappe").first.focus()
    bureau.keyboard.press("Enter")

    expect(bureau.locator(".grappe")).not_to_have_count(avant)
    expect(bureau.locator(".repere").first).to_be_attached()


def test_si_les_lieux_n_arrivent_pas_le_dessin_du_serveur_reste(portail, sans_surveillance):
    page = sans_surveillance()
    page.route("**/export.geojson*", lambda route: route.abort())

    with page.expect_event("requestfailed"):
        portail.ouvrir(page, "/lieux/carte/?q=dynamo")

    expect(page.locator("svg.carte-svg").first).to_be_visible()
    expect(page.locator(".leaflet-container")).to_have_count(0)


def test_sans_javascript_le_dessin_mene_aux_lieux(portail, sans_surveillance):
    page = sans_surveillance(java_script_enabled=False)

    portail.ouvrir(page, "/lieux/carte/?q=dynamo")
    expect(page.locator("svg.carte-svg a")).to_have_count(1)
    page.locator("svg.carte-svg a").focus()
    page.keyboard.press("Enter")

    expect(page).to_have_url(re.compile("/lieux/la-dynamo/$"))
