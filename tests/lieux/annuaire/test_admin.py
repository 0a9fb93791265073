from datetime import date, timedelta

import pytest
from django.contrib.messages import get_messages
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from lieux.enums import Famille, StatutLieu
from lieux.models import Label, Lieu
from tests.factories import (
    AtelierFactory,
    CommuneFactory,
    DepartementFactory,
    EspaceFactory,
    LabellisationFactory,
    LieuFactory,
    PersonneFactory,
    TermeFactory,
)

pytestmark = pytest.mark.ignore_template_errors

LISTE = reverse("admin:lieux_lieu_changelist")
AJOUT = reverse("admin:lieux_lieu_add")


def fiche(lieu):
    return reverse("admin:lieux_lieu_change", args=[lieu.pk])


def saisie(**champs):
    commune = CommuneFactory()
    vides = {"TOTAL_FORMS": "0", "INITIAL_FORMS": "0"}
    formsets = {
        f"{prefixe}-{cle}": valeur
        for prefixe in ("espaces", "labellisations")
        for cle, valeur in vides.items()
    }
    base = {
        "nom": "La Dynamo",
        "commune": commune.pk,
        "mis_a_jour_le": "2026-03-02",
        "courriels": "",
        "sites_web": "",
    }
    return {**base, **formsets, **champs}


def dits(reponse):
    return [str(message) for message in get_messages(reponse.wsgi_request)]


def noms(reponse):
    return [lieu.nom for lieu in reponse.context["cl"].result_list]


def erreurs(reponse):
    return {champ: list(e) for champ, e in reponse.context["adminform"].form.errors.items()}


def test_un_nouveau_lieu_est_un_brouillon_dont_l_adresse_vient_du_nom(client, animatrice):
    LieuFactory(slug="la-dynamo")
    fablab = TermeFactory(code="fablab", libelle="Fablab")

    reponse = client.post(
        AJOUT,
        saisie(
            courriels=" bonjour@example.org \r\n\r\npresse@example.org\r\nbonjour@example.org",
            sites_web="https://dynamo.example.org",
            termes=[fablab.pk],
        ),
    )

    lieu = Lieu.objects.get(nom="La Dynamo")
    assert reponse.url == fiche(lieu)
    assert (lieu.slug, lieu.statut) == ("la-dynamo-2", StatutLieu.BROUILLON)
    assert lieu.courriels == ["bonjour@example.org", "presse@example.org"]
    assert lieu.sites_web == ["https://dynamo.example.org"]
    assert list(lieu.termes.all()) == [fablab]


@pytest.mark.parametrize(
    ("champs", "attendu"),
    [
        (
            {"courriels": "bonjour@example.org\nn’importe quoi"},
            {"courriels": ["« n’importe quoi » n’est pas une adresse de courriel."]},
        ),
        (
            {"sites_web": "www.example.org\njavascript:alert(1)"},
            {
                "sites_web": [
                    "« www.example.org » n’est pas une adresse web : elle commence par https://.",
                    "« javascript:alert(1) » n’est pas une adresse web : elle commence par https://.",
                ]
            },
        ),
        (
            {"latitude": "43.6"},
            {
                "latitude": [
                    "Donnez latitude et longitude ensemble, en degrés (par exemple 43,646 et 0,58)."
                ]
            },
        ),
    ],
)
def test_une_valeur_impossible_est_refusee_a_cote_de_son_champ(client, animatrice, champs, attendu):
    reponse = client.post(AJOUT, saisie(**champs))

    assert erreurs(reponse) == attendu
    assert not Lieu.objects.exists()


def test_la_base_refuse_une_demi_position():
    with pytest.raises(IntegrityError), transaction.atomic():
        LieuFactory(latitude=43.6)
    with pytest.raises(IntegrityError), transaction.atomic():
        LieuFactory(longitude=0.58)
    with pytest.raises(IntegrityError), transaction.atomic():
        LieuFactory(latitude=91, longitude=0)


def test_des_horaires_illisibles_sont_gardes_avec_un_avertissement(client, animatrice):
    reponse = client.post(AJOUT, saisie(horaires="du lundi au vendredi"))

    assert Lieu.objects.get().horaires == "du lundi au vendredi"
    assert any("horaires à vérifier" in dit for dit in dits(reponse))


def test_corriger_une_fiche_la_date_du_jour_pour_qu_un_import_ne_la_reprenne_pas(
    client, animatrice
):
    lieu = LieuFactory(nom="La Dinamo", mis_a_jour_le=date(2026, 3, 2))
    autre = LieuFactory(mis_a_jour_le=date(2026, 3, 2))

    client.post(fiche(lieu), saisie(nom="La Dynamo"))

    lieu.refresh_from_db()
    autre.refresh_from_db()
    assert (lieu.nom, lieu.mis_a_jour_le) == ("La Dynamo", timezone.localdate())
    assert autre.mis_a_jour_le == date(2026, 3, 2)


