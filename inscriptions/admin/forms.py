from django import forms
from django.utils.translation import gettext_lazy as _

from ateliers.models import Atelier
from reseau.socle.dates import en_lettres
from reseau.socle.formulaires import CourrielField, UneLigne

from ..pages.saisie import COURRIEL_MAX
from ..pages.seule.forms import CoordonneesForm, ModificationForm


class ChoixDAtelier(forms.ModelChoiceField):
    def label_from_instance(self, atelier):
        return f"{en_lettres(atelier.debut)} – {atelier.titre} ({atelier.jauge.en_bref()})"


class ChoixForm(forms.Form):
    """Choose the day. The team may register past the deadline, until the day is over."""

    atelier = ChoixDAtelier(label=_("Atelier"), queryset=Atelier.objects.none())

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        a_venir = Atelier.objects.publies().a_venir()
        self.fields["atelier"].queryset = a_venir.avec_places().order_by("debut")


class AjoutForm(CoordonneesForm):
    """For a person who called or came by; without an address, no mail leaves."""

    par_l_equipe = True
    courriel = CourrielField(
        label=_("Courriel"),
        max_length=COURRIEL_MAX,
        required=False,
        help_text=_(
            "La confirmation y part. Vide : une feuille à imprimer la remplace, avec un code."
        ),
    )
    field_order = CoordonneesForm.QUI


class ModificationParLEquipeForm(ModificationForm):
    """The team may change a meal after its cut-off, and a sequence once the day has begun."""

    par_l_equipe = True


class AnnulationForm(forms.Form):
    motif = UneLigne(
        label=_("Motif"),
        required=False,
        max_length=250,
        help_text=_("Gardé dans l’historique de l’inscription."),
    )


class MotifForm(forms.Form):
    motif = UneLigne(
        label=_("Pourquoi cette personne passe-t-elle devant les autres ?"),
        max_length=250,
        widget=forms.TextInput(attrs={"class": "vTextField"}),
        help_text=_("Gardé dans l’historique, avec votre nom. Elle n’en est pas prévenue."),
    )


class MaintienForm(forms.Form):
    motif = UneLigne(
        label=_("Pourquoi cette personne peut-elle venir malgré tout ?"),
        max_length=250,
        widget=forms.TextInput(attrs={"class": "vTextField"}),
        help_text=_("Gardé dans l’historique, avec votre nom. Elle n’en est pas prévenue."),
    )


class RefusForm(forms.Form):
    motif = UneLigne(
        label=_("Votre mot à la personne"),
        max_length=250,
        widget=forms.TextInput(attrs={"class": "vTextField"}),
        help_text=_("Une phrase, qu’elle lira dans le courriel ; gardée dans l’historique."),
    )
