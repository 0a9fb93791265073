from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from inscriptions.places.consequences import sequence_sous_les_choix
from reseau.socle.administration.confirmation import AConfirmer
from reseau.socle.administration.saisie import ErreursAuBonChamp, HeureInput, JourInput

from ..journees.horaire import en_clair, moment
from .models import Creneau, Sequence


class CreneauForm(ErreursAuBonChamp):
    """A slot as two times; its date is that of the workshop by default."""

    heure_debut = forms.TimeField(label=_("De"), widget=HeureInput)
    heure_fin = forms.TimeField(label=_("À"), widget=HeureInput)
    jour = forms.DateField(
        label=_("Autre jour"),
        required=False,
        widget=JourInput,
        help_text=_("Vide : le premier jour de l’atelier."),
    )

    champs_des_contraintes = {"creneau_fin_apres_debut": "heure_fin"}

    class Meta:
        model = Creneau
        fields = ["titre", "description"]

    def __init__(self, *args, atelier=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.atelier = atelier or getattr(self.instance, "atelier", None)
        if self.instance.debut:
            jour, debut = en_clair(self.instance.debut)
            self.initial |= {"heure_debut": debut, "heure_fin": en_clair(self.instance.fin)[1]}
            if self.atelier is None or en_clair(self.atelier.debut)[0] != jour:
                self.initial["jour"] = jour

    def clean(self):
        donnees = super().clean()
        jour = donnees.get("jour") or self._premier_jour()
        if jour and "heure_debut" in donnees and "heure_fin" in donnees:
            for attribut in ("debut", "fin"):
                try:
                    setattr(self.instance, attribut, moment(jour, donnees[f"heure_{attribut}"]))
                except ValidationError as erreur:
                    self.add_error(f"heure_{attribut}", erreur)
        if self.instance.debut and self.instance.fin:
            self.verifier(self.champs_des_contraintes, self.instance)
        return donnees

    def _premier_jour(self):
        """None when the form of the workshop has errors: they are shown first."""
        return en_clair(self.atelier.debut)[0] if self.atelier and self.atelier.debut else None


class CreneauxDeLAtelier(forms.BaseInlineFormSet):
    def get_form_kwargs(self, index):
        return {**super().get_form_kwargs(index), "atelier": self.instance}


class SequenceForm(AConfirmer, forms.ModelForm):
    class Meta:
        model = Sequence
        fields = ["titre", "description", "salle", "ordre", "capacite", "intervenants"]

    def consequences(self):
        consequence = sequence_sous_les_choix(self.instance)
        return [consequence] if consequence else []
