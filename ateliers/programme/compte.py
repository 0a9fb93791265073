"""The figures of a meal in one sentence, the same for form, page and back office."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from reseau.socle.grammaire import ngettext


@dataclass(frozen=True)
class CompteDeRepas:
    """`commandes` is `confirmes` plus meals ordered for people who no longer come."""

    capacite: int | None
    confirmes: int
    commandes: int
    en_attente: int = 0

    @property
    def libres(self) -> int | None:
        """Meals that can still be ordered, never negative; None without a limit."""
        return None if self.capacite is None else max(0, self.capacite - self.commandes)

    @property
    def a_redistribuer(self) -> int:
        return self.commandes - self.confirmes

    @property
    def est_complet(self) -> bool:
        """Would a new person have to wait? A free meal goes to the queue first."""
        return self.libres is not None and self.libres <= self.en_attente

    def en_bref(self) -> str:
        """« 3 couverts libres », « complet : 3 personnes attendent »; nothing without limit."""
        if self.libres is None:
            return ""
        if not self.est_complet:
            phrase = ngettext("%(nombre)d couvert libre", "%(nombre)d couverts libres", self.libres)
            return phrase % {"nombre": self.libres}
        if not self.en_attente:
            return _("complet")
        return _("complet : %(file)s") % {"file": self.file()}

    def file(self) -> str:
        phrase = ngettext(
            "%(nombre)d personne attend", "%(nombre)d personnes attendent", self.en_attente
        )
        return phrase % {"nombre": self.en_attente}

    def phrase(self) -> str:
        """« 20 couverts : 18 réservés, 2 à redistribuer, 3 personnes attendent »."""
        return _("%(couverts)s : %(details)s") % {
            "couverts": self._couverts(),
            "details": ", ".join(self._details()),
        }

    def _couverts(self) -> str:
        if self.capacite is None:
            return _("couverts sans limite")
        phrase = ngettext("%(nombre)d couvert", "%(nombre)d couverts", self.capacite)
        return phrase % {"nombre": self.capacite}

    def _details(self) -> list[str]:
        reserves = ngettext("%(nombre)d réservé", "%(nombre)d réservés", self.confirmes)
        details = [reserves % {"nombre": self.confirmes}]
        if self.a_redistribuer:
            details.append(_("%(nombre)d à redistribuer") % {"nombre": self.a_redistribuer})
        if self.libres:
            libres = ngettext("%(nombre)d libre", "%(nombre)d libres", self.libres)
            details.append(libres % {"nombre": self.libres})
        if self.en_attente:
            details.append(self.file())
        return details
