from django import forms
from django.utils.translation import gettext_lazy as _

from inscriptions.demandes import ChoixDeTrajet
from inscriptions.models.covoiturage import PLACES_AU_PLUS
from inscriptions.models.enums import Role

from ..saisie import capitales, saisie
from .bloc import Bloc


class BlocCovoiturage(Bloc):
    """The carpool of a person: none by default; it starts from the commune of the form.

    For a form of one day only: with a cycle, each day has its own page of carpool.
    """

    template_name = "inscriptions/blocs/covoiturage.html"

    @classmethod
    def preparer(cls, ateliers):
        if len(ateliers) != 1 or not ateliers[0].se_tient_quelque_part:
            return {}
        return {ateliers[0].pk: [ateliers[0]]}

    def faire_les_champs(self):
        if not self.sujets:
            return {}
        champs = {
            "trajet": forms.ChoiceField(
                label=_("Venir à plusieurs"),
                required=False,
                choices=[("", _("Non merci")), *capitales(Role)],
                widget=forms.RadioSelect,
            ),
            "depart": forms.TimeField(
                label=_("Heure de départ"),
                required=False,
                widget=saisie(forms.TimeInput, type="time"),
            ),
            "places": forms.IntegerField(
                label=_("Places à partager"),
                required=False,
                min_value=1,
                max_value=PLACES_AU_PLUS,
                initial=3,
                widget=saisie(forms.NumberInput, inputmode="numeric"),
                help_text=_("Sans compter la vôtre."),
            ),
        }
        return {f"{nom}_{self.atelier.pk}": champ for nom, champ in champs.items()}

    def clean(self, donnees):
        if not self.sujets:
            return
        role = donnees.get(self._nom("trajet"))
        if role != Role.PROPOSE:
            self._oublier(donnees, "places", *([] if role else ["depart"]))
        else:
            self._exiger(donnees, "depart", _("Dites à quelle heure vous partez, même à peu près."))
            self._exiger(donnees, "places", _("Dites combien de places vous proposez."))
        if role and not donnees.get("commune") and "commune" not in self.form.errors:
            self.form.add_error("commune", _("Pour covoiturer, dites d’où vous partez."))

    def _exiger(self, donnees, champ, phrase):
        nom = self._nom(champ)
        if not donnees.get(nom) and nom not in self.form.errors:
            self.form.add_error(nom, phrase)

    def _oublier(self, donnees, *champs):
        """Drop the values and the errors of fields that the role does not use."""
        for nom in map(self._nom, champs):
            self.form.errors.pop(nom, None)
            donnees.pop(nom, None)

    def lire(self, donnees):
        role = donnees.get(self._nom("trajet")) if self.sujets else None
        if not role:
            return {}
        choix = ChoixDeTrajet(
            role, donnees.get(self._nom("depart")), donnees.get(self._nom("places")) or 1
        )
        return {"trajets": {self.atelier.pk: choix}}

    def _nom(self, champ):
        return f"{champ}_{self.atelier.pk}"
