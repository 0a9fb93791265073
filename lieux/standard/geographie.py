"""Find the commune and the position of a row, despite errors of spreadsheets and geocoders."""

import re
from collections import defaultdict
from dataclasses import dataclass, field
from difflib import get_close_matches

from django.utils.translation import gettext as _

from ..territoire.distance import km
from ..territoire.models import Commune, Departement, en_toutes_lettres
from ..territoire.suggestions import porte_le_nom, sans_article
from .valeurs import Lue

# (south, north, west, east): mainland, Guadeloupe and Martinique, Guyane, Réunion, Mayotte.
FRANCE = (
    (41.2, 51.2, -5.3, 9.7),
    (14.3, 16.6, -61.9, -60.7),
    (2.0, 5.9, -54.7, -51.5),
    (-21.5, -20.8, 55.1, 55.9),
    (-13.1, -12.5, 44.9, 45.4),
)
LOIN_DE_SA_COMMUNE = 30  # km


@dataclass
class Communes:
    """Communes by INSEE code (former ones and arrondissements too) and by postal code."""

    par_code: dict[str, Commune] = field(default_factory=dict)
    par_code_postal: dict[str, list[Commune]] = field(default_factory=lambda: defaultdict(list))

    @classmethod
    def charger(cls) -> "Communes":
        communes = cls()
        departements = Departement.objects.in_bulk()
        for commune in Commune.objects.defer("recherche"):
            commune.departement = departements[commune.departement_id]
            for code in (commune.pk, *commune.autres_codes.split()):
                communes.par_code.setdefault(code, commune)
            for code in commune.codes_postaux.split():
                communes.par_code_postal[code].append(commune)
        return communes

    def trouver(self, code_insee: str, code_postal: str, nom: str) -> tuple[Commune | None, str]:
        """The commune, and a remark when it is not exactly the one written."""
        code = code_insee.upper().zfill(5) if code_insee else ""
        if commune := self.par_code.get(code):
            sure = se_nomme(commune, nom) or code_postal in commune.codes_postaux.split()
            return commune, "" if sure else comprise(nom, code, commune)
        voisines = self.par_code_postal.get(code_postal, [])
        commune = seule([c for c in voisines if se_nomme(c, nom)])
        if commune:
            return commune, ""
        commune = seule(self._homonymes(code_postal, nom)) or seule(voisines)
        commune = commune or presque(voisines, nom)
        return commune, comprise(nom, code_postal, commune) if commune else ""

    def _homonymes(self, code_postal: str, nom: str) -> list[Commune]:
        """Communes with this name in the département of a postal code that is not theirs."""
        return [
            commune
            for code, communes in self.par_code_postal.items()
            if code_postal and code[:2] == code_postal[:2]
            for commune in communes
            if se_nomme(commune, nom)
        ]


def comprise(nom: str, code: str, commune: Commune) -> str:
    valeurs = {"nom": nom, "code": code, "commune": commune}
    return _("« %(nom)s » (%(code)s) compris comme %(commune)s") % valeurs


def seule(communes: list[Commune]) -> Commune | None:
    distinctes = {commune.pk: commune for commune in communes}
    return next(iter(distinctes.values())) if len(distinctes) == 1 else None


def presque(communes: list[Commune], nom: str) -> Commune | None:
    """The commune whose name begins so (Florac), or is a spelling mistake away (Vabre l'Abbaye)."""
    cherche = sans_article(en_toutes_lettres(nom))
    par_nom = {sans_article(le_sien): commune for commune in communes for le_sien in commune.noms}
    debuts = [commune for le_sien, commune in par_nom.items() if le_sien.startswith(cherche)]
    proches = get_close_matches(cherche, par_nom, n=2, cutoff=0.85)
    return seule(debuts if cherche else []) or seule([par_nom[proche] for proche in proches])


def se_nomme(commune: Commune, nom: str) -> bool:
    """« PARIS 10e Arrondissement » and « Auch cedex 9 » mean Paris and Auch."""
    fin = r" (cedex|\d+ ?(er?|eme)?\b|arrondissement).*$"
    return porte_le_nom(commune, re.sub(fin, "", en_toutes_lettres(nom)))


def position(latitude: str, longitude: str, commune: Commune) -> Lue:
    """(latitude, longitude), or (None, None) when the point is not in France."""
    bruts = tuple(brut for brut in (latitude, longitude) if brut)
    if not bruts:
        return Lue((None, None))
    try:
        lue = float(latitude.replace(",", ".")), float(longitude.replace(",", "."))
    except ValueError:
        return Lue((None, None), _("coordonnées incomplètes ou illisibles, mises de côté"), bruts)
    if not en_france(*lue):
        if en_france(*lue[::-1]):
            return Lue(lue[::-1], _("latitude et longitude échangées, remises en ordre"))
        return Lue((None, None), _("coordonnées hors de France, mises de côté"), bruts)
    distance = 0.0
    if commune.latitude is not None and commune.longitude is not None:
        distance = km(*lue, commune.latitude, commune.longitude)
    if distance > LOIN_DE_SA_COMMUNE:
        return Lue(
            lue, _("à %(km)d km de %(commune)s : à vérifier") % {"km": distance, "commune": commune}
        )
    return Lue(lue)


def en_france(latitude: float, longitude: float) -> bool:
    return any(
        sud <= latitude <= nord and ouest <= longitude <= est for sud, nord, ouest, est in FRANCE
    )
