from django import forms
from django.core.validators import RegexValidator
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from lieux.territoire.forms import CommuneField
from reseau.formulaires import NomPropre, UneLigne
from reseau.personnes.enums import Profil

from . import couverts
from .demandes import ChoixDeRepas, Demande
from .enums import Regime
from .models import Inscription

PIEGE = "adresse_du_site"
telephone_plausible = RegexValidator(
    r"^\+?[\d\s.()/-]{6,30}$", _("Écrivez un numéro de téléphone, par exemple 06 12 34 56 78.")
)

COURRIEL_MAX = Inscription._meta.get_field("courriel").max_length  # a form alone would take 320


def saisie(type_de_champ=forms.TextInput, **attributs):
    return type_de_champ(attrs=attributs)


def capitales(enumeration):
    return [(valeur, capfirst(libelle)) for valeur, libelle in enumeration.choices]


class CoordonneesForm(forms.Form):
    """Who comes, what she eats, what she needs; the meals of the day make fields of their own."""

    template_name = "inscriptions/_formulaire.html"
    QUI = ("prenom", "nom", "courriel", "telephone", "structure", "profil", "commune")
    ACCUEIL = ("besoins_acces", "veut_les_annonces")

    prenom = NomPropre(label=_("Prénom"), max_length=80, widget=saisie(autocomplete="given-name"))
    nom = NomPropre(label=_("Nom"), max_length=80, widget=saisie(autocomplete="family-name"))
    telephone = forms.CharField(
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
    besoins_acces = forms.CharField(
        label=_("Besoins d’accès"),
        required=False,
        max_length=1000,
        widget=saisie(forms.Textarea, rows=2),
        help_text=_("Fauteuil, langue des signes, garde d’enfant… : ce qui vous aide à venir."),
    )

    def __init__(self, *args, atelier, **kwargs):
        super().__init__(*args, **kwargs)
        self.atelier = atelier
        self.repas = couverts.repas_du_jour(atelier)
        for repas in self.repas:
            if repas.commandes_ouvertes():
                self._ajouter_un_repas(repas)

    def _ajouter_un_repas(self, repas):
        self.fields[f"repas_{repas.pk}"] = forms.BooleanField(
            label=_("Je prends le %(repas)s : %(tarif)s")
            % {"repas": repas.get_type_display(), "tarif": repas.tarif()},
            required=False,
        )
        self.fields[f"regime_{repas.pk}"] = forms.ChoiceField(
            label=_("Régime"), choices=capitales(Regime), initial=Regime.SANS
        )
        self.fields[f"allergie_{repas.pk}"] = forms.CharField(
            label=_("Allergie"),
            max_length=200,
            error_messages={"required": _("Dites à quoi vous êtes allergique.")},
            help_text=_("À préciser si vous avez choisi « allergie » ; la cuisine la lira."),
        )

    @cached_property
    def groupes(self):
        """The page in its order: who, one group per meal, the rest."""
        return {
            "qui": [self[nom] for nom in self.QUI if nom in self.fields],
            "repas": [(repas, self._champs_du_repas(repas)) for repas in self.repas],
            "accueil": [self[nom] for nom in self.ACCUEIL if nom in self.fields],
        }

    def _champs_du_repas(self, repas):
        noms = (f"{champ}_{repas.pk}" for champ in ("repas", "regime", "allergie"))
        return [self[nom] for nom in noms if nom in self.fields]

    def clean(self):
        donnees = super().clean()
        for repas in self.repas:
            if f"repas_{repas.pk}" in self.fields:
                self._oublier_ce_qui_n_est_pas_demande(repas, donnees)
            elif f"regime_{repas.pk}" in self.data:
                self.add_error(None, _("Les commandes de repas viennent de se clore : relisez."))
        return donnees

    def _oublier_ce_qui_n_est_pas_demande(self, repas, donnees):
        """A diet matters with a meal, an allergy with that diet; else neither can be wrong."""
        regime, allergie = f"regime_{repas.pk}", f"allergie_{repas.pk}"
        if not donnees.get(f"repas_{repas.pk}"):
            self.errors.pop(regime, None)
        if not donnees.get(f"repas_{repas.pk}") or donnees.get(regime) != Regime.ALLERGIE:
            self.errors.pop(allergie, None)

    def demande(self) -> Demande:
        champs = [*self.QUI, *self.ACCUEIL]
        valeurs = {nom: self.cleaned_data[nom] for nom in champs if nom in self.fields}
        return Demande(**valeurs, repas=self._choix())

    def _choix(self):
        return {
            repas.pk: self._regime_choisi(repas)
            for repas in self.repas
            if self.cleaned_data.get(f"repas_{repas.pk}")
        }

    def _regime_choisi(self, repas):
        """What was written as an allergy counts only with that diet."""
        regime = self.cleaned_data[f"regime_{repas.pk}"]
        if regime != Regime.ALLERGIE:
            return ChoixDeRepas(regime)
        return ChoixDeRepas(regime, self.cleaned_data[f"allergie_{repas.pk}"])


class InscriptionForm(CoordonneesForm):
    """The public page: with the address to write to, and a trap that only robots fill in."""

    courriel = forms.EmailField(
        label=_("Courriel"),
        max_length=COURRIEL_MAX,
        widget=saisie(
            forms.EmailInput, autocomplete="email", inputmode="email", autocapitalize="none"
        ),
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
        """What the account already knows."""
        if not personne.is_authenticated:
            return {}
        champs = ("prenom", "nom", "telephone", "structure", "profil")
        return {"courriel": personne.email, **{nom: getattr(personne, nom) for nom in champs}}


class ModificationForm(CoordonneesForm):
    """From the private page; the address stays, it is the key of the registration."""

    @staticmethod
    def initial_de(inscription) -> dict:
        initial = {nom: getattr(inscription, nom) for nom in Demande.CHAMPS_DE_L_INSCRIPTION}
        for couvert in inscription.couverts.actifs():
            initial |= {
                f"repas_{couvert.repas_id}": True,
                f"regime_{couvert.repas_id}": couvert.regime,
                f"allergie_{couvert.repas_id}": couvert.allergie,
            }
        return initial


class RetrouverForm(forms.Form):
    courriel = forms.EmailField(
        label=_("Votre courriel"),
        widget=saisie(
            forms.EmailInput, autocomplete="email", inputmode="email", autocapitalize="none"
        ),
        help_text=_("Celui que vous avez donné en vous inscrivant."),
    )


class AnnulationForm(forms.Form):
    motif = forms.CharField(
        label=_("Un mot pour l’équipe"),
        required=False,
        max_length=250,
        widget=saisie(forms.Textarea, rows=2),
    )
