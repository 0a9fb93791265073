import pytest

from ateliers.enums import EtatInscription
from ateliers.jauge import Jauge
from ateliers.models import Atelier
from tests.factories import AtelierFactory, InscriptionFactory


@pytest.fixture(autouse=True)
def _base():
    """Figures only, but for the test that counts rows."""


@pytest.mark.parametrize(
    ("jauge", "phrase"),
    [
        (Jauge(12, 9), "12 places\u00a0: 9 inscrits, 3 libres"),
        (Jauge(12, 11), "12 places\u00a0: 11 inscrits, 1 libre"),
        (Jauge(12, 0), "12 places\u00a0: 0 inscrit, 12 libres"),
        (Jauge(1, 1), "1 place\u00a0: 1 inscrit, complet"),
        (Jauge(0, 0), "0 place\u00a0: 0 inscrit, complet"),
        (Jauge(12, 12, 4), "12 places\u00a0: 12 inscrits, complet, 4 personnes en liste d’attente"),
        (Jauge(12, 12, 1), "12 places\u00a0: 12 inscrits, complet, 1 personne en liste d’attente"),
        (Jauge(12, 11, 2), "12 places\u00a0: 11 inscrits, 1 libre, 2 personnes en liste d’attente"),
        (Jauge(None, 9), "places sans limite\u00a0: 9 inscrits"),
    ],
)
def test_une_jauge_dit_ses_chiffres_en_une_phrase(jauge, phrase):
    assert jauge.phrase() == phrase


@pytest.mark.parametrize(
    ("jauge", "phrase"),
    [
        (Jauge(12, 9), "3 places libres"),
        (Jauge(12, 11), "1 place libre"),
        (Jauge(12, 12), "complet"),
        (Jauge(12, 12, 4), "complet\u00a0: 4 personnes en liste d’attente"),
        (Jauge(12, 11, 2), "complet\u00a0: 2 personnes en liste d’attente"),
        (Jauge(None, 200), "sans limite de places"),
    ],
)
def test_une_jauge_se_dit_aussi_en_bref(jauge, phrase):
    assert jauge.en_bref() == phrase


def test_une_jauge_depassee_n_a_pas_de_places_negatives():
    jauge = Jauge(8, 9)

    assert (jauge.libres, jauge.est_complete) == (0, True)
    assert jauge.phrase() == "8 places\u00a0: 9 inscrits, complet"


def test_une_place_libre_a_cote_d_une_file_n_est_pas_pour_qui_arrive():
    avec_une_file, sans_file = Jauge(12, 11, en_attente=1), Jauge(12, 11)

    assert (avec_une_file.libres, avec_une_file.est_complete) == (1, True)
    assert avec_une_file.etat_d_arrivee == EtatInscription.EN_ATTENTE
    assert (sans_file.libres, sans_file.est_complete) == (1, False)
    assert sans_file.etat_d_arrivee == EtatInscription.CONFIRMEE


def test_une_place_gardee_par_une_offre_n_est_pas_libre():
    jauge = Jauge(12, 11, propositions=1)

    assert (jauge.libres, jauge.est_complete) == (0, True)


def test_une_jauge_sans_limite_n_est_jamais_complete():
    jauge = Jauge(None, 1000)

    assert (jauge.libres, jauge.est_complete) == (None, False)


@pytest.mark.django_db
def test_la_jauge_d_un_atelier_ne_compte_que_ses_inscriptions_confirmees():
    atelier = AtelierFactory(capacite=3)
    InscriptionFactory.create_batch(2, atelier=atelier)
    InscriptionFactory(atelier=atelier, en_attente=True)
    InscriptionFactory(atelier=atelier, annulee=True)
    InscriptionFactory()

    jauge = Atelier.objects.avec_places().get(pk=atelier.pk).jauge

    assert jauge == Jauge(capacite=3, inscrits=2, en_attente=1)
