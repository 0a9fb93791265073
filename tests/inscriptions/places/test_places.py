from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from ateliers.enums import Acces, EtatInscription
from inscriptions import places
from inscriptions.demandes import ChoixDeRepas, Demande
from inscriptions.models import ChangementEtat, Couvert, Dossier, Inscription
from inscriptions.models.enums import EtatCouvert, Regime
from inscriptions.refus import (
    AccesReserve,
    CommandesCloses,
    InscriptionAnnulee,
    InscriptionsFermees,
    JourneePassee,
)
from reseau.models import Courriel
from tests.factories import (
    AtelierFactory,
    GroupeFactory,
    InscriptionFactory,
    ParticipationFactory,
    PersonneFactory,
    RepasFactory,
)


def demande(courriel="camille@example.org", **champs):
    return Demande(**{"prenom": "Camille", "nom": "Daure", "courriel": courriel, **champs})


def inscrire(atelier, courriel="camille@example.org", **champs):
    """The registration that comes out of the front door."""
    (inscription,) = places.inscrire([demande(courriel, **champs)], [atelier]).nouvelles
    return inscription


def etats(atelier):
    """State of each registration of the workshop, by the name before the @."""
    return {
        courriel.split("@")[0]: etat
        for courriel, etat in atelier.inscriptions.values_list("courriel", "etat")
    }


def objets(destinataire):
    """Subjects of the mails to one address, without the workshop's name."""
    courriels = Courriel.objects.filter(destinataire=destinataire).order_by("pk")
    return [c.objet.split(":")[0].strip() for c in courriels]


