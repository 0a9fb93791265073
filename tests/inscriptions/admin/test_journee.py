"""The pages of a day in the back office: its meals, who does what."""

import re
from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse
from django.utils import timezone

from ateliers.enums import TypeRepas
from inscriptions.models import Redistribution
from inscriptions.models.enums import EtatCouvert, Regime
from tests.factories import (
    AtelierFactory,
    ChoixFactory,
    CouvertFactory,
    CreneauFactory,
    InscriptionFactory,
    PersonneFactory,
    RepasFactory,
    SequenceFactory,
)

pytestmark = pytest.mark.ignore_template_errors


def connecter(client, *droits):
    personne = PersonneFactory(equipe=True)
    personne.user_permissions.set(Permission.objects.filter(codename__in=droits))
    client.force_login(personne)
    return personne


@pytest.fixture
def equipe(client):
    return connecter(client, "view_inscription", "change_inscription", "voir_donnees_sensibles")


def plat(reponse):
    page = re.sub(r"<[^>]+>", " ", reponse.content.decode())
    return re.sub(r"\s+", " ", page.replace("\u00a0", " "))


def page_des_repas(client, atelier):
    return client.get(reverse("admin:repas_du_jour", args=[atelier.pk]))


def donner(client, couvert, inscription):
    adresse = reverse("admin:donner_un_repas", args=[couvert.pk])
    return client.post(adresse, {"destinataire": inscription.pk}, follow=True)


class TestLesRepas:
    @pytest.fixture
    def midi(self):
        """Two ordered meals of which one is nobody's, and two people who wait."""
        repas = RepasFactory(capacite=2, date_limite=timezone.now() - timedelta(hours=1))
        CouvertFactory(repas=repas, regime=Regime.VEGETARIEN, inscription__nom="Servie")
        CouvertFactory(
            repas=repas,
            etat=EtatCouvert.A_REDISTRIBUER,
            regime=Regime.ALLERGIE,
            allergie="arachide",
            inscription__annulee=True,
            inscription__nom="Partie",
        )
        for nom in ("Premiere", "Seconde"):
            CouvertFactory(repas=repas, etat=EtatCouvert.EN_ATTENTE, inscription__nom=nom)
        return repas

    def test_chaque_repas_dit_ses_chiffres_sa_file_et_ce_qu_il_faut_cuisiner(
        self, client, equipe, midi
    ):
        RepasFactory(atelier=midi.atelier, type=TypeRepas.DINER, capacite=None)
        InscriptionFactory(atelier=midi.atelier, nom="SansRepas")

        page = plat(page_des_repas(client, midi.atelier))

        assert "2 couverts : 1 réservé, 1 à redistribuer, 2 personnes attendent." in page
        assert "couverts sans limite : 0 réservé." in page
        assert "1 × végétarien 1 × allergie (à préciser)" in page
        assert "Allergies : arachide." in page
        assert page.index("Malika Premiere") < page.index("Malika Seconde")
        cuisine = page.split("Pour la cuisine")[1].split("Attendent")[0]
        assert "Servie" not in cuisine

    def test_sans_le_droit_ni_regime_ni_allergie(self, client, midi):
        connecter(client, "view_inscription", "change_inscription")

        page = plat(page_des_repas(client, midi.atelier))

        assert "2 personnes attendent" in page
        for secret in ("arachide", "végétarien", "allergie"):
            assert secret not in page

    def test_un_repas_rendu_se_donne_a_la_premiere_personne_qui_attend(self, client, equipe, midi):
        rendu = midi.couverts.get(etat=EtatCouvert.A_REDISTRIBUER)
        premiere = midi.couverts.en_attente().first()

        reponse = donner(client, rendu, premiere.inscription)

        premiere.refresh_from_db()
        assert premiere.est_confirme
        assert Redistribution.objects.get().par == equipe
        assert "Le repas va à Malika Premiere." in plat(reponse)
        assert "À Malika Premiere, le" in plat(reponse)

    @pytest.mark.parametrize("qui", ["servie", "en_attente", "d_un_autre_jour", "personne"])
    def test_il_ne_se_donne_qu_a_qui_vient_et_n_en_a_pas(self, client, equipe, midi, qui):
        rendu = midi.couverts.get(etat=EtatCouvert.A_REDISTRIBUER)
        cle = {
            "servie": lambda: midi.couverts.get(etat=EtatCouvert.CONFIRME).inscription_id,
            "en_attente": lambda: InscriptionFactory(atelier=midi.atelier, en_attente=True).pk,
            "d_un_autre_jour": lambda: InscriptionFactory().pk,
            "personne": lambda: "",
        }[qui]()

        reponse = client.post(
            reverse("admin:donner_un_repas", args=[rendu.pk]), {"destinataire": cle}, follow=True
        )

        assert "Choisissez quelqu’un qui vient et n’a pas de repas." in plat(reponse)
        assert not Redistribution.objects.exists()

    def test_donne_deux_fois_le_second_est_refuse(self, client, equipe, midi):
        rendu = midi.couverts.get(etat=EtatCouvert.A_REDISTRIBUER)
        une, deux = midi.couverts.en_attente()
        donner(client, rendu, une.inscription)

        reponse = donner(client, rendu, deux.inscription)

        assert "Ce repas a été donné entre-temps" in plat(reponse)
        assert Redistribution.objects.count() == 1

    def test_qui_ne_fait_que_lire_ne_donne_rien(self, client, midi):
        connecter(client, "view_inscription")
        rendu = midi.couverts.get(etat=EtatCouvert.A_REDISTRIBUER)

        assert page_des_repas(client, midi.atelier).status_code == 200
        assert "Donner" not in plat(page_des_repas(client, midi.atelier))
        assert donner(client, rendu, InscriptionFactory(atelier=midi.atelier)).status_code == 403

    @pytest.mark.parametrize("nombre", [1, 3])
    def test_la_page_coute_dix_requetes(self, client, equipe, django_assert_num_queries, nombre):
        atelier = AtelierFactory()
        for rang in range(nombre):
            jour = timezone.localdate(atelier.debut) + timedelta(days=rang)
            repas = RepasFactory(atelier=atelier, jour=jour if rang else None)
            for etat in ("confirme", "en_attente", "a_redistribuer"):
                CouvertFactory(repas=repas, etat=etat)

        with django_assert_num_queries(10):
            page_des_repas(client, atelier)