def test_une_date_de_mise_a_jour_donnee_a_la_main_est_gardee(client, animatrice):
    lieu = LieuFactory(nom="La Dinamo", mis_a_jour_le=date(2026, 3, 2))

    client.post(fiche(lieu), saisie(nom="La Dynamo", mis_a_jour_le="2026-04-05"))

    lieu.refresh_from_db()
    assert (lieu.nom, lieu.mis_a_jour_le) == ("La Dynamo", date(2026, 4, 5))


def test_les_valeurs_hors_du_standard_se_lisent_dans_la_fiche(client, animatrice):
    lieu = LieuFactory(valeurs_hors_standard={"services": ["Sieste", "Rêverie"]})

    assert "services : Sieste | Rêverie" in client.get(fiche(lieu)).content.decode()


def test_publier_d_un_bouton_puis_archiver_apres_confirmation(client, animatrice):
    lieu = LieuFactory(nom="La Dynamo", brouillon=True)
    AtelierFactory(lieu=lieu, titre="Prévu là")
    publier = reverse("admin:lieux_lieu_publier", args=[lieu.pk])
    archiver = reverse("admin:lieux_lieu_archiver", args=[lieu.pk])

    assert f'action="{publier}"' in client.get(fiche(lieu)).text
    assert dits(client.post(publier)) == ["1 lieu publié."]
    lieu.refresh_from_db()
    assert lieu.statut == StatutLieu.PUBLIE

    page = client.get(archiver)
    assert "La Dynamo, Auch" in page.text
    assert "Prévu là" in page.text
    lieu.refresh_from_db()
    assert lieu.statut == StatutLieu.PUBLIE

    assert client.post(archiver, {"confirmer": "oui"}).url == fiche(lieu)
    lieu.refresh_from_db()
    assert lieu.statut == StatutLieu.ARCHIVE


def test_une_lecture_ne_publie_rien(client, animatrice):
    lieu = LieuFactory(brouillon=True)

    assert client.get(reverse("admin:lieux_lieu_publier", args=[lieu.pk])).status_code == 405
    lieu.refresh_from_db()
    assert lieu.statut == StatutLieu.BROUILLON


@pytest.mark.parametrize("geste", ["publier", "archiver"])
def test_publier_et_archiver_demandent_le_droit(client, geste):
    lieu = LieuFactory(brouillon=True)
    client.force_login(PersonneFactory(equipe=True))

    reponse = client.post(reverse(f"admin:lieux_lieu_{geste}", args=[lieu.pk]))

    assert reponse.status_code == 403
    lieu.refresh_from_db()
    assert lieu.statut == StatutLieu.BROUILLON


def test_les_actions_publient_et_archivent_la_selection_seulement(client, animatrice):
    un, deux = LieuFactory(brouillon=True), LieuFactory(brouillon=True)
    autre = LieuFactory(brouillon=True)
    choix = {"_selected_action": [un.pk, deux.pk]}

    client.post(LISTE, {"action": "publier", **choix})
    assert list(Lieu.objects.publies()) == [un, deux]

    client.post(LISTE, {"action": "archiver", **choix})
    assert list(Lieu.objects.archives()) == []

    client.post(LISTE, {"action": "archiver", "confirmer": "oui", **choix})
    assert list(Lieu.objects.archives()) == [un, deux]
    autre.refresh_from_db()
    assert autre.statut == StatutLieu.BROUILLON


def test_l_adresse_d_un_lieu_publie_et_les_gestionnaires_ne_changent_pas_sans_droit(
    client, animatrice
):
    lieu = LieuFactory(slug="la-dynamo")
    gestionnaire = PersonneFactory()
    lieu.gestionnaires.add(gestionnaire)

    client.post(fiche(lieu), saisie(slug="autre", statut="archive", gestionnaires=[]))

    lieu.refresh_from_db()
    assert (lieu.slug, lieu.statut) == ("la-dynamo", StatutLieu.PUBLIE)
    assert list(lieu.gestionnaires.all()) == [gestionnaire]


def test_la_liste_se_filtre_comme_l_annuaire(client, animatrice):
    toulouse = CommuneFactory(
        code_insee="31555",
        nom="Toulouse",
        departement=DepartementFactory(code="31", nom="Haute-Garonne"),
    )
    vieux = timezone.localdate() - timedelta(days=600)
    dynamo = LieuFactory(nom="La Dynamo", mis_a_jour_le=vieux)
    dynamo.termes.add(TermeFactory())
    LabellisationFactory(lieu=dynamo)
    LieuFactory(nom="La Volière", commune=toulouse, brouillon=True)

    def filtres(**demande):
        return noms(client.get(LISTE, demande))

    assert filtres() == ["La Dynamo", "La Volière"]
    assert filtres(q="voliere") == ["La Volière"]
    assert filtres(statut__exact="brouillon") == ["La Volière"]
    assert filtres(departement="32") == ["La Dynamo"]
    assert filtres(label="fabrique-de-territoire") == ["La Dynamo"]
    assert filtres(activite="coworking") == ["La Dynamo"]
    assert filtres(fraicheur="a_revoir") == ["La Dynamo"]


