from random import Random

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from reseau.models import Personne
from reseau.personnes.roles import installer_les_roles
from reseau.portail.demonstration.semis_ateliers import planter_les_ateliers
from reseau.portail.demonstration.semis_covoiturage import planter_le_covoiturage
from reseau.portail.demonstration.semis_cycles import planter_les_cycles_entiers
from reseau.portail.demonstration.semis_inscriptions import planter_les_inscriptions
from reseau.portail.demonstration.semis_lieux import planter_les_lieux
from reseau.portail.demonstration.semis_questions import planter_les_questions
from reseau.portail.demonstration.semis_reseau import (
    planter_le_reseau,
    planter_les_comptes,
    planter_les_groupes,
)

GRAINE = 2026


class Command(BaseCommand):
    help = (
        "Plante le réseau de démonstration (le même à chaque fois, dates comptées d’aujourd’hui)."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--si-vide", action="store_true", help="Garder le réseau si la base a déjà des comptes."
        )

    def handle(self, *args, si_vide, **options):
        if not settings.DEMO:
            raise CommandError(
                "La démonstration a des mots de passe publics : elle est refusée sans DEBUG=1."
            )
        if Personne.objects.exists():
            if si_vide:
                installer_les_roles()  # a demo kept from an older version gains the new rights
                return
            raise CommandError(
                "La base a déjà des comptes : « make demo-neuve » recommence à neuf."
            )
        call_command("charger_territoire", verbosity=0)
        with transaction.atomic():
            planter()
        self.stdout.write(self.style.SUCCESS("Le réseau de démonstration est planté."))


def planter():
    hasard = Random(GRAINE)  # noqa: S311 - the same network each time
    planter_le_reseau()
    comptes = planter_les_comptes()
    lieux = planter_les_lieux(hasard)
    lieux["La Dynamo"].gestionnaires.add(comptes["lieu"])
    planter_les_groupes(comptes, hasard)
    ateliers = planter_les_ateliers(lieux)
    planter_les_inscriptions(ateliers, comptes, hasard)
    planter_le_covoiturage(ateliers)
    planter_les_questions(ateliers, hasard)
    planter_les_cycles_entiers(ateliers)
