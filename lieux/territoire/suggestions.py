"""Find communes from typed text: « auch », « 32000 », « St Denis », « Auch (32000) »."""

import re

from django.db.models import Case, F, Value, When
from django.db.models.functions import Concat

from reseau.socle.recherche import normaliser

from .models import Commune, CommuneQuerySet, en_toutes_lettres

AU_PLUS = 8


def suggerer(texte: str) -> CommuneQuerySet:
    """The exact name first, then names that begin so, then the largest communes."""
    cherche = en_toutes_lettres(texte)
    if len(cherche) < 2:
        return Commune.objects.none()
    rang = Case(
        When(recherche__startswith=Concat(Value(cherche + " "), F("codes_postaux")), then=0),
        When(recherche__startswith=cherche, then=1),
        default=2,
    )
    communes = Commune.objects.chercher(texte).select_related("departement")
    return communes.order_by(rang, "-population", "nom", "pk")


def designer(texte: str) -> list[Commune]:
    """Communes that `texte` may mean, a few above AU_PLUS: with this name, else all matches.

    The article is optional: « Mans » means Le Mans, and « Auch » does not mean Auchel.
    """
    trouvees = list(suggerer(texte)[: AU_PLUS + 1])
    nom = " ".join(mot for mot in en_toutes_lettres(texte).split() if not mot.isdigit())
    exactes = [c for c in trouvees if nom in noms_possibles(c.nom)]
    return exactes or [c for c in trouvees if porte_le_nom(c, nom)] or trouvees


def porte_le_nom(commune: Commune, nom: str) -> bool:
    """Is `nom` (normalised, article or not) its name, or that of a commune it was formed from?"""
    return any(nom in noms_possibles(le_sien) for le_sien in commune.noms)


def noms_possibles(nom: str) -> tuple[str, str]:
    return normaliser(nom), sans_article(nom)


def sans_article(nom: str) -> str:
    return re.sub(r"^(l|le|la|les|aux|las|los) ", "", normaliser(nom))
