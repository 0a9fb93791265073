"""A line break that stands in the database since before breaks no calendar and stops no letter."""

import pytest
from django.db.models import F, Value
from django.db.models.functions import Concat
from icalendar import Calendar

from ateliers.models import Atelier, Cycle
from lieux.models import Lieu
from reseau.models import Reseau
from reseau.socle.courriels.message import composer
from tests.factories import AtelierFactory, CourrielFactory, CycleFactory, ReseauFactory

SAUT = "\r\nBcc: tous@example.org\x0b\u2028"


def casser(modele, *colonnes):
    """As it entered before: our columns would put the value on one line."""
    modele.objects.update(**{c: Concat(F(c), Value(SAUT)) for c in colonnes})


@pytest.fixture
def cycle():
    ReseauFactory()
    cycle = CycleFactory(slug="ruralites")
    AtelierFactory(slug="simorre", cycle=cycle)
    casser(Reseau, "nom", "courriel", "territoire")
    casser(Cycle, "titre")
    casser(Atelier, "titre", "salle")
    casser(Lieu, "nom", "adresse")
    return cycle


@pytest.mark.parametrize(
    "page", ["/ateliers/agenda.ics", "/cycles/ruralites.ics", "/ateliers/simorre.ics"]
)
def test_un_calendrier_se_lit_encore(client, cycle, page):
    reponse = client.get(page)

    assert reponse.status_code == 200
    (evenement,) = Calendar.from_ical(reponse.content).walk("VEVENT")
    assert "\n" not in evenement["SUMMARY"] + evenement["LOCATION"]


@pytest.mark.parametrize(
    "page", ["/", "/ateliers/", "/ateliers/flux.atom", "/cycles/ruralites/", "/lieux/"]
)
def test_une_page_s_ouvre_encore(client, cycle, page):
    reponse = client.get(page)

    assert reponse.status_code == 200
    assert "Bcc: tous@example.org" in reponse.content.decode()  # shown as any word


def test_un_courriel_part_encore(cycle):
    courriel = CourrielFactory(
        destinataire="rose@exemple.fr", entetes={"List-Unsubscribe": f"<https://a.example>{SAUT}"}
    )
    casser(type(courriel), "destinataire", "objet", "expediteur")
    courriel.refresh_from_db()

    message = composer(courriel, Reseau.objects.get()).message()

    assert message["To"].startswith("rose@exemple.fr")
    assert "Bcc" not in message
    assert "\n" not in message["From"] + message["Subject"]
