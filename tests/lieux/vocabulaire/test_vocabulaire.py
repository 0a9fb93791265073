from importlib import import_module

import pytest
from django.apps import apps

from lieux.enums import Famille
from lieux.models import Label, Terme
from tests.factories import LieuFactory

STANDARD = "mediation-num-1.0.1"
migration = import_module("lieux.migrations.0004_vocabulaire")


@pytest.mark.parametrize(
    ("famille", "nombre"),
    [
        (Famille.ITINERANCE, 2),
        (Famille.SERVICE, 9),
        (Famille.PUBLIC, 5),
        (Famille.PRISE_EN_CHARGE, 7),
        (Famille.FRAIS, 3),
        (Famille.DISPOSITIF, 11),
        (Famille.FORMATION, 9),
        (Famille.MODALITE_ACCES, 6),
        (Famille.MODALITE_ACCOMPAGNEMENT, 4),
        (Famille.TYPOLOGIE, 92),
    ],
)
def test_chaque_valeur_du_standard_a_son_terme(famille, nombre):
    valeurs = {terme.equivalences[STANDARD] for terme in Terme.objects.de(famille)}

    assert len(valeurs) == Terme.objects.de(famille).count() == nombre


def test_le_libelle_est_soigne_et_la_valeur_exacte():
    terme = Terme.objects.get(
        famille=Famille.MODALITE_ACCES, code="ce-lieu-naccueille-pas-de-public"
    )

    assert terme.libelle == "Ce lieu n’accueille pas de public"
    assert terme.equivalences == {STANDARD: "Ce lieu n'accueille pas de public"}


def test_les_formulaires_ne_proposent_que_les_typologies_utiles():
    proposees = Terme.objects.de(Famille.TYPOLOGIE).actifs()

    assert proposees.count() == 24
    assert proposees.first().libelle == "Tiers-lieu, coworking"
    assert not proposees.filter(code="cpam").exists()


def test_une_fabrique_de_territoire_se_dit_dans_le_standard():
    label = Label.objects.get(slug="fabrique-de-territoire")

    assert label.delivre_par == "Agence nationale de la cohésion des territoires (ANCT)"
    assert label.terme_du_standard.equivalences == {STANDARD: "Fabriques de Territoire"}


def test_remplir_de_nouveau_ne_double_ni_ne_change_rien():
    lieu = LieuFactory()
    utilise = Terme.objects.get(famille=Famille.ACTIVITE, code="coworking")
    lieu.termes.add(utilise)
    Terme.objects.filter(pk=utilise.pk).update(libelle="Bureau partagé")
    avant = list(Terme.objects.order_by("pk").values()), list(Label.objects.order_by("pk").values())

    migration.remplir(apps, None)

    apres = list(Terme.objects.order_by("pk").values()), list(Label.objects.order_by("pk").values())
    assert len(apres[0]) == 186
    assert apres == avant
    assert list(lieu.termes.all()) == [utilise]