class TestInscrire:
    def test_une_place_libre_est_donnee(self):
        atelier = AtelierFactory(capacite=1)
        InscriptionFactory(atelier__capacite=1, courriel="ailleurs@example.org")

        inscription = inscrire(
            atelier, "Camille@Example.org", telephone="0601020304", structure="La Dynamo"
        )

        inscription.refresh_from_db()
        assert inscription.etat == EtatInscription.CONFIRMEE
        assert inscription.courriel == "camille@example.org"
        assert (inscription.telephone, inscription.structure) == ("0601020304", "La Dynamo")
        assert inscription.dossier.courriel == "camille@example.org"
        assert objets("camille@example.org") == ["Inscription confirmée"]

    def test_servie_a_l_instant_ou_elle_redemande_la_lettre_lui_dit_sa_place(self, settings):
        settings.PROPOSITION_HEURES = 0
        atelier = AtelierFactory(capacite=1)
        attente = InscriptionFactory(
            atelier=atelier,
            en_attente=True,
            prenom="Camille",
            nom="Daure",
            courriel="camille@example.org",
            demandee_le=timezone.now() - timedelta(days=1),
        )

        reponse = places.inscrire([demande()], [atelier])

        assert [(i.pk, i.etat) for i in reponse.deja_inscrites] == [(attente.pk, "confirmee")]
        lettre = Courriel.objects.get(objet__startswith="Vous êtes déjà")
        assert "Votre place est réservée." in lettre.texte
        assert "dans l’ordre d’arrivée" not in lettre.texte

    def test_quand_tout_est_pris_on_attend_dans_l_ordre_d_arrivee(self):
        atelier = AtelierFactory(capacite=1)

        inscriptions = [inscrire(atelier, f"{qui}@example.org") for qui in ("ana", "bea", "clo")]

        assert etats(atelier) == {"ana": "confirmee", "bea": "en_attente", "clo": "en_attente"}
        assert [i.rang() for i in inscriptions[1:]] == [1, 2]
        assert objets("clo@example.org") == ["Sur liste d’attente"]
        assert (
            "2ᵉ dans l’ordre d’arrivée"
            in Courriel.objects.get(destinataire="clo@example.org").texte
        )

    @pytest.mark.parametrize(("capacite", "etat"), [(None, "confirmee"), (0, "en_attente")])
    def test_sans_capacite_tout_le_monde_entre_et_zero_ne_laisse_entrer_personne(
        self, capacite, etat
    ):
        atelier = AtelierFactory(capacite=capacite)

        inscription = inscrire(atelier)

        assert inscription.etat == etat

    @pytest.mark.usefixtures("sans_delai")
    def test_personne_ne_double_la_file_quand_la_capacite_a_grandi_sans_qu_on_la_serve(self):
        atelier = AtelierFactory(capacite=1)
        inscrire(atelier, "ana@example.org")
        inscrire(atelier, "bea@example.org")
        type(atelier).objects.update(capacite=2)

        inscrire(atelier, "clo@example.org")

        assert etats(atelier) == {"ana": "confirmee", "bea": "confirmee", "clo": "en_attente"}
        assert objets("bea@example.org")[-1] == "Une place s’est libérée pour vous"

    def test_chaque_changement_laisse_une_trace(self):
        atelier = AtelierFactory()
        personne = PersonneFactory()

        (inscription,) = places.inscrire([demande()], [atelier], par=personne).nouvelles
        places.annuler(inscription, par=personne, motif="Grippe")

        assert list(ChangementEtat.objects.values_list("avant", "apres", "par", "motif")) == [
            ("", "confirmee", personne.pk, ""),
            ("confirmee", "annulee", personne.pk, "Grippe"),
        ]

    def test_la_meme_adresse_deux_fois_ne_prend_qu_une_place_et_recoit_son_lien(self):
        atelier = AtelierFactory(capacite=2)
        premiere = inscrire(atelier)

        reponse = places.inscrire(
            [demande("CAMILLE@example.org", prenom="camille", telephone="0601020304")], [atelier]
        )

        assert (reponse.nouvelles, reponse.deja_inscrites) == ([], [premiere])
        assert reponse.dossier is None
        assert Inscription.objects.get().prenom == "Camille"
        assert Dossier.objects.count() == 1
        assert objets("camille@example.org")[-1] == "Vous êtes déjà sur la liste"
        assert premiere.dossier.jeton in Courriel.objects.latest("pk").texte

    def test_le_courriel_du_deja_inscrit_ne_part_qu_une_fois_par_heure(self):
        atelier = AtelierFactory()
        inscrire(atelier)
        Inscription.objects.update(demandee_le=timezone.now() - timedelta(minutes=3))

        for _essai in range(3):
            places.inscrire([demande()], [atelier])

        assert objets("camille@example.org") == [
            "Inscription confirmée",
            "Vous êtes déjà sur la liste",
        ]

    @pytest.mark.usefixtures("sans_delai")
    def test_se_reinscrire_reprend_la_ligne_au_bout_de_la_file_avec_un_nouveau_lien(self):
        atelier = AtelierFactory(capacite=1)
        ana = inscrire(atelier, "ana@example.org")
        ancien_jeton = ana.dossier.jeton
        inscrire(atelier, "bea@example.org")
        inscrire(atelier, "clo@example.org")
        places.annuler(ana)

        retour = inscrire(atelier, "ana@example.org")

        assert retour.pk == ana.pk
        assert etats(atelier) == {"ana": "en_attente", "bea": "confirmee", "clo": "en_attente"}
        assert retour.rang() == 2
        assert retour.dossier.jeton != ancien_jeton
        assert not Dossier.objects.get(jeton=ancien_jeton).inscriptions.exists()
        assert [c.apres for c in retour.changements.all()] == ["confirmee", "annulee", "en_attente"]

    def test_plusieurs_journees_d_un_coup_chacune_avec_sa_reponse(self):
        libre, pleine = AtelierFactory(), AtelierFactory(complet=True)

        reponse = places.inscrire([demande()], [pleine, libre])

        assert {i.atelier_id: i.etat for i in reponse.nouvelles} == {
            libre.pk: "confirmee",
            pleine.pk: "en_attente",
        }
        assert {i.dossier_id for i in reponse.nouvelles} == {reponse.dossier.pk}

    def test_une_journee_refusee_les_refuse_toutes(self):
        ouverte, passee = AtelierFactory(), AtelierFactory(passe=True)

        with pytest.raises(InscriptionsFermees):
            places.inscrire([demande()], [ouverte, passee])

        assert not Inscription.objects.exists()
        assert not Courriel.objects.exists()

    def test_le_consentement_aux_annonces_est_date(self):
        sans, avec = AtelierFactory(), AtelierFactory()

        with time_machine.travel("2026-03-02T10:00:00Z", tick=False):
            quand = timezone.now()
            type(avec).objects.update(debut=quand + timedelta(1), fin=quand + timedelta(2))
            refus = inscrire(sans)
            accord = inscrire(avec, veut_les_annonces=True)

        assert refus.dossier.veut_les_annonces_depuis is None
        assert accord.dossier.veut_les_annonces_depuis == quand

    def test_le_dossier_rejoint_le_compte_si_l_adresse_est_prouvee(self):
        atelier = AtelierFactory()
        personne = PersonneFactory(email="camille@example.org")
        personne.emailaddress_set.create(email="camille@example.org", verified=True)

        (la_sienne,) = places.inscrire([demande()], [atelier], par=personne).nouvelles
        (une_autre,) = places.inscrire(
            [demande("collegue@example.org")], [atelier], par=personne
        ).nouvelles

        assert la_sienne.dossier.personne == personne
        assert une_autre.dossier.personne is None


