"""Calendar file and feed as programs fetch them."""

import re
from datetime import timedelta
from xml.etree import ElementTree

import pytest
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from inscriptions.places.journee import annuler_la_journee
from tests.factories import AtelierFactory, CycleFactory, InscriptionFactory, ReseauFactory

ATOM = "{http://www.w3.org/2005/Atom}"
RFC3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?([+-]\d\d:\d\d|Z)")


def agenda(client, **filtres):
    return client.get(reverse("ateliers:agenda_ics"), filtres)


def flux(client, **filtres):
    reponse = client.get(reverse("ateliers:flux"), filtres)
    return ElementTree.fromstring(reponse.content)


def resumes(reponse):
    return [str(e["SUMMARY"]) for e in Calendar.from_ical(reponse.content).walk("VEVENT")]


# --- iCalendar ----------------------------------------------------------------------------------


def test_le_calendrier_d_un_atelier_se_telecharge_sous_son_nom(client):
    atelier = AtelierFactory(titre="Ouvrir", slug="ouvrir-un-lieu")

    reponse = client.get(reverse("ateliers:ics", args=["ouvrir-un-lieu"]))

    assert reponse["Content-Type"] == "text/calendar; charset=utf-8; method=PUBLISH"
    assert reponse["Content-Disposition"] == 'inline; filename="ouvrir-un-lieu.ics"'
    assert resumes(reponse) == [atelier.titre]


def test_l_agenda_suit_les_memes_filtres_que_la_liste(client):
    ReseauFactory(nom="Réseau d’essai")
    AtelierFactory(titre="Gratuit")
    AtelierFactory(titre="Payant", prix=5)
    AtelierFactory(titre="Brouillon", brouillon=True)
    AtelierFactory(titre="Passé", passe=True)

    assert resumes(agenda(client, gratuit="1")) == ["Gratuit"]
    assert resumes(agenda(client, periode="passes")) == ["Passé"]
    (calendrier,) = Calendar.from_ical(agenda(client).content).walk("VCALENDAR")
    assert calendrier["X-WR-CALNAME"] == "Agenda – Réseau d’essai"


def test_une_journee_annulee_reste_dans_l_agenda_des_abonnes(client):
    atelier = AtelierFactory(titre="Simorre")
    annuler_la_journee(atelier, "Neige.")

    (evenement,) = Calendar.from_ical(agenda(client).content).walk("VEVENT")

    assert (evenement["STATUS"], evenement["SEQUENCE"]) == ("CANCELLED", 1)


def test_le_meme_uid_partout(client):
    atelier = AtelierFactory(cycle=CycleFactory())

    adresses = [
        reverse("ateliers:ics", args=[atelier.slug]),
        reverse("cycles:ics", args=[atelier.cycle.slug]),
        reverse("ateliers:agenda_ics"),
    ]
    uids = {
        str(evenement["UID"])
        for adresse in adresses
        for evenement in Calendar.from_ical(client.get(adresse).content).walk("VEVENT")
    }

    assert uids == {f"{atelier.uid}@127.0.0.1"}


@pytest.mark.parametrize("adresse", ["agenda_ics", "flux"])
def test_ce_qui_n_a_pas_change_se_repond_sans_corps(client, adresse):
    ReseauFactory()
    atelier = AtelierFactory()
    url = reverse(f"ateliers:{adresse}")
    empreinte = client.get(url)["ETag"]

    inchange = client.get(url, headers={"if-none-match": empreinte})
    annuler_la_journee(atelier, "Neige.")
    change = client.get(url, headers={"if-none-match": empreinte})

    assert (inchange.status_code, inchange.content) == (304, b"")
    assert change.status_code == 200
    assert change["ETag"] != empreinte


@pytest.mark.parametrize("adresse", ["agenda_ics", "flux"])
def test_un_filtre_incompris_est_refuse_en_mots(client, adresse):
    reponse = client.get(reverse(f"ateliers:{adresse}"), {"du": "hier"})

    assert reponse.status_code == 400
    assert reponse["Content-Type"] == "text/plain; charset=utf-8"
    assert reponse.content.decode() == "Du\u00a0: Saisissez une date valide."


