"""A meal has its own capacity, cut-off and queue, whatever the number of meals."""

import re
from datetime import date, timedelta

import pytest
from django.db import IntegrityError
from django.urls import reverse
from django.utils import timezone

from ateliers.enums import TypeRepas
from ateliers.programme.compte import CompteDeRepas
from inscriptions import places
from inscriptions.demandes import ChoixDeRepas, Demande
from inscriptions.models import Couvert, Redistribution
from inscriptions.models.enums import EtatCouvert, Regime
from inscriptions.places.couverts import repas_du_jour
from inscriptions.places.repas import donner, laisser
from inscriptions.refus import CommandesCloses, CouvertIndisponible, JourneePassee
from reseau.models import Courriel
from tests.factories import (
    AtelierFactory,
    CouvertFactory,
    InscriptionFactory,
    PersonneFactory,
    RepasFactory,
)


def demander(*repas, qui="ana", **champs):
    choix = {un.pk: ChoixDeRepas() for un in repas}
    champs = {"prenom": qui, "nom": "D", "courriel": f"{qui}@example.org", **champs}
    return Demande(repas=choix, **champs)


def clore(repas):
    repas.date_limite = timezone.now() - timedelta(minutes=1)
    repas.save()


def etats(repas):
    return list(repas.couverts.order_by("pk").values_list("etat", flat=True))


def plat(html):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", html)).replace("\u00a0", " ")


class TestPlusieursRepas:
    def test_un_dejeuner_un_diner_et_le_dejeuner_du_lendemain_chacun_sa_file(self):
        atelier = AtelierFactory()
        demain = timezone.localdate(atelier.debut) + timedelta(days=1)
        midi = RepasFactory(atelier=atelier, capacite=1)
        soir = RepasFactory(atelier=atelier, type=TypeRepas.DINER, capacite=0)
        lendemain = RepasFactory(atelier=atelier, jour=demain)

        places.inscrire([demander(midi, soir, lendemain)], [atelier])
        places.inscrire([demander(midi, lendemain, qui="bea")], [atelier])

        assert [(r.repas.pk, r.compte.en_bref()) for r in repas_du_jour(atelier)] == [
            (midi.pk, "complet\u00a0: 1 personne attend"),
            (soir.pk, "complet\u00a0: 1 personne attend"),
            (lendemain.pk, ""),
        ]
        assert etats(lendemain) == ["confirme", "confirme"]

    def test_un_repas_d_un_autre_jour_dit_lequel(self):
        atelier = AtelierFactory()

        assert str(RepasFactory(atelier=atelier)) == "déjeuner"
        autre = RepasFactory(atelier=atelier, jour=date(2027, 3, 12))
        assert str(autre) == "déjeuner du vendredi 12 mars"

    @pytest.mark.parametrize("jour", [None, date(2027, 3, 12)])
    def test_la_base_refuse_deux_fois_le_meme_repas(self, jour):
        repas = RepasFactory(jour=jour)

        with pytest.raises(IntegrityError):
            RepasFactory(atelier=repas.atelier, jour=jour)


