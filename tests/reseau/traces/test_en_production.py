"""A real breakdown of the portal in production, and all that is written about it anywhere.

gunicorn with its configuration file, its logs, and a Sentry of our own. The table of mails is
taken away: whoever registers, or asks for her link, meets an error with all she typed in hand.
"""

import re
import sqlite3
import time

import psycopg
import pytest

from tests.formulaires import champs_du_formulaire
from tests.reseau.traces.production import Production, Visiteur
from tests.reseau.traces.sentry_local import SentryLocal

pytestmark = pytest.mark.epreuve

ZENOBIE = {
    "prenom": "Zénobie",
    "nom": "Quintefeuille",
    "courriel": "zenobie.quintefeuille@posteo.example",
    "telephone": "06 98 76 54 32",
    "structure": "Atelier Zigzagant",
    "besoins_acces": "Boucle magnétique Zythum",
}
ALLERGIE, REPONSE = "Allergie au lupin zébré", "Réponse zinzolin"
MOT_DE_PASSE = "phrase-secrete-zirconium"
# Parts of what is typed, so that no other spelling of it escapes either.
MARQUES = [
    *("nobie", "Quintefeuille", "quintefeuille", "posteo", "98 76 54", "98765432", "Zigzagant"),
    *("Zythum", "lupin", "zinzolin", "zirconium", "203.0.113.7", "navigateur-de-zoe"),
]


@pytest.fixture(scope="module")
def sentry():
    sentry = SentryLocal()
    yield sentry
    sentry.fermer()


@pytest.fixture(scope="module")
def panne(base_a_part, sentry, tmp_path_factory):
    """The whole story, played once: what each page answered, and the secrets of the visit."""
    production = Production(tmp_path_factory.mktemp("production"), base_a_part, sentry.dsn)
    depart = production.preparer()
    with production.en_marche():
        visiteur = Visiteur(
            production.port,
            Referer=f"https://portail.example.org/inscriptions/{depart['jeton']}/",
            **{"User-Agent": "navigateur-de-zoe", "X-Request-ID": "choisi-par-zoe"},
        )
        histoire = Histoire(production, visiteur, depart)
        retirer_la_table(base_a_part, "reseau_courriel")
        histoire.jouer()
    attendre(lambda: len(sentry.evenements) >= len(histoire.pannes))
    return histoire


class Histoire:
    def __init__(self, production, visiteur, depart):
        self.production, self.visiteur, self.depart = production, visiteur, depart
        self.page = visiteur.demander("GET", "/ateliers/sarrant/inscription/")
        self.pannes = {}
        self.secrets = [depart["jeton"], self.jeton_du_formulaire(self.page), "choisi-par-zoe"]

    def jouer(self):
        inscription = "/ateliers/sarrant/inscription/?depuis=Zigzagant"
        self.pannes["inscription"] = self.visiteur.demander("POST", inscription, self.remplir())
        annuler = f"/inscriptions/{self.depart['jeton']}/{self.depart['pk']}/annuler/"
        page = self.visiteur.demander("GET", annuler)
        champs = {"csrfmiddlewaretoken": self.jeton_du_formulaire(page), "motif": "Zigzagant"}
        self.pannes["annuler"] = self.visiteur.demander("POST", annuler, champs)
        self.visiteur.demander("GET", f"/inscriptions/{self.depart['jeton']}/?q=Zigzagant")
        self.visiteur.demander("GET", "/compte/confirm-email/MTI:1abc:zirconium/")
        self.visiteur.demander("GET", "/compte/password/reset/key/1-zirconium/")
        self.visiteur.demander("GET", "/pointage/zirconium/")
        self.se_connecter()

    def se_connecter(self):
        page = self.visiteur.demander("GET", "/compte/login/")
        champs = {"csrfmiddlewaretoken": self.jeton_du_formulaire(page)}
        champs |= {"login": ZENOBIE["courriel"], "password": MOT_DE_PASSE}
        self.visiteur.demander("POST", "/compte/login/", champs)
        page = self.visiteur.demander("GET", "/compte/password/reset/")
        champs = {"csrfmiddlewaretoken": self.jeton_du_formulaire(page)}
        champs |= {"email": "nadia@example.org"}
        self.pannes["oubli"] = self.visiteur.demander("POST", "/compte/password/reset/", champs)

    def remplir(self):
        champs = {"csrfmiddlewaretoken": self.jeton_du_formulaire(self.page), **ZENOBIE}
        for nom in re.findall(r'name="([\w-]+)"', self.page.page):
            genre = nom.rpartition("-")[2].partition("_")[0]
            prevu = {"allergie": ALLERGIE, "question": REPONSE, "regime": "allergie", "repas": "on"}
            if genre in prevu and nom not in champs:
                champs[nom] = prevu[genre]
        lus = champs_du_formulaire(self.page, None)
        return {**lus, **champs, "profil": "porteur"}

    @staticmethod
    def jeton_du_formulaire(page):
        return re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page.page)[1]


