import re

from django.conf import settings
from django.urls import reverse

from tests.factories import PersonneFactory, ReseauFactory


def test_les_couleurs_du_back_office_et_des_pages_publiques_ne_se_disent_qu_une_fois():
    feuilles = {f.name: f.read_text() for f in (settings.BASE_DIR / "static/css").glob("*.css")}

    qui = {nom for nom, texte in feuilles.items() if re.search(r"--encre: #(?!000)", texte)}

    assert qui == {"jetons.css"}


def test_le_back_office_porte_le_nom_et_le_theme_du_reseau(client):
    ReseauFactory(nom="Les Granges")
    client.force_login(PersonneFactory(superutilisatrice=True))

    page = client.get(reverse("admin:index")).content.decode()

    assert "Les Granges</a>" in page
    assert page.index("css/jetons.css") < page.index("css/administration.css")
    assert page.index("css/administration.css") < page.index("/theme.css?v=")
    assert "theme.js" not in page
