from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission
from django.utils import timezone

from tests.factories import ActualiteFactory, GroupeFactory, PersonneFactory, ReseauFactory


def titres(reponse):
    return [actualite.titre for actualite in reponse.context["page"]]


def test_la_liste_montre_les_publiees_la_derniere_d_abord(client):
    maintenant = timezone.now()
    ActualiteFactory(titre="Ancienne", publiee_le=maintenant - timedelta(days=9))
    ActualiteFactory(titre="Récente", publiee_le=maintenant - timedelta(days=1))
    ActualiteFactory(titre="Brouillon", publiee_le=None)
    ActualiteFactory(titre="Demain", publiee_le=maintenant + timedelta(days=1))

    assert titres(client.get("/actualites/")) == ["Récente", "Ancienne"]


def test_la_liste_se_filtre_par_groupe(client):
    groupe = GroupeFactory(slug="inclusion")
    ActualiteFactory(titre="Du groupe", groupe=groupe)
    ActualiteFactory(titre="D’ailleurs", groupe=GroupeFactory())
    ActualiteFactory(titre="Du réseau")

    assert titres(client.get("/actualites/?groupe=inclusion")) == ["Du groupe"]


@pytest.mark.parametrize("requete", ["groupe=inconnu", "page=99", "page=deux", "groupe="])
def test_une_adresse_etrange_montre_quand_meme_la_liste(client, requete):
    ActualiteFactory(titre="Seule")

    assert titres(client.get(f"/actualites/?{requete}")) == ["Seule"]


def test_douze_par_page(client):
    ActualiteFactory.create_batch(13)

    premiere, seconde = client.get("/actualites/"), client.get("/actualites/?page=2")

    assert [len(titres(premiere)), len(titres(seconde))] == [12, 1]
    assert 'href="?page=2"' in premiere.content.decode()


def test_seuls_les_groupes_qui_publient_sont_proposes(client):
    qui_publie = ActualiteFactory(groupe=GroupeFactory(nom="Bavard")).groupe
    ActualiteFactory(groupe=GroupeFactory(nom="Secret"), publiee_le=None)
    ActualiteFactory(groupe=GroupeFactory(nom="Fermé", actif=False))
    GroupeFactory(nom="Muet")

    assert list(client.get("/actualites/").context["groupes"]) == [qui_publie]


def test_sans_actualite_la_liste_mene_a_l_agenda(client):
    page = client.get("/actualites/").content.decode()

    assert "Pas encore d’actualité" in page
    assert 'href="/ateliers/"' in page


@pytest.mark.parametrize("lignes", [1, 3])
def test_la_liste_fait_toujours_le_meme_nombre_de_requetes(
    client, django_assert_num_queries, lignes
):
    ReseauFactory()
    for _ligne in range(lignes):
        ActualiteFactory(groupe=GroupeFactory())

    with django_assert_num_queries(4):
        client.get("/actualites/")


def test_une_actualite_se_lit_en_markdown_sans_script(client):
    ActualiteFactory(slug="four", titre="Un four", corps="Il est **là**. <script>alert(1)</script>")

    page = client.get("/actualites/four/").content.decode()

    assert "<h1>Un four</h1>" in page
    assert "<strong>là</strong>" in page
    assert "<script>alert" not in page


@pytest.mark.parametrize("publiee_le", [None, timezone.now() + timedelta(days=3)])
def test_un_brouillon_ou_une_actualite_future_n_existe_que_pour_l_equipe(client, publiee_le):
    ActualiteFactory(slug="secret", publiee_le=publiee_le)
    redactrice = PersonneFactory(equipe=True)
    redactrice.user_permissions.add(Permission.objects.get(codename="change_actualite"))
    codes = [client.get("/actualites/secret/").status_code]
    client.force_login(PersonneFactory(membre=True))
    codes.append(client.get("/actualites/secret/").status_code)
    client.force_login(redactrice)

    apercu = client.get("/actualites/secret/")

    assert codes == [404, 404]
    assert "Aperçu" in apercu.content.decode()
