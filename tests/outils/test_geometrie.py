import struct

import pytest

from outils.contours import ajouter, anneaux, combler, simplifier_les_anneaux
from outils.geometrie import aire, centre, lire_wkb, simplifier


def carre(x, y, cote=1.0):
    return [(x, y), (x + cote, y), (x + cote, y + cote), (x, y + cote), (x, y)]


def wkb(anneau):
    points = struct.pack(f"<I{2 * len(anneau)}d", len(anneau), *(c for p in anneau for c in p))
    return (b"\1" + struct.pack("<II", 3, 1) + points).hex()


def test_un_polygone_wkb_est_lu():
    assert lire_wkb(wkb(carre(0.5, 43))) == [carre(0.5, 43)]


def test_l_aire_est_positive_dans_le_sens_direct():
    assert [aire(carre(0, 0)), aire(carre(0, 0)[::-1])] == [1, -1]


def test_le_centre_d_un_carre():
    assert centre([[carre(2, 40)]]) == pytest.approx((2.5, 40.5))


def test_simplifier_enleve_un_point_presque_aligne_et_garde_un_cap():
    ligne = [(0, 45), (1, 45.001), (2, 45), (3, 46), (4, 45)]

    assert simplifier(ligne, 0.01) == [(0, 45), (2, 45), (3, 46), (4, 45)]


def test_deux_communes_d_un_departement_ne_laissent_que_leur_tour():
    aretes = {}
    ajouter(aretes, carre(0, 0), "32")
    ajouter(aretes, carre(1, 0), "32")

    (tour,) = anneaux(aretes)

    assert aire(tour) == 2
    assert set(tour) == {*carre(0, 0), *carre(1, 0)}


def test_une_commune_absente_est_comblee_par_le_departement_qui_l_entoure():
    aretes = {}
    for x in range(3):
        for y in range(3):
            if (x, y) != (1, 1):
                ajouter(aretes, carre(x, y), "32")

    combler(aretes)

    (tour,) = anneaux(aretes)
    assert aire(tour) == 9


def test_deux_voisins_gardent_la_meme_frontiere_simplifiee():
    frontiere = [(1, y / 10 + 43) for y in range(11)]
    frontiere[5] = (1.2, 43.5)
    aretes = {}
    ajouter(aretes, [(0, 43), *frontiere, (0, 44), (0, 43)], "32")
    ajouter(aretes, [(2, 44), *frontiere[::-1], (2, 43), (2, 44)], "31")

    simples = simplifier_les_anneaux(aretes)

    gers, haute_garonne = set(simples["32"][0]), set(simples["31"][0])
    assert gers & haute_garonne == {(1, 43), (1, 43.4), (1.2, 43.5), (1, 43.6), (1, 44)}
