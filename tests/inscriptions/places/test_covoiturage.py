"""The verbs: say a trip, ask, answer, withdraw; who is written to, and with what."""

from datetime import time, timedelta

import pytest
from django.utils import timezone

from ateliers.models import Atelier
from inscriptions import places
from inscriptions.models import MiseEnRelation, Proposition, Trajet
from inscriptions.models.enums import EtatDemande, Role, Sens
from inscriptions.places import covoiturage
from inscriptions.places.journee import annuler_la_journee
from inscriptions.refus import (
    CovoiturageClos,
    DejaDeclinee,
    DejaEnVoiture,
    DemandeClose,
    Incompatibles,
    TrajetEngage,
    TropDeDemandes,
    VoitureComplete,
)
from reseau.models import Courriel
from reseau.socle.conservation.purge import purger
from tests.factories import (
    AtelierFactory,
    CommuneFactory,
    InscriptionFactory,
    MiseEnRelationFactory,
    TrajetFactory,
)


@pytest.fixture
def atelier():
    return AtelierFactory(titre="Simorre")


@pytest.fixture
def voiture(atelier):
    return trajet(atelier, prenom="Odile", nom="Lacaze", telephone="0562000001", places=2)


@pytest.fixture
def passagere(atelier):
    return trajet(atelier, cherche=True, prenom="Inès", nom="Bordes", telephone="0690000002")


def trajet(atelier, prenom="Ana", nom="Daure", telephone="", **champs):
    inscription = InscriptionFactory(atelier=atelier, prenom=prenom, nom=nom, telephone=telephone)
    return TrajetFactory(inscription=inscription, **champs)


def autre_passager(voiture, **champs):
    return TrajetFactory(inscription__atelier=voiture.inscription.atelier, cherche=True, **champs)


def lettres():
    """Who got what, since the last time we asked."""
    recues = [(c.destinataire, c.objet.split(",")[0]) for c in Courriel.objects.order_by("pk")]
    Courriel.objects.all().delete()
    return recues


def a(trajet):
    return trajet.inscription.courriel


class TestSonTrajet:
    def test_on_ne_le_dit_plus_si_la_journee_s_annule_pendant_qu_on_l_ecrit(self, atelier):
        inscription = InscriptionFactory(atelier=atelier)
        a_ecrire = Trajet(
            inscription=inscription, role=Role.PROPOSE, commune=CommuneFactory(), heure=time(8)
        )
        annuler_la_journee(Atelier.objects.get(pk=atelier.pk), "Neige.")

        with pytest.raises(CovoiturageClos):
            covoiturage.enregistrer(a_ecrire)

        assert not Trajet.objects.exists()

    def test_on_le_dit_puis_on_le_change_sans_en_avoir_deux(self, atelier):
        inscription = InscriptionFactory(atelier=atelier)
        for nombre in (3, 2):
            covoiturage.enregistrer(
                Trajet(
                    inscription=inscription,
                    role=Role.PROPOSE,
                    commune=CommuneFactory(),
                    heure=time(8),
                    places=nombre,
                )
            )

        assert Trajet.objects.values_list("places", flat=True).get() == 2
        assert lettres() == []

    @pytest.mark.parametrize(
        "champs",
        [
            {"annulee": True},
            {"atelier__passe": True},
            {"atelier__annule": True},
            {"atelier__format": "en_ligne"},
        ],
    )
    def test_pas_pour_qui_ne_vient_plus_ni_une_journee_passee_annulee_ou_en_ligne(self, champs):
        inscription = InscriptionFactory(**champs)

        with pytest.raises(CovoiturageClos):
            covoiturage.enregistrer(Trajet(inscription=inscription, commune=CommuneFactory()))

    def test_une_personne_sur_liste_d_attente_peut_covoiturer(self, atelier):
        inscription = InscriptionFactory(atelier=atelier, en_attente=True)

        covoiturage.enregistrer(Trajet(inscription=inscription, commune=CommuneFactory()))

        assert Trajet.objects.count() == 1

    def test_une_autre_heure_se_dit_a_qui_monte(self, voiture, passagere):
        MiseEnRelationFactory(voiture=voiture, passager=passagere, acceptee=True)
        MiseEnRelationFactory(voiture=voiture)
        voiture.heure = time(7, 30)

        covoiturage.enregistrer(voiture)

        texte = Courriel.objects.get().texte
        assert "Odile Lacaze a changé son trajet" in texte
        assert "7\u00a0h\u00a030" in texte
        assert lettres() == [(a(passagere), "Votre covoiturage change\u00a0: Simorre")]

    def test_rien_ne_part_quand_seule_la_precision_change(self, voiture, passagere):
        MiseEnRelationFactory(voiture=voiture, passager=passagere, acceptee=True)
        voiture.message = "Coffre plein"

        covoiturage.enregistrer(voiture)

        assert lettres() == []

    @pytest.mark.parametrize(
        "change", [{"role": Role.CHERCHE}, {"sens": Sens.ALLER}, {"places": 1}]
    )
    def test_on_ne_retire_pas_la_place_de_qui_est_deja_monte(self, voiture, passagere, change):
        for passager in (passagere, autre_passager(voiture)):
            MiseEnRelationFactory(voiture=voiture, passager=passager, acceptee=True)
        for champ, valeur in change.items():
            setattr(voiture, champ, valeur)

        with pytest.raises(TrajetEngage):
            covoiturage.enregistrer(voiture)

        assert (Trajet.objects.get(pk=voiture.pk).role, lettres()) == (Role.PROPOSE, [])


