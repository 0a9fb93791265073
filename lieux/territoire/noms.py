"""Names of communes in a French sentence."""

import re

from django.utils.translation import get_language

VOYELLES = "aàâeéèêëiîïoôuùûyœæh"


def de(nom: str) -> str:
    """« d’Auch », « de Gimont », « du Mans », « des Angles »; the bare name in English."""
    if get_language() != "fr":
        return nom
    if article := re.match(r"(Le|Les) ", nom):
        reste = nom[article.end() :]
        return f"du {reste}" if article[1] == "Le" else f"des {reste}"
    return f"d’{nom}" if nom[:1].lower() in VOYELLES else f"de {nom}"
