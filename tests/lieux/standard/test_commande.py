import io

import pytest
from django.core.management import CommandError, call_command

from lieux.enums import StatutLieu
from lieux.models import Lieu
from tests.factories import CommuneFactory

from .fichiers import fichier


@pytest.fixture
def chemin(tmp_path):
    CommuneFactory()
    chemin = tmp_path / "lieux.csv"
    chemin.write_bytes(fichier({}, {"id": "essai-2", "nom": ""}, {"id": "essai-3", "pivot": "x"}))
    return chemin


def lancer(*arguments, **options):
    sortie = io.StringIO()
    call_command("importer_lieux", *arguments, stdout=sortie, no_color=True, **options)
    return sortie.getvalue().splitlines()


def test_la_commande_dit_chaque_ligne_puis_les_chiffres(chemin):
    assert lancer(chemin) == [
        "ligne 2 · nouveau · La Ruche (essai-1)",
        "ligne 3 · refusé ·  (essai-2)",
        "    nom : vide",
        "ligne 4 · nouveau · La Ruche (essai-3)",
        "    pivot : ni SIRET ni RNA, mis de côté",
        "3 lignes : 2 nouveau, 0 changé, 0 inchangé, 0 plus récent chez nous, 1 refusé ; "
        "1 remarque.",
        "Les lignes refusées sont à corriger dans le fichier.",
    ]
    assert Lieu.objects.count() == 2


def test_un_essai_le_dit_et_n_ecrit_rien(chemin):
    assert lancer(chemin, "--essai")[-1] == "Essai : rien n’a été écrit."
    assert not Lieu.objects.exists()


def test_les_changements_montrent_avant_et_apres(chemin):
    lancer(chemin)
    chemin.write_bytes(fichier({"adresse": "4 rue Neuve"}))

    assert lancer(chemin)[:2] == [
        "ligne 2 · changé · La Ruche (essai-1)",
        "    adresse : « 3 rue Gambetta » → « 4 rue Neuve »",
    ]


def test_sans_bavardage_il_ne_reste_que_les_chiffres(chemin):
    assert len(lancer(chemin, "--essai", verbosity=0)) == 2


def test_les_nouveaux_lieux_sont_publies_sauf_demande_contraire(chemin):
    lancer(chemin, "--brouillon")

    assert set(Lieu.objects.values_list("statut", flat=True)) == {StatutLieu.BROUILLON}


def test_un_fichier_absent_ou_etranger_arrete_la_commande(tmp_path):
    etranger = tmp_path / "autre.json"
    etranger.write_text('[{"id": 1}]')

    with pytest.raises(CommandError, match="ne se lit pas"):
        lancer(tmp_path / "absent.csv")
    with pytest.raises(CommandError, match="il y manque les colonnes"):
        lancer(etranger)
