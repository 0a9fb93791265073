from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from ateliers.enums import Format
from inscriptions.places.journee import annuler_la_journee
from tests.factories import (
    AtelierFactory,
    CommuneFactory,
    CycleFactory,
    InscriptionFactory,
    LieuFactory,
    PersonneFactory,
)


def dans(jours):
    return timezone.now() + timedelta(days=jours)


@pytest.fixture
def cycle():
    """Three days in three villages: one past, one soon, one later; and a draft."""
    cycle = CycleFactory(titre="Ruralités", question="Comment tenir\u202f?")
    for numero, (nom, jours, longitude) in enumerate(
        [("Sarrant", -20, 0.93), ("Simorre", 10, 0.73), ("Gimont", 40, 0.88)]
    ):
        commune = CommuneFactory(code_insee=f"3290{numero}", nom=nom)
        lieu = LieuFactory(commune=commune, latitude=43.5, longitude=longitude)
        AtelierFactory(titre=f"Étape à {nom}", lieu=lieu, cycle=cycle, debut=dans(jours))
    AtelierFactory(titre="Étape secrète", cycle=cycle, debut=dans(50), brouillon=True)
    return cycle


def test_le_cycle_montre_ses_etapes_dans_l_ordre_avec_leurs_places(client, cycle):
    InscriptionFactory.create_batch(9, atelier=cycle.ateliers.get(titre="Étape à Simorre"))

    reponse = client.get(cycle.get_absolute_url())

    titres = [etape.titre for etape in reponse.context["etapes"]]
    assert titres == ["Étape à Sarrant", "Étape à Simorre", "Étape à Gimont"]
    page = reponse.content.decode()
    assert "12 places\u00a0: 9 inscrits, 3 libres" in page
    assert "Comment tenir\u202f?" in page
    assert "Étape secrète" not in page


def test_chaque_journee_ouverte_a_son_inscription_et_la_passee_non(client, cycle):
    page = client.get(cycle.get_absolute_url()).content.decode()

    ouvertes = [
        atelier.titre
        for atelier in cycle.ateliers.order_by("debut")
        if reverse("inscriptions:inscrire", args=[atelier.slug]) in page
    ]
    assert ouvertes == ["Étape à Simorre", "Étape à Gimont"]
    assert 'class="etape--passee"' in page


def test_la_carte_numerote_les_etapes_qui_ont_un_lieu(client, cycle):
    AtelierFactory(cycle=cycle, format=Format.EN_LIGNE, lieu=None, debut=dans(20))

    reponse = client.get(cycle.get_absolute_url())

    points = reponse.context["points"]
    assert [(point.numero, point.ville, point.passe) for point in points] == [
        (1, "Sarrant", True),
        (2, "Simorre", False),
        (4, "Gimont", False),
    ]
    page = reponse.content.decode()
    assert "carte-svg__trajet" in page
    assert f'href="{points[0].url}"' in page


def test_un_cycle_sans_etape_publiee_le_dit(client):
    page = client.get(CycleFactory().get_absolute_url()).content.decode()

    assert "Les dates seront annoncées ici." in page
    assert "carte-svg" not in page


def test_une_etape_annulee_reste_avec_son_motif(client, cycle):
    annuler_la_journee(cycle.ateliers.get(titre="Étape à Gimont"), "La salle est inondée.")

    page = client.get(cycle.get_absolute_url()).content.decode()

    assert "La salle est inondée." in page
    assert "Annulé" in page


def test_le_calendrier_du_cycle_a_un_evenement_par_etape(client, cycle):
    reponse = client.get(reverse("cycles:ics", args=[cycle.slug]))

    lus = Calendar.from_ical(reponse.content).walk("VEVENT")
    assert [str(e["SUMMARY"]) for e in lus] == [
        "Étape à Sarrant",
        "Étape à Simorre",
        "Étape à Gimont",
    ]
    assert len({e["LOCATION"] for e in lus}) == 3


@pytest.mark.parametrize("adresse", ["detail", "ics"])
def test_un_cycle_brouillon_n_existe_que_pour_qui_le_prepare(client, adresse):
    cycle = CycleFactory(brouillon=True)
    url = reverse(f"cycles:{adresse}", args=[cycle.slug])
    animatrice = PersonneFactory(equipe=True)
    animatrice.user_permissions.set(
        Permission.objects.filter(codename__in=["view_cycle", "view_atelier", "publier"])
    )

    vus = [client.get(url).status_code]
    client.force_login(PersonneFactory(equipe=True))
    vus.append(client.get(url).status_code)
    client.force_login(animatrice)
    vus.append(client.get(url).status_code)

    assert vus == [404, 404, 200]


def test_l_apercu_du_cycle_montre_ses_brouillons(client, cycle):
    client.force_login(PersonneFactory(superutilisatrice=True))

    page = client.get(cycle.get_absolute_url()).content.decode()

    assert "Étape secrète" in page


def test_la_liste_met_les_cycles_en_cours_devant_et_tait_les_brouillons(client, cycle):
    termine = CycleFactory(titre="Terminé")
    AtelierFactory(cycle=termine, passe=True)
    CycleFactory(titre="Vide")
    CycleFactory(titre="Secret", brouillon=True)

    reponse = client.get(reverse("cycles:liste"))

    cycles = list(reponse.context["page"])
    assert [(c.titre, c.nb_etapes, bool(c.a_venir)) for c in cycles] == [
        ("Ruralités", 3, True),
        ("Terminé", 1, False),
        ("Vide", 0, False),
    ]


def test_une_liste_sans_cycle_renvoie_a_l_agenda(client):
    assert "Pas encore de cycle" in client.get(reverse("cycles:liste")).content.decode()


@pytest.mark.parametrize("nombre", [1, 3])
def test_la_page_du_cycle_coute_trois_requetes(client, django_assert_num_queries, nombre):
    cycle = CycleFactory()
    AtelierFactory.create_batch(nombre, cycle=cycle)

    with django_assert_num_queries(3):
        client.get(cycle.get_absolute_url())


@pytest.mark.parametrize("nombre", [1, 3])
def test_la_liste_des_cycles_coute_trois_requetes(client, django_assert_num_queries, nombre):
    for cycle in CycleFactory.create_batch(nombre):
        AtelierFactory.create_batch(2, cycle=cycle)

    with django_assert_num_queries(3):
        client.get(reverse("cycles:liste"))


@pytest.mark.parametrize("adresse", ["liste", "detail", "ics"])
def test_les_pages_des_cycles_ne_se_lisent_qu_en_get(client, adresse):
    args = [] if adresse == "liste" else [CycleFactory().slug]

    assert client.post(reverse(f"cycles:{adresse}", args=args)).status_code == 405
