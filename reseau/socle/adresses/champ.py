"""Ask « vouliez-vous dire … ? » about an address, in the form where it was typed.

It needs neither JavaScript nor a session: hidden fields of the page hold the address asked about
(`-demandee`) and the one the visitor kept (`-gardee`). Another address is asked about again.
Sending the form again without an answer keeps the address: nobody is stopped twice.
"""

from django import forms

from .frappe import corrigee

FAUTE = "faute_de_frappe"  # code of the error, and name of both buttons


class Saisie(str):
    """An address as typed; `gardee`: the visitor has read the question and keeps the address."""

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
        silence_ou_non = reponse in ("", f"{name}:non")  # a button of another field is no answer
        lue.gardee = _meme(data.get(f"{name}-gardee"), saisie) or (demandee and silence_ou_non)
        return lue


class ChampDeCourriel(forms.BoundField):
    """For templates: the suggestion, and whether the typed address may be kept."""

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
    """Compare without spaces: browsers trim an e-mail field, not a hidden one."""
    return connue is not None and connue.strip() == saisie.strip()
