from django import forms
from django.utils.translation import gettext_lazy as _

from inscriptions.demandes import ChoixDeRepas
from inscriptions.models.enums import Regime
from inscriptions.places import couverts
from inscriptions.refus import CommandesCloses
from reseau.socle.formulaires import UneLigne

from ..saisie import capitales
from .bloc import Bloc, Pour


class BlocRepas(Bloc):
    """The meals of a day: taken or not, the diet, and the allergy for that diet.

    In the common form it only shows the menus: each person takes her meal in her own block.
    """

    template_name = "inscriptions/blocs/repas.html"
    GABARITS = {
        Pour.GROUPE: "inscriptions/plusieurs/_menus.html",
        Pour.PERSONNE_DU_GROUPE: "inscriptions/plusieurs/_repas.html",
    }

    @classmethod
    def preparer(cls, ateliers):
        return couverts.repas_des_jours(ateliers)

    def faire_les_champs(self):
        champs = {}
        for repas in self._a_prendre():
            if self.form.par_l_equipe or repas.commandes_ouvertes():
                champs |= self._champs_d_un_repas(repas)
        return champs

    def _a_prendre(self):
        return [] if self.pour is Pour.GROUPE else [du_jour.repas for du_jour in self.sujets]

    def _champs_d_un_repas(self, repas):
        return {
            f"repas_{repas.pk}": forms.BooleanField(
                label=self._je_prends(repas),
                required=False,
                help_text=self._apres_l_heure(repas),
            ),
            f"regime_{repas.pk}": forms.ChoiceField(
                label=_("Régime"), choices=capitales(Regime), initial=Regime.SANS
            ),
            f"allergie_{repas.pk}": UneLigne(
                label=_("Allergie"),
                max_length=200,
                error_messages={"required": _("Dites à quoi vous êtes allergique.")},
                help_text=_("À préciser si vous avez choisi « allergie » ; la cuisine la lira."),
            ),
        }

    @staticmethod
    def _je_prends(repas):
        mots = {"repas": repas, "tarif": repas.tarif()}
        return _("Je prends le %(repas)s : %(tarif)s") % mots

    @staticmethod
    def _apres_l_heure(repas):
        """A warning for the team, which alone still has the field after the cut-off."""
        if repas.commandes_ouvertes():
            return ""
        return _(
            "Les commandes sont closes : prévenez la cuisine. S’il ne reste plus de couvert, la "
            "personne attend que vous lui donniez un repas rendu."
        )

    def repas_et_champs(self):
        """For the page: each meal, its figures, and its fields (none after the cut-off)."""
        for du_jour in self.sujets:
            repas = du_jour.repas
            noms = (f"{champ}_{repas.pk}" for champ in ("repas", "regime", "allergie"))
            yield repas, du_jour.compte, [self.form[nom] for nom in noms if nom in self.champs]

    def clean(self, donnees):
        for repas in self._a_prendre():
            if f"repas_{repas.pk}" in self.champs:
                self._oublier_ce_qui_n_est_pas_demande(repas, donnees)
            elif self.form.add_prefix(f"regime_{repas.pk}") in self.form.data:
                self.form.add_error(None, CommandesCloses.phrase)

    def _oublier_ce_qui_n_est_pas_demande(self, repas, donnees):
        """Drop the errors of a diet without a meal, and of an allergy without its diet."""
        regime, allergie = f"regime_{repas.pk}", f"allergie_{repas.pk}"
        if not donnees.get(f"repas_{repas.pk}"):
            self.form.errors.pop(regime, None)
        if not donnees.get(f"repas_{repas.pk}") or donnees.get(regime) != Regime.ALLERGIE:
            self.form.errors.pop(allergie, None)

    def lire(self, donnees):
        tous = (du_jour.repas for du_jour in self.sujets)
        pris = (repas for repas in tous if donnees.get(f"repas_{repas.pk}"))
        return {"repas": {repas.pk: self._choix(repas, donnees) for repas in pris}}

    def _choix(self, repas, donnees):
        """The text of an allergy is kept only with that diet."""
        regime = donnees[f"regime_{repas.pk}"]
        if regime != Regime.ALLERGIE:
            return ChoixDeRepas(regime)
        return ChoixDeRepas(regime, donnees[f"allergie_{repas.pk}"])

    @staticmethod
    def initial_de(inscription):
        initial = {}
        for couvert in inscription.couverts.actifs():
            initial |= {
                f"repas_{couvert.repas_id}": True,
                f"regime_{couvert.repas_id}": couvert.regime,
                f"allergie_{couvert.repas_id}": couvert.allergie,
            }
        return initial