@pytest.mark.parametrize("nombre", [1, 3])
def test_l_agenda_coute_deux_requetes(client, django_assert_num_queries, nombre):
    AtelierFactory.create_batch(nombre, cycle=CycleFactory())

    with django_assert_num_queries(2):
        agenda(client)


# --- Atom ---------------------------------------------------------------------------------------


def test_le_flux_a_ce_que_la_norme_exige(client, settings):
    settings.SITE_URL = "https://reseau.example.org"
    ReseauFactory(nom="Réseau d’essai")
    atelier = AtelierFactory(titre="Ouvrir & tenir", slug="ouvrir")

    racine = flux(client, gratuit="1")

    assert racine.tag == f"{ATOM}feed"
    assert racine.findtext(f"{ATOM}title") == "Agenda – Réseau d’essai"
    assert racine.findtext(f"{ATOM}id") == "https://reseau.example.org/ateliers/?gratuit=1"
    liens = {lien.get("rel"): lien.get("href") for lien in racine.findall(f"{ATOM}link")}
    assert liens["self"] == "https://reseau.example.org/ateliers/flux.atom?gratuit=1"
    assert racine.findtext(f"{ATOM}author/{ATOM}name") == "Réseau d’essai"
    assert RFC3339.fullmatch(racine.findtext(f"{ATOM}updated"))
    (entree,) = racine.findall(f"{ATOM}entry")
    assert entree.findtext(f"{ATOM}id") == f"urn:uuid:{atelier.uid}"
    assert entree.findtext(f"{ATOM}title") == "Ouvrir & tenir"
    assert RFC3339.fullmatch(entree.findtext(f"{ATOM}updated"))
    assert entree.find(f"{ATOM}link").get("href") == "https://reseau.example.org/ateliers/ouvrir/"


def test_le_flux_dit_les_memes_places_que_la_page(client):
    atelier = AtelierFactory(capacite=12, question="Qui & comment\u202f?")
    InscriptionFactory.create_batch(9, atelier=atelier)

    resume = flux(client).findtext(f"{ATOM}entry/{ATOM}summary")

    assert "<p>12 places\u00a0: 9 inscrits, 3 libres</p>" in resume
    assert f"<p>{atelier.quand()}</p>" in resume
    assert "<p>Qui &amp; comment\u202f?</p>" in resume


def test_l_identifiant_ne_change_pas_quand_l_atelier_change(client):
    atelier = AtelierFactory()
    avant = flux(client).find(f"{ATOM}entry")

    atelier.titre, atelier.slug = "Autre", "autre"
    atelier.enregistrer()

    apres = flux(client).find(f"{ATOM}entry")
    assert apres.findtext(f"{ATOM}id") == avant.findtext(f"{ATOM}id")
    assert apres.findtext(f"{ATOM}title") == "Autre"


def test_un_flux_vide_garde_sa_date(client, time_machine):
    ReseauFactory()
    avant = flux(client).findtext(f"{ATOM}updated")
    time_machine.move_to(timezone.now() + timedelta(days=3))

    assert flux(client).findtext(f"{ATOM}updated") == avant


def test_un_caractere_de_controle_ne_casse_pas_le_flux(client):
    AtelierFactory(titre="Collé\x0bdepuis\x07ailleurs")

    assert flux(client).findtext(f"{ATOM}entry/{ATOM}title") == "Collé depuisailleurs"


def test_une_journee_annulee_le_dit_dans_le_flux(client):
    simorre = AtelierFactory(titre="Simorre", debut=timezone.now() + timedelta(days=3))
    annuler_la_journee(simorre, "Neige.")

    entree = flux(client).find(f"{ATOM}entry")

    assert entree.findtext(f"{ATOM}title") == "Annulé\u00a0: Simorre"
    assert entree.findtext(f"{ATOM}summary").startswith("<p>Neige.</p>")
    assert "places" not in entree.findtext(f"{ATOM}summary")


@pytest.mark.parametrize("nombre", [1, 3])
def test_le_flux_coute_deux_requetes(client, django_assert_num_queries, nombre):
    AtelierFactory.create_batch(nombre, cycle=CycleFactory())

    with django_assert_num_queries(2):
        flux(client)
