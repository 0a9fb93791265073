import re

from django.conf import settings
from django.urls import reverse

from tests.factories import PersonneFactory, ReseauFactory


def jetons(feuille):
    texte = (settings.BASE_DIR / "static/css" / feuille).read_text()
    return re.findall(r"--([\w-]+): (#[0-9a-f]{6});", texte)


def test_le_back_office_porte_les_memes_couleurs_que_les_pages_publiques():
    assert jetons("administration.css") == jetons("faitiere.css")


def test_le_back_office_porte_le_nom_et_le_theme_du_reseau(client):
    ReseauFactory(nom="Les Granges")
    client.force_login(PersonneFactory(superutilisatrice=True))

    page = client.get(reverse("admin:index")).content.decode()

    assert "Les Granges</a>" in page
    assert "css/administration.css" in page
    assert "/theme.css?v=" in page
    assert "theme.js" not in page
