import re

import pytest
from allauth.core.ratelimit import respond_429
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError, connection
from django.test import Client, RequestFactory
from django.urls import path, reverse

from reseau import urls
from tests.factories import PersonneFactory, ReseauFactory


def refuser(request):
    raise PermissionDenied("Réservé à l’équipe.")


def soupconner(request):
    raise SuspiciousOperation


def casser(request):
    raise RuntimeError("cassé")


urlpatterns = [
    *urls.urlpatterns,
    path("essai/refus/", refuser),
    path("essai/soupcon/", soupconner),
    path("essai/casse/", casser),
]
handler400, handler403, handler404 = urls.handler400, urls.handler403, urls.handler404
handler429, handler500 = urls.handler429, urls.handler500


@pytest.fixture
def client(settings):
    settings.ROOT_URLCONF = __name__
    settings.DEBUG = False
    return Client(raise_request_exception=False)


def ne_pas_repondre(execute, sql, params, many, context):
    raise OperationalError("la base ne répond pas")


@pytest.fixture
def base_en_panne():
    with connection.execute_wrapper(ne_pas_repondre):
        yield


def lire(reponse):
    page = reponse.content.decode()
    (titre,) = re.findall(r"<h1[^>]*>\s*(.*?)\s*</h1>", page, re.S)
    assert "css/faitiere.css" in page
    return reponse.status_code, titre


def test_une_adresse_inconnue_donne_une_404_habillee_du_reseau(client):
    ReseauFactory(nom="Les Granges")

    reponse = client.get("/nulle/part/")

    assert lire(reponse) == (404, "Cette page n’est pas sous ce toit")
    assert "Les Granges" in reponse.content.decode()


def test_une_404_sort_meme_quand_la_base_ne_repond_pas(client, base_en_panne):
    reponse = client.get("/nulle/part/")

    assert lire(reponse) == (404, "Cette page n’est pas sous ce toit")


def test_une_personne_connectee_lit_la_panne_quand_sa_session_ne_peut_etre_lue(client):
    client.force_login(PersonneFactory())

    with connection.execute_wrapper(ne_pas_repondre):
        reponse = client.get(reverse("mon_espace"))

    assert lire(reponse) == (500, "Une tuile est tombée")


def test_une_page_qui_lit_la_base_en_panne_donne_une_500_habillee(client, base_en_panne):
    reponse = client.get(reverse("theme_css"))

    assert lire(reponse) == (500, "Une tuile est tombée")


def test_une_erreur_du_programme_donne_une_500_sans_toucher_la_base(
    client, django_assert_num_queries
):
    client.force_login(PersonneFactory())

    with django_assert_num_queries(2):  # session and person, asked by the login middleware
        reponse = client.get("/essai/casse/")

    assert lire(reponse) == (500, "Une tuile est tombée")


def test_une_demande_malformee_donne_une_400(client):
    client.force_login(PersonneFactory())

    assert lire(client.get("/essai/soupcon/")) == (400, "Nous n’avons pas compris la demande")


def test_un_refus_dit_pourquoi_et_comment_rejoindre_le_reseau(client):
    ReseauFactory(comment_adherer="Écrivez à **Nadia**.")
    client.force_login(PersonneFactory())

    reponse = client.get("/essai/refus/")

    assert lire(reponse) == (403, "Cette page est réservée")
    assert "Réservé à l’équipe." in reponse.content.decode()
    assert "Écrivez à <strong>Nadia</strong>." in reponse.content.decode()


def test_un_membre_refuse_ne_lit_pas_comment_devenir_membre(client):
    ReseauFactory(comment_adherer="Écrivez à Nadia.")
    client.force_login(PersonneFactory(membre=True))

    assert "Nadia" not in client.get("/essai/refus/").content.decode()


def test_un_formulaire_sans_jeton_dit_de_recharger_la_page(settings):
    settings.ROOT_URLCONF = __name__
    severe = Client(enforce_csrf_checks=True)

    reponse = severe.post(reverse("account_login"), {"login": "x@example.org", "password": "x"})

    assert lire(reponse) == (403, "La page a trop attendu")


ECRIT = {"prenom": "Zoé", "besoins_acces": "Une <rampe>\net un banc", "motif": ""}


def envoyer_sans_jeton(origine="http://testserver", **ecrit):
    severe = Client(enforce_csrf_checks=True)
    entetes = {"origin": origine} if origine else {}
    return severe, severe.post("/ateliers/x/inscription/", ECRIT | ecrit, headers=entetes)


def test_un_jeton_perime_rend_ce_qu_on_a_ecrit_pret_a_partir(settings):
    severe, reponse = envoyer_sans_jeton()

    page = reponse.content.decode()
    assert reponse.status_code == 403
    assert "Envoyer à nouveau" in page
    assert 'name="besoins_acces" value="Une &lt;rampe&gt;\net un banc"' in page
    assert "no-store" in reponse["Cache-Control"]
    jeton = re.findall(r'name="csrfmiddlewaretoken" value="(\w+)"', page)[-1]
    renvoi = severe.post("/ateliers/x/inscription/", ECRIT | {"csrfmiddlewaretoken": jeton})
    assert renvoi.status_code == 404  # past the guard: there is just no such workshop


@pytest.mark.parametrize(
    ("origine", "ecrit"),
    [
        ("http://ailleurs.example", {}),
        ("null", {}),
        ("", {}),
        ("http://testserver", {"password": "secret"}),
        ("http://testserver", {"oldpassword": "secret"}),
    ],
)
def test_ni_ce_qu_un_autre_site_envoie_ni_un_mot_de_passe_ne_se_rendent(origine, ecrit):
    _, reponse = envoyer_sans_jeton(origine, **ecrit)

    assert lire(reponse) == (403, "La page a trop attendu")
    for rendu in ("Zoé", "secret", "Envoyer à nouveau"):
        assert rendu not in reponse.content.decode()


def test_un_fichier_ne_se_rend_pas():
    severe = Client(enforce_csrf_checks=True)
    fichier = SimpleUploadedFile("lieux.csv", b"nom")

    reponse = severe.post(
        "/ateliers/x/", {"prenom": "Zoé", "f": fichier}, headers={"origin": "http://testserver"}
    )

    assert reponse.status_code == 403
    assert "Zoé" not in reponse.content.decode()


def test_choisir_sa_langue_ne_demande_ni_jeton_ni_cookie(settings):
    severe = Client(enforce_csrf_checks=True)

    reponse = severe.post(reverse("set_language"), {"language": "en", "next": "/"})

    assert (reponse.status_code, reponse.url) == (302, "/")
    assert reponse.cookies[settings.LANGUAGE_COOKIE_NAME].value == "en"


def test_trop_d_essais_donne_une_429_dans_notre_look(settings):
    settings.ROOT_URLCONF = __name__

    reponse = respond_429(RequestFactory().get("/compte/login/"))

    assert lire(reponse) == (429, "Doucement")
