"""Contrast between two colours, as WCAG 2.2 (success criterion 1.4.3) measures it."""

import colorsys

from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

# The surfaces the network's colours are read on (static/css/jetons.css).
PAPIERS_CLAIRS = ("#fbf7ef", "#f3ecdf", "#fffdf9")
PAPIERS_SOMBRES = ("#1c1a17", "#141210", "#272420")

couleur_hexadecimale = RegexValidator(
    r"^#[0-9a-fA-F]{6}$", _("Écrivez la couleur sous la forme #1f5c4d.")
)


def composantes(couleur: str) -> list[int]:
    return [int(couleur[debut : debut + 2], 16) for debut in (1, 3, 5)]


def luminance(couleur: str) -> float:
    rouge, vert, bleu = (
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4
        for c in (composante / 255 for composante in composantes(couleur))
    )
    return 0.2126 * rouge + 0.7152 * vert + 0.0722 * bleu


def contraste(premiere: str, seconde: str) -> float:
    """Ratio from 1 (same) to 21 (black on white)."""
    claire, sombre = sorted((luminance(premiere), luminance(seconde)), reverse=True)
    return (claire + 0.05) / (sombre + 0.05)


def lisible_sur(couleur: str, fonds: tuple[str, ...], ratio: float = 4.5) -> str:
    """The shade of `couleur`, hue kept, nearest to it that reaches `ratio` on all of `fonds`."""
    pas = 0.01 if luminance(fonds[0]) < 0.18 else -0.01
    teinte, clarte, saturation = colorsys.rgb_to_hls(*(c / 255 for c in composantes(couleur)))
    while min(contraste(couleur, fond) for fond in fonds) < ratio:
        clarte = min(max(clarte + pas, 0), 1)
        couleur = en_hexadecimal(colorsys.hls_to_rgb(teinte, clarte, saturation))
    return couleur


def en_hexadecimal(rouge_vert_bleu: tuple[float, float, float]) -> str:
    return "#" + "".join(f"{round(composante * 255):02x}" for composante in rouge_vert_bleu)
