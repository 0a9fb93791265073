"""Groups of rights: nobody puts into one what she has not, nor changes the one she is in."""

from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin
from django.contrib.auth.models import Group
from django.utils.translation import gettext_lazy as _

from reseau.socle.administration.garde import PlusieursField

from .pouvoirs import permissions_de, peut_changer_le_groupe
from .roles import DROITS

ACTES = {
    "add": _("ajouter"),
    "change": _("modifier"),
    "delete": _("supprimer"),
    "view": _("voir"),
}

admin.site.unregister(Group)


class DroitsField(PlusieursField):
    """Django keeps the names of its own four rights in English."""

    def label_from_instance(self, permission):
        acte = ACTES.get(permission.codename.split("_")[0], permission.name)
        return f"{permission.content_type.app_labeled_name} | {acte}"


@admin.register(Group)
class GroupeDeDroitsAdmin(GroupAdmin):
    """The groups of `installer_roles` keep their name: other settings name them too."""

    def get_readonly_fields(self, request, obj=None):
        return ["name"] if obj is not None and obj.name in DROITS else []

    def has_change_permission(self, request, obj=None):
        permise = obj is None or peut_changer_le_groupe(request.user, obj)
        return permise and super().has_change_permission(request, obj)

    def has_delete_permission(self, request, obj=None):
        permise = obj is None or (
            obj.name not in DROITS and peut_changer_le_groupe(request.user, obj)
        )
        return permise and super().has_delete_permission(request, obj)

    def formfield_for_manytomany(self, db_field, request=None, **kwargs):
        if db_field.name == "permissions":
            kwargs["queryset"] = permissions_de(request.user)
            kwargs["form_class"] = DroitsField
        return super().formfield_for_manytomany(db_field, request=request, **kwargs)
