"""The organiser's questions in the registration form, then on the private page."""

import re

import pytest
from django.urls import reverse

from ateliers.enums import EtatInscription
from inscriptions import places
from inscriptions.demandes import Demande
from inscriptions.models import Inscription, ReponseDonnee
from inscriptions.models.enums import TypeDeQuestion
from inscriptions.pages.seule.forms import InscriptionForm
from tests.factories import AtelierFactory, CycleFactory, InscriptionFactory, QuestionFactory
from tests.pages import source

SAISIE = {
    "prenom": "Camille",
    "nom": "Daure",
    "courriel": "camille@example.org",
    "profil": "porteur",
}
HOSTILES = ["=cmd|' /C calc'!A0", "<script>alert(1)</script>", "a\u202eb", "👩‍🌾", "É" * 200]


def adresse(atelier):
    return reverse("inscriptions:inscrire", args=[atelier.slug])


def nom(question):
    return f"question_{question.pk}"


def s_inscrire(client, atelier, **champs):
    return client.post(adresse(atelier), {**SAISIE, **champs})


def donnees():
    toutes = ReponseDonnee.objects.select_related("inscription")
    return {(une.inscription.atelier_id, une.question_id): une.valeur for une in toutes}


@pytest.fixture
def journee():
    """« Un projet ? » yes/no, and only for yes « Où en est-il ? », to be answered."""
    atelier = AtelierFactory()
    mere = QuestionFactory(atelier=atelier, libelle="Venez-vous avec un projet ?", oui_non=True)
    suite = QuestionFactory(
        atelier=atelier,
        libelle="Où en est-il ?",
        a_choix=True,
        obligatoire=True,
        condition=mere,
        reponse_attendue="oui",
    )
    return atelier, mere, suite


class TestChaqueType:
    @pytest.mark.parametrize(
        ("traits", "saisi", "garde"),
        [
            ({}, "  Des idées  ", "Des idées"),
            ({"type": TypeDeQuestion.TEXTE_LONG}, "Une\r\ndeux", "Une\ndeux"),
            ({"a_choix": True}, "un lieu", "un lieu"),
            ({"a_plusieurs_choix": True}, ["le repas", "l’argent"], "le repas\nl’argent"),
            ({"oui_non": True}, "non", "non"),
        ],
    )
    def test_une_reponse_se_garde_avec_l_inscription(self, client, traits, saisi, garde):
        question = QuestionFactory(**traits)

        reponse = s_inscrire(client, question.atelier, **{nom(question): saisi})

        assert reponse.status_code == 302
        assert donnees() == {(question.atelier_id, question.pk): garde}

    @pytest.mark.parametrize(
        ("traits", "rien"),
        [({}, ""), ({"a_choix": True}, ""), ({"a_plusieurs_choix": True}, [])],  # boxes left empty
    )
    def test_facultative_elle_peut_rester_sans_reponse(self, client, traits, rien):
        question = QuestionFactory(**traits)

        reponse = s_inscrire(client, question.atelier, **{nom(question): rien})

        assert reponse.status_code == 302
        assert question.atelier.inscriptions.count() == 1
        assert donnees() == {}

    @pytest.mark.parametrize(
        "traits", [{}, {"a_choix": True}, {"a_plusieurs_choix": True}, {"oui_non": True}]
    )
    def test_obligatoire_elle_se_redemande_et_rien_n_est_perdu(self, client, traits):
        question = QuestionFactory(obligatoire=True, **traits)

        page = source(s_inscrire(client, question.atelier, structure="Les Paniers"))

        assert "Il manque votre réponse à cette question." in page
        assert 'value="Les Paniers"' in page
        assert not Inscription.objects.exists()

    @pytest.mark.parametrize("traits", [{"a_choix": True}, {"a_plusieurs_choix": True}])
    def test_une_reponse_qui_n_est_pas_proposee_est_refusee(self, client, traits):
        question = QuestionFactory(**traits)

        page = source(s_inscrire(client, question.atelier, **{nom(question): "autre chose"}))

        assert "Choisissez parmi les réponses proposées." in page

    def test_au_dela_de_sept_reponses_on_deroule_une_liste(self, client):
        question = QuestionFactory(
            type=TypeDeQuestion.CHOIX, choix="\n".join(f"choix {n}" for n in range(8))
        )

        assert f'<select name="{nom(question)}"' in source(client.get(adresse(question.atelier)))

    @pytest.mark.parametrize("saisi", HOSTILES)
    def test_un_texte_hostile_reste_du_texte(self, client, saisi):
        question = QuestionFactory(type=TypeDeQuestion.TEXTE_LONG, libelle="<b>Quoi ?</b>")

        s_inscrire(client, question.atelier, **{nom(question): saisi})

        inscription = Inscription.objects.get()
        page = client.get(inscription.dossier.get_absolute_url()).content.decode()
        assert inscription.reponses.get().valeur == saisi
        assert "<script>alert" not in page
        assert "<b>Quoi" not in page

    def test_un_texte_trop_long_est_refuse_sans_etre_perdu(self, client):
        question = QuestionFactory(type=TypeDeQuestion.TEXTE_LONG)

        page = source(s_inscrire(client, question.atelier, **{nom(question): "x" * 2001}))

        assert "2001" in page
        assert "x" * 2001 in page


