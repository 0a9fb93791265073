"""French grammar for Python strings; templates have the `pluriel` filter."""

from django.utils.translation import ngettext as ngettext_de_django


def ngettext(singulier: str, pluriel: str, nombre: int) -> str:
    """Django's ngettext, but where French itself is shown 0 is singular, as in « 0 place ».

    French is the source and has no catalogue: Django then applies the English rule.
    """
    texte = ngettext_de_django(singulier, pluriel, nombre)
    return singulier if texte == pluriel and nombre == 0 else texte
