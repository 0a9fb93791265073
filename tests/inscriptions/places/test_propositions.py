"""The life of an offer: made, accepted, declined, run out, taken back."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.db import IntegrityError, transaction

from ateliers.enums import EtatInscription, EtatProposition, Statut
from ateliers.models import Atelier
from inscriptions import places
from inscriptions.demandes import ChoixDeRepas, Demande
from inscriptions.models import ChangementEtat, Inscription, Proposition
from inscriptions.refus import (
    DejaDecidee,
    InscriptionAnnulee,
    PasEnAttente,
    PropositionClose,
    TropPeuDePlaces,
)
from reseau.models import Courriel
from tests.factories import AtelierFactory, RepasFactory

MAINTENANT = datetime(2026, 11, 2, 10, tzinfo=ZoneInfo("Europe/Paris"))
PROPOSEE = "Une place pour vous\u00a0? Répondez-nous"


@pytest.fixture
def horloge():
    with time_machine.travel(MAINTENANT, tick=False) as voyageur:
        yield voyageur


@pytest.fixture
def atelier(horloge):
    return AtelierFactory(
        capacite=1, debut=MAINTENANT + timedelta(days=20), fin=MAINTENANT + timedelta(days=20.5)
    )


def venir(atelier, *qui, repas=()):
    choix = {r.pk: ChoixDeRepas() for r in repas}
    return [
        places.inscrire(
            [Demande(prenom=nom, nom="D", courriel=f"{nom}@example.org", repas=choix)], [atelier]
        ).nouvelles[0]
        for nom in qui
    ]


def etats(atelier):
    return dict(
        Inscription.objects.filter(atelier=atelier).values_list("prenom", "etat").order_by("prenom")
    )


def phrase(atelier):
    return Atelier.objects.avec_places().get(pk=atelier.pk).jauge.phrase().replace("\u00a0", " ")


def lettres(debut_de_l_objet):
    return list(
        Courriel.objects.filter(objet__startswith=debut_de_l_objet)
        .order_by("pk")
        .values_list("destinataire", flat=True)
    )


def test_une_place_liberee_est_proposee_a_la_suivante_qui_la_tient_deux_jours(atelier):
    ana, bea, _clo = venir(atelier, "ana", "bea", "clo")

    places.annuler(ana)

    proposition = Proposition.objects.get()
    assert (proposition.inscription, proposition.atelier) == (bea, atelier)
    assert proposition.expire_le == MAINTENANT + timedelta(hours=48)
    assert etats(atelier) == {"ana": "annulee", "bea": "en_attente", "clo": "en_attente"}
    assert phrase(atelier) == (
        "1 place : 0 inscrit, 1 proposition en cours, complet, 1 personne en liste d’attente"
    )
    assert lettres(PROPOSEE) == ["bea@example.org"]


def test_accepter_donne_la_place_et_le_repas(atelier):
    repas = RepasFactory(atelier=atelier, capacite=1)
    ana, bea = venir(atelier, "ana", "bea", repas=[repas])
    places.annuler(ana)

    places.accepter(Proposition.objects.get())

    bea.refresh_from_db()
    assert bea.etat == EtatInscription.CONFIRMEE
    assert bea.couverts.get().est_confirme
    assert Proposition.objects.get().etat == EtatProposition.ACCEPTEE
    assert list(bea.changements.values_list("apres", "motif")) == [
        ("en_attente", ""),
        ("confirmee", "Proposition acceptée."),
    ]
    assert "bea@example.org" in lettres("Inscription confirmée")


def test_decliner_passe_la_place_a_la_personne_d_apres(atelier):
    ana, _bea, clo = venir(atelier, "ana", "bea", "clo")
    places.annuler(ana)

    places.decliner(Proposition.objects.get(), motif="Je suis malade")

    assert etats(atelier) == {"ana": "annulee", "bea": "annulee", "clo": "en_attente"}
    assert Proposition.objects.en_cours().get().inscription == clo
    assert ChangementEtat.objects.get(inscription__prenom="bea", apres="annulee").motif == (
        "Je suis malade"
    )


def test_passee_son_heure_elle_ne_tient_plus_la_place_avant_meme_que_l_ouvrier_passe(
    atelier, horloge
):
    ana, _bea = venir(atelier, "ana", "bea")
    places.annuler(ana)
    horloge.shift(timedelta(hours=48))

    with pytest.raises(PropositionClose):
        places.accepter(Proposition.objects.get())
    assert phrase(atelier) == "1 place : 0 inscrit, 1 libre"


def test_l_ouvrier_la_clot_le_dit_et_sert_la_suivante_une_seule_fois(atelier, horloge):
    ana, _bea, clo = venir(atelier, "ana", "bea", "clo")
    places.annuler(ana)
    horloge.shift(timedelta(hours=48))

    assert places.expirer_les_propositions() == 1
    assert places.expirer_les_propositions() == 0

    assert etats(atelier) == {"ana": "annulee", "bea": "annulee", "clo": "en_attente"}
    assert Proposition.objects.en_cours().get().inscription == clo
    assert lettres("Votre tour est passé") == ["bea@example.org"]
    assert lettres(PROPOSEE) == ["bea@example.org", "clo@example.org"]


def test_qui_arrive_ne_double_pas_la_file_quand_une_proposition_vient_d_expirer(atelier, horloge):
    ana, _bea, _clo = venir(atelier, "ana", "bea", "clo")
    places.annuler(ana)
    horloge.shift(timedelta(hours=48))

    (dan,) = venir(atelier, "dan")

    assert dan.etat == EtatInscription.EN_ATTENTE
    assert Proposition.objects.en_cours().get().inscription.prenom == "clo"


def test_qui_revient_apres_l_echeance_est_inscrite_comme_les_autres(atelier, horloge):
    """The worker has not passed yet: her row still says that she waits."""
    ana, _bea = venir(atelier, "ana", "bea")
    places.annuler(ana)
    horloge.shift(timedelta(hours=48))

    (bea,) = venir(atelier, "bea")

    assert bea.etat == EtatInscription.CONFIRMEE
    assert lettres("Vous êtes déjà sur la liste") == []


def test_apres_l_echeance_il_n_y_a_plus_rien_a_modifier(atelier, horloge):
    ana, bea = venir(atelier, "ana", "bea")
    places.annuler(ana)
    horloge.shift(timedelta(hours=48))

    with pytest.raises(InscriptionAnnulee):
        places.modifier(bea, Demande(prenom="Béa", nom="D"))


def test_annuler_une_place_venue_de_la_file_la_libere_aussitot(atelier):
    ana, bea, clo = venir(atelier, "ana", "bea", "clo")
    places.annuler(ana)
    places.accepter(Proposition.objects.get())

    places.annuler(bea)

    assert Proposition.objects.en_cours().get().inscription == clo


def test_quitter_la_file_pendant_une_proposition_la_rend(atelier):
    ana, bea, clo = venir(atelier, "ana", "bea", "clo")
    places.annuler(ana)

    places.annuler(bea)

    assert Proposition.objects.get(inscription=bea).etat == EtatProposition.DECLINEE
    assert Proposition.objects.en_cours().get().inscription == clo


def test_une_capacite_reduite_reprend_la_derniere_proposition_et_garde_le_rang(atelier):
    Atelier.objects.update(capacite=3)
    ana, bea, _clo, _dan, _eve = venir(atelier, "ana", "bea", "clo", "dan", "eve")
    places.annuler(ana)
    places.annuler(bea)
    Atelier.objects.update(capacite=2)

    places.remplir(atelier.pk)

    assert list(Proposition.objects.order_by("pk").values_list("inscription__prenom", "etat")) == [
        ("dan", "en_cours"),
        ("eve", "retiree"),
    ]
    assert Inscription.objects.get(prenom="eve").rang() == 1
    assert lettres("La place proposée") == ["eve@example.org"]


def test_une_journee_annulee_clot_les_propositions_sans_toucher_a_la_file(atelier):
    ana, _bea = venir(atelier, "ana", "bea")
    places.annuler(ana)
    Atelier.objects.update(statut=Statut.ANNULE)

    places.expirer_les_propositions()

    assert Proposition.objects.get().etat == EtatProposition.RETIREE
    assert etats(atelier) == {"ana": "annulee", "bea": "en_attente"}


def test_une_journee_avancee_raccourcit_les_propositions(atelier):
    ana, _bea = venir(atelier, "ana", "bea")
    places.annuler(ana)
    plus_tot = MAINTENANT + timedelta(hours=24)
    Atelier.objects.update(debut=plus_tot)

    places.remplir(atelier.pk)

    assert Proposition.objects.get().expire_le == plus_tot


def test_la_base_refuse_deux_propositions_en_cours(atelier):
    ana, bea = venir(atelier, "ana", "bea")
    places.annuler(ana)

    with pytest.raises(IntegrityError), transaction.atomic():
        Proposition.objects.create(
            inscription=bea, atelier=atelier, expire_le=MAINTENANT + timedelta(hours=1)
        )


class TestAvancer:
    def test_elle_passe_en_tete_avec_un_motif_garde(self, atelier, animatrice):
        ana, bea, clo = venir(atelier, "ana", "bea", "clo")

        places.avancer(clo, animatrice, "Elle anime l’après-midi")
        places.annuler(ana)

        assert Proposition.objects.get().inscription == clo
        assert bea.rang() == 1
        changement = clo.changements.last()
        assert (changement.par, changement.motif) == (animatrice, "Elle anime l’après-midi")

    def test_jamais_au_dela_des_places(self, atelier, animatrice):
        _ana, _bea, clo = venir(atelier, "ana", "bea", "clo")

        places.avancer(clo, animatrice, "Elle anime")

        assert etats(atelier) == {"ana": "confirmee", "bea": "en_attente", "clo": "en_attente"}
        assert not Proposition.objects.exists()

    def test_qui_n_attend_pas_n_avance_pas(self, atelier, animatrice):
        (ana,) = venir(atelier, "ana")

        with pytest.raises(PasEnAttente):
            places.avancer(ana, animatrice, "Pourquoi pas")


class TestApprobation:
    @pytest.fixture
    def atelier(self, horloge):
        return AtelierFactory(
            capacite=1,
            sur_approbation=True,
            debut=MAINTENANT + timedelta(days=20),
            fin=MAINTENANT + timedelta(days=20.5),
        )

    def test_une_demande_n_occupe_aucune_place(self, atelier):
        venir(atelier, "ana", "bea")

        assert etats(atelier) == {"ana": "demandee", "bea": "demandee"}
        assert phrase(atelier) == "1 place : 0 inscrit, 1 libre"
        assert lettres("Demande reçue") == ["ana@example.org", "bea@example.org"]

    def test_acceptee_elle_prend_la_place_ou_son_rang(self, atelier, animatrice):
        ana, bea = venir(atelier, "ana", "bea")

        places.approuver(bea, animatrice)
        places.approuver(ana, animatrice)

        assert etats(atelier) == {"ana": "en_attente", "bea": "confirmee"}
        assert lettres("Demande acceptée") == ["bea@example.org", "ana@example.org"]

    def test_acceptee_tard_elle_attend_depuis_qu_elle_a_demande(self, atelier, animatrice, horloge):
        (ana,) = venir(atelier, "ana")
        horloge.shift(timedelta(hours=1))
        bea, clo = venir(atelier, "bea", "clo")

        for demande in (clo, bea, ana):
            horloge.shift(timedelta(hours=1))
            places.approuver(demande, animatrice)

        assert etats(atelier) == {"ana": "en_attente", "bea": "en_attente", "clo": "confirmee"}
        assert [ana.rang(), bea.rang()] == [1, 2]

    def test_refusee_elle_recoit_un_mot_et_peut_redemander(self, atelier, animatrice):
        (ana,) = venir(atelier, "ana")

        places.refuser(ana, animatrice, "Complet pour les structures déjà venues")

        assert etats(atelier) == {"ana": "refusee"}
        assert "déjà venues" in Courriel.objects.get(objet__startswith="Votre demande").texte
        with pytest.raises(DejaDecidee):
            places.approuver(ana, animatrice)
        (encore,) = venir(atelier, "ana")
        assert (encore.pk, encore.etat) == (ana.pk, EtatInscription.DEMANDEE)

    def test_l_equipe_inscrit_sans_attendre_son_propre_accord(self, atelier, animatrice):
        places.inscrire(
            [Demande(prenom="ana", nom="D", courriel="ana@example.org")],
            [atelier],
            par=animatrice,
            par_l_equipe=True,
        )

        assert etats(atelier) == {"ana": "confirmee"}


class TestPlusieursPersonnes:
    DEMANDES = [Demande(prenom=nom, nom="D") for nom in ("ana", "bea", "clo")]

    def test_trop_peu_de_places_le_contact_dit_qui_attend(self, atelier):
        Atelier.objects.update(capacite=2)

        with pytest.raises(TropPeuDePlaces) as refus:
            places.inscrire(self.DEMANDES, [atelier])
        reponse = places.inscrire(self.DEMANDES, [atelier], attendent=[0])

        assert refus.value.libres == 2
        assert etats(atelier) == {"ana": "en_attente", "bea": "confirmee", "clo": "confirmee"}
        assert {i.dossier for i in reponse.nouvelles} == {reponse.dossier}

    def test_quand_tout_est_pris_toutes_attendent_sans_rien_demander(self, atelier):
        Atelier.objects.update(capacite=0)

        places.inscrire(self.DEMANDES, [atelier])

        assert set(etats(atelier).values()) == {"en_attente"}

    def test_une_lettre_et_un_calendrier_pour_toutes_et_tous_les_jours(self, atelier):
        Atelier.objects.update(capacite=None)
        suivant = AtelierFactory(
            debut=atelier.debut + timedelta(days=7), fin=atelier.fin + timedelta(days=7)
        )
        contact = Demande(prenom="Zoé", nom="Z", courriel="zoe@example.org").contact()

        places.inscrire(self.DEMANDES, [suivant, atelier], contact=contact)

        courriel = Courriel.objects.get()
        assert courriel.destinataire == "zoe@example.org"
        assert courriel.texte.count("place réservée") == 6
        assert bytes(courriel.pieces.get().contenu).count(b"BEGIN:VEVENT") == 2


def test_se_retirer_apres_l_echeance_ne_recrit_pas_ce_qui_s_est_passe(atelier, horloge):
    """She has left already: the worker says so, and serves the next; her offer was not declined."""
    ana, bea, clo = venir(atelier, "ana", "bea", "clo")
    places.annuler(ana)
    horloge.shift(timedelta(hours=48))

    places.annuler(bea)
    places.expirer_les_propositions()

    assert Proposition.objects.get(inscription=bea).etat == EtatProposition.EXPIREE
    assert lettres("Votre tour est passé") == ["bea@example.org"]
    assert Proposition.objects.en_cours().get().inscription == clo
