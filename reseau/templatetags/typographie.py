"""French typography and grammar for templates (a builtin: no {% load %} needed)."""

import re
from decimal import Decimal

from django import template
from django.utils import formats
from django.utils.translation import gettext as _

from ..socle import dates
from ..socle import markdown as redaction
from ..socle.dates import ESPACE_INSECABLE

register = template.Library()


@register.filter
def pluriel(nombre, formes="s"):
    """French plural, where 0 and 1 are singular.

    `{{ n }} place{{ n|pluriel }}` or `{{ n }} loc{{ n|pluriel:"al,aux" }}`.
    """
    singulier, _virgule, plusieurs = formes.rpartition(",")
    return singulier if abs(nombre or 0) < 2 else plusieurs


@register.filter
def euros(montant):
    """Decimal euros as French people write them: 12 €, 12,50 €."""
    montant = Decimal(montant)
    decimales = 0 if montant == montant.to_integral_value() else 2
    return f"{formats.number_format(montant, decimales, force_grouping=True)}{ESPACE_INSECABLE}€"


@register.filter
def markdown(texte, niveau=2):
    return redaction.rendre(texte, niveau)


@register.filter
def en_clair(texte):
    return redaction.en_clair(texte)


@register.filter
def heure(moment):
    """9 h, 14 h 30: the hour in Paris; 9:00, 14:30 on an English page."""
    return dates.heure(moment)


@register.filter
def jour(moment, annee=True):
    """jeudi 5 novembre 2026, dimanche 1ᵉʳ novembre 2026; `jour:False` leaves the year out."""
    return dates.jour(moment, annee)


@register.filter
def en_lettres(moment, annee=True):
    """5 novembre 2026, 1ᵉʳ novembre 2026; `en_lettres:False` leaves the year out."""
    return dates.en_lettres(moment, annee)


@register.filter
def ordinal(rang):
    """1ʳᵉ, 2ᵉ, 3ᵉ: the rank of a person (feminine, as « personne » is in French)."""
    return _("1ʳᵉ") if rang == 1 else _("%(rang)dᵉ") % {"rang": rang}


@register.filter
def kilometres(km):
    """600 m, 4,2 km, 38 km: no more digits than useful."""
    if km < 0.95:
        return f"{max(round(km * 10), 1) * 100}{ESPACE_INSECABLE}m"
    decimales = 0 if km >= 10 or round(km, 1) == round(km) else 1
    return f"{formats.number_format(round(km, decimales), decimales)}{ESPACE_INSECABLE}km"


@register.filter
def telephone(numero):
    """A French number by pairs: 05 62 00 00 00; any other is shown as typed."""
    chiffres = re.sub(r"[\s.-]", "", str(numero))
    national = re.sub(r"^(?:\+33|0033)(?:\(0\))?", "0", chiffres)
    if not re.fullmatch(r"0[1-9]\d{8}", national):
        return numero
    return ESPACE_INSECABLE.join(national[i : i + 2] for i in range(0, 10, 2))
