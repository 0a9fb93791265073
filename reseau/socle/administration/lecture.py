from django.contrib import admin

from .ecran import Ecran


class LectureSeule(Ecran):
    """A read-only screen: its rows come from the verbs of the domain, or from files."""

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


class LigneEnLectureSeule(admin.TabularInline):
    extra = 0
    can_delete = False

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False
