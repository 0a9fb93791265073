import pytest
from django.urls import reverse

from reseau.models import Reseau

from ..factories import DepartementFactory, PersonneFactory, ReseauFactory
from ..formulaires import champs_du_formulaire

LISTE = reverse("admin:reseau_reseau_changelist")
AJOUT = reverse("admin:reseau_reseau_add")
FICHE = reverse("admin:reseau_reseau_change", args=[1])

pytestmark = pytest.mark.ignore_template_errors


@pytest.fixture(autouse=True)
def _administratrice(client):
    client.force_login(PersonneFactory(superutilisatrice=True))


def test_la_liste_mene_au_seul_formulaire(client):
    avant = client.get(LISTE)
    ReseauFactory()
    apres = client.get(LISTE)

    assert avant.url == AJOUT
    assert apres.url == FICHE


def test_on_ne_cree_pas_un_second_reseau(client):
    ReseauFactory()

    reponse = client.get(AJOUT)

    assert reponse.status_code == 403


def test_la_premiere_saisie_propose_des_textes_legaux_et_cree_la_ligne(client):
    DepartementFactory(code="32", nom="Gers")
    DepartementFactory(code="31", nom="Haute-Garonne")
    saisie = champs_du_formulaire(client.get(AJOUT), "reseau_form")

    client.post(AJOUT, saisie | {"nom": "Tiers-lieux d’ici", "departements": ["32"]})

    reseau = Reseau.objects.get()
    assert (reseau.pk, reseau.nom, reseau.departements) == (1, "Tiers-lieux d’ici", ["32"])
    assert "24 mois" in reseau.confidentialite
    assert "7 jours" in reseau.confidentialite
    assert "30 jours" in reseau.confidentialite
    assert "## Éditeur" in reseau.mentions_legales
    assert "WCAG 2.2" in reseau.accessibilite


def test_un_texte_deja_ecrit_n_est_pas_remplace(client):
    ReseauFactory(mentions_legales="Les nôtres.")

    saisie = champs_du_formulaire(client.get(FICHE), "reseau_form")

    assert saisie["mentions_legales"] == "Les nôtres."


def test_les_departements_se_choisissent_par_leur_nom(client):
    DepartementFactory(code="32", nom="Gers")
    ReseauFactory(departements=["32"])

    page = client.get(FICHE).content.decode()

    assert '<option value="32" selected>Gers (32)</option>' in page


def test_une_couleur_illisible_est_refusee_a_cote_de_son_champ(client):
    ReseauFactory()
    saisie = champs_du_formulaire(client.get(FICHE), "reseau_form")

    reponse = client.post(FICHE, saisie | {"couleur_forte": "#f0e68c"})

    erreurs = reponse.context["adminform"].form.errors
    assert list(erreurs) == ["couleur_forte"]
    assert "il faut au moins 4,5 pour être lisible" in erreurs["couleur_forte"][0]
    assert 'type="color"' in reponse.content.decode()
    assert Reseau.objects.get().couleur_forte == "#1f5c4d"


def test_on_ne_supprime_pas_le_reseau(client):
    ReseauFactory()

    reponse = client.post(reverse("admin:reseau_reseau_delete", args=[1]), {"post": "yes"})

    assert reponse.status_code == 403
    assert Reseau.objects.count() == 1
