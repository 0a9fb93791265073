"""The rights to tick are said in French; Django keeps its own in English."""

import html
import re

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse

from reseau.personnes.roles import installer_les_roles
from tests.factories import PersonneFactory


@pytest.mark.ignore_template_errors
def test_les_droits_d_un_groupe_se_lisent_en_francais(client):
    installer_les_roles()
    client.force_login(PersonneFactory(superutilisatrice=True))
    groupe = Group.objects.get(name="Animation")

    page = client.get(reverse("admin:auth_group_change", args=[groupe.pk])).content.decode()

    droits = re.findall(r"<option[^>]*>([^<]*)</option>", html.unescape(page))
    assert "ateliers | atelier | modifier" in droits
    assert "ateliers | atelier | Peut publier et annuler ateliers et cycles" in droits
    assert [droit for droit in droits if re.search(r"\bCan \w", droit)] == []
