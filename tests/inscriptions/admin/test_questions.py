"""The back office of the questions: written one at a time, seen together with their answers."""

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse

from inscriptions.models import Question, ReponseDonnee
from inscriptions.models.enums import TypeDeQuestion
from tests.factories import (
    AtelierFactory,
    CycleFactory,
    InscriptionFactory,
    PersonneFactory,
    QuestionFactory,
)
from tests.formulaires import confirmer
from tests.pages import source

pytestmark = pytest.mark.ignore_template_errors

AJOUT = reverse("admin:inscriptions_question_add")
ECRITE = {"libelle": "Un projet ?", "type": TypeDeQuestion.OUI_NON}


def page_des(support):
    genre = support._meta.model_name
    return reverse("admin:questions", args=[genre, support.pk])


def fiche(question):
    return reverse("admin:inscriptions_question_change", args=[question.pk])


def repondre(question, valeur, **champs):
    return ReponseDonnee.objects.create(
        inscription=InscriptionFactory(atelier=question.atelier, **champs),
        question=question,
        valeur=valeur,
    )


def saisie(question, **champs):
    base = {nom: getattr(question, nom) for nom in ("libelle", "aide", "type", "choix")}
    return {**base, **champs}


def connecter(client, *droits):
    personne = PersonneFactory(equipe=True)
    personne.user_permissions.set(Permission.objects.filter(codename__in=droits))
    client.force_login(personne)


@pytest.mark.usefixtures("animatrice")
class TestEcrire:
    def test_une_question_du_cycle_puis_une_autre_qui_en_depend(self, client):
        cycle = CycleFactory()
        ajout = f"{AJOUT}?cycle={cycle.pk}"

        reponse = client.post(ajout, ECRITE)
        mere = Question.objects.get()
        page = source(client.get(ajout))
        client.post(
            ajout,
            {
                "libelle": "Où en est-il ?",
                "type": TypeDeQuestion.CHOIX,
                "choix": " Une idée \r\n\r\nUn  lieu\r\nUne idée",
                "si": f"{mere.pk}=oui",
                "obligatoire": "on",
            },
        )

        suite = Question.objects.exclude(pk=mere.pk).get()
        assert reponse.url == page_des(cycle)
        assert (mere.cycle, mere.atelier, mere.ordre) == (cycle, None, 0)
        assert "Si « oui » à « Un projet ? »" in page
        assert (suite.condition, suite.reponse_attendue, suite.ordre) == (mere, "oui", 1)
        assert (suite.choix, suite.obligatoire) == ("Une idée\nUn lieu", True)

    def test_enregistrer_et_ajouter_reste_sur_le_meme_formulaire(self, client):
        ajout = f"{AJOUT}?atelier={AtelierFactory().pk}"

        assert client.post(ajout, {**ECRITE, "_addanother": ""}).url == ajout

    def test_sans_support_on_dit_ou_commencer(self, client):
        for adresse in (AJOUT, f"{AJOUT}?atelier=99", f"{AJOUT}?atelier={'9' * 30}"):
            reponse = client.get(adresse, follow=True)

            assert "Ouvrez un atelier ou un cycle" in source(reponse)

    @pytest.mark.parametrize(
        ("champs", "phrase"),
        [
            ({"type": TypeDeQuestion.CHOIX, "choix": "une"}, "Proposez entre 2 et 30 réponses"),
            ({"si": "999=oui"}, "Sélectionnez un choix valide"),
            ({"libelle": ""}, "Ce champ est obligatoire"),
        ],
    )
    def test_ce_qui_ne_va_pas_se_dit_et_rien_n_est_perdu(self, client, champs, phrase):
        ajout = f"{AJOUT}?atelier={AtelierFactory().pk}"

        page = source(client.post(ajout, {**ECRITE, "aide": "Un mot", **champs}))

        assert phrase in page
        assert 'value="Un mot"' in page
        assert not Question.objects.exists()

    def test_les_choix_tapes_pour_un_autre_type_sont_oublies(self, client):
        client.post(f"{AJOUT}?atelier={AtelierFactory().pk}", {**ECRITE, "choix": "a\nb"})

        assert Question.objects.get().choix == ""

    def test_une_condition_ne_se_choisit_que_parmi_les_questions_d_avant(self, client):
        question = QuestionFactory(oui_non=True, libelle="Avant")
        apres = QuestionFactory(atelier=question.atelier, oui_non=True, libelle="Après")
        QuestionFactory(oui_non=True, libelle="Ailleurs")

        choix = dict(client.get(fiche(apres)).context["adminform"].form.fields["si"].choices)

        assert list(choix) == ["", f"{question.pk}=oui", f"{question.pk}=non"]