class TestLaFile:
    def test_le_rang_se_dit_sur_la_page_privee_et_dans_la_lettre(self, client):
        repas = RepasFactory(capacite=0)
        places.inscrire([demander(repas, qui="bea")], [repas.atelier])

        reponse = places.inscrire([demander(repas)], [repas.atelier])

        lettre = Courriel.objects.get(destinataire="ana@example.org")
        assert "vous êtes la 2ᵉ personne sur sa liste" in lettre.texte
        page = plat(client.get(reponse.dossier.get_absolute_url()).content.decode())
        assert "vous êtes la 2ᵉ personne sur la liste" in page

    def test_un_repas_quitte_avant_l_heure_va_aussitot_a_la_personne_suivante(self):
        repas = RepasFactory(capacite=1)
        for qui in ("ana", "bea", "clo"):
            places.inscrire([demander(repas, qui=qui)], [repas.atelier])
        premier = repas.couverts.order_by("pk")[0]

        laisser(premier)
        laisser(premier)

        assert etats(repas) == ["annule", "confirme", "en_attente"]
        lettres = Courriel.objects.filter(objet__startswith="Votre repas est réservé")
        assert [c.destinataire for c in lettres] == ["bea@example.org"]

    def test_quitter_la_file_d_un_repas_fait_avancer_les_suivantes(self):
        repas = RepasFactory(capacite=0)
        for qui in ("ana", "bea"):
            places.inscrire([demander(repas, qui=qui)], [repas.atelier])

        laisser(repas.couverts.order_by("pk")[0])

        assert etats(repas) == ["annule", "en_attente"]
        (reste,) = Couvert.objects.en_attente().avec_rang()
        assert reste.rang_dans_la_file == 1

    def test_apres_l_heure_un_repas_laisse_est_a_redistribuer_et_ne_va_a_personne(self):
        repas = RepasFactory(capacite=1)
        for qui in ("ana", "bea"):
            places.inscrire([demander(repas, qui=qui)], [repas.atelier])
        clore(repas)

        laisser(repas.couverts.order_by("pk")[0])

        assert etats(repas) == ["a_redistribuer", "en_attente"]
        (compte,) = [r.compte for r in repas_du_jour(repas.atelier)]
        assert compte == CompteDeRepas(capacite=1, confirmes=0, commandes=1, en_attente=1)
        assert compte.phrase() == "1 couvert\u00a0: 0 réservé, 1 à redistribuer, 1 personne attend"

    def test_la_journee_passee_rien_ne_bouge(self):
        couvert = CouvertFactory(repas__atelier__passe=True)

        with pytest.raises(JourneePassee):
            laisser(couvert)


class TestLaLimite:
    def test_apres_l_heure_le_public_ne_commande_plus(self):
        repas = RepasFactory()
        clore(repas)

        with pytest.raises(CommandesCloses):
            places.inscrire([demander(repas)], [repas.atelier])

    def test_l_equipe_ajoute_encore_s_il_reste_des_couverts(self):
        repas = RepasFactory(capacite=1)
        clore(repas)

        for qui in ("ana", "bea"):
            places.inscrire([demander(repas, qui=qui)], [repas.atelier], par_l_equipe=True)

        assert etats(repas) == ["confirme", "en_attente"]

    def test_l_equipe_n_ajoute_pas_par_dessus_un_repas_a_redistribuer(self):
        repas = RepasFactory(capacite=1)
        CouvertFactory(repas=repas, etat=EtatCouvert.A_REDISTRIBUER)
        clore(repas)

        places.inscrire([demander(repas)], [repas.atelier], par_l_equipe=True)

        assert etats(repas) == ["a_redistribuer", "en_attente"]


