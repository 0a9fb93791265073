"""Structured data (schema.org) inside a page: a data block that no text can break out of."""

import json

from django.core.serializers.json import DjangoJSONEncoder
from django.utils.safestring import SafeString, mark_safe

ECHAPPEMENTS = {ord("<"): "\\u003c", ord(">"): "\\u003e", ord("&"): "\\u0026"}


def script(donnees: dict) -> SafeString:
    """The <script> element, without empty values; browsers never run it."""
    utiles = {cle: valeur for cle, valeur in donnees.items() if valeur not in (None, "", [])}
    contenu = json.dumps(
        {"@context": "https://schema.org", **utiles}, cls=DjangoJSONEncoder, ensure_ascii=False
    )
    sur = contenu.translate(ECHAPPEMENTS)
    return mark_safe(f'<script type="application/ld+json">{sur}</script>')  # noqa: S308