class TestOuverture:
    @pytest.mark.parametrize("trait", ["brouillon", "annule", "passe"])
    def test_brouillon_annule_ou_passe_rien_ne_s_ouvre(self, trait):
        atelier = AtelierFactory(**{trait: True})

        with pytest.raises(InscriptionsFermees):
            inscrire(atelier)

    def test_apres_la_date_limite_seule_l_equipe_inscrit_et_jamais_au_dela_des_places(self):
        atelier = AtelierFactory(date_limite=timezone.now() - timedelta(hours=1), capacite=1)
        equipe = PersonneFactory(equipe=True)

        with pytest.raises(InscriptionsFermees):
            inscrire(atelier)
        premiere = places.inscrire([demande("a@example.org")], [atelier], equipe, par_l_equipe=True)
        seconde = places.inscrire([demande("b@example.org")], [atelier], equipe, par_l_equipe=True)

        assert premiere.nouvelles[0].etat == EtatInscription.CONFIRMEE
        assert seconde.nouvelles[0].etat == EtatInscription.EN_ATTENTE

    def test_l_equipe_n_inscrit_personne_a_une_journee_finie(self):
        atelier = AtelierFactory(passe=True)

        with pytest.raises(InscriptionsFermees):
            places.inscrire([demande()], [atelier], par_l_equipe=True)

    def test_une_journee_de_membres_est_pour_les_membres(self):
        atelier = AtelierFactory(acces=Acces.MEMBRES)
        membre, visiteuse = PersonneFactory(membre=True), PersonneFactory()

        for intruse in (None, AnonymousUser(), visiteuse):
            with pytest.raises(AccesReserve):
                places.inscrire([demande()], [atelier], par=intruse)
        reponse = places.inscrire([demande()], [atelier], par=membre)

        assert reponse.nouvelles[0].etat == EtatInscription.CONFIRMEE

    def test_une_journee_de_groupe_est_pour_qui_en_fait_partie_aujourd_hui(self):
        groupe = GroupeFactory()
        atelier = AtelierFactory(acces=Acces.GROUPE, groupe=groupe)
        dedans = ParticipationFactory(groupe=groupe).personne
        parti = ParticipationFactory(groupe=groupe, quittee_le=timezone.localdate()).personne
        d_un_autre_groupe = ParticipationFactory().personne

        for intrus in (parti, d_un_autre_groupe):
            with pytest.raises(AccesReserve):
                places.inscrire([demande()], [atelier], par=intrus)
        reponse = places.inscrire([demande()], [atelier], par=dedans)

        assert reponse.nouvelles[0].etat == EtatInscription.CONFIRMEE


