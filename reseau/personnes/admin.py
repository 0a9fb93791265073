from allauth.mfa import admin as admin_de_mfa
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.utils.translation import gettext_lazy as _

from reseau.administration.ecran import Ecran
from reseau.administration.saisie import SAISIE_NATIVE

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
    """Nobody raises herself or others above her own rights; accounts are closed, not deleted."""

    formfield_overrides = SAISIE_NATIVE
    ordering = ["nom", "prenom"]
    list_display = ["__str__", "email", "structure", "profil", "membre_depuis", "is_staff"]
    list_filter = [MembreFilter, "is_staff", "is_active", "profil", "groups"]
    search_fields = ["prenom", "nom", "email", "structure"]
    readonly_fields = ["last_login", "date_joined"]
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

    def get_readonly_fields(self, request, obj=None):
        reserve = [] if request.user.is_superuser else ["is_superuser"]
        return [*self.readonly_fields, *reserve]

    def has_change_permission(self, request, obj=None):
        intouchable = obj is not None and depasse(obj, request.user)
        return not intouchable and super().has_change_permission(request, obj)

    def has_delete_permission(self, request, obj=None):
        intouchable = obj is not None and depasse(obj, request.user)
        return not intouchable and super().has_delete_permission(request, obj)

    def get_search_fields(self, request):
        """By name for who may only pick one; an address she must know whole."""
        if self.has_view_permission(request):
            return super().get_search_fields(request)
        return ["prenom", "nom", "=email"]

    def peut_etre_choisie(self, request):
        """Whoever runs the working groups may pick a name there, without opening the accounts."""
        return request.user.has_perm("reseau.add_participation")

    def get_form(self, request, obj=None, **kwargs):
        form = super().get_form(request, obj, **kwargs)
        if "groups" in form.base_fields:
            form.base_fields["groups"].queryset = groupes_a_donner(request.user, obj)
        return form


# allauth's own screen shows the secret of each application of codes.
admin.site.unregister(admin_de_mfa.Authenticator)


@admin.register(admin_de_mfa.Authenticator)
class MoyenDeVerificationAdmin(Ecran):
    """What protects an account, without its secret; to take away from who lost her telephone."""

    fields = ["user", "type", "created_at", "last_used_at"]
    list_display = ["user", "type", "created_at", "last_used_at"]
    list_filter = ["type"]
    list_select_related = ["user"]
    search_fields = ["user__email", "user__nom"]

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False
