from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from django.utils import timezone

from ateliers.enums import Format
from lieux.enums import Famille
from tests.factories import (
    AtelierFactory,
    CommuneFactory,
    CycleFactory,
    DepartementFactory,
    InscriptionFactory,
    LieuFactory,
    TermeFactory,
)

PARIS = ZoneInfo("Europe/Paris")
UN_MARDI = datetime(2026, 9, 15, 10, tzinfo=PARIS)


@pytest.fixture(autouse=True)
def _mardi_15_septembre(time_machine):
    time_machine.move_to(UN_MARDI, tick=False)


def le(mois, jour, heure=9, annee=2026):
    return datetime(annee, mois, jour, heure, tzinfo=PARIS)


def titres(reponse):
    return [atelier.titre for atelier in reponse.context["page"]]


def lister(client, **filtres):
    return client.get(reverse("ateliers:liste"), filtres)


def test_la_liste_montre_ce_qui_vient_par_date_sans_brouillon_ni_passe(client):
    AtelierFactory(titre="Octobre", debut=le(10, 5))
    AtelierFactory(titre="Septembre", debut=le(9, 20))
    AtelierFactory(titre="Annulé", debut=le(9, 18), annule=True)
    AtelierFactory(titre="Brouillon", brouillon=True)
    AtelierFactory(titre="Passé", passe=True)

    reponse = lister(client)

    assert titres(reponse) == ["Annulé", "Septembre", "Octobre"]
    page = reponse.content.decode()
    assert page.index("Septembre 2026") < page.index("Octobre 2026")
    assert "3 rendez-vous" in page


def test_un_atelier_en_cours_est_encore_a_venir(client):
    AtelierFactory(titre="En cours", debut=UN_MARDI - timedelta(hours=1))

    assert titres(lister(client)) == ["En cours"]


def test_les_passes_sont_a_portee_les_plus_recents_d_abord(client):
    AtelierFactory(titre="Juin", debut=le(6, 1))
    AtelierFactory(titre="Août", debut=le(8, 1))
    AtelierFactory(titre="À venir")

    assert titres(lister(client, periode="passes")) == ["Août", "Juin"]


@pytest.mark.parametrize(
    ("periode", "attendus"),
    [
        ("ce_mois", ["16 sept."]),
        ("mois_prochain", ["1er oct.", "31 oct."]),
        ("trois_mois", ["16 sept.", "1er oct.", "31 oct.", "30 nov."]),
    ],
)
def test_chaque_periode_garde_ses_jours(client, periode, attendus):
    for titre, debut in [
        ("2 sept.", le(9, 2)),
        ("16 sept.", le(9, 16)),
        ("1er oct.", le(10, 1, 0)),
        ("31 oct.", le(10, 31, 17)),
        ("30 nov.", le(11, 30)),
        ("17 déc.", le(12, 17)),
    ]:
        AtelierFactory(titre=titre, debut=debut)

    assert titres(lister(client, periode=periode)) == attendus


def test_des_dates_choisies_vont_aussi_dans_le_passe_et_comprennent_leurs_deux_bouts(client):
    AtelierFactory(titre="Veille", debut=le(8, 31))
    AtelierFactory(titre="Premier", debut=le(9, 1, 0))
    AtelierFactory(titre="Dernier", debut=le(9, 30, 17))
    AtelierFactory(titre="Lendemain", debut=le(10, 1, 0))

    assert titres(lister(client, du="2026-09-01", au="2026-09-30")) == ["Premier", "Dernier"]


def test_une_date_de_fin_seule_part_d_aujourd_hui(client):
    AtelierFactory(titre="Passé", debut=le(9, 1))
    AtelierFactory(titre="Bientôt", debut=le(9, 20))
    AtelierFactory(titre="Plus tard", debut=le(11, 20))

    assert titres(lister(client, au="2026-09-30")) == ["Bientôt"]


def test_chercher_ignore_accents_et_ordre_des_mots(client):
    AtelierFactory(titre="L’été à l’œuvre")
    AtelierFactory(titre="L’hiver à l’œuvre")

    assert titres(lister(client, q="oeuvre ETE")) == ["L’été à l’œuvre"]


def test_le_theme_est_celui_de_l_atelier_ou_a_defaut_de_son_cycle(client):
    ruralite = TermeFactory(famille=Famille.THEME, code="essai", libelle="Ruralité")
    numerique = TermeFactory(famille=Famille.THEME, code="autre-essai", libelle="Numérique")
    cycle = CycleFactory(theme=ruralite)
    AtelierFactory(titre="Du thème", theme=ruralite, debut=le(10, 1))
    AtelierFactory(titre="Du cycle", cycle=cycle, debut=le(10, 2))
    AtelierFactory(titre="Autre thème que son cycle", cycle=cycle, theme=numerique)
    AtelierFactory(titre="Sans thème")

    assert titres(lister(client, theme="essai")) == ["Du thème", "Du cycle"]


