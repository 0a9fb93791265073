"""Read one value: keep it, repair it with a remark, or set it aside as received."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext as _

from reseau.socle import invisibles
from reseau.socle.formulaires import adresse_qui_part

from .champs import (
    ADRESSE_INCONNUE,
    CODE_POSTAL,
    CODE_POSTAL_INCONNU,
    PIVOT,
    PIVOT_INCONNU,
    TELEPHONE,
)

verifier_adresse_web = URLValidator(schemes=["http", "https"])

# Calling codes of overseas départements, by start of national number.
INDICATIFS = {
    debut: indicatif
    for indicatif, debuts in {
        "+590": ("0590", "0690", "0691"),
        "+594": ("0594", "0694"),
        "+596": ("0596", "0696", "0697"),
        "+262": ("0262", "0263", "0692", "0693", "0269", "0639"),
    }.items()
    for debut in debuts
}


@dataclass(frozen=True)
class Lue:
    """`hors`: a value that cannot be stored, kept as received."""

    valeur: Any
    remarque: str = ""
    hors: tuple[str, ...] = ()


def texte(brut: str, longueur: int | None = None) -> Lue:
    if longueur and len(brut) > longueur:
        return Lue("", _("trop long (%(n)s caractères), mis de côté") % {"n": len(brut)}, (brut,))
    return Lue(brut)


def resume(brut: str, longueur: int) -> Lue:
    if len(brut) <= longueur:
        return Lue(brut)
    coupe = brut[: longueur - 1].rsplit(" ", 1)[0] + "…"
    return Lue(coupe, _("plus de %(n)s caractères, coupé") % {"n": longueur}, (brut,))


def adresse(brut: str, longueur: int) -> Lue:
    return Lue("") if brut == ADRESSE_INCONNUE else texte(brut, longueur)


def pivot(brut: str) -> Lue:
    serre = re.sub(r"[.-]", "", invisibles.code(brut))
    if serre in ("", PIVOT_INCONNU):
        return Lue("")
    if not PIVOT.fullmatch(serre):
        return Lue("", _("ni SIRET ni RNA, mis de côté"), (brut,))
    return Lue(serre, "" if serre == brut else _("écrit sans espaces"))


def code_postal(brut: str) -> Lue:
    brut = invisibles.code(brut)
    if brut in ("", "0", CODE_POSTAL_INCONNU):
        return Lue("")
    if CODE_POSTAL.fullmatch(brut):
        return Lue(brut)
    if re.fullmatch(r"\d{4}", brut):
        return Lue(f"0{brut}", _("zéro perdu remis : 0%(code)s") % {"code": brut})
    return Lue("", _("n’a pas cinq chiffres, mis de côté"), (brut,))


def telephone(brut: str) -> Lue:
    numero = telephone_international(brut)
    if brut and not numero:
        return Lue("", _("numéro non compris, mis de côté"), (brut,))
    return Lue(numero, "" if numero == brut else _("écrit %(numero)s") % {"numero": numero})


def telephone_international(brut: str) -> str:
    """« 05 62 60 00 00 » in international form, or ""."""
    numero = re.sub(r"[.\-()/]", "", invisibles.code(brut).replace("(0)", ""))
    if re.fullmatch(r"0\d{9}", numero):
        numero = INDICATIFS.get(numero[:4], "+33") + numero[1:]
    elif numero.startswith("00"):
        numero = "+" + numero[2:]
    return numero if TELEPHONE.fullmatch(numero) else ""


def courriel(brut: str) -> Lue:
    propre = invisibles.adresse(brut).strip()
    try:
        adresse_qui_part(propre)
    except ValidationError:
        return Lue("", _("adresse de courriel incorrecte : %(brut)s") % {"brut": brut}, (brut,))
    return Lue(propre)


def site_web(brut: str, longueur: int = 300) -> Lue:
    brut = invisibles.adresse(brut).strip()
    complet = brut if not brut or re.match(r"[a-zA-Z][\w+.-]*:", brut) else f"https://{brut}"
    try:
        if complet:
            verifier_adresse_web(complet)
    except ValidationError:
        return Lue("", _("adresse web incorrecte : %(brut)s") % {"brut": brut}, (brut,))
    if len(complet) > longueur:
        return texte(brut, longueur)
    return Lue(complet, "" if complet == brut else _("complété en %(url)s") % {"url": complet})


def plusieurs(bruts: list[str], lire: Callable[[str], Lue]) -> Lue:
    """Read each value and gather them; duplicates count once."""
    lues = [lire(brut) for brut in dict.fromkeys(bruts)]
    return Lue(
        [lue.valeur for lue in lues if lue.valeur],
        " ; ".join(lue.remarque for lue in lues if lue.remarque),
        tuple(brut for lue in lues for brut in lue.hors),
    )


def date_maj(brut: str) -> tuple[date | None, str]:
    """The date and a remark; « 13/06/2019 » and full timestamps are accepted."""
    try:
        return date.fromisoformat(brut), ""
    except ValueError:
        pass
    for lire in (
        datetime.fromisoformat,
        lambda b: datetime.strptime(b, "%d/%m/%Y"),  # noqa: DTZ007 - a day, not a moment
    ):
        try:
            jour = lire(brut).date()
        except ValueError:
            continue
        return jour, _("écrit %(jour)s") % {"jour": jour.isoformat()}
    return None, ""
