"""A first visit on a slow phone: under 60 kB and 12 requests."""

import pytest

PAGES = [
    "/",
    "/lieux/",
    "/lieux/la-dynamo/",
    "/ateliers/",
    "/ateliers/simorre-qui-decide-quand-tout-le-monde-passe/",
    "/ateliers/simorre-qui-decide-quand-tout-le-monde-passe/inscription/",
    "/ateliers/gimont-passer-la-main/inscription/plusieurs/?personnes=3",
    "/cycles/tiers-lieux-ruraux-ouvrir-tenir-transmettre/inscription/",
]


@pytest.mark.parametrize("chemin", PAGES)
def test_une_premiere_visite_est_legere(portail, ouvrir_un_onglet, chemin):
    page = ouvrir_un_onglet()
    tailles = []
    page.on("requestfinished", lambda requete: tailles.append(requete.sizes()))

    portail.ouvrir(page, chemin)
    page.wait_for_load_state("networkidle")

    octets = sum(t["responseBodySize"] + t["responseHeadersSize"] for t in tailles)
    assert (len(tailles) <= 12, octets <= 60_000) == (True, True), (len(tailles), octets)
