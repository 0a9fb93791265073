"""Write places as rows of the standard, valid even when the directory lacks a value."""

import csv
import io
from collections.abc import Iterable, Iterator

from django.conf import settings
from django.db.models import Count, Prefetch

from reseau.models import Reseau

from ..annuaire.models import Lieu
from ..annuaire.queryset import LieuQuerySet
from ..enums import Famille
from ..territoire.arrondissements import code_arrondissement
from ..vocabulaire.models import Labellisation, Terme
from .champs import (
    ADRESSE_INCONNUE,
    CODE_POSTAL,
    CODE_POSTAL_INCONNU,
    CODEES,
    COLONNES,
    PIVOT,
    PIVOT_INCONNU,
    SEPARATEUR,
    STANDARD,
)
from .valeurs import telephone_international

PAR_LOT = 500


def lignes_csv(lieux: LieuQuerySet) -> Iterator[str]:
    """The file by pieces: constant memory, one set of queries for PAR_LOT places."""
    source = str(Reseau.objects.le_notre().nom)
    ambigus = identifiants_ambigus(lieux)
    yield en_csv([COLONNES])
    lot = []
    for lieu in avec_ses_liens(lieux).order_by("pk").iterator(chunk_size=PAR_LOT):
        cellules = ligne(lieu, source)
        if cellules["id"] in ambigus:
            cellules["id"] = identifiant_public(lieu)
        lot.append(cellules.values())
        if len(lot) == PAR_LOT:
            yield en_csv(lot)
            lot = []
    if lot:
        yield en_csv(lot)


def identifiants_ambigus(lieux: LieuQuerySet) -> set[str]:
    """Identifiers that several sources gave to several places: they must be unique in a file."""
    donnes = lieux.exclude(identifiant_source="").order_by().values_list("identifiant_source")
    return {identifiant for identifiant, n in donnes.annotate(n=Count("pk")) if n > 1}


def en_csv(lignes: Iterable[Iterable[str]]) -> str:
    sortie = io.StringIO()
    csv.writer(sortie).writerows(lignes)
    return sortie.getvalue()


def avec_ses_liens(lieux: LieuQuerySet) -> LieuQuerySet:
    """Prefetch what `ligne` reads besides the row."""
    labels_du_jour = (
        Labellisation.objects.valides()
        .exclude(label__terme_du_standard=None)
        .select_related("label__terme_du_standard")
    )
    avec_commune = lieux.select_related("commune__departement")
    return avec_commune.prefetch_related(  # type: ignore[no-redef]  # the model says it has it
        "termes", Prefetch("labellisations", labels_du_jour, to_attr="labels_du_standard")
    )


def ligne(lieu: Lieu, source: str) -> dict[str, str]:
    """The 32 cells in order; `source` is the name of this network, for its own places."""
    cellules = {
        "id": lieu.identifiant_source.strip() or identifiant_public(lieu),
        "pivot": lieu.pivot if PIVOT.fullmatch(lieu.pivot) else PIVOT_INCONNU,
        "nom": lieu.nom,
        "adresse": lieu.adresse.strip() or ADRESSE_INCONNUE,
        "complement_adresse": lieu.complement_adresse,
        "telephone": telephone_international(lieu.telephone),
        "courriels": SEPARATEUR.join(lieu.courriels),
        "site_web": SEPARATEUR.join(url.replace(SEPARATEUR, "%7C") for url in lieu.sites_web),
        "horaires": lieu.horaires,
        "presentation_resume": lieu.presentation_resume,
        "presentation_detail": lieu.presentation_detail,
        "source": lieu.source.strip() or source,
        "structure_parente": lieu.structure_parente,
        "date_maj": lieu.mis_a_jour_le.isoformat(),
        "autres_formations_labels": lieu.autres_formations_labels,
        "fiche_acces_libre": lieu.fiche_acces_libre,
        "prise_rdv": lieu.prise_rdv,
    }
    cellules |= situation(lieu) | listes(lieu)
    return {colonne: cellules[colonne].strip() for colonne in COLONNES}


def identifiant_public(lieu: Lieu) -> str:
    """The address of the page: no other network can use the same identifier."""
    return f"{settings.SITE_URL}{lieu.get_absolute_url()}"


def situation(lieu: Lieu) -> dict[str, str]:
    code_postal = lieu.code_postal if CODE_POSTAL.fullmatch(lieu.code_postal) else ""
    code_postal = code_postal or lieu.commune.code_postal or CODE_POSTAL_INCONNU
    return {
        # Official names use the straight apostrophe.
        "commune": lieu.commune.nom.replace("’", "'"),
        "code_postal": code_postal,
        "code_insee": code_arrondissement(lieu.commune, code_postal) or lieu.commune.pk,
        "latitude": "" if lieu.latitude is None else repr(lieu.latitude),
        "longitude": "" if lieu.longitude is None else repr(lieu.longitude),
    }


def listes(lieu: Lieu) -> dict[str, str]:
    termes = {terme.pk: terme for terme in lieu.termes.all()}
    termes |= {terme.pk: terme for terme in termes_des_labels(lieu)}
    tries = sorted(termes.values(), key=lambda terme: (terme.ordre, terme.pk))
    return {
        famille: SEPARATEUR.join(
            terme.equivalences[STANDARD]
            for terme in tries
            if terme.famille == famille and STANDARD in terme.equivalences
        )
        for famille in CODEES
    }


def termes_des_labels(lieu: Lieu) -> list[Terme]:
    """Values of the standard that come from labels valid today."""
    return [
        terme
        for labellisation in lieu.labels_du_standard
        if (terme := labellisation.label.terme_du_standard) and terme.famille == Famille.FORMATION
    ]
