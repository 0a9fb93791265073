"""Calendars are read back twice: with icalendar, and by hand as a strict client would."""

import re
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar

from ateliers import calendrier
from ateliers.enums import Format
from ateliers.models import Atelier
from inscriptions.places.journee import annuler_la_journee
from tests.factories import AtelierFactory, CommuneFactory, CycleFactory, LieuFactory

PARIS = ZoneInfo("Europe/Paris")


def a_paris(*moment):
    return datetime(*moment, tzinfo=PARIS)


def evenements(contenu):
    return list(Calendar.from_ical(contenu).walk("VEVENT"))


def lignes(contenu):
    """Unfolded content lines, after the checks of RFC 5545 on the raw bytes."""
    assert contenu.endswith(b"END:VCALENDAR\r\n")
    assert b"\n" not in contenu.replace(b"\r\n", b"")
    assert max(len(ligne) for ligne in contenu.split(b"\r\n")) <= 75
    return re.sub(r"\r\n[ \t]", "", contenu.decode()).split("\r\n")


def test_un_evenement_dit_tout_de_la_journee(settings):
    settings.SITE_URL = "https://reseau.example.org"
    lieu = LieuFactory(nom="La Dynamo", adresse="2 rue du Pont", latitude=43.65, longitude=0.58)
    atelier = AtelierFactory(
        titre="Ouvrir, tenir; durer",
        slug="ouvrir",
        lieu=lieu,
        salle="Grande salle",
        debut=a_paris(2026, 11, 5, 9),
        fin=a_paris(2026, 11, 5, 17),
        sequence=4,
    )

    (evenement,) = evenements(calendrier.fichier([atelier]))

    assert evenement["UID"] == f"{atelier.uid}@reseau.example.org"
    assert evenement["SEQUENCE"] == 4
    assert evenement["STATUS"] == "CONFIRMED"
    assert evenement["SUMMARY"] == "Ouvrir, tenir; durer"
    assert evenement["LOCATION"] == "Grande salle, La Dynamo, 2 rue du Pont, 32000 Auch"
    assert evenement["GEO"].to_ical() == "43.65;0.58"
    assert evenement["URL"] == "https://reseau.example.org/ateliers/ouvrir/"
    assert evenement.start == a_paris(2026, 11, 5, 9)
    assert evenement.end == a_paris(2026, 11, 5, 17)
    assert evenement.last_modified == atelier.modifie_le.replace(microsecond=0)


def test_le_fichier_publie_sans_organisateur_ni_participant():
    texte = "\n".join(lignes(calendrier.fichier([AtelierFactory()], nom="Agenda d’ici")))

    assert "METHOD:PUBLISH" in texte
    assert "X-WR-CALNAME:Agenda d’ici" in texte
    assert "REFRESH-INTERVAL;VALUE=DURATION:PT6H" in texte
    assert "ORGANIZER" not in texte
    assert "ATTENDEE" not in texte


def test_une_seconde_lecture_a_la_main_trouve_les_memes_valeurs(settings):
    settings.SITE_URL = "https://reseau.example.org"
    atelier = AtelierFactory(
        titre="Été à l’œuvre, " + "longuement " * 8,
        debut=a_paris(2027, 7, 1, 9, 30),
        fin=a_paris(2027, 7, 1, 16, 30),
    )

    lues = lignes(calendrier.fichier([atelier]))

    assert lues[0] == "BEGIN:VCALENDAR"
    assert lues.index("BEGIN:VTIMEZONE") < lues.index("BEGIN:VEVENT")
    assert "TZID:Europe/Paris" in lues
    assert "DTSTART;TZID=Europe/Paris:20270701T093000" in lues
    assert "DTEND;TZID=Europe/Paris:20270701T163000" in lues
    assert f"UID:{atelier.uid}@reseau.example.org" in lues
    assert "SUMMARY:Été à l’œuvre\\, " + "longuement " * 8 in lues
    assert sum(ligne.startswith("DTSTAMP:") for ligne in lues) == 1


def test_le_fuseau_inclus_est_celui_de_paris():
    contenu = calendrier.fichier([])

    (fuseau,) = Calendar.from_ical(contenu).walk("VTIMEZONE")
    relu = fuseau.to_tz()
    for jour in [
        datetime(2026, 10, 25, 0, 30),
        datetime(2026, 10, 25, 12),
        datetime(2027, 3, 28, 1),
        datetime(2027, 3, 28, 12),
        datetime(2031, 7, 14, 12),
        datetime(2032, 1, 1, 12),
    ]:
        assert jour.replace(tzinfo=relu).utcoffset() == jour.replace(tzinfo=PARIS).utcoffset()


