from datetime import datetime

from django import forms
from django.utils.translation import gettext_lazy as _

from inscriptions.places.consequences import Changement, consequences
from reseau.socle.administration.saisie import MomentInput
from reseau.socle.administration.simultane import SansEcraser

from ..programme.decalage import decaler, jours_plus_tard
from ..programme.dejeuner import DejeunerForm, Prevision
from .models import Atelier


class AtelierForm(SansEcraser, DejeunerForm):
    """The form of a workshop, alone or as a block of the page of its cycle."""

    champs_des_contraintes = {
        "atelier_fin_apres_debut": "heure_fin",
        "atelier_date_limite_avant_debut": "date_limite",
        "atelier_sur_place_a_un_lieu": "lieu",
        "atelier_de_groupe_a_un_groupe": "groupe",
        "atelier_prix_positif": "prix",
    }

    CHAMPS_QUI_SUIVENT = ("date_limite", "dejeuner_date_limite")

    class Meta:
        model = Atelier
        fields = [
            "titre",
            "question",
            "cycle",
            "genre",
            "theme",
            "date_limite",
            "format",
            "lieu",
            "salle",
            "lien_visio",
            "capacite",
            "prix",
            "acces",
            "groupe",
            "sur_approbation",
            "presentation",
            "informations_pratiques",
            "slug",
            "compte_rendu",
        ]
        widgets = {
            "question": forms.TextInput(attrs={"class": "vLargeTextField"}),
            "date_limite": MomentInput,
        }
        error_messages = {"prix": {"min_value": _("Un prix ne peut pas être négatif.")}}
        labels = {
            "titre": _("Titre de l’atelier"),
            "capacite": _("Nombre de places"),
            "date_limite": _("Inscriptions jusqu’au"),
        }
        help_texts = {
            "groupe": _("À remplir si l’accès est réservé à un groupe."),
            "slug": _("Vide : faite du titre. Elle ne change plus une fois la page publiée."),
            "lieu": _("Tapez quelques lettres du nom ou de la commune."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # Set by save: the row as it was, read under its lock, and the deadlines that moved.
        self.avant: Atelier | None = None
        self.limites_deplacees: list[tuple[str, datetime]] = []
        if hasattr(self.instance, "nb_inscrits"):
            # The saved figures, even when the form shows a capacity that is refused.
            self.instance.jauge_enregistree = self.instance.jauge

    def suivre_le_jour(self, donnees, jours):
        """Move the deadlines that nobody edited, at the same hour.

        Otherwise a day moved earlier would begin before them, and a day moved later would stay
        closed.
        """
        for champ in self.CHAMPS_QUI_SUIVENT:
            if donnees.get(champ) and champ not in self.changed_data:
                donnees[champ] = jours_plus_tard(donnees[champ], jours)
                self.limites_deplacees.append((champ, donnees[champ]))

    def consequences(self):
        avant = Atelier.objects.avec_places().get(pk=self.instance.pk)
        prevu = self.cleaned_data["dejeuner"] == Prevision.PREVU
        changement = Changement(avant, self.instance, self.repas if prevu else None)
        return [*super().consequences(), *consequences(changement)]

    def save(self, commit=True):
        super().save(commit=False)
        if commit:
            self.enregistrer()
            self.save_m2m()
        return self.instance

    def enregistrer(self):
        """Write the day under its lock, then its lunch and its programme."""
        self.avant = self.instance.enregistrer()
        self.enregistrer_le_dejeuner()
        avant, apres = self.initial.get("jour"), self.cleaned_data.get("jour")
        if avant and avant != apres:
            decaler(self.instance, (apres - avant).days)
