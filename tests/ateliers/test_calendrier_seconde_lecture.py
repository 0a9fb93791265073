"""Our calendars read by `ical`, a strict parser that shares no code with the one that wrote them.

The time zone is renamed on the way in: the reader knows no « Essai/Paris », and must compute every
hour from the VTIMEZONE that the file brings.
"""

from copy import deepcopy
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from ical.calendar_stream import IcsCalendarStream

from ateliers import calendrier
from ateliers.enums import Format
from ateliers.models import Atelier
from inscriptions import places
from inscriptions.demandes import Demande
from inscriptions.places.journee import annuler_la_journee
from reseau.socle.courriels.models import PieceJointe
from tests.factories import AtelierFactory, CycleFactory, InscriptionFactory, LieuFactory

PARIS = ZoneInfo("Europe/Paris")


def a_paris(*moment):
    return datetime(*moment, tzinfo=PARIS)


def lire(contenu):
    texte = contenu.replace(b"Europe/Paris", b"Essai/Paris").decode()
    (lu,) = IcsCalendarStream.from_ics(texte).calendars
    return lu


def evenements(*ateliers):
    return lire(calendrier.fichier(ateliers)).events


@pytest.mark.parametrize(
    ("debut", "fin"),
    [
        pytest.param(
            a_paris(2026, 10, 25, 9), a_paris(2026, 10, 25, 17), id="jour du passage à l’hiver"
        ),
        pytest.param(
            a_paris(2027, 3, 28, 9), a_paris(2027, 3, 28, 17), id="jour du passage à l’été"
        ),
        pytest.param(
            a_paris(2026, 10, 24, 23),
            a_paris(2026, 10, 25, 4),
            id="nuit qui dure une heure de plus",
        ),
        pytest.param(
            a_paris(2027, 3, 27, 23), a_paris(2027, 3, 28, 4), id="nuit qui dure une heure de moins"
        ),
        pytest.param(a_paris(2027, 7, 1, 23), a_paris(2027, 7, 1, 23, 59), id="à 23 h, en été"),
        pytest.param(a_paris(2027, 1, 14, 23), a_paris(2027, 1, 15, 1), id="minuit au milieu"),
        pytest.param(a_paris(2026, 12, 31, 20), a_paris(2027, 1, 1, 2), id="fin d’année"),
        pytest.param(a_paris(2028, 2, 29, 0), a_paris(2028, 3, 1, 0), id="un 29 février entier"),
        pytest.param(a_paris(2041, 7, 14, 9), a_paris(2041, 7, 14, 17), id="dans quinze ans"),
    ],
)
def test_chaque_heure_est_relue_juste(debut, fin):
    atelier = AtelierFactory(debut=debut, fin=fin)
    atelier.refresh_from_db()

    (lu,) = evenements(atelier)

    assert str(lu.dtstart.tzinfo) == "Essai/Paris"
    assert lu.dtstart.replace(tzinfo=None) == debut.replace(tzinfo=None)
    assert lu.dtstart.astimezone(UTC) == debut.astimezone(UTC)
    assert lu.dtend.replace(tzinfo=None) == fin.replace(tzinfo=None)
    assert lu.dtend.astimezone(UTC) == fin.astimezone(UTC)


def test_temoin_un_fuseau_sans_heure_d_ete_est_lu_une_heure_trop_tard(monkeypatch):
    """Negative control: the hours above are computed from the file, not guessed."""
    fuseau = deepcopy(calendrier._heure_de_paris())
    fuseau.subcomponents = [c for c in fuseau.subcomponents if c.name == "STANDARD"]
    monkeypatch.setattr(calendrier, "_heure_de_paris", lambda: fuseau)
    monkeypatch.setattr(calendrier, "_entete", calendrier._entete.__wrapped__)
    debut = a_paris(2027, 7, 1, 23)

    (lu,) = evenements(AtelierFactory(debut=debut, fin=a_paris(2027, 7, 1, 23, 59)))

    assert lu.dtstart.astimezone(UTC) - debut.astimezone(UTC) == timedelta(hours=1)


def test_la_nuit_du_changement_d_heure_dure_ce_qu_elle_dure():
    longue = AtelierFactory(debut=a_paris(2026, 10, 24, 23), fin=a_paris(2026, 10, 25, 4))
    courte = AtelierFactory(debut=a_paris(2027, 3, 27, 23), fin=a_paris(2027, 3, 28, 4))

    durees = [
        lu.dtend.astimezone(UTC) - lu.dtstart.astimezone(UTC) for lu in evenements(longue, courte)
    ]

    assert durees == [timedelta(hours=6), timedelta(hours=4)]


