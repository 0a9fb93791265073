from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.contrib.auth.admin import UserAdmin
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.decorators import method_decorator
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from reseau.socle.administration.ecran import Ecran
from reseau.socle.administration.saisie import SAISIE_NATIVE
from reseau.socle.courriels.pannes import marque, panne_de
from reseau.socle.dates import en_bref

from . import adresses, second_facteur
from .forms_admin import NouvellePersonneForm, PersonneForm
from .lettres import prevenir
from .models import Personne
from .pouvoirs import depasse, groupes_a_donner


class MembreFilter(admin.SimpleListFilter):
    title = _("membre du réseau")
    parameter_name = "membre"

    def lookups(self, request, model_admin):
        return [("oui", _("oui")), ("non", _("non"))]

    def queryset(self, request, queryset):
        if self.value() is None:
            return queryset
        return queryset.filter(membre_depuis__isnull=self.value() == "non")


@admin.register(Personne)
class PersonneAdmin(Ecran, UserAdmin):
    """Nobody gives more rights than she has; accounts are closed, not deleted."""

    form = PersonneForm
    add_form = NouvellePersonneForm
    formfield_overrides = SAISIE_NATIVE
    ordering = ["nom", "prenom"]
    list_display = ["__str__", "adresse", "structure", "profil", "membre_depuis", "is_staff"]
    list_filter = [MembreFilter, "is_staff", "is_active", "profil", "groups"]
    search_fields = ["prenom", "nom", "email", "structure"]
    readonly_fields = ["last_login", "date_joined", "ses_adresses", "double_verification"]
    filter_horizontal = ["groups"]
    fieldsets = [
        (None, {"fields": [("prenom", "nom"), "email", "password"]}),
        (_("Qui est-ce"), {"fields": [("structure", "profil"), "telephone", "membre_depuis"]}),
        (
            _("Accès au back-office"),
            {
                "fields": ["is_active", "is_staff", "groups", "is_superuser"],
                "description": _("Cochez « équipe » et donnez un groupe : ses droits suivent."),
            },
        ),
        (_("Connexion"), {"fields": ["ses_adresses", "double_verification"]}),
        (_("Suivi"), {"fields": [("date_joined", "last_login")]}),
    ]
    add_fieldsets = [
        (
            None,
            {
                "classes": ["wide"],
                "fields": [
                    ("prenom", "nom"),
                    "email",
                    ("structure", "profil"),
                    "membre_depuis",
                    "usable_password",
                    "password1",
                    "password2",
                ],
            },
        )
    ]

    def get_urls(self):
        garde = self.admin_site.admin_view
        return [
            path(
                "<int:pk>/double-verification/",
                garde(self.vue_retirer_le_second_facteur),
                name="personne_retirer_second_facteur",
            ),
            path(
                "<int:pk>/confirmation/",
                garde(self.vue_renvoyer_le_lien),
                name="personne_renvoyer_le_lien",
            ),
            *super().get_urls(),
        ]

    def get_queryset(self, request):
        return super().get_queryset(request).avec_panne()

    def change_view(self, request, object_id, form_url="", extra_context=None):
        personne = self.get_object(request, object_id)
        contexte = {"panne": personne and panne_de(personne.email)}
        return super().change_view(
            request, object_id, form_url, {**contexte, **(extra_context or {})}
        )

    @admin.display(description=_("courriel"), ordering="email")
    def adresse(self, personne):
        return format_html("{}{}", personne.email, marque(personne))

    def get_readonly_fields(self, request, obj=None):
        """Nobody changes her own address here: the account pages do, after a proof of identity."""
        reserve = [] if request.user.is_superuser else ["is_superuser"]
        son_adresse = ["email"] if obj is not None and obj.pk == request.user.pk else []
        return [*self.readonly_fields, *reserve, *son_adresse]

    def has_change_permission(self, request, obj=None):
        intouchable = obj is not None and depasse(obj, request.user)
        return not intouchable and super().has_change_permission(request, obj)

    def has_delete_permission(self, request, obj=None):
        intouchable = obj is not None and depasse(obj, request.user)
        return not intouchable and super().has_delete_permission(request, obj)

    def get_search_fields(self, request):
        """Those who may only pick a person search by name; an address must be typed whole."""
        if self.has_view_permission(request):
            return super().get_search_fields(request)
        return ["prenom", "nom", "=email"]

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        permis = obj and obj != request.user and self.has_change_permission(request, obj)
        context["a_confirmer"] = permis and obj.email not in obj.courriels_verifies()
        context["a_retirer"] = permis and second_facteur.en_a_un(obj)
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        if change and "email" in form.changed_data:
            adresses.remplacer(obj, form.initial["email"], request.user, request)

    def user_change_password(self, request, id, form_url=""):
        """Tell the owner by mail; your own password is changed on the account page."""
        personne = self.get_object(request, unquote(id))
        if personne == request.user:
            return redirect("account_change_password")
        reponse = super().user_change_password(request, id, form_url)
        if personne and Personne.objects.exclude(password=personne.password).filter(pk=personne.pk):
            geste = _("Votre mot de passe a été changé.")
            prevenir(personne, [personne.email], request.user, geste)
        return reponse

    def vue_retirer_le_second_facteur(self, request, pk):
        personne = self._a_changer(request, pk)
        if request.method == "POST":
            if second_facteur.retirer(personne, request.user):
                self.log_change(request, personne, _("Double vérification retirée."))
                self.message_user(request, _("La double vérification est retirée."))
            return redirect("admin:reseau_personne_change", pk)
        contexte = {
            **self.admin_site.each_context(request),
            "title": _("Retirer la double vérification"),
            "opts": self.opts,
            "personne": personne,
        }
        return TemplateResponse(request, "admin/reseau/personne/second_facteur.html", contexte)

    @method_decorator(require_POST)
    def vue_renvoyer_le_lien(self, request, pk):
        personne = self._a_changer(request, pk)
        if courriel := adresses.renvoyer_le_lien(personne, request):
            texte = _("Un lien est parti à %(adresse)s.") % {"adresse": courriel}
            self.message_user(request, texte, messages.SUCCESS)
        else:
            self.message_user(request, _("Cette adresse est déjà confirmée."), messages.INFO)
        return redirect("admin:reseau_personne_change", pk)

    def _a_changer(self, request, pk):
        """Return an account this person may change: never her own, nor one with more rights."""
        personne = get_object_or_404(Personne, pk=pk)
        if pk == request.user.pk or not self.has_change_permission(request, personne):
            raise PermissionDenied
        return personne

    @admin.display(description=_("adresses"))
    def ses_adresses(self, personne):
        lignes = [
            (adresse.email, _("confirmée") if adresse.verified else _("attend sa confirmation"))
            for adresse in personne.emailaddress_set.order_by("-primary", "pk")
        ]
        return format_html_join("", "<div>{} ({})</div>", lignes) or _("pas encore confirmée")

    @admin.display(description=_("double vérification"))
    def double_verification(self, personne):
        if second_facteur.en_a_un(personne):
            return _("en place")
        attente = personne.attente
        if attente is None or not attente.exige:
            return _("pas en place")
        if personne.second_facteur_demande_le is None:
            return _("demandée à la prochaine visite")
        return _("attendue avant le %(jour)s") % {"jour": en_bref(attente.echeance)}

    def peut_etre_choisie(self, request):
        """Those who run the working groups may pick a name there without opening the accounts."""
        return request.user.has_perm("reseau.add_participation")

    def get_form(self, request, obj=None, **kwargs):
        form = super().get_form(request, obj, **kwargs)
        if "groups" in form.base_fields:
            form.base_fields["groups"].queryset = groupes_a_donner(request.user, obj)
        return form
