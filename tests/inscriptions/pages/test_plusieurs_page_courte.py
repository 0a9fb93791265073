"""The page of several people asks once what all may answer; each says otherwise in her block."""

import re

import pytest

from inscriptions.models import Couvert, Inscription
from inscriptions.models.enums import TypeDeQuestion
from tests.factories import (
    AtelierFactory,
    CreneauFactory,
    CycleFactory,
    InscriptionFactory,
    QuestionFactory,
    RepasFactory,
    SequenceFactory,
)
from tests.pages import source

from .test_plusieurs import BOB, LEO, VIDE, ZOE, adresse, saisie


def question(atelier=None, **champs):
    communs = {"type": TypeDeQuestion.TEXTE_COURT, "obligatoire": False, "sensible": False}
    return QuestionFactory(atelier=atelier, **{**communs, **champs})


def reponses(question):
    return dict(question.reponses.values_list("inscription__prenom", "valeur"))


def depliants(page):
    """Each folded part: its summary, and whether it is open."""
    trouves = re.findall(r"<details([^>]*)>\s*<summary>(.*?)</summary>", page, re.DOTALL)
    return [
        (" ".join(re.sub("<[^>]+>", "", resume).split()), "open" in attributs)
        for attributs, resume in trouves
        if "depliant" in attributs
    ]


class TestUneReponsePourToutes:
    def test_elle_vaut_pour_chacune_sauf_qui_en_dit_une_autre(self, client):
        atelier = AtelierFactory()
        pourquoi = question(atelier, obligatoire=True)
        donnees = saisie(BOB, ZOE) | {
            f"tous-question_{pourquoi.pk}": "Pour apprendre",
            f"personne-2-question_{pourquoi.pk}": "Pour voir",
        }

        client.post(adresse(atelier), donnees)

        assert reponses(pourquoi) == {
            "Malika": "Pour apprendre",
            "Bob": "Pour apprendre",
            "Zoé": "Pour voir",
        }

    def test_celle_du_cycle_aussi(self, client):
        atelier = AtelierFactory(cycle=CycleFactory())
        connu = question(cycle=atelier.cycle)

        client.post(adresse(atelier), saisie(BOB) | {f"tous-question_{connu.pk}": "Par un lieu"})

        assert reponses(connu) == {"Malika": "Par un lieu", "Bob": "Par un lieu"}

    def test_obligatoire_et_oubliee_elle_se_dit_une_fois(self, client):
        pourquoi = question(AtelierFactory(), obligatoire=True, libelle="Pourquoi venir")

        page = source(client.post(adresse(pourquoi.atelier), saisie(BOB, ZOE)))

        assert page.count("</a> – Il manque votre réponse à cette question.") == 1
        assert Inscription.objects.count() == 0

    def test_une_question_qui_depend_d_une_autre_suit_la_reponse_de_chacune(self, client):
        atelier = AtelierFactory()
        projet = question(atelier, type=TypeDeQuestion.OUI_NON, obligatoire=True)
        lequel = question(atelier, condition=projet, reponse_attendue="oui", obligatoire=True)
        donnees = saisie(BOB, ZOE) | {
            f"tous-question_{projet.pk}": "non",
            f"personne-1-question_{projet.pk}": "oui",
        }

        page = source(client.post(adresse(atelier), donnees))
        assert f'href="#id_personne-1-question_{lequel.pk}"' in page
        assert page.count("</a> – Il manque votre réponse à cette question.") == 1
        client.post(adresse(atelier), donnees | {f"personne-1-question_{lequel.pk}": "Un fournil"})

        assert reponses(projet) == {"Malika": "non", "Bob": "oui", "Zoé": "non"}
        assert reponses(lequel) == {"Bob": "Un fournil"}

    def test_une_question_sensible_ne_se_repond_pas_pour_les_autres(self, client):
        atelier = AtelierFactory()
        sante = question(atelier, sensible=True)

        page = source(client.get(adresse(atelier)))
        client.post(adresse(atelier), saisie(BOB) | {f"tous-question_{sante.pk}": "oui"})

        assert f'name="tous-question_{sante.pk}"' not in page
        assert f'name="personne-1-question_{sante.pk}"' in page
        assert reponses(sante) == {}

    def test_le_contact_qui_ne_vient_pas_ne_repond_que_pour_les_autres(self, client):
        atelier = AtelierFactory()
        pourquoi = question(atelier, obligatoire=True)

        client.post(
            adresse(atelier),
            saisie(BOB, je_viens=None) | {f"tous-question_{pourquoi.pk}": "Pour apprendre"},
        )

        assert reponses(pourquoi) == {"Bob": "Pour apprendre"}


