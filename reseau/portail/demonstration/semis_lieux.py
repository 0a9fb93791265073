"""Plant the directory: 111 places with their rooms, labels and keepers."""

from datetime import timedelta
from decimal import Decimal

from django.utils import timezone
from django.utils.text import slugify

from lieux.enums import Famille, StatutLieu
from lieux.models import Commune, Espace, Label, Labellisation, Lieu, Terme
from reseau.socle.recherche import normaliser

from . import annuaire

ECART_EN_DEGRES = 0.008


def planter_les_lieux(hasard) -> dict[str, Lieu]:
    """Create every place and return them by name."""
    communes = _communes_d_occitanie()
    lieux = Lieu.objects.bulk_create(
        _lieu(rang, nom, communes[departement, normaliser(commune)], genre, hasard)
        for rang, (nom, commune, departement, genre) in enumerate(annuaire.LIEUX, 1)
    )
    genres = [genre for *_, genre in annuaire.LIEUX]
    _poser_les_termes(lieux, genres, hasard)
    Espace.objects.bulk_create(
        Espace(lieu=lieu, nom=nom, capacite=places, prix=Decimal(prix), unite_prix=unite, ordre=o)
        for lieu, genre in zip(lieux, genres, strict=True)
        for o, (nom, places, prix, unite) in enumerate(annuaire.ESPACES[genre])
    )
    _labelliser(lieux, hasard)
    return {lieu.nom: lieu for lieu in lieux}


def _communes_d_occitanie():
    communes = Commune.objects.filter(departement__region="Occitanie").order_by("population")
    return {(c.departement_id, normaliser(c.nom)): c for c in communes}


def _lieu(rang, nom, commune, genre, hasard) -> Lieu:
    slug = slugify(nom.replace("’", "-"))
    return Lieu(
        nom=nom,
        slug=slug,
        statut=StatutLieu.PUBLIE,
        presentation_resume=hasard.choice(annuaire.RESUMES[genre]),
        presentation_detail=annuaire.PRESENTATIONS[genre].format(nom=nom, commune=commune.nom),
        adresse=f"{hasard.randint(1, 48)} {hasard.choice(annuaire.RUES)}",
        code_postal=commune.code_postal,
        commune=commune,
        latitude=round(commune.latitude + hasard.uniform(-1, 1) * ECART_EN_DEGRES, 5),
        longitude=round(commune.longitude + hasard.uniform(-1, 1) * ECART_EN_DEGRES, 5),
        acces="Stationnement gratuit à deux pas. Les vélos dorment dans la cour.",
        accessibilite=hasard.choice(
            ["Plain-pied, toilettes adaptées.", "Rampe à l’entrée, toilettes adaptées."]
        ),
        telephone=f"+335{90000000 + rang:08d}",
        courriels=[f"bonjour@{slug}.example.org"],
        sites_web=[f"https://{slug}.example.org/"],
        horaires=hasard.choice(annuaire.HORAIRES[genre]),
        pivot=f"{90000000000000 + rang}",
        source="Réseau de démonstration",
        identifiant_source=f"demo-{rang:03d}",
        mis_a_jour_le=timezone.localdate() - timedelta(days=hasard.randint(3, 400)),
    )


def _poser_les_termes(lieux, genres, hasard):
    termes = {(t.famille, t.code): t for t in Terme.objects.all()}
    services = [t for t in termes.values() if t.famille == Famille.SERVICE]
    typologie = termes[Famille.TYPOLOGIE, "tiers-lieux"]
    liens = []
    for lieu, genre in zip(lieux, genres, strict=True):
        poses = [typologie, *(termes[Famille.ACTIVITE, c] for c in annuaire.ACTIVITES[genre])]
        if genre in (annuaire.MEDIATION, annuaire.TOUT):
            poses += hasard.sample(services, 4)
        liens += [Lieu.termes.through(lieu=lieu, terme=terme) for terme in poses]
    Lieu.termes.through.objects.bulk_create(liens)


def _labelliser(lieux, hasard):
    """22 labels valid today, and two that have run out, to see that they no longer show."""
    label = Label.objects.get(slug="fabrique-de-territoire")
    aujourd_hui = timezone.localdate()
    en_cours = [lieu for lieu in lieux if lieu.nom in annuaire.FABRIQUES_DE_TERRITOIRE]
    echus = [lieu for lieu in lieux if lieu.nom in ("Le Carrelet", "La Filature")]
    Labellisation.objects.bulk_create(
        [
            Labellisation(
                lieu=lieu,
                label=label,
                debut=aujourd_hui - timedelta(days=hasard.randint(60, 900)),
                fin=aujourd_hui + timedelta(days=hasard.randint(120, 700)),
            )
            for lieu in en_cours
        ]
        + [
            Labellisation(
                lieu=lieu,
                label=label,
                debut=aujourd_hui - timedelta(days=1400),
                fin=aujourd_hui - timedelta(days=300),
            )
            for lieu in echus
        ]
    )
