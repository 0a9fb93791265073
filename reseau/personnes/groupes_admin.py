"""Groups of rights: nobody adds a right she lacks to a group, nor changes a group she is in."""

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
    """Translate the names that Django gives in English to its four rights."""

    def label_from_instance(self, permission):
        acte = ACTES.get(permission.codename.split("_")[0], permission.name)
        return f"{permission.content_type.app_labeled_name} | {acte}"


@admin.register(Group)
class GroupeDeDroitsAdmin(GroupAdmin):
    """A group made by `installer_roles` keeps its name: other settings refer to it."""

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