@pytest.mark.usefixtures("animatrice")
class TestUneFoisRepondue:
    def test_elle_ne_change_plus_de_type_et_ne_se_supprime_plus(self, client):
        question = repondre(QuestionFactory(), "Bonjour").question

        page = source(client.post(fiche(question), saisie(question, type=TypeDeQuestion.OUI_NON)))
        suppression = client.get(reverse("admin:inscriptions_question_delete", args=[question.pk]))

        assert "Des réponses sont déjà là : archivez cette question" in page
        assert suppression.status_code == 403

    def test_sans_reponse_elle_se_supprime(self, client):
        question = QuestionFactory()
        adresse = reverse("admin:inscriptions_question_delete", args=[question.pk])

        client.post(adresse, {"post": "yes"})

        assert not Question.objects.exists()

    def test_retirer_une_reponse_deja_choisie_demande_de_confirmer(self, client):
        question = repondre(QuestionFactory(a_choix=True), "un lieu").question
        sans = saisie(question, choix="une idée\nune équipe")

        demande = client.post(fiche(question), sans)
        avant, page = Question.objects.get().choix, source(demande)
        confirmer(client, demande, "question_form")

        assert "1 personne inscrite a répondu « un lieu » : sa réponse reste telle quelle." in page
        assert "un lieu" in avant
        assert Question.objects.get().choix == "une idée\nune équipe"
        assert ReponseDonnee.objects.get().valeur == "un lieu"

    def test_une_reponse_que_d_autres_questions_attendent_ne_se_retire_pas(self, client):
        question = QuestionFactory(a_choix=True)
        QuestionFactory(
            atelier=question.atelier,
            libelle="Où ?",
            condition=question,
            reponse_attendue="un lieu",
        )

        page = source(client.post(fiche(question), saisie(question, choix="une idée\nautre")))

        assert "« Où ? » n’est posée que si l’on répond « un lieu » : gardez-la." in page


