"""The clock runs thirty days ahead, then is set right: everything goes on at once."""

from datetime import timedelta

import pytest
import time_machine
from django.core.cache import cache
from django.utils import timezone

from reseau.models import Courriel
from reseau.socle.courriels.enums import EtatCourriel
from reseau.socle.ouvrier.boucle import Ouvrier
from reseau.socle.ouvrier.horloge import remettre_a_l_heure
from reseau.socle.ouvrier.models import Travail
from reseau.socle.ouvrier.travaux import TRAVAUX, faire_les_travaux

AVANCE = timedelta(days=30)
HEURE = timedelta(hours=1)


def tour():
    """A turn of the worker; which duties it did."""
    avant = dict(Travail.objects.values_list("nom", "dernier_passage"))
    Ouvrier(pause=0).un_tour()
    apres = dict(Travail.objects.values_list("nom", "dernier_passage"))
    return {nom for nom in apres if apres[nom] != avant.get(nom)}


def ecrire(rang=0, **champs):
    return Courriel.objects.create(
        destinataire="a@example.org",
        objet="Bonjour",
        texte="Bonjour",
        message_id=f"<{rang}@example.org>",
        **champs,
    )


@pytest.mark.parametrize("un_passage", [tour, faire_les_travaux], ids=["ouvrier", "travaux seuls"])
def test_les_travaux_reprennent_aussitot_et_leurs_dates_sont_corrigees(un_passage):
    maintenant = timezone.now()
    with time_machine.travel(maintenant + AVANCE):
        un_passage()

    with time_machine.travel(maintenant):
        un_passage()
        lignes = list(Travail.objects.all())
        aussitot_apres = tour()

    assert {ligne.nom for ligne in lignes} == {travail.nom for travail in TRAVAUX}
    assert all(abs(ligne.dernier_passage - maintenant) < HEURE for ligne in lignes)
    assert all(ligne.prochain_passage <= maintenant + 13 * HEURE for ligne in lignes)
    assert aussitot_apres == set()


def test_deux_horloges_qui_different_d_une_minute_ne_refont_rien():
    maintenant = timezone.now()
    with time_machine.travel(maintenant + timedelta(minutes=1)):
        tour()

    with time_machine.travel(maintenant):
        assert tour() == set()


def test_les_lettres_ecrites_ou_reportees_dans_le_futur_partent():
    maintenant = timezone.now()
    with time_machine.travel(maintenant + AVANCE):
        ecrite = ecrire(1)
        reportee = ecrire(2, tentatives=3, prochain_essai=timezone.now() + HEURE)
        prise = ecrire(
            3,
            etat=EtatCourriel.EN_COURS,
            tentatives=1,
            bail_jusqu_a=timezone.now() + HEURE,
            bail_par="mort",
        )

    with time_machine.travel(maintenant):
        Ouvrier(pause=0).vider()

    for courriel in (ecrite, reportee, prise):
        courriel.refresh_from_db()
        assert courriel.etat == EtatCourriel.ENVOYE


def test_ce_qui_attend_a_bon_droit_attend_toujours():
    a = timezone.now()
    ecrire(1, tentatives=7, prochain_essai=a + timedelta(hours=23))
    ecrire(2, etat=EtatCourriel.EN_COURS, bail_jusqu_a=a + timedelta(minutes=4), tentatives=1)
    Travail.objects.create(nom="purger", prochain_passage=a + 6 * HEURE, dernier_passage=a)

    assert remettre_a_l_heure(a) == 0
    assert not Courriel.objects.a_prendre(a).exists()


def test_les_freins_du_futur_sont_oublies():
    maintenant = timezone.now()
    with time_machine.travel(maintenant + AVANCE):
        tour()
        cache.set("frein-du-futur", 6, 3600)

    with time_machine.travel(maintenant):
        avant = cache.get("frein-du-futur")
        tour()
        apres = cache.get("frein-du-futur")

    assert (avant, apres) == (6, None)


@pytest.mark.parametrize("nombre", [1, 3])
def test_quand_rien_n_est_du_futur_l_ouvrier_ne_fait_que_lire(nombre, django_assert_num_queries):
    for rang in range(nombre):
        ecrire(rang)
    Travail.objects.create(nom="purger", dernier_passage=timezone.now())

    with django_assert_num_queries(3):
        remettre_a_l_heure()
