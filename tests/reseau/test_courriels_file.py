from datetime import timedelta

from django.utils import timezone

from reseau.socle.courriels.enums import EtatCourriel
from reseau.socle.courriels.models import Courriel
from tests.factories import CourrielFactory


def test_l_age_du_plus_ancien_courriel_non_parti_ignore_ceux_qui_sont_partis_ou_en_echec():
    maintenant = timezone.now()
    CourrielFactory(cree_le=maintenant - timedelta(hours=9), etat=EtatCourriel.ENVOYE)
    CourrielFactory(cree_le=maintenant - timedelta(hours=8), etat=EtatCourriel.ECHEC)
    CourrielFactory(cree_le=maintenant - timedelta(minutes=7), etat=EtatCourriel.EN_COURS)
    CourrielFactory(cree_le=maintenant - timedelta(minutes=3))

    age = Courriel.objects.age_du_plus_ancien_non_parti(maintenant)

    assert age == timedelta(minutes=7)


def test_sans_courriel_en_attente_il_n_y_a_pas_d_age():
    CourrielFactory(etat=EtatCourriel.ENVOYE)

    assert Courriel.objects.age_du_plus_ancien_non_parti() is None


def test_sont_a_prendre_ceux_dont_l_heure_est_venue_et_ceux_dont_le_bail_est_fini():
    maintenant = timezone.now()
    du = CourrielFactory(prochain_essai=maintenant - timedelta(seconds=1))
    abandonne = CourrielFactory(
        etat=EtatCourriel.EN_COURS, bail_jusqu_a=maintenant - timedelta(seconds=1)
    )
    CourrielFactory(prochain_essai=maintenant + timedelta(seconds=1))
    CourrielFactory(etat=EtatCourriel.EN_COURS, bail_jusqu_a=maintenant + timedelta(seconds=1))
    CourrielFactory(etat=EtatCourriel.ENVOYE)
    CourrielFactory(etat=EtatCourriel.ECHEC)

    assert set(Courriel.objects.a_prendre(maintenant)) == {du, abandonne}


def test_reessayer_rend_toutes_leurs_tentatives_a_ceux_qui_ont_encore_un_contenu():
    maintenant = timezone.now()
    demain = maintenant + timedelta(days=1)
    en_echec = CourrielFactory(etat=EtatCourriel.ECHEC, tentatives=8)
    patient = CourrielFactory(prochain_essai=demain, tentatives=3)
    vide = CourrielFactory(etat=EtatCourriel.ECHEC, contenu_efface_le=maintenant)
    parti = CourrielFactory(etat=EtatCourriel.ENVOYE)

    assert Courriel.objects.reessayer() == 2

    dus = Courriel.objects.a_prendre()
    assert {(c.pk, c.tentatives) for c in dus} == {(en_echec.pk, 0), (patient.pk, 0)}
    vide.refresh_from_db()
    parti.refresh_from_db()
    assert [vide.etat, parti.etat] == [EtatCourriel.ECHEC, EtatCourriel.ENVOYE]