class TestUneSequencePourToutes:
    @pytest.fixture
    def creneau(self):
        creneau = CreneauFactory(titre="Au choix")
        SequenceFactory(creneau=creneau, titre="La charte", capacite=1)
        SequenceFactory(creneau=creneau, titre="Les rôles", ordre=1)
        return creneau

    def suivies(self):
        return dict(
            Inscription.objects.values_list("prenom", "choix_de_sequences__sequence__titre")
        )

    def test_chacune_la_suit_sauf_qui_en_choisit_une_autre(self, client, creneau):
        charte, roles = creneau.sequences.order_by("ordre")
        donnees = saisie(BOB, ZOE) | {
            f"tous-sequence_{creneau.pk}": roles.pk,
            f"personne-1-sequence_{creneau.pk}": charte.pk,
        }

        client.post(adresse(creneau.atelier), donnees)

        assert self.suivies() == {"Malika": "Les rôles", "Bob": "La charte", "Zoé": "Les rôles"}

    def test_trop_petite_pour_toutes_c_est_dit_pres_du_choix_et_rien_ne_se_prend(
        self, client, creneau
    ):
        charte = creneau.sequences.get(titre="La charte")

        page = source(
            client.post(
                adresse(creneau.atelier),
                saisie(BOB) | {f"tous-sequence_{creneau.pk}": charte.pk},
            )
        )

        assert f'href="#id_tous-sequence_{creneau.pk}_0"' in page
        assert "Cette séquence est complète" in page
        assert Inscription.objects.count() == 0

    def test_personne_n_a_choisi(self, client, creneau):
        page = source(client.post(adresse(creneau.atelier), saisie(BOB)))

        assert page.count("</a> – Choisissez une séquence.") == 1


class TestCeQuiEstReplie:
    def test_les_parties_portent_le_nom_de_chacune_et_s_ouvrent_sur_une_erreur(self, client):
        atelier = AtelierFactory()
        question(atelier)
        sensible = question(atelier, sensible=True, type=TypeDeQuestion.CHOIX, choix="a\nb")
        donnees = saisie(BOB, VIDE) | {f"personne-1-question_{sensible.pk}": "c"}

        vierge = depliants(source(client.get(adresse(atelier))))
        fautive = depliants(source(client.post(adresse(atelier), donnees)))

        autres = "Autres réponses, besoins d’accès"
        assert vierge == [
            (f"Vous : {autres}", False),
            ("Pour préparer la journée (facultatif)", False),
            (f"Personne 1 : {autres}", False),
            (f"Personne 2 : {autres}", False),
        ]
        assert fautive[2:] == [(f"Bob Invité : {autres}", True), (f"Personne 2 : {autres}", False)]

    def test_ce_qui_y_est_ecrit_reste_en_vue(self, client):
        atelier = AtelierFactory()
        donnees = saisie(BOB, LEO) | {"personne-2-besoins_acces": "Fauteuil", "prenom": ""}

        page = source(client.post(adresse(atelier), donnees))

        assert "Fauteuil" in page
        assert depliants(page)[1:] == [
            ("Bob Invité : Besoins d’accès", False),
            ("Léo Brun : Besoins d’accès", True),
        ]

    def test_une_question_obligatoire_pour_chacune_n_est_pas_repliee(self, client):
        atelier = AtelierFactory()
        question(atelier, sensible=True, obligatoire=True)

        assert all(ouvert for _resume, ouvert in depliants(source(client.get(adresse(atelier)))))

    def test_le_menu_se_lit_une_fois_et_chacune_prend_son_repas(self, client):
        repas = RepasFactory(menu="Soupe du marché")

        page = source(client.get(adresse(repas.atelier)))

        assert page.count("Soupe du marché") == 1
        for nom in ("repas", "personne-1-repas", "personne-2-repas"):
            assert f'name="{nom}_{repas.pk}"' in page
        assert Couvert.objects.count() == 0


@pytest.mark.parametrize(("combien", "blocs"), [("", 3), ("1", 3), ("4", 6), ("99", 3)])
def test_autant_de_lignes_qu_on_en_demande(client, combien, blocs):
    donnees = saisie(BOB, VIDE) | {"de_plus": combien}

    page = source(client.post(adresse(AtelierFactory(), "plusieurs_de_plus"), donnees))

    assert page.count("<legend>Personne ") == blocs
    assert 'value="bob@example.org"' in page


def test_jamais_plus_de_dix(client):
    donnees = saisie(*[VIDE] * 8) | {"de_plus": "9"}

    page = source(client.post(adresse(AtelierFactory(), "plusieurs_de_plus"), donnees))

    assert page.count("<legend>Personne ") == 10
    assert 'name="de_plus"' not in page


def test_deja_inscrite_ailleurs_elle_garde_ses_reponses(client):
    atelier = AtelierFactory()
    pourquoi = question(atelier)
    robert = InscriptionFactory(
        atelier=atelier, prenom="BOB", nom="Invite", courriel="bob@example.org"
    )
    robert.reponses.create(question=pourquoi, valeur="À lui")

    client.post(adresse(atelier), saisie(BOB) | {f"tous-question_{pourquoi.pk}": "À tous"})

    assert reponses(pourquoi) == {"BOB": "À lui", "Malika": "À tous"}
