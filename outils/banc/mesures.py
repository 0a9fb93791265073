"""All figures for the database that DATABASE_URL names. Run by `python -m outils.banc`."""

import sys
import time

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402

from . import file, inscriptions, jeu, pages, profil, serveur  # noqa: E402

TAILLES = [(1_000, 100), (10_000, 2_000)]


def main():
    settings.ROOT_URLCONF = "outils.banc.urls"
    call_command("migrate", verbosity=0)
    call_command("createcachetable")
    call_command("collectstatic", interactive=False, verbosity=0)
    for nb_lieux, nb_ateliers in TAILLES[:1] if "--rapide" in sys.argv else TAILLES:
        debut = time.perf_counter()
        jeu.planter(nb_lieux, nb_ateliers)
        duree = time.perf_counter() - debut
        print(f"\n  {nb_lieux} lieux, {nb_ateliers} ateliers (plantés en {duree:.1f} s)")
        with serveur.en_marche() as port:
            la_plus_lente = pages.mesurer(port)
            inscriptions.mesurer(port, str(nb_lieux))
        profil.d_une_page(la_plus_lente)
        profil.d_une_inscription(str(nb_lieux))
        profil.d_un_cycle_de_trois(str(nb_lieux))
        file.mesurer(str(nb_lieux))


if __name__ == "__main__":
    main()
