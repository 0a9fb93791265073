from django import forms
from django.utils.translation import gettext_lazy as _

from inscriptions.models.jetons import LONGUEUR, nettoyer
from reseau.socle.formulaires import Code, NomPropre
from reseau.socle.recherche import normaliser

from ..saisie import saisie
from ..seule.forms import CoordonneesForm


class PourQuelquUnForm(CoordonneesForm):
    """The same questions about somebody else, with her agreement in place of an address."""

    template_name = "inscriptions/autrui/_formulaire.html"
    SANS_SAISIE_AUTOMATIQUE = ("prenom", "nom", "telephone", "structure")

    accord = forms.BooleanField(
        label=_(
            "La personne est d’accord pour que je l’inscrive, et pour que le réseau garde ces "
            "informations le temps d’organiser la journée"
        ),
        error_messages={"required": _("Demandez d’abord son accord à la personne.")},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["profil"].label = _("La personne est")
        self.fields["telephone"].help_text = _(
            "Le seul moyen de la prévenir d’un changement : demandez-le si elle en a un."
        )
        self.fields["besoins_acces"].help_text = _(
            "Fauteuil, langue des signes, garde d’enfant… : ce qui l’aide à venir."
        )
        for nom in self.SANS_SAISIE_AUTOMATIQUE:  # else the browser fills in the name of the typist
            self.fields[nom].widget.attrs["autocomplete"] = "off"


class RetrouverParCodeForm(forms.Form):
    prefix = "code"

    code = Code(
        label=_("Code"),
        max_length=20,
        widget=saisie(autocomplete="off", autocapitalize="characters", spellcheck="false"),
        help_text=_("Huit lettres et chiffres, par exemple K7PM-4RDX."),
        error_messages={"required": _("Il manque le code.")},
    )
    nom = NomPropre(
        label=_("Nom de famille"),
        max_length=80,
        widget=saisie(autocomplete="family-name"),
        error_messages={"required": _("Il manque le nom.")},
    )

    def clean_code(self):
        code = nettoyer(self.cleaned_data["code"])
        if len(code) != LONGUEUR:
            raise forms.ValidationError(_("Le code a huit lettres ou chiffres."))
        return code

    def ouvre(self, dossier) -> bool:
        """The name typed is one of the dossier; accents, capitals and punctuation do not matter."""
        saisi = _serre(self.cleaned_data["nom"])
        noms = [dossier.nom, *dossier.inscriptions.values_list("nom", flat=True)]
        return bool(saisi) and saisi in map(_serre, noms)


def _serre(nom: str) -> str:
    """People often write « D’Artagnan-Pérès » as "dartagnan peres"."""
    return normaliser(nom).replace(" ", "")