@pytest.mark.parametrize("nombre", [1, 3])
def test_la_liste_fait_toujours_autant_de_requetes(
    client, animatrice, nombre, django_assert_num_queries
):
    for _ in range(nombre):
        LabellisationFactory()

    with django_assert_num_queries(12):
        client.get(LISTE)


@pytest.mark.parametrize("nombre", [1, 3])
def test_la_fiche_fait_toujours_autant_de_requetes(
    client, animatrice, nombre, django_assert_num_queries
):
    lieu = LieuFactory()
    for i in range(nombre):
        EspaceFactory(lieu=lieu)
        lieu.termes.add(TermeFactory(code=f"t{i}", libelle=f"Terme {i}"))

    with django_assert_num_queries(13):
        client.get(fiche(lieu))


def test_les_termes_se_cochent_par_famille_sans_ceux_des_ateliers(client, animatrice):
    ancien = TermeFactory(code="minitel", libelle="Minitel", actif=False)
    TermeFactory(code="retire", libelle="Retiré", actif=False)
    TermeFactory(famille=Famille.THEME, code="gouvernance", libelle="Gouvernance")
    service = TermeFactory(famille=Famille.SERVICE, code="aide", libelle="Aide aux démarches")
    lieu = LieuFactory()
    lieu.termes.add(ancien)

    champ = client.get(fiche(lieu)).context["adminform"].form["termes"]

    groupes = {
        famille: [(str(o["label"]), o["selected"]) for o in options]
        for famille, options, _rang in champ.field.widget.optgroups("termes", [str(ancien.pk)])
    }
    assert ("Minitel", True) in groupes["Activité"]
    assert "Retiré" not in str(groupes["Activité"])
    assert ("Aide aux démarches", False) in groupes["Service"]
    assert "Thème d’atelier" not in groupes
    assert service.pk not in champ.value()


def test_un_lieu_archive_ne_se_choisit_plus_pour_un_atelier(client, animatrice):
    LieuFactory(nom="Volière ouverte")
    LieuFactory(nom="Volière fermée", statut=StatutLieu.ARCHIVE)

    reponse = client.get(
        reverse("admin:autocomplete"),
        {"term": "voliere", "app_label": "ateliers", "model_name": "atelier", "field_name": "lieu"},
    )

    assert [resultat["text"] for resultat in reponse.json()["results"]] == ["Volière ouverte"]


def test_la_commune_se_choisit_par_son_nom_ou_son_code_postal(client, animatrice):
    CommuneFactory()
    CommuneFactory(code_insee="31555", nom="Toulouse", codes_postaux="31000")
    champ = {"app_label": "lieux", "model_name": "lieu", "field_name": "commune"}

    for terme in ("auch", "32000"):
        reponse = client.get(reverse("admin:autocomplete"), {"term": terme, **champ})
        assert reponse.json()["results"] == [{"id": "32013", "text": "Auch (32000)"}]


def test_la_geographie_officielle_se_lit_et_ne_se_modifie_pas(client):
    commune = CommuneFactory()
    nom = commune.nom
    client.force_login(PersonneFactory(superutilisatrice=True))

    assert client.get(reverse("admin:lieux_commune_add")).status_code == 403
    reponse = client.post(reverse("admin:lieux_commune_change", args=["32013"]), {"nom": "X"})
    assert reponse.status_code == 403
    commune.refresh_from_db()
    assert commune.nom == nom


def test_un_label_recoit_son_adresse_et_dit_combien_de_lieux_le_portent(client):
    client.force_login(PersonneFactory(superutilisatrice=True))
    porte = LabellisationFactory()
    LabellisationFactory(lieu=porte.lieu, debut=porte.debut - timedelta(days=3))
    LabellisationFactory(fin=timezone.localdate() - timedelta(days=1))

    client.post(reverse("admin:lieux_label_add"), {"nom": "Tiers-lieu nourricier"})
    reponse = client.get(reverse("admin:lieux_label_changelist"))

    assert Label.objects.filter(slug="tiers-lieu-nourricier").exists()
    comptes = {str(label): label.nb_lieux for label in reponse.context["cl"].result_list}
    assert comptes["Fabrique de territoire"] == 1
    assert comptes["Tiers-lieu nourricier"] == 0


def test_le_code_d_un_terme_ne_change_plus_une_fois_donne(client):
    client.force_login(PersonneFactory(superutilisatrice=True))
    terme = TermeFactory()

    client.post(
        reverse("admin:lieux_terme_change", args=[terme.pk]),
        {"famille": "theme", "code": "autre", "libelle": "Bureaux partagés", "ordre": "3"},
    )

    terme.refresh_from_db()
    assert (terme.famille, terme.code) == (Famille.ACTIVITE, "coworking")
    assert (terme.libelle, terme.actif) == ("Bureaux partagés", False)
