from django.contrib import admin

from .models import Lieu


@admin.register(Lieu)
class LieuAdmin(admin.ModelAdmin):
    search_fields = ["recherche"]
