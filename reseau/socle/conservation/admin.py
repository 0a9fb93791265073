from django.contrib import admin
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _

from ..administration.lecture import LectureSeule
from ..dates import en_bref
from .models import Purge


@admin.register(Purge)
class PurgeAdmin(LectureSeule):
    """What was erased, when: the proof that the promises of the privacy page are kept."""

    list_display = ["quand", "par", "total"]
    list_filter = ["par"]
    date_hierarchy = "le"
    fields = ["quand", "par", "total", "detail"]
    readonly_fields = fields

    @admin.display(description=_("le"), ordering="le")
    def quand(self, purge):
        return en_bref(purge.le)

    @admin.display(description=_("détail"))
    def detail(self, purge):
        from .purge import REGLES  # it imports the models of every app: not when the site is built

        libelles = {regle.nom: regle.libelle for regle in REGLES}
        lignes = [(libelles.get(nom, nom), nombre) for nom, nombre in purge.comptes.items()]
        corps = format_html_join("", "<tr><th>{}</th><td>{}</td></tr>", lignes)
        return format_html("<table><tbody>{}</tbody></table>", corps)
