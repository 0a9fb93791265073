"""Every reason to say no has its words, in French and in English."""

import re

import pytest
from django.utils.translation import override

from inscriptions import refus
from inscriptions.refus import Refus

ARGUMENTS = {
    refus.TropPeuDePlaces: {"atelier": "Sarrant", "libres": 2, "personnes": 3},
    refus.SequenceComplete: {"creneau": 1},
}


def feuilles(classe):
    """Those without subclasses: the others are caught, never raised."""
    filles = classe.__subclasses__()
    return [f for fille in filles for f in feuilles(fille)] if filles else [classe]


def lever(classe):
    return classe(**ARGUMENTS.get(classe, {"atelier": "Sarrant"}))


@pytest.mark.parametrize("classe", feuilles(Refus), ids=lambda classe: classe.__name__)
@pytest.mark.parametrize("dire", [str, Refus.pour_l_equipe], ids=["personne", "equipe"])
def test_chaque_refus_se_dit_en_francais_et_en_anglais(classe, dire):
    phrase = dire(lever(classe))
    with override("en"):
        anglais = dire(lever(classe))

    assert re.search(r"\w{4}", phrase)
    assert "%" not in phrase
    assert anglais != phrase


def test_chaque_refus_est_du_fichier_des_refus():
    assert {classe.__module__ for classe in feuilles(Refus)} == {"inscriptions.refus"}


def test_une_place_reste_ou_plusieurs():
    une, deux = (refus.TropPeuDePlaces("Sarrant", libres, 3) for libres in (1, 2))

    assert str(une) == "Il reste 1 place pour 3 personnes. Qui attend\N{NO-BREAK SPACE}?"
    assert str(deux) == "Il reste 2 places pour 3 personnes. Qui attend\N{NO-BREAK SPACE}?"


def test_le_jour_se_dit_dans_la_phrase_a_chaque_lecteur():
    pris = refus.AdressePrise("Sarrant")

    assert "« Sarrant »".replace(" ", "\N{NO-BREAK SPACE}") in str(pris)
    assert str(pris) != pris.pour_l_equipe()
    assert "Sarrant" in pris.pour_l_equipe()


def test_une_lectrice_que_personne_ne_distingue_lit_comme_les_autres():
    assert refus.PasEnAttente().pour_l_equipe() == str(refus.PasEnAttente())
