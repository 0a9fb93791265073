from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from reseau.socle.administration.saisie import AdresseDeduite

from ..enums import Famille
from ..models import Lieu, Terme
from .saisie import TermesField, courriels, sites_web


class LieuForm(AdresseDeduite):
    """The form of a place for the team of the network."""

    adresse_faite_de = "nom"
    champs_des_contraintes = {
        "lieu_position_entiere": "latitude",
        "lieu_identifiant_unique_par_source": "identifiant_source",
    }

    courriels = courriels()
    sites_web = sites_web()
    termes = TermesField(
        label=_("Ce qu’on y trouve"), required=False, queryset=Terme.objects.none()
    )

    class Meta:
        model = Lieu
        fields = "__all__"
        widgets = {
            "presentation_resume": forms.Textarea(attrs={"rows": 2, "cols": 60}),
            "adresse": forms.TextInput(attrs={"class": "vTextField"}),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "slug" in self.fields:
            self.fields["slug"].help_text = _("Vide : faite avec le nom.")
        if "termes" in self.fields:
            self.fields["termes"].queryset = self._termes_proposables()

    def _termes_proposables(self):
        """Active terms, and those that this place already has."""
        termes_du_lieu = self.instance.termes.values("pk") if self.instance.pk else []
        termes = Terme.objects.exclude(famille=Famille.THEME)
        return termes.filter(Q(actif=True) | Q(pk__in=termes_du_lieu))
