"""The cookie chooses the language: a cache between us and people must not mix the answers."""

import pytest
from django.conf import settings


def lire(client, adresse, langue):
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = langue
    return client.get(adresse)


def test_l_agenda_n_a_pas_le_meme_nom_dans_les_deux_langues_et_le_dit_aux_caches(client):
    francais, anglais = (lire(client, "/ateliers/agenda.ics", langue) for langue in ("fr", "en"))

    assert francais.content != anglais.content
    assert "Cookie" in francais["Vary"]
    assert "Cookie" in anglais["Vary"]


@pytest.mark.parametrize("adresse", ["/theme.css", "/lieux/contours.geojson", "/sante/"])
def test_ce_qui_se_lit_pareil_ou_ne_se_garde_pas_n_en_dit_rien(client, adresse):
    reponse = lire(client, adresse, "en")

    assert reponse.status_code == 200
    assert "Cookie" not in reponse.get("Vary", "")
