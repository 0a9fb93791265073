"""The date of a workshop in a form: one date and two times."""

from copy import copy
from datetime import date, datetime, time

from django import forms
from django.core.exceptions import ValidationError
from django.forms.utils import from_current_timezone
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from reseau.socle.administration.saisie import AdresseDeduite, HeureInput, JourInput


def moment(jour: date, heure: time) -> datetime:
    """This hour in Paris; refused when the change of clocks skips or repeats it."""
    return from_current_timezone(datetime.combine(jour, heure))


def en_clair(instant: datetime) -> tuple[date, time]:
    local = timezone.localtime(instant)
    return local.date(), local.time().replace(second=0, microsecond=0)


class JourneeForm(AdresseDeduite):
    """Write `debut` and `fin` of the instance, only when one of the four fields changed."""

    jour = forms.DateField(label=_("Jour"), widget=JourInput)
    heure_debut = forms.TimeField(label=_("De"), widget=HeureInput)
    heure_fin = forms.TimeField(label=_("À"), widget=HeureInput)
    dernier_jour = forms.DateField(
        label=_("Dernier jour"),
        required=False,
        widget=JourInput,
        help_text=_("Seulement si l’atelier finit un autre jour."),
    )

    CHAMPS_HORAIRE = ("jour", "heure_debut", "heure_fin", "dernier_jour")
    # They read `debut`, `fin` or `statut`, which are not fields of the form.
    CONTRAINTES_DE_LA_JOURNEE = (
        "atelier_fin_apres_debut",
        "atelier_date_limite_avant_debut",
        "atelier_sur_place_a_un_lieu",
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.debut and self.instance.fin:
            jour, heure_debut = en_clair(self.instance.debut)
            dernier_jour, heure_fin = en_clair(self.instance.fin)
            self.initial |= {
                "jour": jour,
                "heure_debut": heure_debut,
                "heure_fin": heure_fin,
                "dernier_jour": dernier_jour if dernier_jour != jour else None,
            }

    def clean(self):
        donnees = super().clean()
        if set(self.CHAMPS_HORAIRE) & set(self.changed_data) and not (
            set(self.CHAMPS_HORAIRE) & set(self.errors)
        ):
            dernier_jour = donnees["dernier_jour"] or donnees["jour"]
            self._poser("debut", "heure_debut", donnees["jour"])
            self._poser("fin", "heure_fin", dernier_jour)
            if self.initial.get("jour") and (ecart := donnees["jour"] - self.initial["jour"]):
                self.suivre_le_jour(donnees, ecart.days)
        self._verifier_la_journee(donnees)
        return donnees

    def _verifier_la_journee(self, donnees):
        prevue = copy(self.instance)
        for champ in ("date_limite", "format", "lieu"):
            if champ in donnees:
                setattr(prevue, champ, donnees[champ])
        horaire_faux = not set(self.CHAMPS_HORAIRE).isdisjoint(self.errors)
        sauf = ("debut", "fin") if horaire_faux else ()
        self.verifier(self.CONTRAINTES_DE_LA_JOURNEE, prevue, sauf)

    def suivre_le_jour(self, donnees, jours):
        """Move what depends on the date, by this number of days."""

    def _poser(self, attribut, champ, jour):
        try:
            setattr(self.instance, attribut, moment(jour, self.cleaned_data[champ]))
        except ValidationError as erreur:
            self.add_error(champ, erreur)