def retirer_la_table(url, table):
    """As a migration that did not run would leave it."""
    if url.startswith("sqlite"):
        with sqlite3.connect(url.removeprefix("sqlite:///")) as base:
            base.execute(f"DROP TABLE {table}")
        base.close()
        return
    with psycopg.connect(url, autocommit=True) as base:
        base.execute(f"DROP TABLE {table} CASCADE")


def attendre(condition):
    for _ in range(200):
        if condition():
            return
        time.sleep(0.05)
    raise AssertionError("Sentry n’a pas tout reçu")


def test_une_panne_se_lit_dans_le_journal_sous_le_numero_que_montre_la_page(panne):
    reponse = panne.pannes["inscription"]
    numero = reponse.numero

    assert reponse.statut == 500
    assert re.fullmatch(r"[2-9B-Z]{4}-[2-9B-Z]{4}", numero)
    assert reponse.entetes["X-Request-ID"] == numero
    journal = panne.production.journal
    (ligne,) = [
        ligne for ligne in journal.splitlines() if f"{numero} POST" in ligne and "ERROR" in ligne
    ]
    assert ligne.endswith(f"demande={numero} POST /ateliers/sarrant/inscription/ 500 compte=-")
    suite = journal[journal.index(ligne) :]
    assert "inscriptions/pages/seule/views.py" in suite
    assert re.search(r"django\.db\.utils\.(Operational|Programming)Error", suite)


def test_chaque_panne_a_son_numero_et_sa_route_dans_sentry(panne, sentry):
    recus = {e["tags"]["demande"]: e["request"]["url"] for e in sentry.evenements}

    assert recus == {
        panne.pannes["inscription"].numero: "/ateliers/sarrant/inscription/",
        panne.pannes["annuler"].numero: f"/inscriptions/<jeton>/{panne.depart['pk']}/annuler/",
        panne.pannes["oubli"].numero: "/compte/password/reset/",
    }
    for evenement in sentry.evenements:
        assert evenement["exception"]["values"][-1]["type"] in (
            "OperationalError",
            "ProgrammingError",
        )
        assert evenement["exception"]["values"][-1]["stacktrace"]["frames"]


@pytest.mark.parametrize("marque", MARQUES)
def test_rien_de_ce_qui_fut_tape_n_est_ecrit_nulle_part(panne, sentry, marque):
    assert marque not in panne.production.journal
    assert marque not in sentry.recu


def test_aucun_jeton_n_est_ecrit_nulle_part(panne, sentry):
    secrets = [*panne.secrets, *panne.visiteur.cookies.values()]

    trouves = [s for s in secrets if s in panne.production.journal or s in sentry.recu]
    assert len(secrets) == 4
    assert trouves == []


def test_le_journal_des_acces_dit_les_pages_sans_leurs_jetons(panne):
    acces = re.findall(r'"(\w+ \S+) HTTP/1.1" (\d+)', panne.production.journal)

    attendus = [
        ("POST /ateliers/sarrant/inscription/", "500"),
        (f"POST /inscriptions/<jeton>/{panne.depart['pk']}/annuler/", "500"),
        ("GET /inscriptions/<jeton>/", "200"),
        ("GET /compte/confirm-email/<key>/", "200"),
        ("GET /compte/password/reset/key/<uidb36>/", "200"),
        ("GET /…", "404"),
        ("POST /compte/login/", "200"),
    ]
    assert [page for page in attendus if page not in acces] == []