class TestRedistribuer:
    @pytest.fixture
    def rendu(self):
        repas = RepasFactory(capacite=1)
        clore(repas)
        return CouvertFactory(
            repas=repas,
            inscription__annulee=True,
            etat=EtatCouvert.A_REDISTRIBUER,
            regime=Regime.VEGETARIEN,
            allergie="arachide",
        )

    def test_il_va_a_qui_attend_avec_son_plat_une_lettre_et_une_trace(self, rendu):
        attend = CouvertFactory(
            repas=rendu.repas, etat=EtatCouvert.EN_ATTENTE, allergie="noix", regime="allergie"
        )
        par = PersonneFactory(equipe=True)

        donner(rendu, attend.inscription, par)

        attend.refresh_from_db()
        rendu.refresh_from_db()
        assert (attend.etat, attend.regime, attend.allergie) == ("confirme", "vegetarien", "noix")
        assert rendu.etat == EtatCouvert.REDISTRIBUE
        trace = Redistribution.objects.get()
        assert (trace.rendu, trace.recu, trace.par) == (rendu, attend, par)
        lettre = Courriel.objects.get()
        assert lettre.destinataire == attend.inscription.courriel
        assert "il est pour vous" in lettre.texte
        for secret in ("égétarien", "noix", "arachide"):
            assert secret not in lettre.texte + lettre.html

    def test_il_va_a_quelqu_un_d_inscrit_sans_repas(self, rendu):
        inscription = InscriptionFactory(atelier=rendu.repas.atelier)

        recu = donner(rendu, inscription)

        assert (recu.inscription, recu.etat, recu.allergie) == (inscription, "confirme", "")

    def test_il_ne_se_donne_qu_une_fois(self, rendu):
        une, deux = InscriptionFactory.create_batch(2, atelier=rendu.repas.atelier)
        donner(rendu, une)

        with pytest.raises(CouvertIndisponible):
            donner(rendu, deux)

        assert not deux.couverts.exists()

    def test_ni_a_qui_attend_une_place_ni_a_qui_a_deja_le_sien(self, rendu):
        sans_place = InscriptionFactory(atelier=rendu.repas.atelier, en_attente=True)
        servie = CouvertFactory(repas=rendu.repas).inscription

        for inscription in (sans_place, servie):
            with pytest.raises(CouvertIndisponible):
                donner(rendu, inscription)

        assert not Redistribution.objects.exists()
        assert not Courriel.objects.exists()

    def test_ni_a_qui_avait_laisse_le_sien_qui_resterait_sans_personne(self, rendu):
        le_sien = CouvertFactory(repas=rendu.repas, etat=EtatCouvert.A_REDISTRIBUER)

        with pytest.raises(CouvertIndisponible):
            donner(rendu, le_sien.inscription)

        assert donner(le_sien, le_sien.inscription).etat == EtatCouvert.CONFIRME
        assert etats(rendu.repas) == ["a_redistribuer", "confirme"]

    def test_revenue_elle_retrouve_le_sien_par_l_equipe(self, rendu):
        places.inscrire(
            [
                demander(
                    rendu.repas,
                    prenom=rendu.inscription.prenom,
                    nom=rendu.inscription.nom,
                    courriel=rendu.inscription.courriel,
                )
            ],
            [rendu.repas.atelier],
            par_l_equipe=True,
        )

        assert etats(rendu.repas) == ["confirme"]


class TestLaPageOuLonLaisseSonRepas:
    def adresse(self, couvert):
        jeton = couvert.inscription.dossier.jeton
        return reverse("inscriptions:laisser_un_repas", args=[jeton, couvert.pk])

    def test_ouvrir_la_page_ne_change_rien_le_bouton_laisse_le_repas(self, client):
        couvert = CouvertFactory(repas__capacite=1)
        suivante = CouvertFactory(repas=couvert.repas, etat=EtatCouvert.EN_ATTENTE)

        page = client.get(self.adresse(couvert)).content.decode()
        client.head(self.adresse(couvert))
        avant = etats(couvert.repas)
        reponse = client.post(self.adresse(couvert))

        assert "Si quelqu’un l’attend, il lui revient aussitôt." in page
        assert avant == ["confirme", "en_attente"]
        assert reponse.url == couvert.inscription.dossier.get_absolute_url()
        assert etats(couvert.repas) == ["annule", "confirme"]
        assert Courriel.objects.get().destinataire == suivante.inscription.courriel

    def test_apres_l_heure_elle_dit_que_l_equipe_le_donnera(self, client):
        couvert = CouvertFactory()
        clore(couvert.repas)

        page = client.get(self.adresse(couvert)).content.decode()

        assert "l’équipe cherchera à qui le donner" in page

    def test_ni_d_un_autre_dossier_ni_deux_fois(self, client):
        couvert, autre = CouvertFactory(), CouvertFactory()
        jeton = autre.inscription.dossier.jeton

        intrus = client.post(reverse("inscriptions:laisser_un_repas", args=[jeton, couvert.pk]))
        client.post(self.adresse(couvert))
        encore = client.get(self.adresse(couvert))

        assert intrus.status_code == 404
        assert encore.status_code == 302
        assert etats(couvert.repas) == ["annule"]
