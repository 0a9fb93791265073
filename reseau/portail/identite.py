from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import FilteredSelectMultiple
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from lieux.models import Departement
from reseau.socle.administration.ecran import Ecran

from ..socle.identite.models import Reseau
from ..socle.identite.textes_types import CHAMPS, texte_type

LE_NOTRE = 1


class CouleurInput(forms.TextInput):
    input_type = "color"


def departements_par_nom():
    return [(d.code, str(d)) for d in Departement.objects.order_by("nom")]


class ReseauForm(forms.ModelForm):
    departements = forms.MultipleChoiceField(
        label=_("Départements du territoire"),
        choices=departements_par_nom,
        required=False,
        widget=FilteredSelectMultiple(_("départements"), is_stacked=False),
        help_text=_("Aucun : toute la France."),
    )

    class Meta:
        model = Reseau
        fields = [
            "nom",
            "devise",
            "presentation",
            "territoire",
            "departements",
            "logo",
            "couleur_forte",
            "couleur_accent",
            "courriel",
            "telephone",
            "adresse",
            "site_web",
            "comment_adherer",
            *CHAMPS,
        ]
        widgets = {"couleur_forte": CouleurInput, "couleur_accent": CouleurInput}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        nom = self.instance.nom
        for champ in CHAMPS:
            if champ in self.fields and not getattr(self.instance, champ):
                self.initial[champ] = texte_type(champ, nom)


@admin.register(Reseau)
class ReseauAdmin(Ecran):
    """One installation, one network, one form."""

    form = ReseauForm
    fieldsets = [
        (None, {"fields": ["nom", "devise", "presentation"]}),
        (_("Territoire"), {"fields": ["territoire", "departements"]}),
        (_("Apparence"), {"fields": ["logo", ("couleur_forte", "couleur_accent")]}),
        (_("Contact"), {"fields": [("courriel", "telephone"), "adresse", "site_web"]}),
        (_("Adhésion"), {"fields": ["comment_adherer"]}),
        (
            _("Textes légaux"),
            {
                "fields": list(CHAMPS),
                "description": _(
                    "En Markdown. Un texte de départ est proposé : complétez ce qui est "
                    "entre astérisques."
                ),
            },
        ),
    ]

    def has_add_permission(self, request):
        return super().has_add_permission(request) and not Reseau.objects.exists()

    def has_delete_permission(self, request, obj=None):
        return False

    def changelist_view(self, request, extra_context=None):
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied
        if Reseau.objects.filter(pk=LE_NOTRE).exists():
            return redirect(reverse("admin:reseau_reseau_change", args=[LE_NOTRE]))
        return redirect(reverse("admin:reseau_reseau_add"))

    def save_model(self, request, obj, form, change):
        obj.pk = LE_NOTRE
        super().save_model(request, obj, form, change)

    def view_on_site(self, obj):
        return reverse("accueil")

    def response_post_save_add(self, request, obj):
        """Stay on the form: there is no list to go back to."""
        return redirect(reverse("admin:reseau_reseau_change", args=[LE_NOTRE]))

    response_post_save_change = response_post_save_add
