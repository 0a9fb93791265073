"""The network's two colours as a small stylesheet, readable on light and on dark paper."""

from .couleurs import PAPIERS_CLAIRS, PAPIERS_SOMBRES, lisible_sur
from .models import Reseau

CONTRASTE_CLAIR = 4.5
CONTRASTE_SOMBRE = 6  # bright lines on dark paper tire the eye before a contrast of 4.5


def feuille_de_style(reseau: Reseau) -> str:
    clair = regles(reseau, PAPIERS_CLAIRS, CONTRASTE_CLAIR)
    sombre = regles(reseau, PAPIERS_SOMBRES, CONTRASTE_SOMBRE)
    return f":root{{{clair}}}@media(prefers-color-scheme:dark){{:root{{{sombre}}}}}"


def regles(reseau: Reseau, papiers: tuple[str, ...], ratio: float) -> str:
    forte = lisible_sur(reseau.couleur_forte, papiers, ratio)
    accent = lisible_sur(reseau.couleur_accent, papiers, ratio)
    return f"--couleur-forte:{forte};--couleur-accent:{accent}"