def test_un_cycle_a_cheval_sur_deux_annees_un_lieu_et_une_position_par_journee():
    cycle = CycleFactory(titre="Ruralités")
    etapes = [
        ("Sarrant", (43.77, 0.93), a_paris(2026, 12, 8, 9)),
        ("Gimont", (43.62, 0.87), a_paris(2027, 1, 19, 9)),
        ("Lombez", (43.47, 0.91), a_paris(2027, 3, 28, 9)),
    ]
    for nom, (latitude, longitude), debut in etapes:
        lieu = LieuFactory(nom=nom, latitude=latitude, longitude=longitude, adresse="")
        AtelierFactory(cycle=cycle, lieu=lieu, debut=debut, fin=debut + timedelta(hours=8))

    lus = lire(calendrier.fichier(Atelier.objects.pour_le_calendrier(), nom="Ruralités")).events

    assert [(e.location.split(",")[0], (e.geo.lat, e.geo.lng), e.dtstart.year) for e in lus] == [
        ("Sarrant", (43.77, 0.93), 2026),
        ("Gimont", (43.62, 0.87), 2027),
        ("Lombez", (43.47, 0.91), 2027),
    ]
    assert len({e.uid for e in lus}) == 3
    assert all("Dans le cycle «\u00a0Ruralités\u00a0»." in e.description for e in lus)


def test_le_dossier_de_plusieurs_journees_donne_un_seul_fichier(client):
    dossier = InscriptionFactory(atelier=AtelierFactory(titre="Un")).dossier
    InscriptionFactory(dossier=dossier, atelier=AtelierFactory(titre="Deux"))
    InscriptionFactory(dossier=dossier, atelier=AtelierFactory(titre="Trois"), en_attente=True)

    contenu = client.get(reverse("inscriptions:ics", args=[dossier.jeton])).content

    assert sorted(e.summary for e in lire(contenu).events) == ["Deux", "Un"]
    assert dossier.jeton.encode() not in contenu


def test_page_cycle_agenda_dossier_et_courriel_donnent_le_meme_evenement(client):
    atelier = AtelierFactory(
        cycle=CycleFactory(), debut=a_paris(2030, 12, 31, 23), fin=a_paris(2031, 1, 1, 1)
    )
    reponse = places.inscrire(
        [Demande(prenom="Ana", nom="D", courriel="ana@example.org")], [atelier]
    )
    adresses = [
        reverse("ateliers:ics", args=[atelier.slug]),
        reverse("cycles:ics", args=[atelier.cycle.slug]),
        reverse("ateliers:agenda_ics"),
        reverse("inscriptions:ics", args=[reponse.dossier.jeton]),
    ]

    fichiers = [client.get(adresse).content for adresse in adresses]
    fichiers.append(bytes(PieceJointe.objects.get().contenu))

    lus = [lire(fichier).events for fichier in fichiers]
    assert [len(evenements) for evenements in lus] == [1] * 5
    assert all(evenements == lus[0] for evenements in lus)


def test_une_journee_deplacee_puis_annulee_garde_son_uid_et_monte_d_une_revision():
    atelier = AtelierFactory(titre="Simorre")
    lectures = [*evenements(atelier)]
    atelier.fin += timedelta(hours=1)
    atelier.enregistrer()
    lectures += evenements(atelier)
    annuler_la_journee(atelier, "Neige.")
    lectures += evenements(atelier)

    assert len({lu.uid for lu in lectures}) == 1
    assert [lu.sequence for lu in lectures] == [0, 1, 2]
    assert [lu.status.value for lu in lectures] == ["CONFIRMED", "CONFIRMED", "CANCELLED"]
    assert lectures[2].summary == "Annulé\u00a0: Simorre"
    assert lectures[2].description.startswith("Neige.\n\n")
    assert lectures[1].last_modified <= lectures[2].last_modified


@pytest.mark.parametrize(
    "titre",
    [
        "Été à l’œuvre, ouvrir; durer\\tenir : 100 %",
        "«\u00a0Où ça\u00a0?\u00a0» – Ça dépend…",
        "É" * 160,
        "Fête 🎉 de la récup’ 🛠️ " + "🌻" * 60,
        "À table !" + " longuement" * 13,
    ],
)
def test_accents_signes_et_lignes_longues_reviennent_tels_quels(titre):
    question = f"{titre[:100]}\nDeuxième ligne, avec ; et :"
    atelier = AtelierFactory(titre=titre, question=question, salle="Salle « Été », 1er; étage")

    (lu,) = evenements(atelier)

    assert lu.summary == titre
    assert lu.description.startswith(question)
    assert lu.location.startswith("Salle « Été », 1er; étage, ")


def test_le_fichier_publie_et_n_invite_pas():
    lu = lire(calendrier.fichier([AtelierFactory(format=Format.HYBRIDE)]))

    (evenement,) = lu.events
    assert lu.method == "PUBLISH"
    assert (evenement.organizer, evenement.attendees) == (None, [])
    assert evenement.transparency == "OPAQUE"