def test_le_departement_est_celui_du_lieu(client):
    AtelierFactory(titre="Gers")
    tarn = DepartementFactory(code="81", nom="Tarn")
    albi = CommuneFactory(code_insee="81004", nom="Albi", departement=tarn)
    AtelierFactory(titre="Tarn", lieu=LieuFactory(commune=albi))
    DepartementFactory(code="75", nom="Paris")

    reponse = lister(client, departement="81")

    assert titres(reponse) == ["Tarn"]
    choix = reponse.context["filtre"].form.fields["departement"].queryset
    assert [d.code for d in choix] == ["32", "81"]


@pytest.mark.parametrize(
    ("voulu", "attendus"),
    [("en_ligne", ["En ligne", "Hybride"]), ("sur_place", ["Sur place", "Hybride"])],
)
def test_un_atelier_hybride_repond_aux_deux_formats(client, voulu, attendus):
    AtelierFactory(titre="En ligne", format=Format.EN_LIGNE, lieu=None, debut=le(10, 1))
    AtelierFactory(titre="Sur place", debut=le(10, 2))
    AtelierFactory(titre="Hybride", format=Format.HYBRIDE, debut=le(10, 3))

    assert titres(lister(client, format=voulu)) == attendus


def test_gratuit_ecarte_ce_qui_se_paie(client):
    AtelierFactory(titre="Gratuit")
    AtelierFactory(titre="Payant", prix=10)

    assert titres(lister(client, gratuit="1")) == ["Gratuit"]
    assert len(titres(lister(client))) == 2


def test_places_restantes_ecarte_le_complet_et_l_annule(client):
    InscriptionFactory(atelier=AtelierFactory(titre="Complet", capacite=1))
    InscriptionFactory(atelier=AtelierFactory(titre="Une place", capacite=2, debut=le(10, 1)))
    AtelierFactory(titre="Sans limite", capacite=None, debut=le(10, 2))
    AtelierFactory(titre="Annulé", annule=True)

    assert titres(lister(client, places="1")) == ["Une place", "Sans limite"]


def test_chaque_filtre_a_sa_puce_qui_le_retire_et_garde_les_autres(client):
    TermeFactory(famille=Famille.THEME, code="essai", libelle="Ruralité")

    reponse = lister(client, q="lieu", theme="essai", gratuit="1", du="2026-10-01", page="2")

    puces = {puce.texte: puce.url for puce in reponse.context["puces"]}
    assert list(puces) == ["«\u00a0lieu\u00a0»", "Ruralité", "Gratuit", "Du jeudi 1ᵉʳ octobre 2026"]
    assert puces["Ruralité"] == "/ateliers/?q=lieu&gratuit=1&du=2026-10-01"


def test_la_selection_passe_au_mois_au_calendrier_et_au_flux(client):
    page = lister(client, q="lieu", periode="trois_mois", departement="").content.decode()

    assert 'href="/ateliers/agenda.ics?q=lieu&amp;periode=trois_mois"' in page
    assert 'href="/ateliers/flux.atom?q=lieu&amp;periode=trois_mois"' in page
    assert 'href="/ateliers/calendrier/2026/9/?q=lieu"' in page


@pytest.mark.parametrize(
    ("filtres", "phrase"),
    [
        ({"du": "2026-99-01"}, "Saisissez une date valide."),
        ({"du": "0001-01-01"}, "Donnez une année entre 2000 et 2100."),
        ({"au": "9999-12-31"}, "Donnez une année entre 2000 et 2100."),
        ({"du": "2026-10-02", "au": "2026-10-01"}, "Cette date vient avant celle du début."),
        ({"theme": "inconnu"}, "Sélectionnez un choix valide."),
        ({"periode": "toujours"}, "Sélectionnez un choix valide."),
    ],
)
def test_un_filtre_incompris_est_dit_et_ignore(client, filtres, phrase):
    AtelierFactory(titre="Toujours là", debut=le(10, 5))

    reponse = lister(client, **filtres)

    assert titres(reponse) == ["Toujours là"]
    page = reponse.content.decode()
    assert "Un filtre n’a pas été compris, il est ignoré." in page
    assert phrase in page


def test_une_selection_vide_propose_de_tout_voir(client):
    AtelierFactory()

    page = lister(client, q="introuvable").content.decode()

    assert "Rien ne correspond à cette recherche" in page
    assert "Aucun rendez-vous" in page


def test_un_agenda_vide_renvoie_aux_journees_passees(client):
    page = lister(client).content.decode()

    assert "Rien de prévu pour le moment" in page
    assert 'href="/ateliers/?periode=passes"' in page


def test_la_liste_a_des_pages_qui_gardent_les_filtres(client):
    AtelierFactory.create_batch(21, lieu=LieuFactory())

    reponse = lister(client, gratuit="1", page="2")

    assert len(titres(reponse)) == 1
    assert 'href="?gratuit=1&amp;page=1"' in reponse.content.decode()


