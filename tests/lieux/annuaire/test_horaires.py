from datetime import date, datetime

import pytest

from lieux.annuaire.horaires import PARIS, Horaires, est_ferie

BUREAU = "Mo-Fr 09:00-12:30,14:00-18:00; Sa 10:00-13:00; PH off"


def a(*moment):
    return datetime(*moment, tzinfo=PARIS)


def phrase(texte, moment):
    return Horaires(texte).etat(moment).phrase.replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("moment", "attendu"),
    [
        (a(2026, 11, 18, 10), "Ouvert maintenant, jusqu’à 12 h 30"),
        (a(2026, 11, 18, 12, 29), "Ouvert maintenant, jusqu’à 12 h 30"),
        (a(2026, 11, 18, 12, 30), "Fermé, ouvre à 14 h"),
        (a(2026, 11, 18, 18), "Fermé, ouvre demain à 9 h"),
        (a(2026, 11, 20, 23), "Fermé, ouvre demain à 10 h"),
        (a(2026, 11, 21, 13), "Fermé, ouvre lundi à 9 h"),
        (a(2026, 11, 11, 10), "Fermé (jour férié), ouvre demain à 9 h"),
        (a(2026, 7, 13, 20), "Fermé, ouvre mercredi à 9 h"),
        (a(2026, 4, 4, 14), "Fermé, ouvre mardi à 9 h"),
    ],
)
def test_l_etat_dit_jusqu_a_quand_ou_quand_cela_rouvre(moment, attendu):
    etat = Horaires(BUREAU).etat(moment)

    assert etat.phrase.replace("\u00a0", " ") == attendu
    assert etat.ouvert == attendu.startswith("Ouvert")


@pytest.mark.parametrize(
    ("texte", "moment", "attendu"),
    [
        ("24/7", a(2026, 1, 1), "Ouvert maintenant"),
        ("off", a(2026, 1, 1), "Fermé (jour férié)"),
        ("2020 Mo 09:00-10:00", a(2026, 1, 5), "Fermé"),
        ("Mo[1] 09:00-12:00", a(2026, 11, 10), "Fermé, ouvre le lundi 7 décembre à 9 h"),
        (
            "Mo-Fr 10:00-18:00; Jul-Aug off",
            a(2026, 7, 15),
            "Fermé, ouvre le mardi 1ᵉʳ septembre à 10 h",
        ),
        ("Fr,Sa 18:00-02:00", a(2026, 11, 20, 23), "Ouvert maintenant, jusqu’à 2 h"),
        ("Fr,Sa 18:00-02:00", a(2026, 11, 21, 1, 30), "Ouvert maintenant, jusqu’à 2 h"),
        ("Mo-Sa 00:00-24:00", a(2026, 11, 18, 10), "Ouvert maintenant, jusqu’à samedi minuit"),
        ("Mo-Sa 00:00-24:00", a(2026, 11, 21, 20), "Ouvert maintenant, jusqu’à minuit"),
        (
            'Mo 09:00-12:00 "sur rendez-vous"',
            a(2026, 11, 16, 10),
            "Ouvert maintenant, jusqu’à 12 h (sur rendez-vous)",
        ),
        (
            'Mo unknown "selon la récolte"',
            a(2026, 11, 16, 10),
            "Ouverture à confirmer (selon la récolte)",
        ),
    ],
)
def test_l_etat_comprend_la_syntaxe_d_openstreetmap(texte, moment, attendu):
    assert phrase(texte, moment) == attendu


@pytest.mark.parametrize(
    ("moment", "attendu"),
    [
        # 29 March 2026: at 2 it is 3. 25 October 2026: at 3 it is 2 again.
        (a(2026, 3, 28, 23), "Fermé, ouvre demain à 9 h"),
        (a(2026, 3, 29, 1, 59), "Fermé, ouvre à 9 h"),
        (a(2026, 3, 29, 9), "Ouvert maintenant, jusqu’à 18 h"),
        (a(2026, 10, 25, 2, 30), "Fermé, ouvre à 9 h"),
        (a(2026, 10, 25, 2, 30).replace(fold=1), "Fermé, ouvre à 9 h"),
        (a(2026, 10, 25, 17, 59), "Ouvert maintenant, jusqu’à 18 h"),
    ],
)
def test_les_jours_de_changement_d_heure_gardent_l_heure_du_mur(moment, attendu):
    assert phrase("Mo-Su 09:00-18:00", moment) == attendu


def test_un_moment_en_temps_universel_est_lu_a_paris():
    assert phrase("Mo-Fr 09:00-18:00", datetime.fromisoformat("2026-07-15T07:30:00+00:00")) == (
        "Ouvert maintenant, jusqu’à 18 h"
    )


def test_la_semaine_va_de_lundi_a_dimanche_avec_les_jours_feries():
    jours = Horaires(BUREAU).semaine(date(2026, 11, 12))

    assert [
        (j.nom, [p.texte.replace("\u00a0", " ") for p in j.plages], j.ferie) for j in jours
    ] == [
        ("lundi", ["9 h – 12 h 30", "14 h – 18 h"], False),
        ("mardi", ["9 h – 12 h 30", "14 h – 18 h"], False),
        ("mercredi", [], True),
        ("jeudi", ["9 h – 12 h 30", "14 h – 18 h"], False),
        ("vendredi", ["9 h – 12 h 30", "14 h – 18 h"], False),
        ("samedi", ["10 h – 13 h"], False),
        ("dimanche", [], False),
    ]
    assert jours[0].date == date(2026, 11, 9)


@pytest.mark.parametrize("jour", [date(2026, 3, 29), date(2026, 10, 25), date(2026, 11, 18)])
def test_un_lieu_toujours_ouvert_l_est_chaque_jour_meme_de_23_ou_25_heures(jour):
    jours = Horaires("24/7").semaine(jour)

    assert [[p.texte for p in j.plages] for j in jours] == [["toute la journée"]] * 7


def test_une_soiree_qui_passe_minuit_appartient_au_jour_ou_elle_commence():
    jours = Horaires("Su 20:00-02:00").semaine(date(2026, 11, 18))

    assert [[p.texte.replace("\u00a0", " ") for p in j.plages] for j in jours] == [
        *[[]] * 6,
        ["20 h – 2 h"],
    ]


@pytest.mark.parametrize(
    "texte", ["Mo-Fr 9h-18h", "sur rendez-vous", "lundi au vendredi", "Mo-Fr 09:00-", "\x00", "😀"]
)
def test_des_horaires_illisibles_ne_font_jamais_d_erreur(texte):
    horaires = Horaires(texte)

    assert horaires
    assert not horaires.valides
    assert horaires.etat() is None
    assert horaires.texte == texte


def test_sans_horaires_il_n_y_a_rien_a_dire():
    assert not Horaires("")
    assert not Horaires("   ")


def test_les_jours_feries_sont_ceux_de_france():
    assert est_ferie(date(2026, 4, 6))
    assert est_ferie(date(2026, 7, 14))
    assert not est_ferie(date(2026, 7, 15))
