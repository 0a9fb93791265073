"""Groups of rights: nobody puts into one what she has not, nor changes the one she is in."""

from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin
from django.contrib.auth.models import Group

from .pouvoirs import permissions_de, peut_changer_le_groupe
from .roles import DROITS

admin.site.unregister(Group)


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
        return super().formfield_for_manytomany(db_field, request=request, **kwargs)
