"""Plant the cycles and workshops, with their programme, meals and records."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal

from django.utils import timezone
from django.utils.text import slugify

from ateliers.enums import Statut, TypeRepas
from ateliers.models import Atelier, Creneau, Cycle, Document, Intervenant, Repas, Sequence
from lieux.enums import Famille
from lieux.models import Terme
from reseau.models import GroupeDeTravail

from .agenda import CYCLES, SEULS, CycleDeDemo, Journee


def planter_les_ateliers(lieux) -> list[tuple[Atelier, Journee]]:
    """Create everything and return each workshop with the data it was made from."""
    themes = {t.code: t for t in Terme.objects.filter(famille=Famille.THEME)}
    plantes = []
    for modele in CYCLES:
        cycle = _planter_le_cycle(modele, themes)
        plantes += [(_planter(j, lieux, themes, cycle), j) for j in modele.journees]
    plantes += [(_planter(j, lieux, themes), j) for j in SEULS]
    return plantes


def _planter_le_cycle(modele: CycleDeDemo, themes) -> Cycle:
    return Cycle.objects.create(
        titre=modele.titre,
        slug=_slug(modele.titre),
        question=modele.question,
        presentation=modele.presentation,
        theme=themes[modele.theme],
        statut=modele.statut,
        publie_le=timezone.now() - timedelta(days=60) if modele.statut == "publie" else None,
    )


def _planter(modele: Journee, lieux, themes, cycle=None) -> Atelier:
    jour = le_prochain(modele.jour_de_semaine, timezone.localdate() + timedelta(days=modele.jours))
    debut, fin = (a(jour, heure) for heure in modele.horaires)
    publie = modele.statut != Statut.BROUILLON
    atelier = Atelier.objects.create(
        cycle=cycle,
        titre=modele.titre,
        slug=_slug(modele.titre),
        question=modele.question,
        presentation=modele.presentation,
        genre=modele.genre,
        format=modele.format,
        theme=themes[modele.theme],
        lieu=lieux[modele.lieu] if modele.lieu else None,
        salle=modele.salle,
        lien_visio=modele.lien_visio,
        debut=debut,
        fin=fin,
        date_limite=_limite(jour, modele.fin_des_inscriptions, "18:00"),
        capacite=modele.capacite,
        prix=Decimal(modele.prix),
        acces=modele.acces,
        groupe=GroupeDeTravail.objects.get(nom=modele.groupe) if modele.groupe else None,
        sur_approbation=modele.sur_approbation,
        repas_apporte=modele.repas_apporte,
        informations_pratiques=modele.pratique,
        compte_rendu=modele.compte_rendu,
        statut=modele.statut,
        motif_annulation=modele.motif,
        publie_le=min(timezone.now(), debut) - timedelta(days=45) if publie else None,
    )
    for repas in modele.tous_les_repas():
        _planter_le_repas(atelier, jour, repas)
    _planter_le_programme(atelier, jour, modele.programme)
    for ordre, (titre, lien) in enumerate(modele.documents):
        Document.objects.create(atelier=atelier, titre=titre, lien=lien, ordre=ordre)
    return atelier


def _planter_le_repas(atelier, jour, modele):
    Repas.objects.create(
        atelier=atelier,
        type=modele.get("type", TypeRepas.DEJEUNER),
        reglement=modele["reglement"],
        prix=Decimal(modele.get("prix", "0")),
        capacite=modele["capacite"],
        date_limite=_limite(jour, modele.get("jours_avant"), "12:00"),
        menu=modele.get("menu", ""),
    )


def _planter_le_programme(atelier, jour, programme):
    for de, jusqu_a, titre, intervenants, *paralleles in programme:
        creneau = Creneau.objects.create(
            atelier=atelier, debut=a(jour, de), fin=a(jour, jusqu_a), titre=titre
        )
        if intervenants:
            sequence = Sequence.objects.create(creneau=creneau, titre=titre)
            sequence.intervenants.set([_intervenant(nom) for nom in intervenants])
        for ordre, (titre_parallele, nom, salle, capacite, _prises) in enumerate(
            paralleles[0] if paralleles else ()
        ):
            sequence = Sequence.objects.create(
                creneau=creneau,
                titre=titre_parallele,
                salle=salle,
                ordre=ordre,
                capacite=capacite,
            )
            sequence.intervenants.add(_intervenant(nom))


def _intervenant(nom_complet) -> Intervenant:
    prenom, nom = nom_complet.split(" ", 1)
    return Intervenant.objects.get_or_create(
        prenom=prenom, nom=nom, defaults={"fonction": "Facilitation", "structure": "Le réseau"}
    )[0]


def le_prochain(jour_de_semaine: int, jour: date) -> date:
    return jour + timedelta(days=(jour_de_semaine - jour.weekday()) % 7)


def a(jour: date, heure: str) -> datetime:
    """The aware moment when clocks in Paris show `heure` on `jour`."""
    return timezone.make_aware(datetime.combine(jour, time.fromisoformat(heure)))


def _limite(jour, jours_avant, heure):
    return None if jours_avant is None else a(jour - timedelta(days=jours_avant), heure)


def _slug(titre: str) -> str:
    return slugify(titre.replace("’", "-"))[:90].strip("-")
