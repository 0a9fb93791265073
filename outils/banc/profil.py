"""Profile, in process, the slowest page and one registration."""

import cProfile
import pstats
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from .jeu import CYCLE_DE_TROIS, SANS_LIMITE, planter_le_cycle_de_trois
from .visiteur import HOTE

FOIS = 20
LIGNES = 12
RACINE = str(Path(settings.BASE_DIR))


def d_une_page(chemin: str) -> None:
    client = _client()
    client.get(chemin)
    _profiler(f"page la plus lente : {chemin}", lambda _: client.get(chemin))


def d_une_inscription(serie: str) -> None:
    _inscrire("une inscription", f"/ateliers/{SANS_LIMITE}/inscription/", serie, {})


def d_un_cycle_de_trois(serie: str) -> None:
    cases = {f"jour_{atelier.pk}": "on" for atelier in planter_le_cycle_de_trois()}
    chemin = f"/cycles/{CYCLE_DE_TROIS}/inscription/"
    _inscrire("un cycle de 3 jours", chemin, f"{serie}-cycle", cases)


def _inscrire(titre: str, chemin: str, serie: str, champs: dict) -> None:

    def s_inscrire(rang):
        return client.post(
            chemin,
            {
                "prenom": "Alix",
                "nom": f"Profil {rang}",
                "courriel": f"alix.profil-{serie}-{rang}@example.org",
                "profil": "porteur",
                **champs,
            },
        )

    client = _client()
    s_inscrire("premiere")
    with CaptureQueriesContext(connection) as requetes:
        reponse = s_inscrire("comptee")
    if reponse.status_code != 302:
        raise SystemExit(f"inscription refusée : {reponse.status_code}")
    _profiler(f"{titre}, demande envoyée ({len(requetes)} requêtes SQL)", s_inscrire)


def _client() -> Client:
    return Client(headers={"x-forwarded-proto": "https", "host": HOTE})


def _profiler(titre, geste):
    """Print our functions and the database calls of one request, by cumulated milliseconds."""
    profil = cProfile.Profile()
    for rang in range(FOIS):
        profil.runcall(geste, rang)
    mesures = pstats.Stats(profil).stats
    total = max(cumul for _appels, _brut, _propre, cumul, _qui in mesures.values())
    print(f"  profil – {titre} : {1000 * total / FOIS:.1f} ms sous le profileur")
    notables = [
        (cumul, appels, f"{_court(fichier)}:{fonction}")
        for (fichier, _ligne, fonction), (_, appels, _propre, cumul, _qui) in mesures.items()
        if _est_notable(fichier, fonction)
    ]
    for cumul, appels, nom in sorted(notables, reverse=True)[:LIGNES]:
        print(f"    {1000 * cumul / FOIS:>7.2f} ms {appels / FOIS:>7.1f} appels  {nom}")


def _court(fichier: str) -> str:
    return fichier.removeprefix(f"{RACINE}/").rpartition("site-packages/")[2]


def _est_notable(fichier: str, fonction: str) -> bool:
    """Our own functions, each statement sent to the database, each template rendered."""
    du_portail = fichier.startswith(RACINE) and "site-packages" not in fichier
    return (
        (du_portail and "/outils/" not in fichier)
        or (fichier.endswith("sql/compiler.py") and fonction == "execute_sql")
        or (fichier.endswith("template/base.py") and fonction == "render")
    )
