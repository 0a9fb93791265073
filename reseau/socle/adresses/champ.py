"""Ask « vouliez-vous dire … ? » about an address, in the very form where it was typed.

Without JavaScript and without a session: the page carries the question along (`-demandee`), and
what its reader decided (`-gardee`), for the address they are about; another address is asked about
anew. Whoever sends the form again without a word keeps what she typed: nobody is held up twice.
"""

from django import forms

from .frappe import corrigee

FAUTE = "faute_de_frappe"  # code of the error, and name of the two buttons


class Saisie(str):
    """An address as it was typed; `gardee`: its author has read the question, and keeps it."""

    gardee = False


class SaisieDeCourriel(forms.EmailInput):
    def value_from_datadict(self, data, files, name):
        saisie = super().value_from_datadict(data, files, name)
        if not saisie:
            return saisie
        demandee = _meme(data.get(f"{name}-demandee"), saisie)
        reponse = data.get(FAUTE, "")
        if demandee and reponse == f"{name}:oui":
            return Saisie(corrigee(saisie) or saisie)
        lue = Saisie(saisie)
        silence_ou_non = reponse in ("", f"{name}:non")  # another field's button says nothing here
        lue.gardee = _meme(data.get(f"{name}-gardee"), saisie) or (demandee and silence_ou_non)
        return lue


class ChampDeCourriel(forms.BoundField):
    """For the page: what to propose, and whether what was typed may stand."""

    @property
    def suggestion(self) -> str:
        return corrigee(self.value() or "") if self.errors else ""

    @property
    def se_garde(self) -> bool:
        return self.form.has_error(self.name, FAUTE)

    @property
    def est_gardee(self) -> bool:
        return getattr(self.value(), "gardee", False)


def _meme(connue: str | None, saisie: str) -> bool:
    """Browsers trim what stands in a field of this kind, not what is hidden."""
    return connue is not None and connue.strip() == saisie.strip()
