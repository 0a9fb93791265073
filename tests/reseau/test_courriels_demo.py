import pytest
from django.core.mail import EmailMultiAlternatives
from django.urls import reverse

from reseau.socle.courriels.boite import deposer
from reseau.socle.courriels.models import PieceJointe
from tests.factories import CourrielFactory

LISTE = reverse("demo_courriels")


@pytest.fixture(autouse=True)
def demonstration(settings):
    settings.DEMO = True


def deposer_complet():
    message = EmailMultiAlternatives(
        "Inscription confirmée",
        "Votre page : https://exemple.org/inscriptions/abc/\n<script>alert(1)</script>",
        to=["zoe@example.org"],
    )
    message.attach_alternative("<html><head></head><body>Bonjour</body></html>", "text/html")
    message.attach("journée.ics", "BEGIN:VCALENDAR", "text/calendar; method=PUBLISH")
    return deposer(message)[0]


def test_la_boite_montre_les_courriels_du_plus_recent_au_plus_ancien(client):
    CourrielFactory(objet="Le premier")
    CourrielFactory(objet="Le second")

    page = client.get(LISTE).content.decode()

    assert page.index("Le second") < page.index("Le premier")


@pytest.mark.parametrize("nombre", [1, 3])
def test_la_boite_coute_le_meme_nombre_de_requetes(client, django_assert_num_queries, nombre):
    CourrielFactory.create_batch(nombre)

    with django_assert_num_queries(3):
        client.get(LISTE)


def test_la_recherche_regarde_destinataire_et_objet(client):
    CourrielFactory(objet="Bienvenue", destinataire="zoe@example.org")
    CourrielFactory(objet="Pour ZOE", destinataire="autre@example.org")
    CourrielFactory(objet="Autre chose", destinataire="autre@example.org")

    page = client.get(LISTE, {"q": "zoe"}).context["page"]

    assert {c.objet for c in page} == {"Bienvenue", "Pour ZOE"}


def test_une_boite_vide_dit_quoi_faire_et_une_recherche_vaine_aussi(client):
    vide = client.get(LISTE).content.decode()
    vaine = client.get(LISTE, {"q": "rien"}).content.decode()

    assert "Aucun courriel pour l’instant" in vide
    assert "Voir tous les courriels" in vaine


def test_les_liens_du_texte_se_suivent_et_son_balisage_reste_du_texte(client):
    courriel = deposer_complet()

    page = client.get(reverse("demo_courriel", args=[courriel.pk])).content.decode()

    assert 'href="https://exemple.org/inscriptions/abc/"' in page
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_la_version_html_est_enfermee_dans_un_bac_a_sable(client):
    courriel = deposer_complet()

    reponse = client.get(reverse("demo_courriel_html", args=[courriel.pk]))

    assert "sandbox" in reponse["Content-Security-Policy"]
    assert "default-src 'none'" in reponse["Content-Security-Policy"]
    assert reponse.content.decode() == (
        '<html><head><base target="_blank"></head><body>Bonjour</body></html>'
    )


def test_une_piece_jointe_se_telecharge_avec_son_type(client):
    deposer_complet()
    piece = PieceJointe.objects.get()

    reponse = client.get(reverse("demo_courriel_piece", args=[piece.pk]))

    assert reponse.content == b"BEGIN:VCALENDAR"
    assert reponse["Content-Type"] == "text/calendar; method=PUBLISH"
    assert reponse["Content-Disposition"].startswith("attachment; filename*=utf-8''journ")


def test_un_courriel_sans_html_ni_piece_n_a_pas_de_page_html(client):
    courriel = CourrielFactory(texte="Bonjour")

    assert client.get(reverse("demo_courriel", args=[courriel.pk])).status_code == 200
    assert client.get(reverse("demo_courriel_html", args=[courriel.pk])).status_code == 404


def test_hors_de_la_demonstration_rien_de_tout_cela_n_existe(client, settings):
    courriel = deposer_complet()
    piece = PieceJointe.objects.get()
    settings.DEMO = False

    adresses = [
        LISTE,
        reverse("demo_courriel", args=[courriel.pk]),
        reverse("demo_courriel_html", args=[courriel.pk]),
        reverse("demo_courriel_piece", args=[piece.pk]),
    ]

    assert [client.get(adresse).status_code for adresse in adresses] == [404] * 4


def test_la_boite_se_lit_seulement(client):
    assert client.post(LISTE).status_code == 405
