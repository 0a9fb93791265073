"""Services that say who people are (OpenID Connect); unregister allauth's other tables.

An address, a second factor or an external account is changed on the page of the person or by its
owner: a separate screen would bypass the rules of `pouvoirs`.
"""

from allauth.account import admin as admin_des_adresses
from allauth.mfa import admin as admin_des_facteurs
from allauth.socialaccount import admin as admin_des_services
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialToken
from django import forms
from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from .ailleurs import a_un_identifiant, a_une_adresse
from .pouvoirs import peut_choisir_les_services
from .saisie import SaisieNette

for modele in (
    admin_des_adresses.EmailAddress,
    admin_des_facteurs.Authenticator,
    SocialAccount,
    SocialApp,
    SocialToken,
):
    admin.site.unregister(modele)


class ServiceDIdentiteForm(SaisieNette, admin_des_services.SocialAppForm):
    """Refuse a service that no page can show: its button is on the log-in page of everybody."""

    def clean_provider_id(self):
        self.instance.provider_id = identifiant = self.cleaned_data["provider_id"]
        if not a_un_identifiant(self.instance):
            raise forms.ValidationError(
                _("Un mot court, en minuscules, sans espace ni accent : « region », par exemple.")
            )
        homonymes = SocialApp.objects.filter(provider_id=identifiant).exclude(pk=self.instance.pk)
        if homonymes.exists():
            raise forms.ValidationError(_("Un autre service porte déjà cet identifiant."))
        return identifiant

    def clean_settings(self):
        self.instance.settings = reglages = self.cleaned_data["settings"]
        if not a_une_adresse(self.instance):
            raise forms.ValidationError(
                _('Il manque l’adresse du service : {"server_url": "https://…"}.')
            )
        return reglages


@admin.register(SocialApp)
class ServiceDIdentiteAdmin(admin_des_services.SocialAppAdmin):
    """Only superusers: whoever writes the address of a service could become anybody."""

    form = ServiceDIdentiteForm

    def has_module_permission(self, request):
        return peut_choisir_les_services(request.user)

    def has_view_permission(self, request, obj=None):
        return peut_choisir_les_services(request.user)

    def has_add_permission(self, request):
        return peut_choisir_les_services(request.user)

    def has_change_permission(self, request, obj=None):
        return peut_choisir_les_services(request.user)

    def has_delete_permission(self, request, obj=None):
        return peut_choisir_les_services(request.user)
