"""Compare the rows of a file with our places: new, changed, unchanged, older, refused."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from reseau.models import Reseau

from ..annuaire.models import Lieu
from .champs import CODEES, COLONNES, SEPARATEUR
from .ecriture import avec_ses_liens, ligne, termes_des_labels
from .lecture import Lexique, lire_la_fiche
from .tableau import Ligne
from .verdicts import Changement, Fiche, Genre, Remarque, Verdict


def juger(fiches: list[Fiche], lexique: Lexique) -> list[Verdict]:
    """Judge each row; a second row about the same place is refused."""
    connus = Connus.charger(fiches)
    vus: dict[int | tuple[str, str], int] = {}
    verdicts = []
    for fiche in fiches:
        lieu = connus.lieu_de(fiche)
        cle = lieu.pk if lieu else (fiche.source, fiche.identifiant)
        if fiche.identifiant and vus.setdefault(cle, fiche.ligne) != fiche.ligne:
            fiche.refus.append(Remarque("id", _("déjà à la ligne %(n)s") % {"n": vus[cle]}))
        verdicts.append(verdict(fiche, lieu, connus.reseau, lexique))
    return verdicts


@dataclass
class Connus:
    """Places that rows may mean: by source and identifier, or by the address of their page."""

    reseau: str
    par_identifiant: dict[tuple[str, str], Lieu]
    par_slug: dict[str, Lieu]

    @classmethod
    def charger(cls, fiches: list[Fiche]) -> "Connus":
        """Read and lock the places: nobody edits one between its verdict and its writing."""
        reseau = str(Reseau.objects.le_notre().nom)
        sources = {fiche.source for fiche in fiches}
        if reseau in sources:
            sources.add("")
        cites = Q(slug__in={slug_de(fiche.identifiant) for fiche in fiches} - {None})
        des_sources = Q(source__in=sources) & ~Q(identifiant_source="")
        lieux = avec_ses_liens(Lieu.objects.filter(cites | des_sources))
        par_identifiant, par_slug = {}, {}
        for lieu in lieux.select_for_update(of=("self",)):
            par_slug[lieu.slug] = lieu
            par_identifiant[lieu.source or reseau, lieu.identifiant_source] = lieu
        return cls(reseau, par_identifiant, par_slug)

    def lieu_de(self, fiche: Fiche) -> Lieu | None:
        if not fiche.identifiant:
            return None
        trouve = self.par_identifiant.get((fiche.source, fiche.identifiant))
        slug = slug_de(fiche.identifiant)
        return trouve or (self.par_slug.get(slug) if slug else None)


def slug_de(identifiant: str) -> str | None:
    """The slug of an identifier that is the address of one of our pages."""
    debut = f"{settings.SITE_URL}{reverse('lieux:liste')}"
    if identifiant.startswith(debut):
        return identifiant.removeprefix(debut).rstrip("/")
    return None


def verdict(fiche: Fiche, lieu: Lieu | None, reseau: str, lexique: Lexique) -> Verdict:
    if fiche.refus:
        return Verdict(Genre.REFUSE, fiche)
    if lieu is None:
        return Verdict(Genre.NOUVEAU, fiche)
    changements = comparer(fiche, lieu, reseau, lexique)
    if changements and lieu.mis_a_jour_le > fiche.date_maj:
        return Verdict(Genre.PLUS_RECENT, fiche, changements, lieu)
    if fiche.date_maj > lieu.mis_a_jour_le:
        avant, apres = lieu.mis_a_jour_le.isoformat(), fiche.date_maj.isoformat()
        changements += (Changement("date_maj", avant, apres),)
    return Verdict(Genre.CHANGE if changements else Genre.INCHANGE, fiche, changements, lieu)


def comparer(fiche: Fiche, lieu: Lieu, reseau: str, lexique: Lexique) -> tuple[Changement, ...]:
    """Compare with our own export of the place: importing an export changes nothing.

    The file neither gives nor removes a value that comes from a label.
    """
    fiche_actuelle = lire_la_fiche(Ligne(0, ligne(lieu, reseau)), lexique, reseau)
    des_labels = {terme.pk for terme in termes_des_labels(lieu)}
    changements = []
    for champ in COLONNES:
        if champ not in fiche.valeurs or champ == "date_maj":
            continue
        avant, apres = fiche_actuelle.valeurs[champ], fiche.valeurs[champ]
        if champ in CODEES:
            avant, apres = avant - des_labels, apres - des_labels
        if avant != apres:
            changements.append(
                Changement(champ, en_clair(champ, avant, lexique), en_clair(champ, apres, lexique))
            )
            continue
        hors, gardees = fiche.hors.get(champ), lieu.valeurs_hors_standard.get(champ, [])
        if hors and hors not in (fiche_actuelle.hors.get(champ), gardees):
            changements.append(Changement(champ, SEPARATEUR.join(gardees), SEPARATEUR.join(hors)))
    return tuple(changements)


def en_clair(champ: str, valeur: Any, lexique: Lexique) -> str:
    if champ == "commune":
        return str(lexique.communes.par_code[valeur])
    if champ in CODEES:
        return SEPARATEUR.join(sorted(lexique.valeurs[cle] for cle in valeur))
    if isinstance(valeur, list):
        return SEPARATEUR.join(valeur)
    return "" if valeur is None else str(valeur)
