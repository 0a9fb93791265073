"""Two people of the team on one page, in two tabs: nobody replaces unread what the other saved."""

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse

from ateliers.models import Atelier, Cycle

from ..factories import AtelierFactory, CycleFactory, PersonneFactory, RepasFactory
from ..formulaires import champs_du_formulaire, confirmer


def fiche(objet):
    return reverse(f"admin:ateliers_{objet._meta.model_name}_change", args=[objet.pk])


@pytest.fixture
def atelier():
    return AtelierFactory(titre="Auch", salle="Préau", question="Pourquoi ?", statut="brouillon")


def test_ce_que_l_autre_a_ecrit_se_lit_avant_d_etre_remplace(client, animatrice, atelier):
    saisie = champs_du_formulaire(client.get(fiche(atelier)), "atelier_form")
    client.post(fiche(atelier), saisie | {"salle": "Grange"})

    demande = client.post(fiche(atelier), saisie | {"titre": "Auch, le soir"})
    entre_temps = Atelier.objects.get()
    confirmer(client, demande)

    (phrase,) = demande.context["confirmation"]["phrases"]
    assert phrase[1] == (
        "«\u00a0Salle ou point de rendez-vous\u00a0» a changé depuis que vous avez ouvert cette "
        "page\u00a0: «\u00a0Grange\u00a0». Confirmer le remplace par ce qui est rempli ici."
    )
    assert champs_du_formulaire(demande, "atelier_form")["titre"] == "Auch, le soir"
    assert (entre_temps.titre, entre_temps.salle) == ("Auch", "Grange")
    assert Atelier.objects.values_list("titre", "salle").get() == ("Auch, le soir", "Préau")


def test_les_deux_ont_ecrit_la_meme_chose_rien_a_demander(client, animatrice, atelier):
    saisie = champs_du_formulaire(client.get(fiche(atelier)), "atelier_form") | {"salle": "Grange"}
    client.post(fiche(atelier), saisie)

    reponse = client.post(fiche(atelier), saisie | {"titre": "Auch, le soir"})

    assert reponse.status_code == 302
    assert Atelier.objects.values_list("titre", "salle").get() == ("Auch, le soir", "Grange")


def test_seule_on_enregistre_deux_fois_de_suite_sans_question(client, animatrice, atelier):
    for salle in ("Grange", "Halle"):
        saisie = champs_du_formulaire(client.get(fiche(atelier)), "atelier_form")
        assert client.post(fiche(atelier), saisie | {"salle": salle}).status_code == 302

    assert Atelier.objects.get().salle == "Halle"


def test_la_page_du_cycle_ne_remet_pas_une_journee_comme_avant(client, animatrice):
    cycle = CycleFactory()
    atelier = AtelierFactory(cycle=cycle, capacite=12, date_limite=None)
    saisie = champs_du_formulaire(client.get(fiche(cycle)), "cycle_form")
    Atelier.objects.filter(pk=atelier.pk).update(capacite=20)
    Cycle.objects.filter(pk=cycle.pk).update(question="Et demain ?")

    demande = client.post(fiche(cycle), saisie | {"titre": "Nouveau titre"})

    du_cycle, du_jour = phrases(demande)
    assert (du_cycle[0], du_jour[0]) == ("", str(atelier))
    assert "«\u00a0Et demain ?\u00a0»." in du_cycle[1]
    assert "Nombre de places" in du_jour[1]
    assert "«\u00a020\u00a0»." in du_jour[1]
    assert Atelier.objects.get().capacite == 20


def test_ni_le_menu_d_un_diner(client, animatrice, atelier):
    diner = RepasFactory(atelier=atelier, type="diner", menu="Garbure")
    saisie = champs_du_formulaire(client.get(fiche(atelier)), "atelier_form")
    type(diner).objects.filter(pk=diner.pk).update(menu="Soupe")

    demande = client.post(fiche(atelier), saisie | {"titre": "Auch, le soir"})

    ((sujet, phrase),) = phrases(demande)
    assert sujet == str(diner)
    assert "«\u00a0Soupe\u00a0»." in phrase
    diner.refresh_from_db()
    assert diner.menu == "Soupe"
    assert confirmer(client, demande).status_code == 302
    diner.refresh_from_db()
    assert diner.menu == "Garbure"


def phrases(demande):
    return demande.context["confirmation"]["phrases"]


def test_qui_ne_fait_que_lire_ouvre_le_cycle(client):
    personne = PersonneFactory(equipe=True)
    personne.user_permissions.add(Permission.objects.get(codename="view_cycle"))
    client.force_login(personne)
    cycle = CycleFactory()

    page = client.get(fiche(cycle))

    assert (page.status_code, cycle.titre in page.text) == (200, True)
    assert "ouverture" not in page.text


@pytest.mark.parametrize(
    ("change", "dit"),
    [
        ({"salle": ""}, "vide"),
        ({"format": "hybride"}, "sur place et en ligne"),
        ({"sur_approbation": True}, "oui"),
        ({"prix": "4.50"}, "4,50"),
        ({"presentation": "mot " * 60}, "…"),
    ],
)
def test_ce_qui_est_enregistre_se_dit_en_mots(client, animatrice, atelier, change, dit):
    saisie = champs_du_formulaire(client.get(fiche(atelier)), "atelier_form")
    Atelier.objects.filter(pk=atelier.pk).update(**change)

    ((_sujet, phrase),) = phrases(client.post(fiche(atelier), saisie))

    assert f"{dit}\u00a0»." in phrase


def test_un_texte_de_plusieurs_lignes_se_confirme_une_fois(client, animatrice, atelier):
    saisie = champs_du_formulaire(client.get(fiche(atelier)), "atelier_form")
    Atelier.objects.filter(pk=atelier.pk).update(presentation="Le matin.\r\n\r\nLe soir.")

    demande = client.post(fiche(atelier), saisie | {"presentation": "Toute la journée."})
    confirmer(client, demande)

    assert "«\u00a0Le matin. Le soir.\u00a0»." in phrases(demande)[0][1]
    assert Atelier.objects.get().presentation == "Toute la journée."
