"""The seats of a workshop in one sentence, the same for page, admin, export, feed and mail."""

from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from reseau.socle.grammaire import ngettext

from .enums import EtatInscription


@dataclass(frozen=True)
class Jauge:
    """Figures counted from registrations; made by `Atelier.jauge` after `avec_places()`."""

    capacite: int | None
    inscrits: int
    en_attente: int = 0
    propositions: int = 0

    @property
    def libres(self) -> int | None:
        """Seats neither taken nor offered, never negative; None without a limit."""
        if self.capacite is None:
            return None
        return max(0, self.capacite - self.inscrits - self.propositions)

    @property
    def est_complete(self) -> bool:
        """Would a new person have to wait? A free seat goes to the queue first."""
        return self.libres == 0 or (self.libres is not None and self.en_attente > 0)

    @property
    def rang_suivant(self) -> int:
        """Rank that a new person would have in the queue."""
        return self.en_attente + 1

    @property
    def etat_d_arrivee(self) -> EtatInscription:
        """State that a new person would get."""
        return EtatInscription.EN_ATTENTE if self.est_complete else EtatInscription.CONFIRMEE

    def avec(self, etat: EtatInscription) -> "Jauge":
        """The figures with one more person in this state."""
        return replace(
            self,
            inscrits=self.inscrits + (etat == EtatInscription.CONFIRMEE),
            en_attente=self.en_attente + (etat == EtatInscription.EN_ATTENTE),
        )

    def phrase(self) -> str:
        """« 12 places : 9 inscrits, 3 libres »: useful figures only."""
        return _("%(places)s : %(details)s") % {
            "places": self._places(),
            "details": ", ".join(self.details()),
        }

    def en_bref(self) -> str:
        """For a list: « 3 places libres », « complet : … »."""
        if self.libres is None:
            return _("sans limite de places")
        if self.est_complete and self.en_attente:
            return _("complet : %(file)s") % {"file": self._file()}
        if self.est_complete:
            return _("complet")
        return ngettext("%(nombre)d place libre", "%(nombre)d places libres", self.libres) % {
            "nombre": self.libres
        }

    def _places(self) -> str:
        if self.capacite is None:
            return _("places sans limite")
        return ngettext("%(nombre)d place", "%(nombre)d places", self.capacite) % {
            "nombre": self.capacite
        }

    def details(self) -> list[str]:
        """The useful figures in words, without the capacity."""
        details = [
            ngettext("%(nombre)d inscrit", "%(nombre)d inscrits", self.inscrits)
            % {"nombre": self.inscrits}
        ]
        if self.propositions:
            details.append(
                ngettext(
                    "%(nombre)d proposition en cours",
                    "%(nombre)d propositions en cours",
                    self.propositions,
                )
                % {"nombre": self.propositions}
            )
        if self.libres == 0:
            details.append(_("complet"))
        elif self.libres is not None:
            details.append(
                ngettext("%(nombre)d libre", "%(nombre)d libres", self.libres)
                % {"nombre": self.libres}
            )
        if self.en_attente:
            details.append(self._file())
        return details

    def _file(self) -> str:
        return ngettext(
            "%(nombre)d personne en liste d’attente",
            "%(nombre)d personnes en liste d’attente",
            self.en_attente,
        ) % {"nombre": self.en_attente}
