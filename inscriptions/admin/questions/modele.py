"""The screen of one question; `pages` shows the questions of a form together."""

from functools import partial

from django.contrib import admin, messages
from django.db.models import Count
from django.http import HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from inscriptions.models.questions import Question
from reseau.socle.administration.confirmation import AvecConfirmation

from . import pages
from .forms import QuestionForm
from .supports import adresse, support_demande


@admin.register(Question)
class QuestionAdmin(AvecConfirmation):
    """Questions are written one by one, and read together on the page of their form."""

    form = QuestionForm
    actions = None
    list_display = ["libelle", "support", "type", "reponses_donnees", "archivee"]
    list_filter = ["type", "archivee"]
    list_select_related = ["atelier", "cycle"]
    ordering = ["-pk"]
    search_fields = ["libelle", "atelier__titre", "cycle__titre"]

    def get_urls(self):
        def vue(methode, page):
            return self.admin_site.admin_view(methode(partial(page, self)))

        support = "<str:genre>-<int:pk>"
        return [
            path(f"{support}/", vue(require_safe, pages.liste), name="questions"),
            path(f"{support}/apercu/", vue(require_safe, pages.apercu), name="questions_apercu"),
            path(
                f"{support}/reprendre/",
                vue(require_POST, pages.reprendre),
                name="questions_reprendre",
            ),
            path("<int:pk>/monter/", vue(require_POST, pages.monter), name="question_monter"),
            *super().get_urls(),
        ]

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(nb_reponses=Count("reponses"))

    def get_form(self, request, obj=None, change=False, **kwargs):
        classe = super().get_form(request, obj, change=change, **kwargs)
        support = obj.support if obj else support_demande(request.GET)
        return type("QuestionForm", (classe,), {"support": support})

    def get_fieldsets(self, request, obj=None):
        apres = ["archivee"] if obj else []
        return [
            (None, {"fields": ["libelle", "type", "choix", "aide"]}),
            (None, {"fields": ["si", "obligatoire", "sensible", *apres]}),
        ]

    def add_view(self, request, form_url="", extra_context=None):
        """A question needs a workshop or a cycle, given by the page that leads here."""
        support = support_demande(request.GET)
        if support is None and self.has_add_permission(request):
            messages.info(request, _("Ouvrez un atelier ou un cycle, puis « Questions posées »."))
            return redirect("admin:ateliers_atelier_changelist")
        contexte = {"titre_de_creation": _("Nouvelle question"), "support": support}
        return super().add_view(request, form_url, {**contexte, **(extra_context or {})})

    def change_view(self, request, object_id, form_url="", extra_context=None):
        question = self.get_object(request, object_id)
        contexte = {"support": question.support} if question else {}
        return super().change_view(
            request, object_id, form_url, {**contexte, **(extra_context or {})}
        )

    def render_change_form(self, request, context, *args, **kwargs):
        if support := context.get("support"):
            context["retour"] = adresse("questions", support)
        return super().render_change_form(request, context, *args, **kwargs)

    def has_delete_permission(self, request, obj=None):
        """A question with answers is archived, not deleted: answers need their question."""
        libre = obj is None or not (obj.reponses.exists() or obj.suites.exists())
        return libre and super().has_delete_permission(request, obj)

    def response_post_save_add(self, request, obj):
        return HttpResponseRedirect(adresse("questions", obj.support))

    response_post_save_change = response_post_save_add

    def response_add(self, request, obj, post_url_continue=None):
        """« Enregistrer et ajouter » opens a new question of the same form."""
        reponse = super().response_add(request, obj, post_url_continue)
        if "_addanother" in request.POST:
            return redirect(request.get_full_path())
        return reponse

    @admin.display(description=gettext_lazy("posée pour"))
    def support(self, question):
        return question.support

    @admin.display(description=gettext_lazy("réponses"), ordering="nb_reponses")
    def reponses_donnees(self, question):
        return question.nb_reponses
