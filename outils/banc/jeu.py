"""Rows to measure on: as many places, workshops and registrations as asked, all invented."""

import random
from datetime import timedelta

from django.core.management import call_command
from django.utils import timezone

from ateliers.enums import EtatInscription, Statut
from ateliers.models import Atelier, Cycle, Repas
from inscriptions.models import Dossier, Inscription
from lieux.enums import Famille, StatutLieu
from lieux.models import Commune, Lieu, Terme

CYCLE_DE_TROIS = "banc-cycle-de-trois"
TRENTE_PLACES = "banc-trente-places"
SANS_LIMITE = "banc-sans-limite"


def planter(nb_lieux: int, nb_ateliers: int) -> None:
    """Fill the database up to `nb_lieux` places and `nb_ateliers` workshops of 10 people each."""
    if not Commune.objects.exists():
        call_command("charger_territoire", verbosity=0)
    hasard = random.Random(1)
    communes = list(Commune.objects.exclude(latitude=None).order_by("code_insee")[:5000])
    lieux = Lieu.objects.bulk_create(
        [_lieu(rang, hasard.choice(communes)) for rang in range(Lieu.objects.count(), nb_lieux)],
        batch_size=500,
    )
    activites = list(Terme.objects.de(Famille.ACTIVITE))
    Lieu.termes.through.objects.bulk_create(
        [Lieu.termes.through(lieu=lieu, terme=hasard.choice(activites)) for lieu in lieux],
        batch_size=1000,
    )
    ateliers = _planter_les_ateliers(nb_ateliers)
    _planter_les_inscriptions(ateliers)
    for slug, capacite in ((TRENTE_PLACES, 30), (SANS_LIMITE, None)):
        if not Atelier.objects.filter(slug=slug).exists():
            planter_un_atelier(slug, capacite)
    planter_le_cycle_de_trois()


def planter_le_cycle_de_trois() -> list[Atelier]:
    """A cycle of three days without limit, each with a lunch."""
    cycle, nouveau = Cycle.objects.get_or_create(
        slug=CYCLE_DE_TROIS,
        defaults={"titre": "Trois", "statut": Statut.PUBLIE, "publie_le": timezone.now()},
    )
    for rang in range(3 if nouveau else 0):
        planter_un_atelier(f"{CYCLE_DE_TROIS}-{rang}", None, cycle)
    return list(cycle.ateliers.order_by("pk"))


def planter_un_atelier(slug: str, capacite: int | None, cycle: Cycle | None = None) -> Atelier:
    """One workshop to register to, with a lunch."""
    debut = timezone.now() + timedelta(days=30)
    atelier = Atelier.objects.create(
        cycle=cycle,
        slug=slug,
        titre=slug,
        lieu=Lieu.objects.first(),
        capacite=capacite,
        debut=debut,
        fin=debut + timedelta(hours=6),
        statut=Statut.PUBLIE,
        publie_le=timezone.now(),
    )
    Repas.objects.create(atelier=atelier, reglement="prix", prix=15)
    return atelier


def _lieu(rang, commune) -> Lieu:
    return Lieu(
        nom=f"Lieu mesuré {rang}",
        slug=f"lieu-mesure-{rang}",
        statut=StatutLieu.PUBLIE,
        presentation_resume="Un lieu inventé pour mesurer le temps que prend chaque page.",
        commune=commune,
        code_postal=commune.code_postal,
        latitude=commune.latitude,
        longitude=commune.longitude,
        horaires="Mo-Fr 09:00-18:00",
    )


def _planter_les_ateliers(nombre) -> list[Atelier]:
    cycle, _ = Cycle.objects.get_or_create(
        slug="banc-cycle",
        defaults={"titre": "Cycle mesuré", "statut": Statut.PUBLIE, "publie_le": timezone.now()},
    )
    hotes = list(Lieu.objects.all()[:500])
    deja = Atelier.objects.count()
    ateliers = Atelier.objects.bulk_create(
        _atelier(rang, hotes[rang % len(hotes)], cycle if rang < 6 else None)
        for rang in range(deja, nombre)
    )
    Repas.objects.bulk_create(
        Repas(atelier=a, reglement="prix", prix=15, capacite=30) for a in ateliers
    )
    return ateliers


def _planter_les_inscriptions(ateliers):
    dossiers = Dossier.objects.bulk_create(
        Dossier(prenom="Alix", nom=f"N{a.pk}-{n}", courriel=f"alix.{a.pk}.{n}@example.org")
        for a in ateliers
        for n in range(10)
    )
    Inscription.objects.bulk_create(
        Inscription(
            dossier=dossier,
            atelier=ateliers[rang // 10],
            prenom=dossier.prenom,
            nom=dossier.nom,
            courriel=dossier.courriel,
            etat=EtatInscription.CONFIRMEE,
        )
        for rang, dossier in enumerate(dossiers)
    )


def _atelier(rang, hote, cycle) -> Atelier:
    debut = timezone.now() + timedelta(days=1 + rang % 180, hours=rang % 8)
    return Atelier(
        titre=f"Atelier mesuré {rang}",
        slug=f"atelier-mesure-{rang}",
        cycle=cycle,
        lieu=hote,
        debut=debut,
        fin=debut + timedelta(hours=6),
        capacite=24,
        statut=Statut.PUBLIE,
        publie_le=timezone.now(),
    )
