"""What the database and the rules of a question refuse; copies, order, counts, retention."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError, RestrictedError
from django.utils import timezone

from inscriptions.admin.questions.copie import reprendre
from inscriptions.admin.questions.ordre import AvantSaCondition, monter
from inscriptions.models import Question, ReponseDonnee
from inscriptions.models.enums import TypeDeQuestion
from inscriptions.places.questions import compter
from reseau.socle.conservation.purge import purger
from tests.factories import (
    AtelierFactory,
    CycleFactory,
    DossierFactory,
    InscriptionFactory,
    QuestionFactory,
)


def repondre(question, valeur, atelier=None, **champs):
    inscription = InscriptionFactory(atelier=atelier or question.atelier, **champs)
    return ReponseDonnee.objects.create(inscription=inscription, question=question, valeur=valeur)


class TestCeQuiEstRefuse:
    @pytest.mark.parametrize(
        ("champs", "phrase"),
        [
            ({"atelier": None}, "pour un atelier ou pour un cycle"),
            ({"choix": "a\nb"}, "Les réponses proposées vont avec une question à choix"),
            ({"reponse_attendue": "oui"}, "Une condition dit de quelle question elle dépend"),
        ],
    )
    def test_la_base_le_refuse_et_la_phrase_le_dit(self, champs, phrase):
        question = QuestionFactory.build(**{"atelier": AtelierFactory(), **champs})

        with pytest.raises(ValidationError, match=phrase):
            question.full_clean()
        with pytest.raises(IntegrityError), transaction.atomic():
            question.save()

    def test_une_question_n_est_pas_a_la_fois_d_un_atelier_et_d_un_cycle(self):
        question = QuestionFactory.build(atelier=AtelierFactory(), cycle=CycleFactory())

        with pytest.raises(IntegrityError), transaction.atomic():
            question.save()

    def test_une_question_ne_depend_pas_d_elle_meme(self):
        question = QuestionFactory(oui_non=True)

        with pytest.raises(IntegrityError), transaction.atomic():
            Question.objects.filter(pk=question.pk).update(
                condition=question, reponse_attendue="oui"
            )

    @pytest.mark.parametrize(
        ("choix", "phrase"),
        [
            ("", "Proposez entre 2 et 30"),
            ("seul\n  \nseul ", "Proposez entre 2 et 30"),
            ("\n".join(map(str, range(31))), "Proposez entre 2 et 30"),
            ("court\n" + "x" * 151, "tient en 150 caractères"),
        ],
    )
    def test_une_question_a_choix_en_propose_assez_et_pas_trop(self, choix, phrase):
        question = QuestionFactory.build(
            atelier=AtelierFactory(), type=TypeDeQuestion.CHOIX, choix=choix
        )

        with pytest.raises(ValidationError, match=phrase):
            question.full_clean()

    def test_une_condition_vient_du_meme_formulaire_d_avant_et_d_une_reponse_proposee(self):
        mere = QuestionFactory(oui_non=True)
        ailleurs = QuestionFactory(oui_non=True)
        question = QuestionFactory(atelier=mere.atelier)
        apres = QuestionFactory(atelier=mere.atelier, oui_non=True)

        for condition, attendue, phrase in [
            (ailleurs, "oui", "du même formulaire"),
            (apres, "oui", "posée avant elle"),
            (mere, "peut-être", "n’est pas une réponse proposée"),
        ]:
            question.condition, question.reponse_attendue = condition, attendue
            with pytest.raises(ValidationError, match=phrase):
                question.full_clean()

    def test_repondue_elle_ne_se_supprime_pas_ni_celle_dont_une_autre_depend(self):
        mere = QuestionFactory(oui_non=True)
        repondue = repondre(QuestionFactory(), "Oui").question
        QuestionFactory(atelier=mere.atelier, condition=mere, reponse_attendue="oui")

        with pytest.raises(ProtectedError):
            repondue.delete()
        with pytest.raises(RestrictedError):
            mere.delete()
        mere.atelier.delete()  # a draft nobody registered for leaves with its questions

        assert Question.objects.get() == repondue

    def test_une_seule_reponse_par_inscription_et_jamais_vide(self):
        reponse = repondre(QuestionFactory(), "Oui")

        for valeur, question in [("Non", reponse.question), ("", QuestionFactory())]:
            with pytest.raises(IntegrityError), transaction.atomic():
                reponse.inscription.reponses.create(question=question, valeur=valeur)


class TestReprendre:
    def test_les_questions_se_copient_avec_leurs_conditions_sans_doublon(self):
        mere = QuestionFactory(oui_non=True, libelle="Un projet")
        QuestionFactory(
            atelier=mere.atelier,
            libelle="Lequel",
            condition=mere,
            reponse_attendue="oui",
            obligatoire=True,
            sensible=True,
            aide="En un mot",
        )
        QuestionFactory(atelier=mere.atelier, archivee=True)
        cycle = CycleFactory()
        deja = QuestionFactory(atelier=None, cycle=cycle, oui_non=True, libelle="Un projet")

        (copie,) = reprendre(mere.atelier, cycle)

        assert (copie.libelle, copie.aide, copie.obligatoire, copie.sensible) == (
            *("Lequel", "En un mot"),
            *(True, True),
        )
        assert (copie.condition, copie.reponse_attendue) == (deja, "oui")
        assert (copie.cycle, copie.atelier, copie.ordre) == (cycle, None, deja.ordre + 1)
        copie.full_clean()

    def test_sans_sa_condition_une_copie_se_pose_toujours(self):
        mere = QuestionFactory(oui_non=True, libelle="Un projet")
        QuestionFactory(atelier=mere.atelier, condition=mere, reponse_attendue="oui")
        cible = QuestionFactory(libelle="Un projet").atelier

        (copie,) = reprendre(mere.atelier, cible)

        assert (copie.condition, copie.reponse_attendue) == (None, "")


class TestLOrdre:
    def libelles(self, atelier):
        return "".join(q.libelle for q in Question.objects.du_support(atelier))

    def test_une_question_monte_d_un_rang_et_jamais_au_dessus_de_sa_condition(self):
        atelier = AtelierFactory()
        a, b = (QuestionFactory(atelier=atelier, libelle=n, oui_non=True, ordre=0) for n in "AB")
        c = QuestionFactory(
            atelier=atelier, libelle="C", condition=b, reponse_attendue="oui", ordre=0
        )

        monter(b)
        assert self.libelles(atelier) == "BAC"
        monter(c)
        assert self.libelles(atelier) == "BCA"
        with pytest.raises(AvantSaCondition):
            monter(c)
        monter(b)
        monter(a)
        assert self.libelles(atelier) == "BAC"


class TestLesComptes:
    def test_chaque_reponse_compte_les_personnes_confirmees(self):
        question = QuestionFactory(a_plusieurs_choix=True)
        repondre(question, "l’argent\nle repas")
        repondre(question, "le repas\nautrefois proposé")
        repondre(question, "la décision", en_attente=True)
        repondre(question, "la décision", annulee=True)
        repondre(QuestionFactory(atelier=question.atelier, choix=question.choix, type="choix"), "x")

        (compte,) = compter([question])

        assert compte.total == 2
        assert compte.lignes() == [
            *(("l’argent", 1), ("la décision", 0), ("le repas", 2)),
            ("autrefois proposé", 1),
        ]

    def test_une_personne_compte_une_fois_pour_tout_le_cycle(self):
        question = QuestionFactory(du_cycle=True, oui_non=True)
        jours = AtelierFactory.create_batch(2, cycle=question.cycle)
        for jour in jours:
            repondre(question, "oui", jour, nom="Daure", courriel="Ana@example.org".swapcase())
            repondre(question, "oui", jour, courriel="", dossier=DossierFactory(nom="Sans"))
            repondre(question, "non", jour)

        (compte,) = compter([question])

        assert compte.lignes() == [("oui", 2), ("non", 2)]
        assert compte.total == 4

    @pytest.mark.parametrize("nombre", [1, 3])
    def test_compter_coute_une_requete(self, django_assert_num_queries, nombre):
        atelier = AtelierFactory()
        questions = QuestionFactory.create_batch(nombre, atelier=atelier, oui_non=True)
        for question in questions:
            repondre(question, "oui")

        with django_assert_num_queries(1):
            compter(questions)


@pytest.mark.parametrize(("jours", "reste"), [(6, 2), (8, 1), (729, 1), (731, 0)])
def test_les_reponses_sensibles_partent_avec_les_regimes_les_autres_avec_les_noms(jours, reste):
    fin = timezone.now()
    atelier = AtelierFactory(debut=fin - timedelta(hours=6), fin=fin)
    question = QuestionFactory(atelier=atelier, sensible=True)
    repondre(question, "Je suis en deuil")
    repondre(QuestionFactory(atelier=atelier), "Bonjour")

    purger(a=timezone.now() + timedelta(days=jours))

    assert ReponseDonnee.objects.count() == reste
    assert Question.objects.count() == 2
