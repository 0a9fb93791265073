from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.template.loader import render_to_string
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_POST

from ..administration.lecture import LectureSeule
from ..dates import en_bref
from ..grammaire import ngettext
from ..ouvrier.models import ENVOI, Travail
from .apercu import page_html, sans_jeton, telechargement
from .enums import EtatCourriel
from .models import Courriel, PieceJointe


@admin.register(Courriel)
class CourrielAdmin(LectureSeule):
    """Sent, waiting and failed mails. Nobody writes or erases a mail here."""

    list_display = ["objet", "destinataire", "etat_colore", "ecrit", "suite"]
    list_filter = ["etat", "cree_le"]
    search_fields = ["objet", "destinataire"]
    date_hierarchy = "cree_le"
    list_per_page = 50
    actions = ["reessayer"]
    fieldsets = [
        (None, {"fields": ["etat_colore", "derniere_erreur", "suite", "tentatives"]}),
        (_("Message"), {"fields": ["destinataire", "objet", "corps", "mise_en_forme", "pieces"]}),
        (
            _("Détails techniques"),
            {
                "classes": ["collapse"],
                "fields": ["expediteur", "repondre_a", "message_id", "cle", "cree_le", "envoye_le"],
            },
        ),
    ]

    def has_reessayer_permission(self, request):
        return request.user.has_perm("reseau.reessayer")

    def get_urls(self):
        garde = self.admin_site.admin_view
        return [
            path("<int:pk>/reessayer/", garde(self.vue_reessayer), name="courriel_reessayer"),
            path("<int:pk>/html/", garde(self.vue_html), name="courriel_html"),
            path("pieces/<int:pk>/", garde(self.vue_piece), name="courriel_piece"),
            *super().get_urls(),
        ]

    def changelist_view(self, request, extra_context=None):
        panne = Travail.objects.filter(nom=ENVOI).exclude(derniere_erreur="").first()
        if panne:
            self.message_user(
                request,
                _("Le serveur de courriel ne répond pas : %(erreur)s. Les courriels attendent.")
                % {"erreur": panne.derniere_erreur},
                messages.WARNING,
            )
        contexte = {"title": _("Courriels"), **(extra_context or {})}
        return super().changelist_view(request, contexte)

    def change_view(self, request, object_id, form_url="", extra_context=None):
        courriel = self.get_object(request, object_id)
        peut = bool(
            courriel and courriel.est_reessayable and self.has_reessayer_permission(request)
        )
        return super().change_view(
            request, object_id, form_url, {**(extra_context or {}), "peut_reessayer": peut}
        )

    @admin.action(description=_("Réessayer l’envoi maintenant"), permissions=["reessayer"])
    def reessayer(self, request, queryset):
        nombre = Courriel.objects.filter(pk__in=queryset.values("pk")).reessayer()
        texte = ngettext(
            "%(nombre)s courriel repart au prochain passage de l’ouvrier.",
            "%(nombre)s courriels repartent au prochain passage de l’ouvrier.",
            nombre,
        )
        self.message_user(request, texte % {"nombre": nombre}, messages.SUCCESS)

    @method_decorator(require_POST)
    def vue_reessayer(self, request, pk):
        if not self.has_reessayer_permission(request):
            raise PermissionDenied
        self.reessayer(request, Courriel.objects.filter(pk=pk))
        return redirect("admin:reseau_courriel_change", pk)

    @method_decorator(xframe_options_sameorigin)
    def vue_html(self, request, pk):
        courriel = self._lisible(request, Courriel.objects.exclude(html=""), pk=pk)
        return page_html(courriel, sans_jeton)

    def vue_piece(self, request, pk):
        piece = get_object_or_404(PieceJointe, pk=pk)
        self._lisible(request, Courriel.objects.all(), pk=piece.courriel_id)
        return telechargement(piece)

    def _lisible(self, request, courriels, **criteres):
        if not self.has_view_permission(request):
            raise PermissionDenied
        return get_object_or_404(courriels.filter(confidentiel=False), **criteres)

    @admin.display(description=_("état"), ordering="etat")
    def etat_colore(self, courriel):
        return format_html(
            '<span class="etiquette etiquette--{}">{}</span>',
            courriel.ton or "neutre",
            courriel.get_etat_display(),
        )

    @admin.display(description=_("écrit le"), ordering="cree_le")
    def ecrit(self, courriel):
        return en_bref(courriel.cree_le)

    @admin.display(description=_("suite"))
    def suite(self, courriel):
        if courriel.envoye_le:
            return _("parti le %(date)s") % {"date": en_bref(courriel.envoye_le)}
        if courriel.etat == EtatCourriel.ECHEC:
            return _("ne repartira pas tout seul")
        if courriel.etat == EtatCourriel.A_ENVOYER and courriel.tentatives:
            return _("prochain essai %(date)s") % {"date": en_bref(courriel.prochain_essai)}
        return _("part dans un instant")

    @admin.display(description=_("texte"))
    def corps(self, courriel):
        if courriel.confidentiel:
            return _("Ce courriel ouvre un compte : le back-office n’en montre pas le contenu.")
        if courriel.contenu_efface_le:
            return _("Contenu effacé le %(date)s.") % {"date": en_bref(courriel.contenu_efface_le)}
        texte = sans_jeton(courriel.texte)
        return render_to_string("admin/reseau/courriel/_texte.html", {"texte": texte})

    @admin.display(description=_("mise en forme"))
    def mise_en_forme(self, courriel):
        if courriel.confidentiel or not courriel.html:
            return "–"
        return format_html(
            '<a href="{}" target="_blank" rel="noopener">{}</a>',
            reverse("admin:courriel_html", args=[courriel.pk]),
            _("Voir le message mis en forme"),
        )

    @admin.display(description=_("pièces jointes"))
    def pieces(self, courriel):
        if courriel.confidentiel:
            return "–"
        liens = [
            (reverse("admin:courriel_piece", args=[piece.pk]), piece.nom, piece.type_mime)
            for piece in courriel.pieces.defer("contenu")
        ]
        return format_html_join(", ", '<a href="{}">{}</a> ({})', liens) or "–"
