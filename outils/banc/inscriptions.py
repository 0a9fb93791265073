"""Registrations per second, and the rush: 200 people at once for 30 seats."""

import itertools
import statistics
import time
from concurrent.futures import ThreadPoolExecutor

from ateliers.enums import EtatInscription
from inscriptions.models import Inscription

from .jeu import CYCLE_DE_TROIS, SANS_LIMITE, planter_le_cycle_de_trois, planter_un_atelier
from .visiteur import Visiteur

CLIENTS = 8
DUREE = 6.0
FOULE = 200
PLACES = 30


def mesurer(port: int, serie: str) -> None:
    _debit(
        "inscriptions",
        port,
        lambda visiteur, numero: visiteur.s_inscrire(SANS_LIMITE, f"{serie}-debit-{numero}"),
    )
    _le_cycle_de_trois(port, serie)
    _ruee(port, serie)


def _le_cycle_de_trois(port, serie):
    jours = [atelier.pk for atelier in planter_le_cycle_de_trois()]

    def prendre(visiteur, numero):
        return visiteur.prendre_le_cycle(CYCLE_DE_TROIS, f"{serie}-cycle-{numero}", jours)

    seule = Visiteur(port, "192.0.2.77")
    debuts = [time.perf_counter()]
    for fois in range(20):
        prendre(seule, f"seule-{fois}")
        debuts.append(time.perf_counter())
    durees = [apres - avant for avant, apres in itertools.pairwise(debuts)]
    print(f"  cycle de 3 jours, 1 client : {1000 * statistics.median(durees):.0f} ms")
    _debit("inscriptions à un cycle de 3 jours", port, prendre)


def _debit(titre, port, geste):
    numeros = itertools.count()

    def inscrire(rang):
        nombre = 0
        while time.perf_counter() < fin:
            numero = next(numeros)
            visiteur = Visiteur(port, f"198.51.{rang}.{numero % 250}")
            statut, page = geste(visiteur, numero)
            if statut != 302:
                raise SystemExit(f"inscription refusée ({statut}) : {page[:400]!r}")
            nombre += 1
        return nombre

    debut = time.perf_counter()
    fin = debut + DUREE
    with ThreadPoolExecutor(CLIENTS) as clients:
        total = sum(clients.map(inscrire, range(CLIENTS)))
    duree = time.perf_counter() - debut
    print(f"  {titre}, {CLIENTS} clients : {total / duree:.1f} /s (page ouverte puis envoyée)")


def _ruee(port, serie):
    atelier = planter_un_atelier(f"banc-ruee-{serie}", PLACES)

    def inscrire(rang):
        visiteur = Visiteur(port, f"203.0.{rang // 200}.{rang % 200}")
        return visiteur.s_inscrire(atelier.slug, f"{serie}-ruee-{rang}")[0]

    debut = time.perf_counter()
    with ThreadPoolExecutor(FOULE) as foule:
        statuts = list(foule.map(inscrire, range(FOULE)))
    duree = time.perf_counter() - debut
    etats = list(Inscription.objects.filter(atelier=atelier).values_list("etat", flat=True))
    confirmees = etats.count(EtatInscription.CONFIRMEE)
    print(
        f"  {FOULE} personnes pour {PLACES} places : {duree:.1f} s, {confirmees} confirmées, "
        f"{etats.count(EtatInscription.EN_ATTENTE)} en attente, "
        f"{max(0, confirmees - PLACES)} de trop, {FOULE - statuts.count(302)} erreurs"
    )
