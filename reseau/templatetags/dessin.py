"""Icons, page numbers, titles of errors (a builtin: no {% load %} needed)."""

from functools import lru_cache

from django import template
from django.core.exceptions import NON_FIELD_ERRORS
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.translation import gettext as _

from ..socle.adresses.champ import FAUTE

register = template.Library()


@register.simple_tag
@lru_cache(maxsize=512)
def icone(nom, titre="", classe=""):
    """One of our icons (static/img/icones.svg).

    {% icone "lieu" %} is decoration, silent for a screen reader; {% icone "lieu" _("Lieu") %} is
    read aloud, for the rare icon that stands without words.
    """
    return format_html(
        '<svg class="icone{}" {}><use href="{}#{}"></use></svg>',
        f" {classe}" if classe else "",
        format_html('role="img" aria-label="{}"', titre)
        if titre
        else format_html('aria-hidden="{}"', "true"),
        static("img/icones.svg"),
        nom,
    )


@register.filter
def pages_autour(paginateur, numero):
    """Page numbers to show around `numero`; None stands for a gap."""
    return [
        page if isinstance(page, int) else None
        for page in paginateur.get_elided_page_range(numero, on_each_side=1, on_ends=1)
    ]


@register.simple_tag
def titre_des_erreurs(form=None, formulaires=()):
    """The title above the errors of forms: a question, a refusal, or missing values."""
    donnees = [formulaire.errors.as_data() for formulaire in formulaires or [form]]
    codes = {e.code for erreurs in donnees for liste in erreurs.values() for e in liste}
    if codes == {FAUTE}:
        return _("Une question avant d’envoyer :")
    if {champ for erreurs in donnees for champ in erreurs} == {NON_FIELD_ERRORS}:
        return _("Votre demande n’a pas abouti :")
    return _("Le formulaire n’est pas encore complet :")