class TestConditionnelle:
    def test_elle_est_dans_la_page_sous_celle_dont_elle_depend_avec_sa_condition(
        self, client, journee
    ):
        atelier, mere, suite = journee

        page = source(client.get(adresse(atelier)))

        assert page.index(mere.libelle) < page.index("Si vous avez répondu « oui » :")
        assert page.index("Si vous avez répondu « oui » :") < page.index(suite.libelle)
        ouvre = rf'name="{nom(mere)}" value="oui"[^>]*> Oui</label> <div class="question__suite"'
        assert re.search(ouvre, page)

    @pytest.mark.parametrize("sorte", [TypeDeQuestion.CHOIX, TypeDeQuestion.PLUSIEURS_CHOIX])
    def test_chaque_reponse_tient_sous_elle_ce_qu_elle_ouvre_quel_que_soit_leur_nombre(
        self, client, sorte
    ):
        atelier = AtelierFactory()
        choix = [f"choix {n}" for n in range(9)]
        mere = QuestionFactory(atelier=atelier, type=sorte, choix="\n".join(choix))
        suites = {
            reponse: QuestionFactory(atelier=atelier, condition=mere, reponse_attendue=reponse)
            for reponse in choix
        }

        page = source(client.get(adresse(atelier)))

        morceaux = page.split('<div class="question__reponse">')[1:]
        sous = {re.search(r'value="(choix \d)"', m)[1]: m for m in morceaux if "choix " in m}
        assert list(sous) == choix
        for reponse, question in suites.items():
            assert f'name="{nom(question)}"' in sous[reponse]

    def test_la_condition_remplie_elle_est_obligatoire(self, client, journee):
        atelier, mere, suite = journee

        sans = s_inscrire(client, atelier, **{nom(mere): "oui"})
        avec = s_inscrire(client, atelier, **{nom(mere): "oui", nom(suite): "un lieu"})

        assert "Il manque votre réponse" in source(sans)
        assert avec.status_code == 302
        assert donnees() == {(atelier.pk, mere.pk): "oui", (atelier.pk, suite.pk): "un lieu"}

    @pytest.mark.parametrize("tapee", ["", "un lieu", "n’importe quoi"])
    def test_sinon_elle_n_est_ni_une_erreur_ni_gardee(self, client, journee, tapee):
        atelier, mere, suite = journee

        reponse = s_inscrire(client, atelier, **{nom(mere): "non", nom(suite): tapee})

        assert reponse.status_code == 302
        assert donnees() == {(atelier.pk, mere.pk): "non"}

    def test_une_suite_de_suite_suit_la_premiere(self, client, journee):
        atelier, mere, suite = journee
        fin = QuestionFactory(
            atelier=atelier, obligatoire=True, condition=suite, reponse_attendue="un lieu"
        )

        fausse = {nom(mere): "non", nom(suite): "un lieu"}
        s_inscrire(client, atelier, **fausse)
        vraie = s_inscrire(client, atelier, **{**fausse, nom(mere): "oui"})

        assert donnees() == {(atelier.pk, mere.pk): "non"}
        assert nom(fin) in vraie.context["form"].errors

    def test_elle_depend_aussi_d_une_case_parmi_plusieurs(self, client):
        atelier = AtelierFactory()
        mere = QuestionFactory(atelier=atelier, a_plusieurs_choix=True)
        suite = QuestionFactory(atelier=atelier, condition=mere, reponse_attendue="le repas")

        reponse = {nom(mere): ["l’argent", "le repas"], nom(suite): "Une soupe"}
        s_inscrire(client, atelier, **reponse)

        assert donnees()[atelier.pk, suite.pk] == "Une soupe"

    def test_archiver_la_premiere_fait_taire_les_suivantes(self, client, journee):
        atelier, mere, suite = journee
        mere.archivee = True
        mere.save()

        page = source(client.get(adresse(atelier)))

        assert mere.libelle not in page
        assert suite.libelle not in page
        assert s_inscrire(client, atelier).status_code == 302


