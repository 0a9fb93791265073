from functools import wraps

from allauth.account.decorators import secure_admin_login
from django.contrib.admin import AdminSite
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.shortcuts import redirect
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _

from .ecran import Ecran


class ChoixParNom(AutocompleteJsonView):
    """Let people pick a name from a list that they may not open."""

    def process_request(self, request):
        """Answer only for fields that this person's form offers, not for every foreign key."""
        demande = super().process_request(request)
        if not self._offert(request, source=demande[2]):
            raise PermissionDenied
        return demande

    def _offert(self, request, source) -> bool:
        ecrans = self.admin_site._registry.values()
        pages = [
            page
            for ecran in ecrans
            if ecran.has_view_or_change_permission(request) or ecran.has_add_permission(request)
            for page in (ecran, *ecran.get_inline_instances(request))
        ]
        return any(
            page.model is source.model and source.name in page.get_autocomplete_fields(request)
            for page in pages
        )

    def has_perm(self, request, obj=None):
        choisir = getattr(self.model_admin, "peut_etre_choisie", None)
        return super().has_perm(request, obj) or (choisir is not None and choisir(request))


def sans_octet_nul(vue):
    """Answer 400 to a NUL byte in the query string: PostgreSQL refuses it with an error."""

    @wraps(vue)
    def gardee(request, *args, **kwargs):
        if "%00" in request.META.get("QUERY_STRING", "") or "\0" in request.path_info:
            raise SuspiciousOperation("NUL byte in the address")
        return vue(request, *args, **kwargs)

    return gardee


class Administration(AdminSite):
    """The back office, behind allauth's login (rate limits, MFA)."""

    site_header = _("Back-office du réseau")
    site_title = _("Back-office")
    index_title = _("Mon tableau de bord")
    empty_value_display = "–"
    # The dashboard; filled by the roof (`reseau.portail.tableau`).
    dresser = staticmethod(lambda personne: {})

    @method_decorator([login_not_required, secure_admin_login])
    def login(self, request, extra_context=None):
        """Never show Django's login form.

        A logged-in member of the team could try the password of somebody else there, without a
        limit on tries nor a second factor.
        """
        return redirect("admin:index")

    def password_change(self, request, extra_context=None):
        """Use the page of the account, which limits tries and writes to the owner."""
        return redirect("account_change_password")

    def admin_view(self, view, cacheable=False):
        return super().admin_view(sans_octet_nul(view), cacheable)

    def register(self, model_or_iterable, admin_class=None, **options):
        """Put our base under the screens of other libraries."""
        classe = admin_class or Ecran
        if not issubclass(classe, Ecran):
            classe = type(classe.__name__, (Ecran, classe), {"__module__": classe.__module__})
        super().register(model_or_iterable, classe, **options)

    def get_urls(self):
        """Drop Django's redirect from any row to its public page.

        It checks no right, and the page of a registration is private.
        """
        return [
            motif for motif in super().get_urls() if getattr(motif, "name", "") != "view_on_site"
        ]

    def index(self, request, extra_context=None):
        tableau = self.dresser(request.user)
        return super().index(request, {"tableau": tableau, **(extra_context or {})})

    def autocomplete_view(self, request):
        return ChoixParNom.as_view(admin_site=self)(request)