class TestDemander:
    def test_une_passagere_demande_et_la_voiture_recoit_une_lettre_sans_son_nom(
        self, voiture, passagere
    ):
        demande = covoiturage.mettre_en_relation(passagere, voiture)

        lettre = Courriel.objects.get()
        for secret in ("Inès", "Bordes", "0690000002", a(passagere)):
            assert secret not in lettre.texte + lettre.html + lettre.objet
        assert "Une personne qui part d’Auch vous demande une place" in lettre.texte
        assert f"/covoiturage/demandes/{demande.pk}/" in lettre.texte
        assert lettres() == [(a(voiture), "On vous demande une place en voiture\u00a0: Simorre")]

    def test_une_voiture_propose_et_la_passagere_recoit_une_lettre(self, voiture, passagere):
        demande = covoiturage.mettre_en_relation(voiture, passagere)

        assert (demande.voiture, demande.passager) == (voiture, passagere)
        assert "Odile" not in Courriel.objects.get().texte
        assert lettres() == [(a(passagere), "On vous propose une place en voiture\u00a0: Simorre")]

    def test_deux_fois_ou_l_un_et_l_autre_ne_font_qu_une_demande(self, voiture, passagere):
        premiere = covoiturage.mettre_en_relation(passagere, voiture)

        assert covoiturage.mettre_en_relation(passagere, voiture) == premiere
        assert covoiturage.mettre_en_relation(voiture, passagere) == premiere
        assert len(lettres()) == 1

    def test_seul_le_sens_commun_est_demande(self, voiture, atelier):
        passager = trajet(atelier, cherche=True, sens=Sens.RETOUR)

        assert covoiturage.mettre_en_relation(passager, voiture).sens == Sens.RETOUR

    def test_l_aller_de_l_un_ne_va_pas_avec_le_retour_de_l_autre(self, atelier):
        aller = trajet(atelier, sens=Sens.ALLER)
        retour = trajet(atelier, cherche=True, sens=Sens.RETOUR)

        with pytest.raises(Incompatibles):
            covoiturage.mettre_en_relation(retour, aller)

    def test_deux_voitures_ne_se_prennent_pas_en_stop(self, voiture, atelier):
        with pytest.raises(Incompatibles):
            covoiturage.mettre_en_relation(voiture, trajet(atelier))

    def test_on_ne_monte_pas_pour_une_autre_journee(self, voiture):
        with pytest.raises(Incompatibles):
            covoiturage.mettre_en_relation(TrajetFactory(cherche=True), voiture)

    def test_une_voiture_complete_ne_se_demande_plus(self, voiture, passagere):
        for _ in range(2):
            MiseEnRelationFactory(voiture=voiture, passager=autre_passager(voiture), acceptee=True)

        with pytest.raises(VoitureComplete):
            covoiturage.mettre_en_relation(passagere, voiture)

    def test_la_place_laissee_au_retour_se_donne_au_retour(self, atelier):
        voiture = trajet(atelier, places=1)
        aller = autre_passager(voiture, sens=Sens.ALLER)
        MiseEnRelationFactory(voiture=voiture, passager=aller, sens=Sens.ALLER, acceptee=True)
        retour = autre_passager(voiture, sens=Sens.RETOUR)

        demande = covoiturage.mettre_en_relation(retour, voiture)
        covoiturage.accepter(demande, voiture)

        assert MiseEnRelation.objects.acceptees().count() == 2
        with pytest.raises(VoitureComplete):
            covoiturage.mettre_en_relation(autre_passager(voiture, sens=Sens.ALLER), voiture)

    def test_qui_a_decline_n_est_pas_redemande_mais_peut_demander(self, voiture, passagere):
        MiseEnRelationFactory(voiture=voiture, passager=passagere, refusee=True)

        with pytest.raises(DejaDeclinee):
            covoiturage.mettre_en_relation(passagere, voiture)

        demande = covoiturage.mettre_en_relation(voiture, passagere)
        assert (demande.etat, demande.demandee_par) == (EtatDemande.EN_ATTENTE, Role.PROPOSE)

    def test_pas_plus_de_six_demandes_sans_reponse(self, atelier, passagere):
        for _ in range(6):
            covoiturage.mettre_en_relation(passagere, trajet(atelier))

        with pytest.raises(TropDeDemandes):
            covoiturage.mettre_en_relation(passagere, trajet(atelier))

    def test_on_ne_demande_rien_a_qui_ne_vient_plus(self, voiture, passagere):
        voiture.inscription.etat = "annulee"
        voiture.inscription.save()

        with pytest.raises(CovoiturageClos):
            covoiturage.mettre_en_relation(passagere, voiture)


