"""People, groups and news in the back office; nobody climbs above her rights."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group, Permission
from django.urls import reverse
from django.utils import timezone

from reseau.models import Actualite, GroupeDeTravail, Participation, Personne
from reseau.personnes.roles import installer_les_roles

from ..factories import (
    MOT_DE_PASSE,
    ActualiteFactory,
    GroupeFactory,
    ParticipationFactory,
    PersonneFactory,
)
from ..formulaires import champs_du_formulaire

AJOUT = reverse("admin:reseau_personne_add")

pytestmark = pytest.mark.ignore_template_errors


def connectee(client, groupe):
    installer_les_roles()
    personne = PersonneFactory(equipe=True, email=f"{groupe.lower()}@example.org")
    personne.groups.add(Group.objects.get(name=groupe))
    client.force_login(personne)
    return personne


def fiche(personne):
    return reverse("admin:reseau_personne_change", args=[personne.pk])


def test_l_administration_cree_un_compte(client):
    connectee(client, "Administration")
    saisie = champs_du_formulaire(client.get(AJOUT), "personne_form") | {
        "prenom": "Awa",
        "nom": "Diallo",
        "email": "Awa@Example.org",
        "usable_password": "true",
        "password1": "une phrase assez longue",
        "password2": "une phrase assez longue",
        "membre_depuis": "2026-01-01",
    }

    client.post(AJOUT, saisie)

    awa = Personne.objects.get(nom="Diallo")
    assert awa.email == "awa@example.org"
    assert awa.check_password("une phrase assez longue")
    assert awa.est_membre
    assert not awa.is_staff


def test_elle_ne_peut_pas_se_faire_superutilisatrice(client):
    administratrice = connectee(client, "Administration")
    saisie = champs_du_formulaire(client.get(fiche(administratrice)), "personne_form")

    client.post(fiche(administratrice), saisie | {"is_superuser": "on", "structure": "Essai"})

    administratrice.refresh_from_db()
    assert administratrice.structure == "Essai"
    assert not administratrice.is_superuser


def test_elle_ne_donne_pas_un_groupe_plus_fort_qu_elle(client):
    connectee(client, "Administration")
    fort = Group.objects.create(name="Technique")
    fort.permissions.add(Permission.objects.get(codename="change_group"))
    personne = PersonneFactory()
    saisie = champs_du_formulaire(client.get(fiche(personne)), "personne_form")
    animation = Group.objects.get(name="Animation")

    refus = client.post(fiche(personne), saisie | {"groups": [fort.pk]})
    client.post(fiche(personne), saisie | {"groups": [animation.pk]})

    assert "groups" in refus.context["adminform"].form.errors
    assert list(personne.groups.all()) == [animation]


@pytest.mark.parametrize("actif", [True, False])
@pytest.mark.parametrize("page", ["reseau_personne_change", "auth_user_password_change"])
def test_elle_ne_prend_pas_le_compte_de_plus_fort_qu_elle(client, page, actif):
    connectee(client, "Administration")
    forte = PersonneFactory(equipe=True, is_active=actif)
    forte.user_permissions.add(Permission.objects.get(codename="change_group"))
    superutilisatrice = PersonneFactory(superutilisatrice=True, is_active=actif)

    reponses = [
        client.post(
            reverse(f"admin:{page}", args=[qui.pk]), {"password1": "x" * 12, "password2": "x" * 12}
        )
        for qui in (forte, superutilisatrice)
    ]

    assert [r.status_code for r in reponses] == [403, 403]
    for qui in (forte, superutilisatrice):
        qui.refresh_from_db()
        assert qui.check_password(MOT_DE_PASSE)


def test_une_superutilisatrice_change_tout_le_monde(client):
    client.force_login(PersonneFactory(superutilisatrice=True))
    autre = PersonneFactory(superutilisatrice=True)
    saisie = champs_du_formulaire(client.get(fiche(autre)), "personne_form")

    client.post(fiche(autre), saisie | {"structure": "Le réseau"})

    autre.refresh_from_db()
    assert autre.structure == "Le réseau"
    assert autre.is_superuser


@pytest.mark.parametrize(("valeur", "attendus"), [("oui", {"Membre"}), ("non", {"Passante"})])
def test_la_liste_separe_les_membres(client, valeur, attendus):
    client.force_login(PersonneFactory(superutilisatrice=True, nom="Passante"))
    PersonneFactory(membre=True, nom="Membre")

    reponse = client.get(reverse("admin:reseau_personne_changelist"), {"membre": valeur})

    assert {p.nom for p in reponse.context["cl"].result_list} == attendus


def test_l_animatrice_choisit_une_personne_par_son_nom_sans_ouvrir_les_comptes(client):
    connectee(client, "Animation")
    PersonneFactory(prenom="Awa", nom="Diallo", membre=True)

    choix = client.get(
        reverse("admin:autocomplete"),
        {
            "term": "diallo",
            "app_label": "reseau",
            "model_name": "participation",
            "field_name": "personne",
        },
    )
    liste = client.get(reverse("admin:reseau_personne_changelist"))

    assert [r["text"] for r in choix.json()["results"]] == ["Awa Diallo"]
    assert liste.status_code == 403


def test_choisir_un_nom_reste_ferme_a_qui_n_anime_pas_de_groupe(client):
    client.force_login(PersonneFactory(equipe=True))

    reponse = client.get(
        reverse("admin:autocomplete"),
        {"app_label": "reseau", "model_name": "participation", "field_name": "personne"},
    )

    assert reponse.status_code == 403


def test_l_animatrice_cree_un_groupe_avec_ses_membres_et_une_reunion(client):
    connectee(client, "Animation")
    membre = PersonneFactory(membre=True)
    ajout = reverse("admin:reseau_groupedetravail_add")
    saisie = champs_du_formulaire(client.get(ajout), "groupedetravail_form") | {
        "nom": "Inclusion numérique",
        "theme": "Que personne ne reste au bord",
        "participations-TOTAL_FORMS": "1",
        "participations-0-personne": membre.pk,
        "participations-0-role": "animateur",
        "participations-0-heures_par_mois": "2",
        "participations-0-depuis": "2026-01-01",
        "reunions-TOTAL_FORMS": "1",
        "reunions-0-titre": "Premier point",
        "reunions-0-debut": "2027-01-12T18:00",
        "reunions-0-fin": "2027-01-12T19:30",
    }

    client.post(ajout, saisie)

    groupe = GroupeDeTravail.objects.get()
    assert groupe.slug == "inclusion-numerique"
    assert groupe.participations.get().personne == membre
    assert groupe.reunions.get().titre == "Premier point"


def test_des_heures_impossibles_sont_refusees_a_cote_du_champ(client):
    connectee(client, "Animation")
    participation = ParticipationFactory()
    adresse = reverse("admin:reseau_groupedetravail_change", args=[participation.groupe_id])
    saisie = champs_du_formulaire(client.get(adresse), "groupedetravail_form")

    reponse = client.post(adresse, saisie | {"participations-0-heures_par_mois": "0"})

    formset = reponse.context["inline_admin_formsets"][0]
    assert list(formset.forms[0].errors) == ["heures_par_mois"]
    assert Participation.objects.get().heures_par_mois == 1


def test_une_reunion_qui_finit_avant_de_commencer_est_refusee(client):
    connectee(client, "Animation")
    ajout = reverse("admin:reseau_reunion_add")
    saisie = champs_du_formulaire(client.get(ajout), "reunion_form") | {
        "groupe": GroupeFactory().pk,
        "titre": "À rebours",
        "debut": "2027-01-12T18:00",
        "fin": "2027-01-12T17:00",
    }

    reponse = client.post(ajout, saisie)

    erreurs = reponse.context["adminform"].form.errors
    assert erreurs == {"fin": ["La fin doit venir après le début."]}


def test_une_actualite_sans_date_reste_un_brouillon(client):
    connectee(client, "Animation")
    ajout = reverse("admin:reseau_actualite_add")
    saisie = champs_du_formulaire(client.get(ajout), "actualite_form")

    client.post(ajout, saisie | {"titre": "Une nouvelle", "corps": "Du nouveau."})

    actualite = Actualite.objects.get()
    assert (actualite.slug, actualite.publiee_le) == ("une-nouvelle", None)
    assert not Actualite.objects.publiees().exists()


@pytest.mark.parametrize(
    ("valeur", "attendus"),
    [("publiees", {"hier"}), ("programmees", {"demain"}), ("brouillons", {"jamais"})],
)
def test_les_actualites_se_filtrent_par_parution(client, valeur, attendus):
    connectee(client, "Animation")
    un_jour = timedelta(days=1)
    ActualiteFactory(titre="hier", publiee_le=timezone.now() - un_jour)
    ActualiteFactory(titre="demain", publiee_le=timezone.now() + un_jour)
    ActualiteFactory(titre="jamais", publiee_le=None)

    reponse = client.get(reverse("admin:reseau_actualite_changelist"), {"parution": valeur})

    assert {a.titre for a in reponse.context["cl"].result_list} == attendus