@pytest.mark.usefixtures("animatrice")
class TestLaPageDesQuestions:
    def test_elle_dit_l_ordre_les_conditions_et_combien_ont_repondu(self, client):
        mere = QuestionFactory(oui_non=True, libelle="Un projet ?")
        QuestionFactory(
            atelier=mere.atelier, libelle="Lequel ?", condition=mere, reponse_attendue="oui"
        )
        QuestionFactory(atelier=mere.atelier, archivee=True, libelle="Autrefois ?")
        repondre(mere, "oui")
        repondre(mere, "non", en_attente=True)

        page = source(client.get(page_des(mere.atelier)))

        assert page.index("Un projet ?") < page.index("Si à « Un projet ? » on répond « oui » :")
        assert page.index("Lequel ?") < page.index("Questions archivées (1)")
        assert "1 personne inscrite y a répondu." in page
        assert "</meter> 1</dd>" in page

    @pytest.mark.parametrize("nombre", [1, 3])
    def test_elle_coute_le_meme_nombre_de_requetes(self, client, django_assert_num_queries, nombre):
        atelier = AtelierFactory(cycle=CycleFactory())
        mere = QuestionFactory(atelier=atelier, oui_non=True)
        for question in QuestionFactory.create_batch(
            nombre, atelier=atelier, condition=mere, reponse_attendue="oui"
        ):
            repondre(question, "Oui")

        with django_assert_num_queries(12):
            client.get(page_des(atelier))

    def test_elle_mene_aux_questions_du_cycle(self, client):
        question = QuestionFactory(du_cycle=True)
        atelier = AtelierFactory(cycle=question.cycle)

        page = source(client.get(page_des(atelier)))

        assert "Le formulaire pose aussi 1 question du cycle" in page
        assert page_des(question.cycle) in page

    def test_la_fiche_d_un_atelier_et_celle_d_un_cycle_y_menent(self, client):
        atelier = AtelierFactory(cycle=CycleFactory())

        for objet in (atelier, atelier.cycle):
            adresse = reverse(f"admin:ateliers_{objet._meta.model_name}_change", args=[objet.pk])
            assert page_des(objet) in source(client.get(adresse))

    def test_reprendre_les_questions_d_un_autre_atelier(self, client):
        origine = QuestionFactory(libelle="Votre projet ?")
        cible = AtelierFactory()
        adresse = reverse("admin:questions_reprendre", args=["atelier", cible.pk])
        choix = {"source": f"atelier-{origine.atelier_id}"}

        page = source(client.post(adresse, choix, follow=True))
        fausse = source(client.post(adresse, {"source": f"atelier-{cible.pk}"}, follow=True))

        encore = source(
            client.post(adresse, {"source": f"atelier-{origine.atelier_id}"}, follow=True)
        )

        assert "1 question reprise." in page
        assert "Personne n’y a encore répondu." in page
        assert "rien n’a été ajouté" in encore
        assert [q.libelle for q in cible.questions.all()] == ["Votre projet ?"]
        assert "Choisissez l’atelier ou le cycle" in fausse

    def test_monter_une_question(self, client):
        premiere = QuestionFactory(oui_non=True)
        seconde = QuestionFactory(atelier=premiere.atelier)

        reponse = client.post(reverse("admin:question_monter", args=[seconde.pk]))

        assert reponse.url == page_des(premiere.atelier)
        assert list(premiere.atelier.questions.all()) == [seconde, premiere]

    def test_l_apercu_montre_le_formulaire_d_un_brouillon(self, client):
        du_cycle = QuestionFactory(du_cycle=True, libelle="D’abord")
        atelier = AtelierFactory(brouillon=True, cycle=du_cycle.cycle)
        QuestionFactory(atelier=atelier, libelle="Ensuite")

        page = source(client.get(reverse("admin:questions_apercu", args=["atelier", atelier.pk])))

        assert page.index("D’abord") < page.index("Ensuite")
        assert "<button" not in page.split('<form class="formulaire">')[1].split("</form>")[0]

    def test_un_genre_inconnu_n_existe_pas(self, client):
        assert client.get(reverse("admin:questions", args=["repas", 1])).status_code == 404


class TestLesDroits:
    def test_une_reponse_sensible_n_est_montree_qu_a_qui_peut_la_voir(self, client):
        question = QuestionFactory(oui_non=True, sensible=True, libelle="Un traitement ?")
        reponse = repondre(question, "oui")
        adresse = reverse("admin:inscriptions_inscription_change", args=[reponse.inscription_id])

        pages = []
        for droits in (["voir_donnees_sensibles"], []):
            connecter(client, "view_question", "view_inscription", "view_reponsedonnee", *droits)
            pages += [source(client.get(adresse)), source(client.get(page_des(question.atelier)))]

        assert ["Un traitement ?" in pages[0], "Un traitement ?" in pages[2]] == [True, False]
        assert ["</meter>" in pages[1], "</meter>" in pages[3]] == [True, False]
        assert "Le détail se lit avec le droit" in pages[3]

    def test_qui_ne_fait_que_lire_ne_peut_rien_changer(self, client):
        question = QuestionFactory()
        ecritures = {
            "question_monter": [question.pk],
            "questions_reprendre": ["atelier", question.atelier_id],
        }
        connecter(client, "view_question")

        assert client.get(page_des(question.atelier)).status_code == 200
        assert client.get(fiche(question)).status_code == 200
        assert client.post(fiche(question), saisie(question, libelle="x")).status_code == 403
        assert client.get(f"{AJOUT}?atelier={question.atelier_id}").status_code == 403
        for nom, arguments in ecritures.items():
            assert client.post(reverse(f"admin:{nom}", args=arguments)).status_code == 403
        assert Question.objects.get().libelle == question.libelle

    def test_sans_droit_ces_pages_sont_interdites(self, client):
        question = QuestionFactory()
        connecter(client, "view_atelier")

        for nom in ("questions", "questions_apercu"):
            adresse = reverse(f"admin:{nom}", args=["atelier", question.atelier_id])
            assert client.get(adresse).status_code == 403