class TestAnnuler:
    @pytest.mark.usefixtures("sans_delai")
    def test_la_place_va_aussitot_a_la_suivante(self):
        atelier = AtelierFactory(capacite=1)
        ana = inscrire(atelier, "ana@example.org")
        inscrire(atelier, "bea@example.org")
        inscrire(atelier, "clo@example.org")

        places.annuler(ana)

        assert etats(atelier) == {"ana": "annulee", "bea": "confirmee", "clo": "en_attente"}
        assert objets("ana@example.org")[-1] == "Inscription annulée"
        assert objets("bea@example.org")[-1] == "Une place s’est libérée pour vous"
        assert objets("clo@example.org") == ["Sur liste d’attente"]

    @pytest.mark.usefixtures("sans_delai")
    def test_deux_fois_le_meme_clic_ne_libere_qu_une_place(self):
        atelier = AtelierFactory(capacite=1)
        ana = inscrire(atelier, "ana@example.org")
        memoire_d_un_autre_onglet = Inscription.objects.get(pk=ana.pk)
        inscrire(atelier, "bea@example.org")
        inscrire(atelier, "clo@example.org")

        places.annuler(ana)
        places.annuler(memoire_d_un_autre_onglet)

        assert etats(atelier) == {"ana": "annulee", "bea": "confirmee", "clo": "en_attente"}
        assert objets("ana@example.org").count("Inscription annulée") == 1

    def test_on_quitte_aussi_la_file_et_les_rangs_se_resserrent(self):
        atelier = AtelierFactory(complet=True)
        ana, bea = (inscrire(atelier, f"{qui}@example.org") for qui in ("ana", "bea"))

        places.annuler(ana)

        assert etats(atelier) == {"ana": "annulee", "bea": "en_attente"}
        assert bea.rang() == 1

    def test_on_se_retire_apres_la_date_limite_et_pendant_la_journee(self):
        maintenant = timezone.now()
        atelier = AtelierFactory(
            debut=maintenant - timedelta(hours=1),
            fin=maintenant + timedelta(hours=3),
            date_limite=maintenant - timedelta(days=3),
            capacite=1,
        )
        ana = InscriptionFactory(atelier=atelier, courriel="ana@example.org")
        InscriptionFactory(atelier=atelier, courriel="bea@example.org", en_attente=True)

        places.annuler(ana)

        assert etats(atelier) == {"ana": "annulee", "bea": "en_attente"}

    def test_rien_ne_change_une_fois_la_journee_finie(self):
        inscription = InscriptionFactory(atelier__passe=True)

        with pytest.raises(JourneePassee):
            places.annuler(inscription)

        inscription.refresh_from_db()
        assert inscription.etat == EtatInscription.CONFIRMEE

    def test_une_capacite_baissee_n_ejecte_personne_et_ne_promeut_personne(self):
        atelier = AtelierFactory(capacite=2)
        ana = inscrire(atelier, "ana@example.org")
        inscrire(atelier, "bea@example.org")
        inscrire(atelier, "clo@example.org")
        type(atelier).objects.update(capacite=1)

        places.annuler(ana)

        assert etats(atelier) == {"ana": "annulee", "bea": "confirmee", "clo": "en_attente"}

    def test_sans_courriel_on_annule_sans_ecrire(self):
        inscription = InscriptionFactory(dossier__courriel="")

        places.annuler(inscription)

        assert inscription.etat == EtatInscription.ANNULEE
        assert not Courriel.objects.exists()