@pytest.mark.parametrize(
    ("debut", "fin", "en_temps_universel"),
    [
        (a_paris(2026, 10, 25, 9), a_paris(2026, 10, 25, 17), datetime(2026, 10, 25, 8)),
        (a_paris(2026, 10, 24, 23), a_paris(2026, 10, 25, 4), datetime(2026, 10, 24, 21)),
        (a_paris(2027, 3, 28, 9), a_paris(2027, 3, 28, 17), datetime(2027, 3, 28, 7)),
        (a_paris(2027, 3, 27, 23), a_paris(2027, 3, 28, 4), datetime(2027, 3, 27, 22)),
        (a_paris(2026, 12, 31, 23), a_paris(2027, 1, 1, 1), datetime(2026, 12, 31, 22)),
    ],
)
def test_les_nuits_de_changement_d_heure_et_de_fin_d_annee(debut, fin, en_temps_universel):
    atelier = AtelierFactory(debut=debut, fin=fin)
    atelier.refresh_from_db()

    contenu = calendrier.fichier([atelier])

    (evenement,) = evenements(contenu)
    assert evenement.start.astimezone(UTC) == en_temps_universel.replace(tzinfo=UTC)
    assert evenement.end.astimezone(UTC) == fin.astimezone(UTC)
    assert f"DTSTART;TZID=Europe/Paris:{debut:%Y%m%dT%H%M%S}" in lignes(contenu)
    assert f"DTEND;TZID=Europe/Paris:{fin:%Y%m%dT%H%M%S}" in lignes(contenu)


def test_un_cycle_a_cheval_sur_deux_annees_garde_chaque_lieu():
    cycle = CycleFactory()
    sarrant = LieuFactory(nom="Sarrant", latitude=43.77, longitude=0.93)
    gimont = LieuFactory(nom="Gimont", latitude=43.62, longitude=0.87)
    for lieu, debut in [(sarrant, a_paris(2026, 12, 8, 9)), (gimont, a_paris(2027, 1, 19, 9))]:
        AtelierFactory(cycle=cycle, lieu=lieu, debut=debut, fin=debut + timedelta(hours=8))

    lus = evenements(calendrier.fichier(Atelier.objects.pour_le_calendrier()))

    assert [(e.start.year, e["LOCATION"].split(",")[0]) for e in lus] == [
        (2026, "Sarrant"),
        (2027, "Gimont"),
    ]
    assert [e["GEO"].to_ical() for e in lus] == ["43.77;0.93", "43.62;0.87"]
    assert len({e["UID"] for e in lus}) == 2


def test_une_journee_annulee_garde_son_uid_et_dit_pourquoi():
    atelier = AtelierFactory(titre="Simorre")
    (avant,) = evenements(calendrier.fichier([atelier]))

    annuler_la_journee(atelier, "Neige.")

    (apres,) = evenements(calendrier.fichier([atelier]))
    assert apres["UID"] == avant["UID"]
    assert (avant["SEQUENCE"], apres["SEQUENCE"]) == (0, 1)
    assert apres["STATUS"] == "CANCELLED"
    assert (avant["TRANSP"], apres["TRANSP"]) == ("OPAQUE", "TRANSPARENT")  # her time is free
    assert apres["SUMMARY"] == "Annulé\u00a0: Simorre"
    assert apres["DESCRIPTION"].startswith("Neige.")


def test_un_atelier_en_ligne_ne_donne_ni_lien_ni_position():
    atelier = AtelierFactory(
        lieu=None, format=Format.EN_LIGNE, lien_visio="https://visio.example.org/secret"
    )

    contenu = calendrier.fichier([atelier])

    (evenement,) = evenements(contenu)
    assert evenement["LOCATION"] == "En ligne"
    assert "GEO" not in evenement
    assert b"secret" not in contenu


def test_un_lieu_sans_position_prend_celle_de_sa_commune():
    commune = CommuneFactory(code_insee="32433", nom="Simorre", latitude=43.45, longitude=0.74)
    atelier = AtelierFactory(lieu=LieuFactory(commune=commune))

    (evenement,) = evenements(calendrier.fichier([atelier]))

    assert evenement["GEO"].to_ical() == "43.45;0.74"


def test_le_meme_atelier_donne_toujours_les_memes_octets():
    atelier = AtelierFactory()
    premiere_fois = calendrier.fichier([atelier])
    calendrier._rediger.cache_clear()

    relu = Atelier.objects.pour_le_calendrier().get()

    assert calendrier.fichier([relu]) == premiere_fois


def test_le_fichier_de_trois_ateliers_se_lit_en_une_requete(django_assert_num_queries):
    AtelierFactory.create_batch(3, cycle=CycleFactory())

    with django_assert_num_queries(1):
        contenu = calendrier.fichier(Atelier.objects.pour_le_calendrier())

    assert len(evenements(contenu)) == 3


def test_l_apercu_d_un_brouillon_n_est_qu_une_eventualite():
    (evenement,) = evenements(calendrier.fichier([AtelierFactory(brouillon=True)]))

    assert evenement["STATUS"] == "TENTATIVE"


def test_un_caractere_de_controle_ne_casse_pas_le_calendrier():
    atelier = AtelierFactory(titre="Collé\x0bdepuis\x07ailleurs", question="Et\nensuite ?")

    (evenement,) = evenements(calendrier.fichier([atelier]))

    assert evenement["SUMMARY"] == "Collé depuisailleurs"
    assert evenement["DESCRIPTION"].startswith("Et\nensuite ?")
