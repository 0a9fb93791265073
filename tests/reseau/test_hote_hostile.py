"""Whoever asks writes the Host header: no letter, and no other service, learns our name from it."""

import re
from html import unescape
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import allauth
import pytest
from allauth.account.adapter import get_adapter
from allauth.account.models import EmailAddress
from allauth.core.context import request_context
from allauth.utils import build_absolute_uri
from django.conf import settings
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import timezone

from inscriptions.courriels.places import retrouver
from reseau.models import Courriel
from tests.factories import AtelierFactory, DossierFactory, InscriptionFactory, PersonneFactory
from tests.reseau.personnes.test_liens_des_courriels_de_compte import LETTRES, ROSE
from tests.reseau.service_d_identite import DEPART

pytestmark = pytest.mark.ignore_template_errors

HOTE = "portail.example.org"
PORT = 4444
HOSTILE = {
    "HTTP_HOST": f"{HOTE}:{PORT}",
    "HTTP_X_FORWARDED_HOST": "pirate.example.net",
    "HTTP_X_FORWARDED_PORT": str(PORT),
    "SERVER_NAME": "pirate.example.net",
}
TRACES = (HOTE, str(PORT), "pirate")
LIEN = re.compile(r"https?://[^\s\"'<>]+")
HREF = re.compile(r'(?:href|src)="([^"]+)"')


@pytest.fixture(autouse=True)
def _hote_permis(settings):
    settings.ALLOWED_HOSTS = [HOTE, "testserver"]
    settings.EMAIL_BACKEND = "reseau.socle.courriels.backend.BoiteDEnvoi"


@pytest.fixture
def hostile(monkeypatch):
    """Each browser of the test announces that host."""
    monkeypatch.setattr(Client, "_base_environ", _annonce(Client._base_environ))


def _annonce(d_ordinaire):
    return lambda self, **requete: {**d_ordinaire(self, **requete), **HOSTILE}


def liens(courriel):
    bruts = LIEN.findall(courriel.texte) + HREF.findall(courriel.html)
    return {unescape(lien).rstrip(".,)") for lien in bruts}


def verifier(courriels, avec_lien=True):
    assert courriels
    for courriel in courriels:
        entier = f"{courriel.objet}\n{courriel.texte}\n{courriel.html}\n{courriel.entetes}"
        assert not [trace for trace in TRACES if trace in entier]
        assert {lien for lien in liens(courriel) if not lien.startswith(settings.SITE_URL)} == set()
        assert liens(courriel) or not avec_lien


def gabarits_de_lettres():
    """Those of ours and those that allauth would use where we have none."""
    dossiers = [settings.BASE_DIR / "templates", Path(allauth.__file__).parent / "templates"]
    return sorted(
        {
            lettre.relative_to(dossier).as_posix().removesuffix("_message.txt")
            for dossier in dossiers
            for application in ("account", "mfa", "socialaccount")
            for lettre in (dossier / application / "email").glob("*_message.txt")
            if not lettre.name.startswith("base_")
        }
    )


@pytest.mark.parametrize("lettre", LETTRES)
def test_les_liens_d_une_lettre_de_compte_menent_au_portail(lettre, hostile):
    rose = PersonneFactory(email=ROSE)
    EmailAddress.objects.create(user=rose, email=ROSE, verified=True, primary=True)

    LETTRES[lettre](rose)

    verifier(Courriel.objects.all())


@pytest.mark.parametrize("gabarit", gabarits_de_lettres())
def test_aucun_gabarit_de_lettre_ne_dit_l_hote_annonce(gabarit):
    """Every letter that allauth knows, with links as allauth makes them."""
    requete = RequestFactory().get("/compte/", **HOSTILE)
    requete.user = personne = PersonneFactory(email=ROSE)
    lien = build_absolute_uri(requete, "/compte/une-page/")
    assert f":{PORT}" in lien
    noms = ("activate_url", "password_reset_url", "signup_url", "code_url")
    contexte = {
        "request": requete,
        "user": personne,
        "code": "ABCD-EFGH",
        "key": "cle",
        "ip": "192.0.2.1",
        "user_agent": "navigateur",
        "timestamp": timezone.now(),
        "from_email": ROSE,
        "to_email": ROSE,
        "deleted_email": ROSE,
        "provider": "Un service",
        **dict.fromkeys(noms, lien),
    }

    with request_context(requete):
        get_adapter().send_mail(gabarit, ROSE, contexte)

    verifier(Courriel.objects.all(), avec_lien=False)


def test_les_lettres_d_inscription_et_de_retrouvailles_menent_au_portail(hostile):
    atelier = AtelierFactory()
    saisie = {"prenom": "Rose", "nom": "Castéra", "courriel": ROSE, "profil": "porteur"}
    Client().post(reverse("inscriptions:inscrire", args=[atelier.slug]), saisie)
    Client().post("/inscriptions/retrouver/", {"courriel": ROSE})

    assert Courriel.objects.count() == 2
    verifier(Courriel.objects.all())


def test_la_feuille_imprimee_donne_l_adresse_du_portail(hostile):
    dossier = DossierFactory(code="K7PM4RDX")
    inscription = InscriptionFactory(dossier=dossier)

    page = Client().get(reverse("inscriptions:confirmation", args=[dossier.jeton, inscription.pk]))

    texte = re.sub(r"<[^>]+>", "", page.content.decode())
    assert f"ouvrez {urlsplit(settings.SITE_URL).netloc}/inscriptions/retrouver/" in texte
    assert str(PORT) not in texte


def test_l_autre_service_renvoie_au_portail(service, hostile):
    page = Client().post(DEPART).content.decode()

    (adresse,) = re.findall(r'content="0;url=([^"]+)"', page)
    retour = parse_qs(urlsplit(unescape(adresse)).query)["redirect_uri"]
    assert retour == [f"{settings.SITE_URL}{DEPART}callback/"]


# Files that read the name a request came by, and why nobody is misled.
PERMIS = {
    # Compares with the Origin header, which the browser of the same person wrote.
    "reseau/socle/identite/erreurs.py",
    # Only asks whether the way out leads elsewhere.
    "reseau/personnes/ailleurs.py",
}


def test_rien_d_autre_ne_lit_le_nom_que_la_requete_annonce():
    """A link made of the request, in code or in a template, would be seen here."""
    lecture = re.compile(
        r"get_host|build_absolute_uri|get_current_site|current_site|HTTP_HOST|SERVER_NAME|get_port"
    )
    sources = [
        chemin
        for dossier in ("reseau", "lieux", "ateliers", "inscriptions", "templates")
        for chemin in (settings.BASE_DIR / dossier).rglob("*")
        if chemin.suffix in {".py", ".html", ".txt", ".xml", ".typ"}
    ]

    lisent = {
        chemin.relative_to(settings.BASE_DIR).as_posix()
        for chemin in sources
        if lecture.search(chemin.read_text())
    }

    assert lisent == PERMIS


def test_temoin_une_lettre_sans_lien_hostile_est_bien_lue():
    """Negative control: the same look sees a foreign link."""
    inscription = InscriptionFactory(dossier__courriel=ROSE)
    retrouver(ROSE, [inscription])
    courriel = Courriel.objects.get()
    courriel.texte += f"\nhttps://{HOTE}:{PORT}/compte/"

    with pytest.raises(AssertionError):
        verifier([courriel])
