"""Import a file of the standard into the directory, in one transaction."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from django.db import transaction

from reseau.socle.slugs import premier_libre, slug_de_base

from ..annuaire.models import Lieu
from ..consequences import LIEU_RENOMME
from ..enums import StatutLieu
from .champs import ATTRIBUTS, CODEES, STANDARD
from .jugement import juger
from .lecture import Lexique, lire_la_fiche
from .tableau import ouvrir
from .verdicts import Fiche, Genre, Rapport, Verdict

PAR_LOT = 500
Lien = Lieu.termes.through


@transaction.atomic
def importer(
    octets: bytes, *, essai: bool = False, source: str = "", statut: str = StatutLieu.PUBLIE
) -> Rapport:
    """Judge every row, then write unless `essai`: a dry run gives the same verdicts.

    `source` applies to rows without one, `statut` to new places.
    """
    tableau = ouvrir(octets)
    lexique = Lexique.charger()
    verdicts = juger([lire_la_fiche(ligne, lexique, source) for ligne in tableau.lignes], lexique)
    if not essai:
        creer([v.fiche for v in verdicts if v.genre == Genre.NOUVEAU], statut, lexique)
        changer([(v.lieu, v) for v in verdicts if v.lieu and v.genre == Genre.CHANGE], lexique)
    return Rapport(verdicts, tableau.colonnes_inconnues)


def creer(fiches: list[Fiche], statut: str, lexique: Lexique) -> None:
    slugs = set(Lieu.objects.values_list("slug", flat=True))
    lieux = []
    for fiche in fiches:
        lieu = Lieu(
            slug=premier_libre(slug_de_base(Lieu, fiche.nom), slugs),
            statut=statut,
            source=fiche.source,
            identifiant_source=fiche.identifiant,
            valeurs_hors_standard=fiche.hors,
        )
        for champ in fiche.valeurs:
            poser(lieu, champ, fiche, lexique)
        slugs.add(lieu.slug)
        lieux.append(lieu)
    Lieu.objects.bulk_create(lieux, batch_size=PAR_LOT)
    Lien.objects.bulk_create(
        [
            Lien(lieu=lieu, terme_id=terme)
            for lieu, fiche in zip(lieux, fiches, strict=True)
            for terme in termes_de(fiche, CODEES)
        ],
        batch_size=PAR_LOT,
    )


def changer(verdicts: list[tuple[Lieu, Verdict]], lexique: Lexique) -> None:
    """One UPDATE for each set of changed columns, not for each place."""
    lots: dict[frozenset[str], list[Lieu]] = defaultdict(list)
    for lieu, verdict in verdicts:
        changes = [changement.champ for changement in verdict.changements]
        for champ in changes:
            poser(lieu, champ, verdict.fiche, lexique)
            mettre_de_cote(lieu, champ, verdict.fiche)
        lots[frozenset(changes)].append(lieu)
    for champs, lieux in lots.items():
        attributs = {ATTRIBUTS.get(champ, champ) for champ in champs if champ not in CODEES}
        for lieu in lieux:
            Lieu._meta.get_field("recherche").pre_save(lieu, add=False)
        Lieu.objects.bulk_update(
            lieux, [*sorted(attributs), "valeurs_hors_standard", "recherche"], batch_size=PAR_LOT
        )
    relier(verdicts)
    LIEU_RENOMME.appliquer([lieu for lieu, verdict in verdicts if verdict.renomme])


def poser(lieu: Lieu, champ: str, fiche: Fiche, lexique: Lexique) -> None:
    if champ in CODEES:
        return
    valeur = fiche.valeurs[champ]
    if champ == "commune":
        # The object, not its key: the search column reads its name.
        valeur = lexique.communes.par_code[valeur]
    setattr(lieu, ATTRIBUTS.get(champ, champ), valeur)


def mettre_de_cote(lieu: Lieu, champ: str, fiche: Fiche) -> None:
    if champ in fiche.hors:
        lieu.valeurs_hors_standard[champ] = fiche.hors[champ]
    else:
        lieu.valeurs_hors_standard.pop(champ, None)


def relier(verdicts: list[tuple[Lieu, Verdict]]) -> None:
    """Add and remove the terms of changed columns; values outside the standard stay."""
    changes = {
        lieu.pk: [c.champ for c in verdict.changements if c.champ in CODEES]
        for lieu, verdict in verdicts
    }
    voulus = {
        (lieu.pk, terme)
        for lieu, verdict in verdicts
        for terme in termes_de(verdict.fiche, changes[lieu.pk])
    }
    liens = {
        (lien.lieu_id, lien.terme_id): lien
        for lien in Lien.objects.filter(lieu__in=changes).select_related("terme")
        if lien.terme.famille in changes[lien.lieu_id] and STANDARD in lien.terme.equivalences
    }
    de_trop = [lien.pk for cle, lien in liens.items() if cle not in voulus]
    Lien.objects.filter(pk__in=de_trop).delete()
    Lien.objects.bulk_create(
        [Lien(lieu_id=cle, terme_id=terme) for cle, terme in sorted(voulus - liens.keys())],
        batch_size=PAR_LOT,
    )


def termes_de(fiche: Fiche, familles: Iterable[str]) -> Iterator[int]:
    for famille in familles:
        yield from sorted(fiche.valeurs[famille])
