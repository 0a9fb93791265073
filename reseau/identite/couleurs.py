"""Contrast between two colours, as WCAG 2.2 (success criterion 1.4.3) measures it."""

from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

couleur_hexadecimale = RegexValidator(
    r"^#[0-9a-fA-F]{6}$", _("Écrivez la couleur sous la forme #1f5c4d.")
)


def luminance(couleur: str) -> float:
    composantes = (int(couleur[i : i + 2], 16) / 255 for i in (1, 3, 5))
    rouge, vert, bleu = (
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in composantes
    )
    return 0.2126 * rouge + 0.7152 * vert + 0.0722 * bleu


def contraste(une: str, autre: str) -> float:
    """Ratio from 1 (same) to 21 (black on white)."""
    claire, sombre = sorted((luminance(une), luminance(autre)), reverse=True)
    return (claire + 0.05) / (sombre + 0.05)
