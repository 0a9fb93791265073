from django.db import models
from django.db.models import Count, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from reseau.recherche import mots_dans

from ..enums import Acces, EtatInscription, Statut


class AtelierQuerySet(models.QuerySet):
    def publies(self):
        return self.filter(statut=Statut.PUBLIE)

    def visibles(self):
        """Published ones, and cancelled ones too, so that nobody travels for nothing."""
        return self.filter(statut__in=[Statut.PUBLIE, Statut.ANNULE], publie_le__isnull=False)

    def a_venir(self, a=None):
        return self.filter(fin__gte=a or timezone.now())

    def passes(self, a=None):
        return self.filter(fin__lt=a or timezone.now())

    def ouverts_aux_inscriptions(self, a=None):
        """Published, and before the registration deadline (the start when there is none)."""
        a = a or timezone.now()
        return self.publies().filter(Q(date_limite=None, debut__gt=a) | Q(date_limite__gt=a))

    def accessibles_a(self, personne):
        """Those for which the rule of access lets `personne` (maybe anonymous) register."""
        permis = Q(acces=Acces.PUBLIC)
        if personne.is_authenticated:
            if personne.est_membre or personne.is_staff:
                permis |= Q(acces=Acces.MEMBRES)
            permis |= Q(
                acces=Acces.GROUPE,
                groupe__participations__personne=personne,
                groupe__participations__quittee_le=None,
            )
        return self.filter(permis).distinct()

    def pour_le_calendrier(self):
        """With all that `calendrier.fichier` reads, in one query."""
        return self.select_related("lieu__commune", "cycle")

    def gratuits(self):
        return self.filter(prix=0)

    def chercher(self, texte):
        return self.filter(mots_dans("recherche", texte))

    def avec_places(self):
        """Annotate `nb_inscrits` and `nb_en_attente`, counted from the registrations."""
        return self.annotate(
            nb_inscrits=Coalesce(self._compter(EtatInscription.CONFIRMEE), 0),
            nb_en_attente=Coalesce(self._compter(EtatInscription.EN_ATTENTE), 0),
        )

    def avec_places_restantes(self):
        """Those where somebody who registers now gets a seat."""
        return self.avec_places().filter(Q(capacite=None) | Q(nb_inscrits__lt=F("capacite")))

    def _compter(self, etat):
        inscriptions = self.model._meta.get_field("inscriptions").related_model
        return Subquery(
            inscriptions._default_manager.filter(atelier=OuterRef("pk"), etat=etat)
            .order_by()
            .values("atelier")
            .annotate(nombre=Count("pk"))
            .values("nombre"),
            output_field=models.IntegerField(),
        )
