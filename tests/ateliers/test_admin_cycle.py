"""An animatrice publishes a cycle: one screen, a preview, one action."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest
from django.urls import reverse

from ateliers.enums import Reglement, Statut
from ateliers.models import Atelier, Cycle, Repas

from ..factories import AtelierFactory, CycleFactory, GroupeFactory, LieuFactory, RepasFactory
from ..formulaires import champs_du_formulaire

AJOUT = reverse("admin:ateliers_cycle_add")

pytestmark = pytest.mark.ignore_template_errors


def fiche(cycle):
    return reverse("admin:ateliers_cycle_change", args=[cycle.pk])


def saisie_du_cycle(client, **champs):
    return {
        **champs_du_formulaire(client.get(AJOUT), "cycle_form"),
        "titre": "Tiers-lieux ruraux",
        **champs,
    }


def journee(rang, **champs):
    """What she types in block `rang`."""
    valeurs = {
        "titre": f"Journée {rang}",
        "jour": f"2027-03-{10 + rang}",
        "heure_debut": "09:00",
        "heure_fin": "17:00",
        **champs,
    }
    return {f"ateliers-{rang}-{nom}": valeur for nom, valeur in valeurs.items()}


def test_elle_cree_un_cycle_de_trois_ateliers_en_un_ecran(client, animatrice):
    sarrant, simorre = LieuFactory(nom="Sarrant"), LieuFactory(nom="Simorre")
    groupe = GroupeFactory()
    saisie = saisie_du_cycle(client, question="Comment durer ?") | {
        **journee(
            0,
            lieu=sarrant.pk,
            question="Avec qui ?",
            capacite="12",
            date_limite="2027-03-08T12:00",
            dejeuner="prevu",
            dejeuner_reglement="prix",
            dejeuner_prix="15.50",
            dejeuner_capacite="10",
            dejeuner_date_limite="2027-03-07T18:00",
            dejeuner_menu="Garbure",
        ),
        **journee(1, lieu=simorre.pk, acces="groupe", groupe=groupe.pk, dejeuner="apporte"),
        **journee(2, format="en_ligne", jour="2027-03-29", heure_debut="10:30", heure_fin="12:00"),
    }

    reponse = client.post(AJOUT, saisie)

    cycle = Cycle.objects.get()
    un, deux, trois = cycle.ateliers.all()
    assert reponse.status_code == 302
    assert reponse.url == fiche(cycle)
    assert (cycle.titre, cycle.slug, cycle.question, cycle.statut) == (
        "Tiers-lieux ruraux",
        "tiers-lieux-ruraux",
        "Comment durer ?",
        Statut.BROUILLON,
    )
    assert (un.titre, un.slug, un.question, un.lieu, un.capacite, un.statut) == (
        "Journée 0",
        "journee-0",
        "Avec qui ?",
        sarrant,
        12,
        Statut.BROUILLON,
    )
    assert un.debut == datetime(2027, 3, 10, 8, tzinfo=UTC)  # winter: one hour ahead of UTC
    assert un.fin == datetime(2027, 3, 10, 16, tzinfo=UTC)
    assert un.date_limite == datetime(2027, 3, 8, 11, tzinfo=UTC)
    repas = un.repas.get()
    assert (repas.reglement, repas.prix, repas.capacite, repas.menu) == (
        Reglement.PRIX,
        Decimal("15.50"),
        10,
        "Garbure",
    )
    assert repas.date_limite == datetime(2027, 3, 7, 17, tzinfo=UTC)
    assert (deux.lieu, deux.acces, deux.groupe, deux.repas_apporte) == (
        simorre,
        "groupe",
        groupe,
        True,
    )
    assert (trois.format, trois.lieu, trois.repas_apporte) == ("en_ligne", None, False)
    assert trois.debut == datetime(2027, 3, 29, 8, 30, tzinfo=UTC)  # summer: two hours
    assert Repas.objects.count() == 1


def test_les_blocs_laisses_vides_ne_font_pas_d_atelier(client, animatrice):
    saisie = saisie_du_cycle(client) | journee(1, lieu=LieuFactory().pk)

    client.post(AJOUT, saisie)

    assert [a.titre for a in Cycle.objects.get().ateliers.all()] == ["Journée 1"]


def test_trois_ateliers_du_meme_titre_ont_trois_adresses(client, animatrice):
    saisie = saisie_du_cycle(client)
    for rang in range(3):
        saisie |= journee(rang, titre="La rencontre")

    client.post(AJOUT, saisie)

    assert sorted(a.slug for a in Atelier.objects.all()) == [
        "la-rencontre",
        "la-rencontre-2",
        "la-rencontre-3",
    ]


@pytest.mark.parametrize(
    ("champs", "champ", "phrase"),
    [
        ({"heure_fin": "08:00"}, "heure_fin", "La fin doit venir après le début."),
        (
            {"date_limite": "2027-03-12T12:00"},
            "date_limite",
            "La date limite d’inscription doit venir avant le début.",
        ),
        ({"prix": "-1"}, "prix", "Un prix ne peut pas être négatif."),
        ({"acces": "groupe"}, "groupe", "Dites quel groupe de travail peut s’inscrire."),
        (
            {"dejeuner": "prevu", "dejeuner_reglement": "prix", "dejeuner_prix": "0"},
            "dejeuner_prix",
            "Donnez le prix du repas, ou choisissez un autre règlement.",
        ),
        (
            {"dejeuner": "prevu", "dejeuner_date_limite": "2027-03-12T12:00"},
            "dejeuner_date_limite",
            "On commande le repas avant le début de la journée.",
        ),
        ({"titre": ""}, "titre", "Ce champ est obligatoire."),
        (
            {"jour": "2027-03-28", "heure_debut": "02:30"},  # that hour does not exist
            "heure_debut",
            "La valeur 2027-03-28 02:30:00 n’a pas pu être interprétée dans le fuseau horaire "
            "Europe/Paris\xa0; elle est peut-être ambigüe ou elle n’existe pas.",
        ),
    ],
)
def test_une_valeur_impossible_est_refusee_a_cote_de_son_champ(
    client, animatrice, champs, champ, phrase
):
    saisie = saisie_du_cycle(client, question="Ma question") | journee(0, **champs)

    reponse = client.post(AJOUT, saisie)

    (formset,) = reponse.context["inline_admin_formsets"]
    erreurs = formset.forms[0].errors
    assert list(erreurs) == [champ]
    assert erreurs[champ] == [phrase]
    assert phrase in reponse.content.decode()
    assert Cycle.objects.count() == 0


def test_un_refus_ne_perd_rien_de_ce_qui_est_tape(client, animatrice):
    lieu = LieuFactory(nom="La Halle")
    saisie = saisie_du_cycle(client, question="Ma question") | journee(
        0, lieu=lieu.pk, heure_fin="08:00", dejeuner="prevu", dejeuner_menu="Soupe"
    )

    reponse = client.post(AJOUT, saisie)

    relu = champs_du_formulaire(reponse, "cycle_form")
    assert relu["question"] == "Ma question"
    assert relu["ateliers-0-jour"] == "2027-03-10"
    assert relu["ateliers-0-heure_fin"] == "08:00"
    assert relu["ateliers-0-lieu"] == str(lieu.pk)
    assert relu["ateliers-0-dejeuner"] == "prevu"
    assert relu["ateliers-0-dejeuner_menu"] == "Soupe"


def test_un_cycle_ne_perd_rien_quand_on_l_enregistre_sans_rien_changer(client, animatrice):
    cycle = CycleFactory()
    atelier = AtelierFactory(cycle=cycle)
    RepasFactory(atelier=atelier, capacite=9)
    avant = Atelier.objects.values().get()

    client.post(fiche(cycle), champs_du_formulaire(client.get(fiche(cycle)), "cycle_form"))

    assert Atelier.objects.values().get() == avant
    assert Repas.objects.get().capacite == 9


def test_elle_publie_le_cycle_et_ses_ateliers_d_un_bouton(client, animatrice):
    cycle = CycleFactory(brouillon=True)
    AtelierFactory(cycle=cycle, brouillon=True)
    ailleurs = AtelierFactory(brouillon=True)
    bouton = reverse("admin:ateliers_cycle_publier", args=[cycle.pk])
    page = client.get(fiche(cycle)).content.decode()

    reponse = client.post(bouton, follow=True)

    cycle.refresh_from_db()
    ailleurs.refresh_from_db()
    assert f'action="{bouton}"' in page
    assert cycle.statut == cycle.ateliers.get().statut == Statut.PUBLIE
    assert ailleurs.statut == Statut.BROUILLON
    assert "est publié" in reponse.content.decode()
    assert f'action="{bouton}"' not in reponse.content.decode()


def test_publier_un_cycle_sans_atelier_est_refuse_avec_sa_raison(client, animatrice):
    cycle = CycleFactory(brouillon=True)

    reponse = client.post(reverse("admin:ateliers_cycle_publier", args=[cycle.pk]), follow=True)

    cycle.refresh_from_db()
    assert cycle.statut == Statut.BROUILLON
    assert "Le cycle n’a pas encore d’atelier" in reponse.content.decode()


def test_elle_publie_une_selection_de_la_liste(client, animatrice):
    pret, vide, autre = (CycleFactory(brouillon=True) for _ in range(3))
    AtelierFactory(cycle=pret, brouillon=True)

    reponse = client.post(
        reverse("admin:ateliers_cycle_changelist"),
        {"action": "publier_la_selection", "_selected_action": [pret.pk, vide.pk]},
        follow=True,
    )

    statuts = {c.pk: c.statut for c in Cycle.objects.all()}
    assert statuts == {
        pret.pk: Statut.PUBLIE,
        vide.pk: Statut.BROUILLON,
        autre.pk: Statut.BROUILLON,
    }
    assert "pas encore d’atelier" in reponse.content.decode()


def test_publier_demande_un_post_et_le_droit(client, animatrice):
    cycle = CycleFactory(brouillon=True)
    AtelierFactory(cycle=cycle, brouillon=True)
    bouton = reverse("admin:ateliers_cycle_publier", args=[cycle.pk])

    par_un_lien = client.get(bouton)
    animatrice.groups.first().permissions.remove(
        *animatrice.groups.first().permissions.filter(codename="publier")
    )
    sans_droit = client.post(bouton)

    cycle.refresh_from_db()
    assert par_un_lien.status_code == 405
    assert sans_droit.status_code == 403
    assert cycle.statut == Statut.BROUILLON
    assert bouton not in client.get(fiche(cycle)).content.decode()


def test_publier_ce_qui_n_existe_pas_est_introuvable(client, animatrice):
    reponse = client.post(reverse("admin:ateliers_cycle_publier", args=[999]))

    assert reponse.status_code == 404


def test_l_apercu_mene_a_la_page_publique(client, animatrice):
    cycle = CycleFactory(brouillon=True)

    page = client.get(fiche(cycle)).content.decode()

    assert f'href="{cycle.get_absolute_url()}"' in page
    assert "Aperçu" in page


@pytest.mark.parametrize("nombre", [1, 3])
def test_la_liste_des_cycles_coute_autant_quel_que_soit_leur_nombre(
    client, animatrice, django_assert_num_queries, nombre
):
    for _ in range(nombre):
        AtelierFactory(cycle=CycleFactory())

    with django_assert_num_queries(9):
        reponse = client.get(reverse("admin:ateliers_cycle_changelist"))

    assert len(reponse.context["cl"].result_list) == nombre


def test_la_recherche_des_cycles_ignore_les_accents(client, animatrice):
    CycleFactory(titre="Inclusion numérique")
    CycleFactory(titre="Autre chose")

    reponse = client.get(reverse("admin:ateliers_cycle_changelist"), {"q": "NUMERIQUE inclusion"})

    assert [c.titre for c in reponse.context["cl"].result_list] == ["Inclusion numérique"]


def test_un_cycle_publie_ne_se_supprime_pas(client, animatrice):
    publie, brouillon = CycleFactory(), CycleFactory(brouillon=True)

    refus = client.post(reverse("admin:ateliers_cycle_delete", args=[publie.pk]), {"post": "yes"})
    client.post(reverse("admin:ateliers_cycle_delete", args=[brouillon.pk]), {"post": "yes"})

    assert refus.status_code == 403
    assert list(Cycle.objects.all()) == [publie]
