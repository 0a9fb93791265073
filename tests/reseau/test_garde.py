"""What is drawn once for the same values: never shown for others."""

import pytest
from django.conf import settings
from django.template import engines
from django.utils import translation

from reseau.models import Reseau
from reseau.templatetags.dessin import Garde
from tests.factories import PersonneFactory


class Compteur:
    fois = 0

    def __str__(self):
        self.fois += 1
        return "dessin"


@pytest.fixture
def gabarit():
    source = "{% garder nom %}{{ nom }} {{ compteur }}{% fingarder %}"
    return engines["django"].from_string(source)


def test_dessine_une_fois_pour_les_memes_valeurs(gabarit):
    compteur = Compteur()

    rendus = [gabarit.render({"nom": nom, "compteur": compteur}) for nom in "aab"]

    assert rendus == ["a dessin", "a dessin", "b dessin"]
    assert compteur.fois == 2


def test_dessine_a_nouveau_dans_une_autre_langue(gabarit):
    compteur = Compteur()

    for langue in ("fr", "en", "fr"):
        with translation.override(langue):
            gabarit.render({"nom": "a", "compteur": compteur})

    assert compteur.fois == 2


def test_ne_grossit_pas_sans_fin(gabarit):
    for rang in range(3 * Garde.AU_PLUS):
        assert gabarit.render({"nom": rang, "compteur": ""}) == f"{rang} "

    (garde,) = gabarit.template.nodelist
    assert len(garde.dessins) <= Garde.AU_PLUS


@pytest.mark.django_db
class TestLHabillageDesPages:
    def page(self, client, adresse, langue="fr"):
        client.cookies[settings.LANGUAGE_COOKIE_NAME] = langue
        return client.get(adresse).content.decode()

    @pytest.mark.parametrize(
        ("champ", "valeur"),
        [
            ("nom", "Les Granges"),
            ("territoire", "Gascogne"),
            ("adresse", "3 rue du Four"),
            ("courriel", "bonjour@example.org"),
            ("telephone", "05 62 00 11 22"),
            ("site_web", "https://granges.example.org"),
        ],
    )
    def test_le_pied_dit_aussitot_ce_qui_change(self, client, champ, valeur):
        Reseau.objects.create(pk=1)
        assert valeur not in self.page(client, "/ateliers/").replace("\u00a0", " ")

        Reseau.objects.update(**{champ: valeur})

        assert valeur in self.page(client, "/ateliers/").replace("\u00a0", " ")

    def test_la_section_ou_l_on_est(self, client):
        for adresse in ("/ateliers/", "/lieux/", "/groupes/", "/ateliers/"):
            lignes = self.page(client, adresse).splitlines()
            (ici,) = [ligne for ligne in lignes if 'aria-current="true"' in ligne]
            assert f'href="{adresse}"' in ici

    def test_chacun_a_les_siens(self, client):
        staff = PersonneFactory(is_staff=True)
        for _fois in range(2):
            client.logout()
            anonyme = self.page(client, "/ateliers/")
            assert "Se connecter" in anonyme
            assert "Back-office" not in anonyme
            assert "Log in" in self.page(client, "/ateliers/", "en")

            client.force_login(staff)
            sienne = self.page(client, "/ateliers/")
            assert "Se connecter" not in sienne
            assert "Back-office" in sienne
