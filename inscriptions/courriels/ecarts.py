"""Differences in a day that people know: « Date : jeudi 5 novembre → vendredi 6 novembre »."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from ateliers.models import Atelier
from reseau.socle.dates import heure, jour


@dataclass(frozen=True)
class Ecart:
    """One difference, in the language active when it is made."""

    quoi: str
    avant: str
    apres: str


def ecarts(avant: Atelier, apres: Atelier) -> list[Ecart]:
    """Date, hours, format and place only: no other change (text, price, seats) affects travel."""
    return [*_quand(avant, apres), *_ou(avant, apres)]


def _quand(avant: Atelier, apres: Atelier) -> Iterator[Ecart]:
    if (avant.debut, avant.fin) == (apres.debut, apres.fin):
        return
    (du, au), (vers_du, vers_au) = _jours(avant), _jours(apres)
    if du != au or vers_du != vers_au:
        yield Ecart(_("date"), avant.quand(), apres.quand())
        return
    if du != vers_du:
        annee = du.year != vers_du.year
        yield Ecart(_("date"), jour(du, annee), jour(vers_du, annee))
    if _heures(avant) != _heures(apres):
        yield Ecart(_("horaire"), _heures(avant), _heures(apres))


def _ou(avant: Atelier, apres: Atelier) -> Iterator[Ecart]:
    if avant.format != apres.format:
        yield Ecart(_("format"), avant.get_format_display(), apres.get_format_display())
    if _lieu(avant) != _lieu(apres):
        yield Ecart(_("lieu"), avant.endroit(), apres.endroit())
    elif apres.se_tient_quelque_part and avant.salle != apres.salle:
        a_dire = _("à préciser")
        yield Ecart(_("salle"), avant.salle or a_dire, apres.salle or a_dire)


def _jours(atelier: Atelier) -> tuple[date, date]:
    return timezone.localdate(atelier.debut), timezone.localdate(atelier.fin)


def _heures(atelier: Atelier) -> str:
    heures = {"debut": heure(atelier.debut), "fin": heure(atelier.fin)}
    return _("de %(debut)s à %(fin)s") % heures


def _lieu(atelier: Atelier) -> int | None:
    return atelier.lieu_id if atelier.se_tient_quelque_part else None
