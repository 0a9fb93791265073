"""Services that say who people are (OpenID Connect), and the tables of allauth nobody needs here.

An address, a second factor or an account elsewhere changes on the page of the person, or by
herself: a table of its own would be a door beside the rule of `pouvoirs`.
"""

from allauth.account import admin as admin_des_adresses
from allauth.mfa import admin as admin_des_facteurs
from allauth.socialaccount import admin as admin_des_services
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialToken
from django.contrib import admin

from .pouvoirs import peut_choisir_les_services

for modele in (
    admin_des_adresses.EmailAddress,
    admin_des_facteurs.Authenticator,
    SocialAccount,
    SocialApp,
    SocialToken,
):
    admin.site.unregister(modele)


@admin.register(SocialApp)
class ServiceDIdentiteAdmin(admin_des_services.SocialAppAdmin):
    """Its secret and its address: whoever writes them could be anybody."""

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
