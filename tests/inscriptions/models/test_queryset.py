from datetime import timedelta

from django.utils import timezone

from inscriptions.models import Inscription
from tests.factories import AtelierFactory, DossierFactory, InscriptionFactory, PersonneFactory


def avec_adresse(personne, email, verified):
    personne.emailaddress_set.create(email=email, verified=verified)
    return personne


class TestDe:
    def test_par_le_compte_ou_par_une_adresse_prouvee(self):
        zoe = avec_adresse(PersonneFactory(), "zoe@example.org", verified=True)
        par_le_compte = InscriptionFactory(dossier=DossierFactory(personne=zoe))
        par_l_adresse = InscriptionFactory(courriel="zoe@example.org")
        InscriptionFactory(courriel="autre@example.org")
        InscriptionFactory(courriel="")

        assert set(Inscription.objects.de(zoe)) == {par_le_compte, par_l_adresse}

    def test_ouvrir_un_compte_avec_l_adresse_d_une_autre_ne_montre_rien(self):
        intruse = avec_adresse(
            PersonneFactory(email="zoe@example.org"), "zoe@example.org", verified=False
        )
        InscriptionFactory(courriel="zoe@example.org")

        assert not Inscription.objects.de(intruse).exists()


class TestRang:
    def test_il_suit_l_heure_de_la_demande_et_ignore_les_autres_journees(self):
        atelier, maintenant = AtelierFactory(), timezone.now()
        tardive = InscriptionFactory(atelier=atelier, en_attente=True, demandee_le=maintenant)
        premiere = InscriptionFactory(
            atelier=atelier, en_attente=True, demandee_le=maintenant - timedelta(hours=1)
        )
        jumelle = InscriptionFactory(atelier=atelier, en_attente=True, demandee_le=maintenant)
        InscriptionFactory(atelier=atelier, demandee_le=maintenant - timedelta(days=1))
        InscriptionFactory(en_attente=True, demandee_le=maintenant - timedelta(days=1))

        assert [i.rang() for i in (premiere, tardive, jumelle)] == [1, 2, 3]
        assert list(atelier.inscriptions.en_attente()) == [premiere, tardive, jumelle]


def test_du_courriel_ignore_les_majuscules():
    inscription = InscriptionFactory(courriel="Zoe@Example.org")
    InscriptionFactory(courriel="zoe@example.com")

    assert list(Inscription.objects.du_courriel("zoe@example.ORG")) == [inscription]
