from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lieux.enums import Famille
from lieux.models import Terme
from reseau.socle.champs import LigneField, SlugField
from reseau.socle.donnees_personnelles.declaration import Declaration
from reseau.socle.recherche import ChampDeRecherche

from ..enums import Statut
from ..exceptions import PublicationImpossible


class CycleQuerySet(models.QuerySet):
    def publies(self):
        return self.filter(statut=Statut.PUBLIE)

    def visibles_par(self, personne):
        """Published cycles; drafts too for people who prepare them, as a preview."""
        if personne.has_perms(["ateliers.view_cycle", "ateliers.publier"]):
            return self.all()
        return self.publies()

    def avec_etapes(self):
        """Annotate `nb_etapes`, `premier_jour` and `dernier_jour`, from published days."""
        publiees = models.Q(ateliers__statut=Statut.PUBLIE)
        return self.annotate(
            nb_etapes=models.Count("ateliers", filter=publiees),
            premier_jour=models.Min("ateliers__debut", filter=publiees),
            dernier_jour=models.Max("ateliers__fin", filter=publiees),
        )

    def par_actualite(self, a=None):
        """Cycles with a day to come first, then the most recent ones; needs `avec_etapes()`."""
        return self.annotate(
            a_venir=models.Case(
                models.When(dernier_jour__gte=a or timezone.now(), then=True),
                default=False,
                output_field=models.BooleanField(),
            )
        ).order_by("-a_venir", models.F("premier_jour").desc(nulls_last=True), "-pk")

    def en_cours(self, a=None):
        """Published cycles with a published day to come; annotate `prochaine`, when it starts."""
        a_venir = models.Q(ateliers__statut=Statut.PUBLIE, ateliers__fin__gte=a or timezone.now())
        return (
            self.publies()
            .avec_etapes()
            .annotate(prochaine=models.Min("ateliers__debut", filter=a_venir))
            .exclude(prochaine=None)
            .order_by("prochaine", "pk")
        )


class Cycle(models.Model):
    """A series of workshops on one theme, usually itinerant: each day in another place."""

    titre = LigneField(_("titre"), max_length=160)
    slug = SlugField(_("adresse de la page"), max_length=100, unique=True)
    question = LigneField(
        _("question"),
        max_length=250,
        blank=True,
        help_text=_("La question à laquelle le cycle veut répondre."),
    )
    presentation = models.TextField(_("présentation"), blank=True, help_text=_("Markdown."))
    theme = models.ForeignKey(
        Terme,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="cycles",
        limit_choices_to={"famille": Famille.THEME},
        verbose_name=_("thème"),
    )
    statut = models.CharField(
        _("statut"), max_length=12, choices=Statut.choices, default=Statut.BROUILLON
    )
    publie_le = models.DateTimeField(_("publié le"), null=True, blank=True, editable=False)
    cree_le = models.DateTimeField(_("créé le"), default=timezone.now, editable=False)
    modifie_le = models.DateTimeField(_("modifié le"), auto_now=True)
    recherche = ChampDeRecherche(depuis=["titre", "question", "presentation"])

    donnees_personnelles = Declaration(
        sans_personne="titre slug question presentation theme recherche statut"
    )

    objects = CycleQuerySet.as_manager()

    class Meta:
        verbose_name = _("cycle")
        ordering = ["-cree_le"]

    def __str__(self):
        return self.titre

    def get_absolute_url(self) -> str:
        return reverse("cycles:detail", args=[self.slug])

    def raisons_de_ne_pas_publier(self) -> list[str]:
        journees = list(self.ateliers.exclude(statut=Statut.ANNULE))
        if not journees:
            return [str(_("Le cycle n’a pas encore d’atelier : ajoutez au moins une journée."))]
        return [raison for journee in journees for raison in journee.raisons_de_ne_pas_publier()]

    def _publier(self) -> None:
        """Publish the cycle itself, or raise PublicationImpossible when a day of it is not ready.

        Publishes no day and writes to nobody: only `inscriptions.places.journee` may call it.
        """
        with transaction.atomic():
            self.refresh_from_db(from_queryset=type(self).objects.select_for_update())
            if raisons := self.raisons_de_ne_pas_publier():
                raise PublicationImpossible(raisons)
            if self.statut != Statut.PUBLIE:
                self.statut = Statut.PUBLIE
                self.publie_le = self.publie_le or timezone.now()
                self.save()
