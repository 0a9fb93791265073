from django.contrib import admin

from .models import Travail


@admin.register(Travail)
class TravailAdmin(admin.ModelAdmin):
    """What the worker does beside mail: when it was last done, what went wrong."""

    list_display = ["nom", "dernier_passage", "prochain_passage", "derniere_erreur"]

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
