import pytest

from lieux.carte.contours import contours
from lieux.carte.dessin import TROP, dessiner
from lieux.carte.points import Point
from lieux.carte.projection import Boite, Cadre

AUCH = Point(43.6465, 0.5855, "La Dynamo", "/lieux/la-dynamo/", ville="Auch")
FOIX = Point(42.965, 1.605, "L’Atelier", ville="Foix")
SAINT_DENIS = Point(-20.88, 55.45, "La Case")


def noms(carte):
    return {nom for vue in carte.vues for nom, _trace in vue.fonds}


def test_le_cadre_met_le_nord_en_haut_et_l_est_a_droite():
    cadre = Cadre(Boite(0, 42, 2, 44), 200)

    assert cadre.placer((44, 0)) == (0, 0)
    x, y = cadre.placer((42, 2))
    assert (round(x), round(y)) == (200, cadre.hauteur)


def test_une_boite_au_format_garde_son_centre_et_grandit_du_petit_cote():
    boite = Boite(0, 42, 4, 43).au_format(1)

    assert (boite.ouest, boite.est) == (0, 4)
    assert boite.sud < 42 < 43 < boite.nord
    assert Cadre(boite, 300).hauteur == pytest.approx(300, abs=3)


def test_seuls_les_departements_du_reseau_sont_dessines():
    carte = dessiner([AUCH], ["32", "09"])

    assert noms(carte) == {"Gers", "Ariège"}
    assert [d.point for vue in carte.vues for d in vue.points] == [AUCH]


def test_chaque_point_tombe_dans_le_dessin():
    carte = dessiner([AUCH, FOIX], ["32", "09"], largeur=400)

    (vue,) = carte.vues
    assert all(0 < d.x < 400 and 0 < d.y < carte.hauteur for d in vue.points)
    auch, foix = vue.points
    assert auch.x < foix.x
    assert auch.y < foix.y


def test_sans_departement_c_est_toute_la_metropole():
    carte = dessiner([])

    assert len(noms(carte)) == 96
    assert "Gers" in noms(carte)
    assert "La Réunion" not in noms(carte)


def test_un_code_inconnu_est_ignore():
    assert noms(dessiner([], ["32", "999"])) == {"Gers"}


def test_un_point_hors_du_territoire_elargit_le_cadre():
    etroite = dessiner([AUCH], ["32"])
    large = dessiner([AUCH, FOIX], ["32"])

    assert noms(large) == {"Gers"}
    assert len(large.vues[0].points) == 2
    assert large.vues[0].cadre.boite.est > etroite.vues[0].cadre.boite.est


def test_l_outre_mer_a_sa_propre_vue():
    carte = dessiner([AUCH, SAINT_DENIS])

    metropole, reunion = carte.vues
    assert [d.point for d in metropole.points] == [AUCH]
    assert [d.point for d in reunion.points] == [SAINT_DENIS]
    assert reunion.y > metropole.cadre.hauteur
    assert carte.hauteur == reunion.y + reunion.cadre.hauteur


def test_un_reseau_d_outre_mer_remplit_la_largeur():
    carte = dessiner([SAINT_DENIS], ["974"], largeur=500)

    (reunion,) = carte.vues
    assert (reunion.x, reunion.y, reunion.cadre.largeur) == (0, 0, 500)


def test_serre_cadre_les_points_et_montre_les_departements_voisins():
    carte = dessiner([AUCH], ["32", "09"], largeur=600, serre=True)

    (vue,) = carte.vues
    assert vue.cadre.boite.est - vue.cadre.boite.ouest < 1.5
    assert carte.hauteur == pytest.approx(400, abs=4)
    assert "Gers" in noms(carte)
    assert "Ariège" not in noms(carte)


def test_serre_sans_point_montre_le_territoire():
    assert noms(dessiner([], ["32"], serre=True)) == {"Gers"}


def test_trop_de_points_se_regroupent_sans_en_perdre_un():
    pas = 0.02
    points = [
        Point(43 + pas * (i % 10), 0.5 + pas * (i // 10), f"Lieu {i}", "/x", ville="Auch")
        for i in range(TROP + 40)
    ]

    (vue,) = dessiner([*points, FOIX], ["32", "09"]).vues

    assert len(vue.points) < 40
    assert sum(d.point.nombre for d in vue.points) == TROP + 41
    groupes = [d.point for d in vue.points if d.point.nombre > 1]
    assert {groupe.url for groupe in groupes} == {""}
    assert groupes[0].titre == f"{groupes[0].nombre} lieux\u00a0: Auch"
    assert FOIX in [d.point for d in vue.points]


def test_les_contours_se_simplifient_avec_la_taille():
    def poids(largeur):
        return sum(len(trace) for _nom, trace in dessiner([], largeur=largeur).vues[0].fonds)

    assert poids(160) < poids(640) / 1.5


def test_chaque_departement_a_un_contour():
    assert len(contours()) == 101
    assert all(c.anneaux and c.nom for c in contours().values())
