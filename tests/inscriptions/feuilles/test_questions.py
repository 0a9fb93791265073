"""Answers on the sheets: a column a question, exact cells, and how many gave each answer."""

import csv
import io
from datetime import timedelta

import openpyxl
import pytest
from django.utils import timezone

from inscriptions.feuilles.classeur import Classeur
from inscriptions.feuilles.emargement import jours
from inscriptions.feuilles.questions import toutes_les_colonnes
from inscriptions.feuilles.selection import Selection
from inscriptions.feuilles.tableur_csv import lignes_csv
from inscriptions.models import ReponseDonnee
from tests.factories import (
    AtelierFactory,
    CycleFactory,
    DossierFactory,
    InscriptionFactory,
    QuestionFactory,
)


def inscrire(atelier, nom, reponses=(), **champs):
    inscription = InscriptionFactory(atelier=atelier, dossier=DossierFactory(nom=nom), **champs)
    ReponseDonnee.objects.bulk_create(
        ReponseDonnee(inscription=inscription, question=question, valeur=valeur)
        for question, valeur in reponses
    )
    return inscription


def table_csv(selection, sensibles=False):
    choisies = toutes_les_colonnes(selection, attente=False, sensibles=sensibles)
    texte = "".join(lignes_csv(choisies, selection.inscrites()))
    return list(csv.reader(io.StringIO(texte.removeprefix("\ufeff")), delimiter=";"))


def classeur(selection, sensibles=False):
    with Classeur(selection, sensibles).ecrire() as fichier:
        livre = openpyxl.load_workbook(fichier)
    return {feuille.title: [list(ligne) for ligne in feuille.values] for feuille in livre}


def colonne(table, titre):
    rang = table[0].index(titre)
    return [ligne[rang] for ligne in table[1:]]


def test_chaque_question_a_sa_colonne_et_plusieurs_choix_tiennent_dans_une_case():
    atelier = AtelierFactory()
    texte = QuestionFactory(atelier=atelier, libelle="Vos envies")
    choix = QuestionFactory(atelier=atelier, libelle="Sujets", a_plusieurs_choix=True)
    projet = QuestionFactory(atelier=atelier, libelle="Projet", oui_non=True)
    inscrire(
        atelier, "Amar", [(texte, "Tout\nvoir"), (choix, "l’argent\nle repas"), (projet, "oui")]
    )
    inscrire(atelier, "Bost")
    inscrire(AtelierFactory(), "Ailleurs", [(QuestionFactory(), "Non")])
    selection = Selection.de_l_atelier(atelier)

    for table, vide in [
        (table_csv(selection), ""),
        (classeur(selection)["Inscriptions confirmées"], None),
    ]:
        assert table[0][-3:] == ["Vos envies", "Sujets", "Projet"]
        assert colonne(table, "Vos envies") == ["Tout\nvoir", vide]
        assert colonne(table, "Sujets") == ["l’argent\u00a0; le repas", vide]
        assert colonne(table, "Projet") == ["oui", vide]


@pytest.mark.parametrize("texte", ["=cmd|' /C calc'!A0", "+1", "-2", "@SUM(1)", "\t=1", " =1"])
def test_une_reponse_ou_une_question_en_formule_reste_du_texte(texte):
    question = QuestionFactory(libelle="Quoi")
    inscrire(question.atelier, "Amar", [(question, texte)])
    selection = Selection.de_l_atelier(question.atelier)

    (lu,) = colonne(table_csv(selection), "Quoi")
    (ecrit,) = colonne(classeur(selection)["Inscriptions confirmées"], "Quoi")

    assert lu == f"'{texte}"
    assert ecrit == texte


@pytest.mark.parametrize("libelle", ["=1+1", "@SUM(1)"])
def test_un_titre_de_colonne_en_formule_reste_du_texte(libelle):
    question = QuestionFactory(libelle=libelle)

    titre = table_csv(Selection.de_l_atelier(question.atelier))[0][-1]

    assert titre == f"'{libelle}"