class TestRemplir:
    @pytest.mark.usefixtures("sans_delai")
    def test_une_capacite_agrandie_profite_a_la_file_dans_l_ordre(self):
        atelier = AtelierFactory(capacite=1)
        for qui in ("ana", "bea", "clo", "dan"):
            inscrire(atelier, f"{qui}@example.org")
        type(atelier).objects.update(capacite=3)

        promues = places.remplir(atelier.pk)

        assert [i.prenom for i in promues] == ["Camille", "Camille"]
        assert etats(atelier) == {
            "ana": "confirmee",
            "bea": "confirmee",
            "clo": "confirmee",
            "dan": "en_attente",
        }

    @pytest.mark.usefixtures("sans_delai")
    def test_sans_limite_toute_la_file_entre(self):
        atelier = AtelierFactory(complet=True)
        for qui in ("ana", "bea"):
            inscrire(atelier, f"{qui}@example.org")
        type(atelier).objects.update(capacite=None)

        places.remplir(atelier.pk)

        assert set(etats(atelier).values()) == {"confirmee"}

    @pytest.mark.parametrize("trait", ["annule", "brouillon", "passe"])
    def test_une_journee_qui_n_aura_plus_lieu_ne_promeut_personne(self, trait):
        atelier = AtelierFactory(capacite=5, **{trait: True})
        InscriptionFactory(atelier=atelier, en_attente=True)

        assert places.remplir(atelier.pk) == []


def choix(*repas, regime=Regime.SANS, allergie=""):
    return {r.pk: ChoixDeRepas(regime, allergie) for r in repas}


def couverts(repas):
    """State of each place at the table, by the name before the @."""
    return {
        courriel.split("@")[0]: etat
        for courriel, etat in repas.couverts.values_list("inscription__courriel", "etat")
    }


