"""Cost of each page: queries, bytes, milliseconds, requests a second."""

import gzip
import statistics
import time
from concurrent.futures import ThreadPoolExecutor

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from .visiteur import HOTE, Visiteur

PAGES = {
    "vue nue": "/banc/nue/",
    "accueil": "/",
    "annuaire": "/lieux/",
    "annuaire filtré": "/lieux/?q=lieu+mesure&activite=coworking",
    "carte (geojson)": "/lieux/export.geojson",
    "lieu": "/lieux/lieu-mesure-7/",
    "agenda": "/ateliers/",
    "atelier": "/ateliers/atelier-mesure-7/",
    "cycle": "/cycles/banc-cycle/",
    "inscription": "/ateliers/banc-sans-limite/inscription/",
    "inscription (cycle)": "/cycles/banc-cycle-de-trois/inscription/",
}
DUREE = 3.0
CLIENTS = 8


def mesurer(port: int) -> str:
    """Print a line per page and return the address of the slowest HTML page."""
    print(f"  {'page':<20}{'requêtes':>9}{'octets':>9}{'gzip':>8}{'ms (1)':>8}{'/s (8)':>8}  /nue")
    debit_nu, durees = None, {}
    for nom, chemin in PAGES.items():
        requetes, page = _requetes_et_page(chemin)
        millisecondes = _temps_median(port, chemin)
        durees[chemin] = millisecondes
        debit = _debit(port, chemin)
        debit_nu = debit_nu or debit
        print(
            f"  {nom:<20}{requetes:>9}{len(page):>9}{len(gzip.compress(page)):>8}"
            f"{millisecondes:>8.1f}{debit:>8.0f}{debit / debit_nu:>6.2f}"
        )
    return max(durees, key=durees.get)


def _requetes_et_page(chemin) -> tuple[int, bytes]:
    client = Client(headers={"x-forwarded-proto": "https", "host": HOTE})
    client.get(chemin)
    with CaptureQueriesContext(
        connection,
    ) as requetes:
        reponse = client.get(chemin)
    if reponse.status_code != 200:
        raise SystemExit(f"{chemin} répond {reponse.status_code}")
    return len(requetes), b"".join(reponse) if reponse.streaming else reponse.content


def _temps_median(port, chemin, fois=40) -> float:
    visiteur = Visiteur(port)
    durees = []
    for _ in range(fois):
        debut = time.perf_counter()
        visiteur.demander("GET", chemin)
        durees.append(1000 * (time.perf_counter() - debut))
    return statistics.median(durees)


def _debit(port, chemin) -> float:
    """Requests per second with 8 clients asking without a pause (they share the two cores)."""

    def visiter(_):
        visiteur, nombre = Visiteur(port), 0
        while time.perf_counter() < fin:
            visiteur.demander("GET", chemin)
            nombre += 1
        return nombre

    debut = time.perf_counter()
    fin = debut + DUREE
    with ThreadPoolExecutor(CLIENTS) as clients:
        total = sum(clients.map(visiter, range(CLIENTS)))
    return total / (time.perf_counter() - debut)