class TestQuiFaitQuoi:
    def test_une_liste_par_sequence_et_qui_n_a_rien(self, client, equipe):
        creneau = CreneauFactory(titre="Au choix")
        charte = SequenceFactory(creneau=creneau, titre="La charte", capacite=3, salle="Préau")
        roles = SequenceFactory(creneau=creneau, titre="Les rôles", ordre=1)
        for nom, sequence, obtenu in (
            ("Zola", charte, True),
            ("Abadie", charte, True),
            ("Refusée", roles, False),
        ):
            ChoixFactory(sequence=sequence, obtenu=obtenu, inscription__nom=nom)
        ChoixFactory(sequence=roles, inscription__nom="Partie", inscription__annulee=True)

        page = plat(client.get(reverse("admin:sequences_du_jour", args=[creneau.atelier_id])))

        assert "La charte (Préau) – 2 / 3 Malika Abadie Déplacer… Malika Zola" in page
        assert "Les rôles – 0 Personne encore. Sans séquence Malika Refusée" in page
        assert "Partie" not in page

    def test_l_equipe_deplace_quelqu_un_depuis_sa_fiche(self, client, equipe):
        creneau = CreneauFactory()
        charte, roles = SequenceFactory.create_batch(2, creneau=creneau)
        choix = ChoixFactory(sequence=charte)
        adresse = reverse("admin:inscription_modifier", args=[choix.inscription_id])
        saisie = {"prenom": "Ana", "nom": "D", "profil": "porteur"}

        client.post(adresse, saisie | {f"sequence_{creneau.pk}": roles.pk})

        choix.refresh_from_db()
        assert (choix.sequence, choix.obtenu) == (roles, True)

    def test_le_droit_de_voir_est_demande(self, client):
        connecter(client)
        atelier = AtelierFactory()

        for page in ("repas_du_jour", "sequences_du_jour"):
            assert client.get(reverse(f"admin:{page}", args=[atelier.pk])).status_code == 403

    @pytest.mark.parametrize("sequences", [0, 1, 2])
    def test_le_lien_n_est_la_que_les_jours_ou_l_on_choisit(self, client, sequences):
        client.force_login(PersonneFactory(superutilisatrice=True))
        creneau = CreneauFactory()
        SequenceFactory.create_batch(sequences, creneau=creneau)
        fiche = reverse("admin:ateliers_atelier_change", args=[creneau.atelier_id])
        liste = reverse("admin:inscriptions_inscription_changelist")
        lien = reverse("admin:sequences_du_jour", args=[creneau.atelier_id])

        for adresse in (fiche, f"{liste}?atelier={creneau.atelier_id}"):
            assert (lien in client.get(adresse).content.decode()) == (sequences == 2), adresse
