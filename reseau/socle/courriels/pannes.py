"""Show letters that could not be sent beside the person they were for."""

from typing import Protocol

from django.template.loader import render_to_string
from django.utils.html import format_html

from reseau.socle.courriels.models import Courriel


def panne_de(adresse: str) -> Courriel | None:
    """The last letter to this address that could not be sent, when none was sent since."""
    return Courriel.objects.en_panne().par_adresse([adresse]).get(adresse.lower())


class Lue(Protocol):
    """A row annotated by `avec_panne`."""

    @property
    def en_panne(self) -> bool: ...


def marque(lu: Lue) -> str:
    """The mark of a failed letter, for a cell of a list."""
    if not lu.en_panne:
        return ""
    return format_html(" {}", render_to_string("admin/inscriptions/_marque.html"))
