"""Addresses that hold invisible signs since before: cleaned by the migration, or left alone."""

from importlib import import_module

import pytest
from allauth.account.models import EmailAddress
from django.apps import apps
from django.db import connection
from django.db.models import F, Value
from django.db.models.functions import Concat

from inscriptions.models import Dossier, Inscription
from reseau.models import Personne
from tests.factories import AtelierFactory, InscriptionFactory, PersonneFactory

COMPTES = import_module("reseau.migrations.0007_adresses_sans_invisibles")
INSCRITES = import_module("inscriptions.migrations.0013_adresses_sans_invisibles")


def salir(lignes, colonne):
    """As they entered before: our columns would clean the value itself."""
    lignes.update(**{colonne: Concat(F(colonne), Value("\u202c\u200b\xa0"))})


def migrer(migration):
    with connection.schema_editor() as editeur:
        migration.nettoyer(apps, editeur)


@pytest.mark.django_db(transaction=True)
def test_les_comptes_retrouvent_leur_adresse():
    personne = PersonneFactory(email="rose@example.org")
    EmailAddress.objects.create(user=personne, email=personne.email, verified=True, primary=True)
    intacte = PersonneFactory(email="paul@example.org")
    salir(Personne.objects.filter(pk=personne.pk), "email")
    salir(EmailAddress.objects.all(), "email")

    migrer(COMPTES)

    assert list(Personne.objects.order_by("pk").values_list("email", flat=True)) == [
        "rose@example.org",
        intacte.email,
    ]
    assert EmailAddress.objects.get().email == "rose@example.org"


@pytest.mark.django_db(transaction=True)
def test_une_inscription_refaite_depuis_garde_sa_place_et_l_ancienne_ne_change_pas():
    atelier = AtelierFactory()
    ancienne = InscriptionFactory(
        atelier=atelier, courriel="rose@example.org", dossier__courriel="rose@example.org"
    )
    salir(Inscription.objects.filter(pk=ancienne.pk), "courriel")
    salir(Dossier.objects.filter(pk=ancienne.dossier_id), "courriel")
    autre = InscriptionFactory(courriel="lea@example.org")
    salir(Inscription.objects.filter(pk=autre.pk), "courriel")
    InscriptionFactory(
        atelier=atelier, courriel="rose@example.org", prenom=ancienne.prenom, nom=ancienne.nom
    )

    migrer(INSCRITES)

    lues = dict(Inscription.objects.values_list("pk", "courriel"))
    assert (lues[ancienne.pk], lues[autre.pk]) == (
        "rose@example.org\u202c\u200b\xa0",
        "lea@example.org",
    )
    assert Dossier.objects.get(pk=ancienne.dossier_id).courriel == "rose@example.org"
