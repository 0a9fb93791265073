"""The header and the footer are drawn once for the same values: never shown for others."""

import pytest
from django.conf import settings

from reseau.models import Reseau
from tests.factories import PersonneFactory


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