class TestRepondre:
    def test_oui_donne_a_chacun_les_coordonnees_de_l_autre(self, voiture, passagere):
        covoiturage.accepter(MiseEnRelationFactory(voiture=voiture, passager=passagere), voiture)

        textes = {c.destinataire: c.texte for c in Courriel.objects.all()}
        for dit in ("Odile Lacaze", "05\u00a062\u00a000\u00a000\u00a001", a(voiture)):
            assert dit in textes[a(passagere)]
        for dit in ("Inès Bordes", "06\u00a090\u00a000\u00a000\u00a002", a(passagere)):
            assert dit in textes[a(voiture)]
        objet = "Vous faites route ensemble\u00a0: Simorre"
        assert lettres() == [(a(voiture), objet), (a(passagere), objet)]

    def test_sans_telephone_la_lettre_n_en_parle_pas(self, atelier):
        voiture = trajet(atelier)

        covoiturage.accepter(MiseEnRelationFactory(voiture=voiture), voiture)

        assert all("Téléphone" not in c.texte + c.html for c in Courriel.objects.all())

    def test_une_personne_sans_adresse_donne_celle_de_son_contact(self, atelier, passagere):
        voiture = trajet(atelier)
        voiture.inscription.courriel = ""
        voiture.inscription.save()

        covoiturage.accepter(MiseEnRelationFactory(voiture=voiture, passager=passagere), voiture)

        contact = voiture.inscription.dossier.courriel
        assert contact in Courriel.objects.get(destinataire=a(passagere)).texte

    def test_oui_deux_fois_n_ecrit_qu_une_fois(self, voiture, passagere):
        demande = MiseEnRelationFactory(voiture=voiture, passager=passagere)

        covoiturage.accepter(demande, voiture)
        covoiturage.accepter(demande, voiture)

        assert len(lettres()) == 2

    def test_on_ne_repond_pas_a_sa_propre_demande(self, voiture, passagere):
        demande = MiseEnRelationFactory(voiture=voiture, passager=passagere)

        for verbe in (covoiturage.accepter, covoiturage.refuser):
            with pytest.raises(DemandeClose):
                verbe(demande, passagere)

        assert lettres() == []

    def test_non_ecrit_un_mot_aimable_et_ne_dit_pas_qui(self, voiture, passagere):
        covoiturage.refuser(MiseEnRelationFactory(voiture=voiture, passager=passagere), voiture)

        lettre = Courriel.objects.get()
        assert "ce ne sera pas possible cette fois" in lettre.texte
        assert "Odile" not in lettre.texte + lettre.html
        assert lettres() == [(a(passagere), "Votre demande de covoiturage\u00a0: Simorre")]

    def test_une_demande_retiree_ne_s_accepte_plus(self, voiture, passagere):
        demande = MiseEnRelationFactory(voiture=voiture, passager=passagere)
        covoiturage.renoncer(demande, passagere)

        with pytest.raises(DemandeClose):
            covoiturage.accepter(demande, voiture)

        assert lettres() == []

    def test_jamais_plus_de_passagers_que_de_places(self, voiture):
        demandes = [MiseEnRelationFactory(voiture=voiture) for _ in range(3)]
        for demande in demandes[:2]:
            covoiturage.accepter(demande, voiture)

        with pytest.raises(DemandeClose):
            covoiturage.accepter(demandes[2], voiture)

        assert MiseEnRelation.objects.acceptees().count() == 2

    def test_la_voiture_pleine_libere_qui_attendait_et_le_lui_dit(self, atelier):
        voiture = trajet(atelier, places=1)
        prise, laissee = (MiseEnRelationFactory(voiture=voiture) for _ in range(2))
        offerte = MiseEnRelationFactory(voiture=voiture, demandee_par=Role.PROPOSE)

        covoiturage.accepter(prise, voiture)

        assert [
            MiseEnRelation.objects.get(pk=demande.pk).etat for demande in (laissee, offerte)
        ] == [EtatDemande.RETIREE] * 2
        assert lettres()[2:] == [
            (a(laissee.passager), "Votre demande de covoiturage\u00a0: Simorre")
        ]

    def test_la_passagere_casee_retire_ses_autres_demandes(self, atelier, voiture, passagere):
        demandee = MiseEnRelationFactory(voiture=trajet(atelier), passager=passagere)
        offerte = MiseEnRelationFactory(
            voiture=trajet(atelier), passager=passagere, demandee_par=Role.PROPOSE
        )

        covoiturage.accepter(MiseEnRelationFactory(voiture=voiture, passager=passagere), voiture)

        assert [
            MiseEnRelation.objects.get(pk=demande.pk).etat for demande in (demandee, offerte)
        ] == [EtatDemande.RETIREE] * 2
        assert lettres()[2:] == [
            (a(offerte.voiture), "Votre demande de covoiturage\u00a0: Simorre")
        ]

    def test_on_ne_monte_pas_dans_deux_voitures(self, atelier, voiture, passagere):
        MiseEnRelationFactory(voiture=trajet(atelier), passager=passagere, acceptee=True)

        with pytest.raises(DejaEnVoiture):
            covoiturage.accepter(
                MiseEnRelationFactory(voiture=voiture, passager=passagere), voiture
            )


