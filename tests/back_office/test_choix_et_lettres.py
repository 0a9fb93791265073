"""What may be completed in a form, and what the team reads of a letter."""

import pytest
from django.urls import reverse

from reseau.socle.courriels.apercu import sans_jeton
from tests.factories import CourrielFactory, PersonneFactory

pytestmark = pytest.mark.ignore_template_errors
PARTICIPANT = {"app_label": "reseau", "model_name": "participation", "field_name": "personne"}


def proposees(client, terme, **champ):
    reponse = client.get(reverse("admin:autocomplete"), {"term": terme, **champ})
    return [une["text"] for une in reponse.json()["results"]]


def test_une_adresse_ne_se_devine_pas_en_choisissant_quelqu_un(client, animatrice):
    PersonneFactory(prenom="Awa", nom="Diallo", email="secrete@example.org", structure="Dynamo")

    assert proposees(client, "diallo", **PARTICIPANT) == ["Awa Diallo"]
    assert proposees(client, "secrete@example.org", **PARTICIPANT) == ["Awa Diallo"]
    assert proposees(client, "secrete", **PARTICIPANT) == []
    assert proposees(client, "dynamo", **PARTICIPANT) == []


@pytest.mark.parametrize(
    "lien", ["admin logentry user", "inscriptions dossier personne", "mfa authenticator user"]
)
def test_un_lien_qu_aucun_formulaire_n_offre_ne_se_complete_pas(client, animatrice, lien):
    champ = dict(zip(PARTICIPANT, lien.split(), strict=True))

    assert client.get(reverse("admin:autocomplete"), {"term": "a", **champ}).status_code == 403


def test_l_equipe_lit_une_lettre_sans_le_lien_de_la_personne(client, animatrice):
    lien = "https://x.example.org/inscriptions/Zk3-_9aB/7/annuler/"
    courriel = CourrielFactory(texte=f"Bonjour\n{lien}\n", html=f'<a href="{lien}">ici</a>')

    fiche = client.get(reverse("admin:reseau_courriel_change", args=[courriel.pk]))
    mise_en_forme = client.get(reverse("admin:courriel_html", args=[courriel.pk]))

    for page in (fiche.content.decode(), mise_en_forme.content.decode()):
        assert "https://x.example.org/inscriptions/…" in page
        assert "Zk3-_9aB" not in page


@pytest.mark.parametrize("page", ["/inscriptions/merci/", "/inscriptions/retrouver/code/"])
def test_les_pages_de_tout_le_monde_gardent_leur_adresse(page):
    assert sans_jeton(f"https://x.example.org{page}") == f"https://x.example.org{page}"
