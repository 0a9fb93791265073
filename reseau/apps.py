from auditlog.apps import AuditlogConfig
from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig
from django.utils.translation import gettext_lazy as _


class ReseauConfig(AppConfig):
    name = "reseau"
    verbose_name = _("réseau")


class AdministrationConfig(AdminConfig):
    default_site = "reseau.administration.site.Administration"

    def ready(self):
        super().ready()
        from .journal.suivi import tenir_le_journal

        tenir_le_journal()

        from .securite.veille import veiller

        veiller()


class JournalConfig(AuditlogConfig):
    verbose_name = _("journal")