class TestRenoncer:
    def test_la_place_est_libre_et_l_autre_l_apprend(self, voiture, passagere):
        accord = MiseEnRelationFactory(voiture=voiture, passager=passagere, acceptee=True)

        covoiturage.renoncer(accord, passagere)
        covoiturage.renoncer(accord, passagere)

        assert Trajet.objects.avec_accords().get(pk=voiture.pk).libres() == 2
        assert "Inès Bordes ne peut plus faire route avec vous." in Courriel.objects.get().texte
        assert lettres() == [(a(voiture), "Votre covoiturage n’a plus lieu\u00a0: Simorre")]

    def test_on_ne_retire_pas_la_demande_de_l_autre(self, voiture, passagere):
        demande = MiseEnRelationFactory(voiture=voiture, passager=passagere)

        covoiturage.renoncer(demande, voiture)

        assert MiseEnRelation.objects.get().attend

    def test_retirer_son_trajet_previent_qui_compte_dessus_ou_attend(self, voiture, passagere):
        MiseEnRelationFactory(voiture=voiture, passager=passagere, acceptee=True)
        en_attente = MiseEnRelationFactory(voiture=voiture)
        MiseEnRelationFactory(voiture=voiture, demandee_par=Role.PROPOSE)
        MiseEnRelationFactory(voiture=voiture, refusee=True)

        covoiturage.retirer_le_trajet(voiture.inscription)

        assert not Trajet.objects.filter(pk=voiture.pk).exists()
        assert MiseEnRelation.objects.count() == 0
        assert sorted(lettres()) == sorted(
            [
                (a(passagere), "Votre covoiturage n’a plus lieu\u00a0: Simorre"),
                (a(en_attente.passager), "Votre demande de covoiturage\u00a0: Simorre"),
            ]
        )

    def test_annuler_son_inscription_retire_le_trajet_et_previent(self, voiture, passagere):
        MiseEnRelationFactory(voiture=voiture, passager=passagere, acceptee=True)

        places.annuler(voiture.inscription)

        assert list(Trajet.objects.all()) == [passagere]
        assert lettres() == [
            (a(passagere), "Votre covoiturage n’a plus lieu\u00a0: Simorre"),
            (a(voiture), "Inscription annulée\u00a0: Simorre"),
        ]

    def test_une_proposition_restee_sans_reponse_retire_aussi_le_trajet(self, atelier, voiture):
        passager = autre_passager(voiture, inscription__en_attente=True)
        MiseEnRelationFactory(voiture=voiture, passager=passager, acceptee=True)
        Proposition.objects.create(
            inscription=passager.inscription,
            atelier=atelier,
            faite_le=timezone.now() - timedelta(hours=50),
            expire_le=timezone.now() - timedelta(hours=2),
        )

        places.expirer_les_propositions()

        assert list(Trajet.objects.all()) == [voiture]
        assert lettres()[0] == (a(voiture), "Votre covoiturage n’a plus lieu\u00a0: Simorre")

    def test_annuler_la_journee_defait_les_accords_dans_le_meme_geste(
        self, atelier, voiture, passagere
    ):
        MiseEnRelationFactory(voiture=voiture, passager=passagere, acceptee=True)

        annuler_la_journee(atelier, "Neige")

        assert Trajet.objects.count() == 0
        assert lettres()[:2] == [
            (a(trajet), "Votre covoiturage n’a plus lieu\u00a0: Simorre")
            for trajet in (voiture, passagere)
        ]

    def test_sans_trajet_il_n_y_a_rien_a_retirer(self):
        covoiturage.retirer_le_trajet(InscriptionFactory())

        assert lettres() == []

    def test_la_journee_annulee_defait_tout_et_le_dit_aux_deux(self, atelier, voiture, passagere):
        MiseEnRelationFactory(voiture=voiture, passager=passagere, acceptee=True)
        MiseEnRelationFactory(voiture=voiture)
        ailleurs = TrajetFactory()

        covoiturage.dissoudre(atelier)

        assert list(Trajet.objects.all()) == [ailleurs]
        objet = "Votre covoiturage n’a plus lieu\u00a0: Simorre"
        assert lettres() == [(a(voiture), objet), (a(passagere), objet)]


@pytest.mark.parametrize(("jours", "restent"), [(6, 2), (8, 0)])
def test_tout_s_efface_sept_jours_apres_la_journee(jours, restent):
    fin = timezone.now()
    voiture = TrajetFactory(
        inscription__atelier=AtelierFactory(debut=fin - timedelta(hours=6), fin=fin)
    )
    MiseEnRelationFactory(voiture=voiture, acceptee=True)
    TrajetFactory()
    Courriel.objects.create(
        destinataire="a@example.org",
        texte="Odile",
        message_id="<1@x>",
        etat="envoye",
        cle=f"covoiturage:{timezone.localdate(fin)}:1",
    )

    purger(a=fin + timedelta(days=jours))

    assert Trajet.objects.count() == restent + 1
    assert MiseEnRelation.objects.count() == restent / 2
    assert Courriel.objects.count() == restent / 2
