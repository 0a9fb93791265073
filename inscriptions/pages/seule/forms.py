from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from inscriptions.demandes import Demande
from lieux.territoire.forms import CommuneField
from reseau.personnes.enums import Profil
from reseau.socle.formulaires import Coordonnee, CourrielField, NomPropre, UneLigne

from ..blocs import BLOCS, BLOCS_A_L_ARRIVEE
from ..blocs.formulaire import FormulaireDeBlocs
from ..saisie import COURRIEL_MAX, capitales, saisie, saisie_de_courriel, telephone_plausible

PIEGE = "adresse_du_site"


class IdentiteForm(FormulaireDeBlocs):
    """The name of the person and her needs."""

    QUI: tuple[str, ...] = ("prenom", "nom", "courriel")
    ACCUEIL: tuple[str, ...] = ("besoins_acces", "veut_les_annonces")

    prenom = NomPropre(
        label=_("Prénom"),
        max_length=80,
        widget=saisie(autocomplete="given-name"),
        error_messages={"required": _("Il manque le prénom.")},
    )
    nom = NomPropre(
        label=_("Nom"),
        max_length=80,
        widget=saisie(autocomplete="family-name"),
        error_messages={"required": _("Il manque le nom.")},
    )
    besoins_acces = forms.CharField(
        label=_("Besoins d’accès"),
        required=False,
        max_length=1000,
        widget=saisie(forms.Textarea, rows=2),
        help_text=_("Fauteuil, langue des signes, garde d’enfant… : ce qui vous aide à venir."),
    )

    @cached_property
    def groupes(self):
        """The fields above and below the blocks of the days, in the order of the page."""
        return {
            "qui": [self[nom] for nom in self.QUI if nom in self.fields],
            "accueil": [self[nom] for nom in self.ACCUEIL if nom in self.fields],
        }

    @property
    def nom_complet(self) -> str:
        return f"{self.cleaned_data['prenom']} {self.cleaned_data['nom']}"

    def demande(self) -> Demande:
        champs = [*self.QUI, *self.ACCUEIL]
        valeurs = {nom: self.cleaned_data[nom] for nom in champs if nom in self.fields}
        return Demande(**valeurs, **self.reponses_des_blocs())


class CoordonneesForm(IdentiteForm):
    """The name, the commune and the telephone of the person."""

    template_name = "inscriptions/seule/_formulaire.html"
    QUI = ("prenom", "nom", "courriel", "telephone", "structure", "profil", "commune")
    # Errors are listed in this order.
    field_order = ("prenom", "nom", "telephone", "structure", "profil", "commune", "besoins_acces")

    telephone = Coordonnee(
        label=_("Téléphone"),
        required=False,
        max_length=30,
        validators=[telephone_plausible],
        widget=saisie(type="tel", inputmode="tel", autocomplete="tel"),
        help_text=_("Pour vous prévenir le jour même."),
    )
    structure = UneLigne(
        label=_("Structure ou projet"),
        required=False,
        max_length=160,
        widget=saisie(autocomplete="organization"),
    )
    profil = forms.ChoiceField(
        label=_("Vous êtes"), choices=capitales(Profil), initial=Profil.PORTEUR
    )
    commune = CommuneField(label=_("Commune"), required=False)


class InscriptionForm(CoordonneesForm):
    """The form of the public page: with an address, and a trap that only robots fill in."""

    BLOCS = BLOCS_A_L_ARRIVEE

    courriel = CourrielField(
        label=_("Courriel"),
        max_length=COURRIEL_MAX,
        widget=saisie_de_courriel(),
        help_text=_("Votre confirmation y arrive, avec le lien pour changer ou annuler."),
    )
    veut_les_annonces = forms.BooleanField(
        label=_("Prévenez-moi des prochains cycles, par courriel"), required=False
    )

    def clean(self):
        if self.data.get(PIEGE):
            raise forms.ValidationError(
                _("Un champ caché, réservé aux robots, a été rempli : videz-le et recommencez.")
            )
        return super().clean()

    @staticmethod
    def initial_de(personne) -> dict:
        if not personne.is_authenticated:
            return {}
        champs = ("prenom", "nom", "telephone", "structure", "profil")
        return {"courriel": personne.email, **{nom: getattr(personne, nom) for nom in champs}}


class ModificationForm(CoordonneesForm):
    """From the private page; the address is not asked: it is the key of the registration."""

    @staticmethod
    def initial_de(inscription) -> dict:
        initial = {nom: getattr(inscription, nom) for nom in Demande.CHAMPS_DE_L_INSCRIPTION}
        for bloc in BLOCS:
            initial |= bloc.initial_de(inscription)
        return initial


class RetrouverForm(forms.Form):
    courriel = CourrielField(
        label=_("Votre courriel"),
        widget=saisie_de_courriel(),
        help_text=_("Celui que vous avez donné en vous inscrivant."),
    )


class AnnulationForm(forms.Form):
    motif = forms.CharField(
        label=_("Un mot pour l’équipe"),
        required=False,
        max_length=250,
        widget=saisie(forms.Textarea, rows=2),
    )
