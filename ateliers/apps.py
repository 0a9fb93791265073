from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AteliersConfig(AppConfig):
    name = "ateliers"
    verbose_name = _("ateliers")

    def ready(self):
        from lieux.consequences import LIEU_RENOMME

        from .journees.recopie import recopier_les_noms

        LIEU_RENOMME.entraine(recopier_les_noms)
