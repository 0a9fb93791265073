import pytest

from tests.factories import ReseauFactory

PAGES = [
    ("/mentions-legales/", "mentions_legales", "n’a pas encore indiqué ici qui héberge"),
    ("/confidentialite/", "confidentialite", "7 jours après la journée"),
    ("/accessibilite/", "accessibilite", "Aucun audit n’a encore été mené"),
]


@pytest.mark.parametrize(("adresse", "_champ", "honnete"), PAGES)
def test_une_page_legale_vide_dit_honnetement_ce_qui_vaut(client, adresse, _champ, honnete):
    page = client.get(adresse).content.decode()

    assert honnete in page
    assert "Le réseau n’a pas encore indiqué d’adresse de contact." in page


@pytest.mark.parametrize(("adresse", "_champ", "_honnete"), PAGES)
def test_une_page_legale_dit_a_qui_ecrire(client, adresse, _champ, _honnete):
    ReseauFactory(courriel="bonjour@reseau.example.org")

    page = client.get(adresse).content.decode()

    assert page.count('href="mailto:bonjour@reseau.example.org"') == 2
    assert "n’a pas encore indiqué d’adresse" not in page


@pytest.mark.parametrize(("adresse", "champ", "honnete"), PAGES)
def test_le_texte_du_reseau_remplace_celui_par_defaut(client, adresse, champ, honnete):
    ReseauFactory(**{champ: "## Nos règles\n\nElles sont **ici**."})

    page = client.get(adresse).content.decode()

    assert "<h2>Nos règles</h2>" in page
    assert "<strong>ici</strong>" in page
    assert honnete not in page


def test_la_page_de_confidentialite_dit_chaque_duree(client):
    page = " ".join(client.get("/confidentialite/").content.decode().split())

    for donnee, duree in [
        ("Régime, allergie, besoins d’accès", "7 jours après la journée"),
        ("Téléphone donné à l’inscription", "30 jours après la journée"),
        ("Le reste de l’inscription", "rendu anonyme 24 mois après la journée"),
    ]:
        assert f"<td>{donnee}</td><td>{duree}</td>" in page


def test_la_page_de_confidentialite_dit_ce_que_voient_les_autres(client):
    page = " ".join(client.get("/confidentialite/").content.decode().split())

    for dit in (
        "quelques questions sur la journée",
        "voient votre trajet sans votre nom",
        "Qui vous a inscrit ou inscrite voit votre inscription",
    ):
        assert dit in page
