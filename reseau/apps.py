from auditlog.apps import AuditlogConfig
from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig
from django.core import checks
from django.utils.translation import gettext_lazy as _


class ReseauConfig(AppConfig):
    name = "reseau"
    verbose_name = _("réseau")

    def ready(self):
        from .socle.consequences import ETIQUETTE, verifier

        checks.register(verifier, ETIQUETTE)


class AdministrationConfig(AdminConfig):
    default_site = "reseau.socle.administration.site.Administration"

    def ready(self):
        super().ready()
        from .socle.journal.suivi import tenir_le_journal

        tenir_le_journal()

        from .socle.securite.veille import veiller

        veiller()

        from .portail.registres import remplir

        remplir()


class JournalConfig(AuditlogConfig):
    verbose_name = _("journal")
