import re

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from inscriptions.models.covoiturage import PLACES_AU_PLUS, Trajet
from inscriptions.models.enums import Role, Sens
from lieux.territoire.forms import CommuneField
from reseau.socle.formulaires import UneLigne, sans_adresse_web

from ..saisie import capitales, saisie

sans_coordonnees = RegexValidator(
    re.compile(r"@|(?:\d[\s./-]?){8}"),
    _(
        "Ni courriel ni téléphone ici : toute la journée le lirait. "
        "Vos coordonnées se donnent quand vous êtes d’accord."
    ),
    inverse_match=True,
)


class TrajetForm(forms.ModelForm):
    """The trip of one person; only a driver answers the questions about a car."""

    template_name = "inscriptions/covoiturage/_formulaire.html"
    mention_facultatif = False  # the optional fields depend on the first answer

    role = forms.ChoiceField(
        label=_("Pour cette journée"), choices=capitales(Role), widget=forms.RadioSelect
    )
    sens = forms.ChoiceField(label=_("Trajet"), choices=capitales(Sens), initial=Sens.ALLER_RETOUR)
    commune = CommuneField(
        label=_("Commune de départ"),
        error_messages={"required": _("Dites d’où vous partez.")},
    )
    heure = forms.TimeField(
        label=_("Heure de départ"),
        required=False,
        widget=forms.TimeInput({"type": "time"}, format="%H:%M"),
        help_text=_(
            "Même à peu près ; facultative si vous cherchez une place. "
            "Pour le retour seul, l’heure où vous repartez du lieu."
        ),
    )
    places = forms.IntegerField(
        label=_("Places à partager"),
        required=False,
        min_value=1,
        max_value=PLACES_AU_PLUS,
        initial=3,
        help_text=_("Sans compter la vôtre."),
        widget=saisie(forms.NumberInput, inputmode="numeric"),
    )
    message = UneLigne(
        label=_("Une précision, si elle aide"),
        required=False,
        max_length=160,
        validators=[sans_adresse_web, sans_coordonnees],
        widget=saisie(autocomplete="off"),
        help_text=_(
            "Un point de rencontre, un coffre plein… Les personnes de la journée la lisent."
        ),
    )

    class Meta:
        model = Trajet
        fields = ["role", "sens", "commune", "heure", "places", "message"]

    def clean(self):
        donnees = super().clean()
        if donnees.get("role") == Role.CHERCHE:
            self.errors.pop("places", None)
            donnees["places"] = 1
        elif donnees.get("role") == Role.PROPOSE:
            for champ, phrase in EXIGES_D_UNE_VOITURE.items():
                if not donnees.get(champ) and champ not in self.errors:
                    self.add_error(champ, phrase)
        return donnees


EXIGES_D_UNE_VOITURE = {
    "heure": _("Dites à quelle heure vous partez, même à peu près."),
    "places": _("Dites combien de places vous proposez."),
}
