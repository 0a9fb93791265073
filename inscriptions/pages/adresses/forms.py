from django import forms
from django.utils.translation import gettext_lazy as _

from inscriptions.models.cible import Cible, autres_cibles
from reseau.socle.formulaires import CourrielField
from reseau.socle.grammaire import ngettext

from ..saisie import COURRIEL_MAX, saisie_de_courriel


class NouvelleAdresseForm(forms.Form):
    courriel = CourrielField(
        label=_("Nouvelle adresse"),
        max_length=COURRIEL_MAX,
        widget=saisie_de_courriel(),
        help_text=_("Un lien y part ; rien ne change avant qu’il soit ouvert et confirmé."),
    )

    def __init__(self, *args, cible: Cible, **kwargs):
        super().__init__(*args, **kwargs)
        self.cible = cible

    def clean_courriel(self):
        courriel = self.cleaned_data["courriel"].lower()
        if courriel == self.cible.courriel.lower():
            raise forms.ValidationError(_("C’est déjà l’adresse de cette inscription."))
        return courriel


class CorrectionForm(NouvelleAdresseForm):
    """The form of the team: without confirmation, because the person is on the telephone."""

    courriel = CourrielField(
        label=_("La bonne adresse"),
        max_length=COURRIEL_MAX,
        widget=saisie_de_courriel(),
        help_text=_(
            "La confirmation y repart aussitôt. La place et le rang ne changent pas ; le lien "
            "envoyé à l’ancienne adresse ne s’ouvre plus."
        ),
    )

    def __init__(self, *args, cible: Cible, **kwargs):
        super().__init__(*args, cible=cible, **kwargs)
        self.autres_cibles = autres_cibles(cible)
        if self.autres_cibles:
            libelle = ngettext(
                "Aussi pour son autre dossier à venir",
                "Aussi pour ses %(nombre)d autres dossiers à venir",
                len(self.autres_cibles),
            )
            self.fields["partout"] = forms.BooleanField(
                label=libelle % {"nombre": len(self.autres_cibles)}, required=False, initial=True
            )

    def cibles(self) -> list[Cible]:
        return [self.cible, *(self.autres_cibles if self.cleaned_data.get("partout") else [])]
