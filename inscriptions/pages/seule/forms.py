from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from inscriptions.demandes import Contact, Demande
from lieux.territoire.forms import CommuneField
from reseau.personnes.enums import Profil
from reseau.socle.formulaires import Coordonnee, CourrielField, NomPropre, UneLigne

from ..blocs import BLOCS, BLOCS_A_L_ARRIVEE, BLOCS_COMMUNS
from ..saisie import COURRIEL_MAX, capitales, saisie, saisie_de_courriel, telephone_plausible

PIEGE = "adresse_du_site"


class CoordonneesForm(forms.Form):
    """Who comes, what she eats, what she needs; the meals of the day make fields of their own."""

    template_name = "inscriptions/seule/_formulaire.html"
    par_l_equipe = False
    QUI = ("prenom", "nom", "courriel", "telephone", "structure", "profil", "commune")
    ACCUEIL = ("besoins_acces", "veut_les_annonces")
    BLOCS = BLOCS
    BLOCS_COMMUNS = BLOCS_COMMUNS

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
    besoins_acces = forms.CharField(
        label=_("Besoins d’accès"),
        required=False,
        max_length=1000,
        widget=saisie(forms.Textarea, rows=2),
        help_text=_("Fauteuil, langue des signes, garde d’enfant… : ce qui vous aide à venir."),
    )

    def __init__(self, *args, ateliers, prepares=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.ateliers = list(ateliers)
        prepares = prepares or self.preparer(self.ateliers)
        self.communs = [classe(self, None, prepares[classe]) for classe in self.BLOCS_COMMUNS]
        self.jours = {
            atelier: [
                classe(self, atelier, prepares[classe].get(atelier.pk, [])) for classe in self.BLOCS
            ]
            for atelier in self.ateliers
        }

    @classmethod
    def preparer(cls, ateliers):
        """What the blocks ask about; read once for all the people of a page."""
        return {classe: classe.preparer(ateliers) for classe in (*cls.BLOCS_COMMUNS, *cls.BLOCS)}

    @cached_property
    def blocs(self):
        return [*self.communs, *(bloc for blocs in self.jours.values() for bloc in blocs)]

    @cached_property
    def groupes(self):
        """The page in its order: who, then each day's blocks, then the rest."""
        return {
            "qui": [self[nom] for nom in self.QUI if nom in self.fields],
            "accueil": [self[nom] for nom in self.ACCUEIL if nom in self.fields],
        }

    def ateliers_pris(self):
        """The days asked for: all of them, unless the form lets her choose."""
        return self.ateliers

    def blocs_demandes(self):
        """What was typed about a day not taken cannot be wrong."""
        pris = self.ateliers_pris()
        for bloc in self.blocs:
            if bloc.atelier is None or bloc.atelier in pris:
                yield bloc
            else:
                bloc.oublier()

    def clean(self):
        donnees = super().clean()
        for bloc in self.blocs_demandes():
            bloc.clean(donnees)
        return donnees

    def refuser(self, atelier, phrase):
        """A rule of the seats said no to that day."""
        self.add_error(None, phrase)

    def contact(self) -> Contact:
        return self.demande().contact()

    def demande(self) -> Demande:
        champs = [*self.QUI, *self.ACCUEIL]
        valeurs = {nom: self.cleaned_data[nom] for nom in champs if nom in self.fields}
        return Demande(**valeurs, **self._reponses_des_blocs())

    def _reponses_des_blocs(self):
        """Each block answers an argument; those of several days are put together."""
        reponses = {}
        for bloc in self.blocs_demandes():
            for nom, valeurs in bloc.lire(self.cleaned_data).items():
                reponses.setdefault(nom, {}).update(valeurs)
        return reponses


class InscriptionForm(CoordonneesForm):
    """The public page: with the address to write to, and a trap that only robots fill in."""

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