class TestRepas:
    def test_un_repas_se_prend_a_l_inscription(self):
        repas = RepasFactory(capacite=10)

        inscription = inscrire(
            repas.atelier, repas=choix(repas, regime=Regime.ALLERGIE, allergie="arachide")
        )

        couvert = inscription.couverts.get()
        assert (couvert.etat, couvert.regime, couvert.allergie) == (
            EtatCouvert.CONFIRME,
            Regime.ALLERGIE,
            "arachide",
        )
        courriel = Courriel.objects.get()
        assert "Déjeuner réservé" in courriel.texte
        assert "arachide" not in courriel.texte + courriel.html

    def test_le_repas_complet_fait_attendre_le_couvert_pas_la_place(self):
        repas = RepasFactory(capacite=1)

        inscrire(repas.atelier, "ana@example.org", repas=choix(repas))
        bea = inscrire(repas.atelier, "bea@example.org", repas=choix(repas))

        assert couverts(repas) == {"ana": "confirme", "bea": "en_attente"}
        assert bea.etat == EtatInscription.CONFIRMEE
        assert "Déjeuner en attente" in Courriel.objects.latest("pk").texte

    def test_un_couvert_rendu_va_au_suivant_qui_en_est_averti(self):
        repas = RepasFactory(capacite=1)
        ana = inscrire(repas.atelier, "ana@example.org", repas=choix(repas))
        inscrire(repas.atelier, "bea@example.org", repas=choix(repas))

        places.modifier(ana, demande("ana@example.org"))

        assert couverts(repas) == {"ana": "annule", "bea": "confirme"}
        assert objets("bea@example.org")[-1] == "Votre repas est réservé"

    @pytest.mark.usefixtures("sans_delai")
    def test_qui_attend_une_place_n_occupe_aucun_couvert_et_le_recoit_avec_elle(self):
        repas = RepasFactory(capacite=1, atelier__capacite=1)
        ana = inscrire(repas.atelier, "ana@example.org")
        inscrire(repas.atelier, "bea@example.org", repas=choix(repas))

        assert couverts(repas) == {"bea": "en_attente"}
        places.annuler(ana)

        assert couverts(repas) == {"bea": "confirme"}
        assert objets("bea@example.org") == [
            "Sur liste d’attente",
            "Une place s’est libérée pour vous",
        ]
        assert "Déjeuner réservé" in Courriel.objects.latest("pk").texte

    def test_se_retirer_apres_l_heure_de_commande_laisse_un_repas_a_redistribuer(self):
        repas = RepasFactory(capacite=1)
        ana = inscrire(repas.atelier, "ana@example.org", repas=choix(repas))
        inscrire(repas.atelier, "bea@example.org", repas=choix(repas))
        type(repas).objects.update(date_limite=timezone.now() - timedelta(hours=1))

        places.annuler(ana)

        assert couverts(repas) == {"ana": "a_redistribuer", "bea": "en_attente"}
        assert "déjà commandé" in Courriel.objects.latest("pk").texte

    def test_changer_son_inscription_apres_l_heure_ne_perd_pas_le_repas(self):
        repas = RepasFactory()
        ana = inscrire(repas.atelier, "ana@example.org", repas=choix(repas))
        type(repas).objects.update(date_limite=timezone.now() - timedelta(hours=1))

        places.modifier(ana, demande("ana@example.org", prenom="Anna"))

        ana.refresh_from_db()
        assert ana.prenom == "Anna"
        assert couverts(repas) == {"ana": "confirme"}

    def test_un_repas_demande_trop_tard_est_refuse_et_rien_n_est_ecrit(self):
        repas = RepasFactory(date_limite=timezone.now() - timedelta(hours=1))

        with pytest.raises(CommandesCloses):
            inscrire(repas.atelier, repas=choix(repas))

        assert not Inscription.objects.exists()

    def test_changer_de_regime_garde_le_rang(self):
        repas = RepasFactory(capacite=0)
        ana, _bea = (
            inscrire(repas.atelier, f"{qui}@example.org", repas=choix(repas))
            for qui in ("ana", "bea")
        )
        places.modifier(ana, demande(repas=choix(repas, regime=Regime.VEGETARIEN)))
        type(repas).objects.update(capacite=1)

        places.remplir(repas.atelier_id)

        assert couverts(repas) == {"ana": "confirme", "bea": "en_attente"}
        assert ana.couverts.get().regime == Regime.VEGETARIEN

    def test_le_repas_d_une_autre_journee_n_est_pas_pris(self):
        atelier, ailleurs = AtelierFactory(), RepasFactory()

        inscrire(atelier, repas=choix(ailleurs))

        assert not Couvert.objects.exists()

    def test_se_reinscrire_peut_reprendre_un_repas(self):
        repas = RepasFactory(capacite=1)
        ana = inscrire(repas.atelier, "ana@example.org", repas=choix(repas))
        places.annuler(ana)

        inscrire(repas.atelier, "ana@example.org", repas=choix(repas))

        assert couverts(repas) == {"ana": "confirme"}


class TestModifier:
    def test_change_qui_elle_est_ni_son_rang_ni_son_adresse(self):
        atelier = AtelierFactory(complet=True)
        ana = inscrire(atelier, "ana@example.org")
        inscrire(atelier, "bea@example.org")

        places.modifier(ana, demande("pirate@example.org", structure="La Nef"))

        ana.refresh_from_db()
        assert (ana.courriel, ana.structure) == ("ana@example.org", "La Nef")
        assert ana.rang() == 1

    def test_une_inscription_annulee_dans_un_autre_onglet_ne_se_modifie_plus(self):
        inscription = InscriptionFactory()
        ancienne = Inscription.objects.get(pk=inscription.pk)
        places.annuler(inscription)

        with pytest.raises(InscriptionAnnulee):
            places.modifier(ancienne, demande())

    def test_une_journee_finie_ne_se_modifie_plus(self):
        inscription = InscriptionFactory(atelier__passe=True)

        with pytest.raises(JourneePassee):
            places.modifier(inscription, demande())