@pytest.mark.parametrize("nombre", [1, 3])
def test_la_liste_coute_cinq_requetes(client, django_assert_num_queries, nombre):
    AtelierFactory.create_batch(nombre, cycle=CycleFactory())

    with django_assert_num_queries(5):
        lister(client)


@pytest.mark.parametrize(
    "requete",
    ["q=%00", "page=abc", "page=99999", "format=x&format=y", "departement=2A", "du=2026-13-01"],
)
def test_une_adresse_bricolee_ne_casse_rien(client, requete):
    AtelierFactory(titre="Toujours là")

    reponse = client.get(f"{reverse('ateliers:liste')}?{requete}")

    assert titres(reponse) == ["Toujours là"]


@pytest.mark.parametrize("adresse", ["liste", "agenda_ics", "flux"])
def test_l_agenda_se_consulte_aussi_par_head(client, adresse):
    reponse = client.head(reverse(f"ateliers:{adresse}"))

    assert (reponse.status_code, reponse.content) == (200, b"")


@pytest.mark.parametrize("adresse", ["liste", "agenda_ics", "flux"])
def test_l_agenda_ne_se_lit_qu_en_get(client, adresse):
    assert client.post(reverse(f"ateliers:{adresse}")).status_code == 405


# --- The month ----------------------------------------------------------------------------------


def mois(client, annee, mois, **filtres):
    return client.get(reverse("ateliers:calendrier", args=[annee, mois]), filtres)


def par_jour(reponse):
    return {
        jour.date: [a.titre for a in jour.ateliers]
        for semaine in reponse.context["semaines"]
        for jour in semaine
        if jour.ateliers
    }


def test_le_mois_range_chaque_atelier_a_son_jour_de_paris(client):
    AtelierFactory(titre="Minuit", debut=le(10, 1, 0))
    AtelierFactory(titre="Soirée", debut=le(10, 31, 23), fin=le(11, 1, 2))
    AtelierFactory(titre="Séminaire", debut=le(10, 6), fin=le(10, 8, 17))
    AtelierFactory(titre="Novembre", debut=le(11, 2))
    AtelierFactory(titre="Brouillon", debut=le(10, 6), brouillon=True)

    reponse = mois(client, 2026, 10)

    assert par_jour(reponse) == {
        date(2026, 10, 1): ["Minuit"],
        date(2026, 10, 6): ["Séminaire"],
        date(2026, 10, 7): ["Séminaire"],
        date(2026, 10, 8): ["Séminaire"],
        date(2026, 10, 31): ["Soirée"],
    }
    assert "3 rendez-vous" in reponse.content.decode()


def test_une_soiree_qui_finit_apres_minuit_ne_compte_pas_au_mois_suivant(client):
    AtelierFactory(titre="Soirée", debut=le(10, 31, 23), fin=le(11, 1, 2))

    reponse = mois(client, 2026, 11)

    assert par_jour(reponse) == {}
    assert "Aucun rendez-vous ce mois-ci" in reponse.content.decode()


def test_le_mois_montre_aussi_les_jours_passes_et_garde_les_filtres(client):
    AtelierFactory(titre="Début du mois", debut=le(9, 2))
    AtelierFactory(titre="Payant", debut=le(9, 20), prix=5)

    reponse = mois(client, 2026, 9, gratuit="1", periode="passes")

    assert par_jour(reponse) == {date(2026, 9, 2): ["Début du mois"]}
    page = reponse.content.decode()
    assert 'href="/ateliers/calendrier/2026/8/?gratuit=1"' in page
    assert 'href="/ateliers/calendrier/2026/10/?gratuit=1"' in page
    assert 'aria-current="date"' in page


def test_decembre_mene_a_janvier(client):
    page = mois(client, 2026, 12).content.decode()

    assert 'href="/ateliers/calendrier/2027/1/"' in page


@pytest.mark.parametrize(
    ("annee", "numero"), [(2026, 13), (2026, 0), (1900, 1), (2200, 1), (0, 1), (99999, 12)]
)
def test_un_mois_absurde_n_existe_pas(client, annee, numero):
    assert mois(client, annee, numero).status_code == 404


def test_le_dernier_mois_montre_n_a_pas_de_suivant(client):
    page = mois(client, 2029, 12).content.decode()

    assert "/ateliers/calendrier/2029/11/" in page
    assert "/ateliers/calendrier/2030/" not in page


@pytest.mark.parametrize("nombre", [1, 3])
def test_le_mois_coute_quatre_requetes(client, django_assert_num_queries, nombre):
    AtelierFactory.create_batch(nombre, cycle=CycleFactory(), debut=le(9, 20))

    with django_assert_num_queries(4):
        mois(client, 2026, 9)


def test_aujourd_hui_est_celui_de_paris(client, time_machine):
    time_machine.move_to(datetime(2026, 9, 30, 23, 30, tzinfo=ZoneInfo("UTC")))

    assert timezone.localdate() == date(2026, 10, 1)
    assert 'href="/ateliers/calendrier/2026/10/"' in lister(client).content.decode()
