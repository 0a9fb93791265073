"""The journal of changes, read-only: who changed what, when, from which value to which."""

import auditlog.admin  # noqa: F401 - registers its own screen first
from auditlog.models import LogEntry
from auditlog.registry import auditlog as registre
from django.contrib import admin
from django.contrib.contenttypes.models import ContentType
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _

from reseau.socle.administration.ecran import Ecran

from ..dates import en_bref

admin.site.unregister(LogEntry)

ACTIONS = {
    LogEntry.Action.CREATE: _("création"),
    LogEntry.Action.UPDATE: _("modification"),
    LogEntry.Action.DELETE: _("suppression"),
    LogEntry.Action.ACCESS: _("consultation"),
}


class ActionFilter(admin.SimpleListFilter):
    title = _("action")
    parameter_name = "action"

    def lookups(self, request, model_admin):
        return [(str(code), nom) for code, nom in ACTIONS.items()]

    def queryset(self, request, queryset):
        return queryset.filter(action=self.value()) if self.value() else queryset


@admin.register(LogEntry)
class JournalAdmin(Ecran):
    list_display = ["quand", "qui", "libelle_de_l_action", "quoi", "colonnes"]
    list_display_links = ["quand"]
    list_filter = [ActionFilter, ("content_type", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["content_type", "actor"]
    date_hierarchy = "timestamp"
    search_fields = ["object_repr", "actor__prenom", "actor__nom", "actor__email"]
    recherche_reservee = {"actor__email": "reseau.view_personne"}
    search_help_text = _("Nom de l’objet, ou nom ou courriel de la personne")
    fields = ["quand", "qui", "libelle_de_l_action", "quoi", "details"]
    readonly_fields = fields

    def get_queryset(self, request):
        """Only show rows about objects that this person may read."""
        lignes = super().get_queryset(request)
        if not self.has_view_permission(request):
            return lignes  # the page answers 403; a missing row would redirect to the home page
        return lignes.filter(content_type__in=_lisibles(request.user))

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        """Rows are deleted with the object they are about, or by the purge, never by hand."""
        page_du_journal = request.resolver_match and "logentry" in request.resolver_match.url_name
        return not page_du_journal and super().has_delete_permission(request, obj)

    @admin.display(description=_("quand"), ordering="timestamp")
    def quand(self, ligne):
        return en_bref(ligne.timestamp)

    @admin.display(description=_("qui"), ordering="actor")
    def qui(self, ligne):
        return ligne.actor or _("le portail")

    @admin.display(description=_("action"), ordering="action")
    def libelle_de_l_action(self, ligne):
        return ACTIONS[ligne.action]

    @admin.display(description=_("quoi"))
    def quoi(self, ligne):
        nom = f"{ligne.content_type.name} : {ligne.object_repr}"
        type_ = ligne.content_type
        try:
            adresse = reverse(
                f"admin:{type_.app_label}_{type_.model}_change", args=[ligne.object_pk]
            )
        except NoReverseMatch:
            return nom
        return format_html('<a href="{}">{}</a>', adresse, nom)

    @admin.display(description=_("colonnes"))
    def colonnes(self, ligne):
        if ligne.action != LogEntry.Action.UPDATE:
            return ""
        return ", ".join(nom for nom, *_valeurs in self._changements(ligne))

    @admin.display(description=_("avant → après"))
    def details(self, ligne):
        lignes = format_html_join(
            "", "<tr><th>{}</th><td>{}</td><td>{}</td></tr>", self._changements(ligne)
        )
        return format_html(
            "<table><thead><tr><th>{}</th><th>{}</th><th>{}</th></tr></thead>"
            "<tbody>{}</tbody></table>",
            _("colonne"),
            _("avant"),
            _("après"),
            lignes,
        )

    def _changements(self, ligne):
        """(column, before, after); a change of a many-to-many link is a dictionary instead."""
        modele = ligne.content_type.model_class()
        champs = {champ.name: champ for champ in modele._meta.get_fields()} if modele else {}
        for nom, valeur in (ligne.changes_dict or {}).items():
            libelle = str(getattr(champs.get(nom), "verbose_name", nom))
            if isinstance(valeur, dict):
                signe = "+" if valeur.get("operation") == "add" else "-"
                yield libelle, "", f"{signe} {', '.join(valeur.get('objects', []))}"
            else:
                avant, apres = ("–" if v in (None, "None", "") else v for v in valeur)
                yield libelle, avant, apres


def _lisibles(personne) -> list[ContentType]:
    types = ContentType.objects.get_for_models(*registre.get_models()).values()
    return [t for t in types if personne.has_perm(f"{t.app_label}.view_{t.model}")]
