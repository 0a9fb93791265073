"""A database that came back to 0.1.0 wrote the day of a meal in its kind: it gets its day again."""

from datetime import date
from importlib import import_module

from django.apps import apps
from django.db import connection

from ateliers.models import Repas
from tests.factories import AtelierFactory

migration = import_module("ateliers.migrations.0005_repas_d_un_jour_et_places_d_une_sequence")


def test_le_jour_ecrit_dans_le_type_redevient_un_jour():
    atelier = AtelierFactory(debut="2027-03-11T08:00Z", fin="2027-03-13T16:00Z")
    for nom in ("dejeuner", "diner", "diner 2", "diner 3"):
        Repas.objects.create(atelier=atelier, type=nom)

    migration.lire_le_jour_dans_le_type(apps, connection.schema_editor())

    assert set(Repas.objects.values_list("type", "jour")) == {
        ("dejeuner", None),
        ("diner", None),
        ("diner", date(2027, 3, 12)),
        ("diner", date(2027, 3, 13)),
    }
