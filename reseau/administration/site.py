from allauth.account.decorators import secure_admin_login
from django.contrib.admin import AdminSite
from django.contrib.auth.decorators import login_not_required
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _


class Administration(AdminSite):
    """The back office: allauth's login (rate limits, MFA) in front of it."""

    site_header = _("Back-office du réseau")
    site_title = _("Back-office")
    index_title = _("Mon tableau de bord")
    empty_value_display = "–"

    @method_decorator([login_not_required, secure_admin_login])
    def login(self, request, extra_context=None):
        return super().login(request, extra_context)