def test_les_reponses_sensibles_ne_sortent_que_demandees():
    question = QuestionFactory(libelle="Santé", sensible=True, oui_non=True)
    inscrire(question.atelier, "Amar", [(question, "oui")])
    selection = Selection.de_l_atelier(question.atelier)

    assert "Santé" not in table_csv(selection)[0]
    assert "Réponses" not in classeur(selection)
    assert colonne(table_csv(selection, sensibles=True), "Santé") == ["oui"]
    assert classeur(selection, sensibles=True)["Réponses"][1] == ["Santé", "oui", 1]


def test_une_question_archivee_garde_sa_colonne_si_quelqu_un_y_a_repondu():
    atelier = AtelierFactory()
    repondue = QuestionFactory(atelier=atelier, libelle="Répondue", archivee=True)
    QuestionFactory(atelier=atelier, libelle="Jamais", archivee=True)
    inscrire(atelier, "Amar", [(repondue, "Oui")])

    titres = table_csv(Selection.de_l_atelier(atelier))[0]

    assert ("Répondue" in titres, "Jamais" in titres) == (True, False)


def test_sur_un_cycle_la_question_du_cycle_puis_celles_de_chaque_jour_avec_leur_date():
    cycle = CycleFactory()
    debut = timezone.now() + timedelta(days=10)
    second = AtelierFactory(cycle=cycle, debut=debut + timedelta(days=7))
    premier = AtelierFactory(cycle=cycle, debut=debut)
    tardive = QuestionFactory(atelier=second, libelle="Repas")
    tot = QuestionFactory(atelier=premier, libelle="Repas")
    commune = QuestionFactory(atelier=None, cycle=cycle, libelle="Projet", oui_non=True)
    for jour, du_jour in [(premier, tot), (second, tardive)]:
        reponses = [(commune, "oui"), (du_jour, f"Le {du_jour.pk}")]
        inscrire(jour, "Amar", reponses, courriel="amar@example.org")

    feuilles = classeur(Selection.du_cycle(cycle))

    table = feuilles["Inscriptions confirmées"]
    jours_dits = [timezone.localtime(a.debut).strftime("%d/%m") for a in (premier, second)]
    assert table[0][-3:] == ["Projet", *(f"Repas ({jour})" for jour in jours_dits)]
    assert [ligne[-3:] for ligne in table[1:]] == [
        ["oui", f"Le {tot.pk}", None],
        ["oui", None, f"Le {tardive.pk}"],
    ]
    assert feuilles["Réponses"] == [
        ["Question", "Réponse", "Personnes"],
        ["Projet", "oui", 1],
        ["Projet", "non", 0],
    ]


def test_l_attente_a_ses_colonnes_et_ne_compte_pas_dans_les_reponses():
    question = QuestionFactory(libelle="Projet", oui_non=True)
    inscrire(question.atelier, "Amar", [(question, "non")], en_attente=True)

    feuilles = classeur(Selection.de_l_atelier(question.atelier))

    assert colonne(feuilles["Liste d’attente"], "Projet") == ["non"]
    assert feuilles["Réponses"][1:] == [["Projet", "oui", 0], ["Projet", "non", 0]]


def test_la_feuille_d_emargement_n_en_dit_rien():
    question = QuestionFactory(libelle="Secret de table")
    inscrire(question.atelier, "Amar", [(question, "Chut")])

    feuille = str(jours(Selection.de_l_atelier(question.atelier)))

    assert "Amar" in feuille
    assert "Chut" not in feuille
    assert "Secret" not in feuille


@pytest.mark.parametrize("nombre", [1, 3])
def test_le_nombre_de_requetes_ne_depend_ni_des_personnes_ni_des_questions(
    django_assert_num_queries, nombre
):
    atelier = AtelierFactory()
    questions = QuestionFactory.create_batch(nombre, atelier=atelier, oui_non=True)
    for rang in range(nombre):
        inscrire(atelier, f"Nom{rang}", [(question, "oui") for question in questions])
    atelier.refresh_from_db()

    with django_assert_num_queries(11):
        table_csv(Selection.de_l_atelier(atelier))
