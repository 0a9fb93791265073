"""Publish from the back office: a button on the page, an action on the list."""

from collections.abc import Callable

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from inscriptions.places import consequences
from inscriptions.places.journee import Suites
from reseau.socle.administration.confirmation import AvecConfirmation

from .enums import Statut
from .exceptions import PublicationImpossible
from .journees.suites import phrase_des_proposees


class PublicationAdmin(AvecConfirmation):
    """Shared by cycles and workshops: preview, publish, say why not."""

    actions = ["publier_la_selection"]
    titre_de_creation = ""
    publier: Callable[..., Suites]  # the verb of `inscriptions.places.journee` for this model

    def get_urls(self):
        vue = self.admin_site.admin_view(self.publier_vue)
        return [path("<int:pk>/publier/", vue, name=self._nom("publier")), *super().get_urls()]

    def _nom(self, action):
        return f"{self.opts.app_label}_{self.opts.model_name}_{action}"

    @admin.display(description=gettext_lazy("inscriptions"))
    def personnes_inscrites(self, objet):
        adresse = reverse("admin:inscriptions_inscription_changelist")
        return format_html(
            '<a href="{}?{}={}">{}</a>', adresse, self.opts.model_name, objet.pk, _("Voir la liste")
        )

    def has_publier_permission(self, request):
        return request.user.has_perm("ateliers.publier")

    def view_on_site(self, obj):
        return obj.get_absolute_url()

    def change_view(self, request, object_id, form_url="", extra_context=None):
        objet = self.get_object(request, object_id)
        contexte = self.contexte_de_la_fiche(request, objet) if objet else {}
        return super().change_view(
            request, object_id, form_url, {**contexte, **(extra_context or {})}
        )

    def add_view(self, request, form_url="", extra_context=None):
        contexte = {"titre_de_creation": self.titre_de_creation}
        return super().add_view(request, form_url, {**contexte, **(extra_context or {})})

    def contexte_de_la_fiche(self, request, objet):
        publiable = objet.statut == Statut.BROUILLON and self.has_publier_permission(request)
        return {
            "adresse_publier": self._adresse("publier", objet) if publiable else None,
            "nombre_a_prevenir": consequences.de_la_publication(objet) if publiable else 0,
        }

    def _adresse(self, action, objet):
        return reverse(f"admin:{self._nom(action)}", args=[objet.pk])

    def retour_a_la_fiche(self, objet):
        return redirect(self._adresse("change", objet))

    def objet_ou_404(self, request, pk):
        objet = self.get_object(request, str(pk))
        if objet is None:
            raise Http404
        return objet

    @method_decorator(require_POST)
    def publier_vue(self, request, pk):
        objet = self.objet_ou_404(request, pk)
        if not self.has_publier_permission(request):
            raise PermissionDenied
        self._publier_et_dire(request, objet)
        return self.retour_a_la_fiche(objet)

    @admin.action(description=gettext_lazy("Publier la sélection"), permissions=["publier"])
    def publier_la_selection(self, request, queryset):
        """A publication that writes to people is done from its own page, which says to how many."""
        for objet in queryset:
            if nombre := consequences.de_la_publication(objet):
                phrase = _("« %(titre)s » : publiez depuis la fiche, %(consequence)s")
                valeurs = {"titre": objet, "consequence": consequences.du_cycle_entier(nombre)}
                messages.warning(request, phrase % valeurs)
            else:
                self._publier_et_dire(request, objet)

    def _publier_et_dire(self, request, objet):
        try:
            suites = self.publier(objet)
        except PublicationImpossible as refus:
            phrase = _("« %(titre)s » n’est pas publié. %(raisons)s")
            raisons = " ".join(refus.raisons)
            messages.error(request, phrase % {"titre": objet, "raisons": raisons})
        else:
            self.log_change(request, objet, _("Publication."))
            phrase = _('« {} » est publié : <a href="{}">voir la page publique</a>.')
            messages.success(request, format_html(phrase, objet, objet.get_absolute_url()))
            if suites.proposees:
                messages.info(request, phrase_des_proposees(suites.proposees))

    def response_post_save_add(self, request, obj):
        """A new draft: stay on its page, where preview and publication are one click away."""
        return self.retour_a_la_fiche(obj)