class TestDuCycle:
    def test_posee_une_fois_pour_plusieurs_journees_elle_va_a_chacune(self):
        question = QuestionFactory(du_cycle=True)
        ateliers = AtelierFactory.create_batch(3, cycle=question.cycle)
        du_jour = QuestionFactory(atelier=ateliers[1])

        saisie = {**SAISIE, nom(question): "Tout", nom(du_jour): "Mardi"}
        form = InscriptionForm(saisie, ateliers=ateliers)
        page = str(form)
        assert form.is_valid()
        places.inscrire([form.demande()], ateliers)

        assert page.count(question.libelle) == 1
        assert donnees() == {
            **{(atelier.pk, question.pk): "Tout" for atelier in ateliers},
            (ateliers[1].pk, du_jour.pk): "Mardi",
        }

    @pytest.mark.parametrize("jours", [1, 3])
    @pytest.mark.parametrize("questions", [1, 3])
    def test_le_nombre_de_requetes_ne_depend_ni_des_jours_ni_des_questions(
        self, django_assert_num_queries, jours, questions
    ):
        cycle = CycleFactory()
        ateliers = AtelierFactory.create_batch(jours, cycle=cycle)
        for atelier in ateliers:
            mere = QuestionFactory(atelier=atelier, oui_non=True)
            QuestionFactory.create_batch(
                questions, atelier=atelier, condition=mere, reponse_attendue="oui"
            )
        QuestionFactory.create_batch(questions, atelier=None, cycle=cycle)

        with django_assert_num_queries(4):  # meals, sequences, questions of the days, of the cycle
            str(InscriptionForm(None, ateliers=ateliers))

    def test_changer_une_reponse_du_cycle_la_change_sur_les_autres_journees(self):
        question = QuestionFactory(du_cycle=True)
        ateliers = AtelierFactory.create_batch(2, cycle=question.cycle)
        demande = Demande("Ana", "Zola", "ana@example.org", reponses={question.pk: "Avant"})
        premiere, seconde = places.inscrire([demande], ateliers).nouvelles
        autre = InscriptionFactory(atelier=ateliers[0], dossier=premiere.dossier, courriel="b@x.fr")
        autre.reponses.create(question=question, valeur="La sienne")
        passee = InscriptionFactory(
            atelier=AtelierFactory(passe=True, cycle=question.cycle),
            dossier=premiere.dossier,
            courriel="ana@example.org",
        )
        passee.reponses.create(question=question, valeur="Ce jour-là")

        places.modifier(premiere, Demande("Ana", "Zola", reponses={question.pk: "Après"}))

        assert premiere.reponses.get().valeur == seconde.reponses.get().valeur == "Après"
        assert autre.reponses.get().valeur == "La sienne"
        assert passee.reponses.get().valeur == "Ce jour-là"


class TestLaPagePrivee:
    def inscrite(self, client, journee):
        atelier, mere, suite = journee
        s_inscrire(client, atelier, **{nom(mere): "oui", nom(suite): "un lieu"})
        return Inscription.objects.get()

    def modifier(self, inscription):
        return reverse("inscriptions:modifier", args=[inscription.dossier.jeton, inscription.pk])

    def test_les_reponses_se_lisent_et_se_changent(self, client, journee):
        _atelier, mere, suite = journee
        inscription = self.inscrite(client, journee)
        page = source(client.get(inscription.dossier.get_absolute_url()))
        formulaire = source(client.get(self.modifier(inscription)))

        client.post(
            self.modifier(inscription), {**SAISIE, nom(mere): "oui", nom(suite): "une équipe"}
        )

        assert "<dt>Où en est-il ?</dt><dd>un lieu</dd>" in page
        assert re.search(rf'name="{nom(suite)}" value="un lieu"[^>]*checked', formulaire)
        assert dict(inscription.reponses.values_list("question", "valeur")) == {
            mere.pk: "oui",
            suite.pk: "une équipe",
        }

    def test_changer_la_premiere_oublie_la_suite(self, client, journee):
        _atelier, mere, suite = journee
        inscription = self.inscrite(client, journee)

        client.post(self.modifier(inscription), {**SAISIE, nom(mere): "non", nom(suite): "un lieu"})

        assert list(inscription.reponses.values_list("question", "valeur")) == [(mere.pk, "non")]

    def test_une_reponse_retiree_des_propositions_reste_a_qui_l_avait_choisie(
        self, client, journee
    ):
        _atelier, mere, suite = journee
        inscription = self.inscrite(client, journee)
        suite.choix = "une idée\nune équipe"
        suite.save()

        page = source(client.get(self.modifier(inscription)))
        client.post(self.modifier(inscription), {**SAISIE, nom(mere): "oui", nom(suite): "un lieu"})

        assert "un lieu (n’est plus proposé)" in page
        assert inscription.reponses.get(question=suite).valeur == "un lieu"

    def test_la_reponse_a_une_question_archivee_ne_se_perd_pas(self, client, journee):
        _atelier, mere, suite = journee
        inscription = self.inscrite(client, journee)
        suite.archivee = True
        suite.save()

        client.post(self.modifier(inscription), {**SAISIE, nom(mere): "oui"})

        assert inscription.reponses.count() == 2
        page = source(client.get(inscription.dossier.get_absolute_url()))
        assert "<dd>un lieu</dd>" in page

    def test_apres_une_annulation_se_reinscrire_repart_de_nouvelles_reponses(self, client, journee):
        atelier, mere, _suite = journee
        inscription = self.inscrite(client, journee)
        places.annuler(inscription)

        s_inscrire(client, atelier, **{nom(mere): "non"})

        inscription.refresh_from_db()
        assert inscription.etat == EtatInscription.CONFIRMEE
        assert donnees() == {(atelier.pk, mere.pk): "non"}
