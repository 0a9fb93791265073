"""Paul and Marie share famille@example.org: two people, two dossiers, two links, letters that say
who; and everything else that used to take one address for one person."""

import re
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.urls import reverse
from django.utils import timezone

from inscriptions import places
from inscriptions.annonces.rappels import rappeler_ce_qui_est_du
from inscriptions.demandes import Contact, Demande
from inscriptions.feuilles.par_qui import par_qui
from inscriptions.feuilles.presences import Presences
from inscriptions.feuilles.selection import Selection
from inscriptions.models import Dossier, Inscription
from inscriptions.places import ajout
from inscriptions.places.questions import compter
from reseau.models import Courriel
from tests.factories import (
    AtelierFactory,
    CycleFactory,
    DossierFactory,
    InscriptionFactory,
    PersonneFactory,
    QuestionFactory,
)
from tests.pages import source

BOITE = "famille@example.org"
PAUL = {"prenom": "Paul", "nom": "Dupont", "courriel": BOITE, "profil": "porteur"}
MARIE = {**PAUL, "prenom": "Marie"}


def poster(client, atelier, saisie):
    return client.post(reverse("inscriptions:inscrire", args=[atelier.slug]), saisie)


def inscrire(atelier, prenom, **champs):
    demande = Demande(**{"prenom": prenom, "nom": "Dupont", "courriel": BOITE, **champs})
    return places.inscrire([demande], [atelier]).nouvelles[0]


def lettres():
    return [(c.destinataire, c.objet.split("\xa0:")[0]) for c in Courriel.objects.order_by("pk")]


@pytest.fixture
def couple(db):
    """Both are on the same day, each by herself."""
    atelier = AtelierFactory(titre="Simorre")
    return inscrire(atelier, "Paul"), inscrire(atelier, "Marie")


class TestSInscrire:
    def test_chacun_a_son_dossier_son_lien_et_la_lettre_dit_qui_est_qui(self, client):
        atelier = AtelierFactory()

        poster(client, atelier, PAUL)
        poster(client, atelier, MARIE)

        paul, marie = Inscription.objects.order_by("pk")
        assert (paul.prenom, marie.prenom) == ("Paul", "Marie")
        assert paul.dossier != marie.dossier
        assert lettres() == [(BOITE, "Inscription confirmée")] * 2
        de_paul, de_marie = Courriel.objects.order_by("pk")
        assert "Marie" not in de_paul.texte + de_paul.html
        for corps in (de_marie.texte, de_marie.html):
            assert "Bonjour Marie" in corps
            assert "Bonjour Paul" not in corps
            assert "Nouvelle inscription : Marie Dupont." in corps.replace("\xa0", " ")
            assert "Déjà sur la liste avec la même adresse : Paul Dupont." in corps.replace(
                "\xa0", " "
            )
            assert marie.dossier.jeton in corps
            assert paul.dossier.jeton not in corps

    @pytest.mark.parametrize("etat", ["confirmee", "en_attente", "demandee"])
    def test_quelle_que_soit_la_reponse_la_lettre_nomme_les_deux(self, client, etat):
        atelier = AtelierFactory(
            capacite=0 if etat == "en_attente" else 5, sur_approbation=etat == "demandee"
        )

        poster(client, atelier, PAUL)
        poster(client, atelier, MARIE)

        lettre = Courriel.objects.latest("pk")
        assert Inscription.objects.latest("pk").etat == etat
        assert all("Marie Dupont" in c and "Paul Dupont" in c for c in (lettre.texte, lettre.html))

    @pytest.mark.parametrize("nom", ["DUPONT", "Du pont", "du-pont", "  Dùpont "])
    def test_le_meme_nom_autrement_ecrit_ne_prend_pas_deux_places(self, client, nom):
        atelier = AtelierFactory()
        poster(client, atelier, PAUL)
        Inscription.objects.update(demandee_le=timezone.now() - timedelta(minutes=3))

        poster(client, atelier, {**PAUL, "prenom": "paul", "nom": nom})

        assert Inscription.objects.count() == Dossier.objects.count() == 1
        assert lettres()[-1] == (BOITE, "Vous êtes déjà sur la liste")
        assert "au nom de Paul Dupont" in Courriel.objects.latest("pk").texte

    def test_revenir_apres_avoir_annule_reprend_sa_ligne_jamais_celle_de_l_autre(self, couple):
        paul, marie = couple
        places.annuler_ensemble(list(couple))

        revenue = inscrire(marie.atelier, "MARIE")

        assert revenue.pk == marie.pk
        paul.refresh_from_db()
        assert paul.etat == "annulee"

    def test_un_cycle_dont_l_autre_a_une_journee(self, client):
        cycle = CycleFactory()
        jours = AtelierFactory.create_batch(2, cycle=cycle)
        inscrire(jours[0], "Paul")

        client.post(
            reverse("inscriptions:inscrire_au_cycle", args=[cycle.slug]),
            {**MARIE, **{f"jour_{jour.pk}": "on" for jour in jours}},
        )

        assert Inscription.objects.filter(prenom="Marie").count() == 2
        lettre = Courriel.objects.latest("pk").texte
        assert lettre.startswith("Bonjour Marie")
        assert lettre.count("Paul Dupont") == 1
        assert "vous l’aviez déjà" not in lettre

    def test_sur_une_meme_page_une_association_donne_la_meme_adresse_a_tous(self, client):
        atelier = AtelierFactory()
        saisie = {**PAUL, "je_viens": "on", "personnes": "2"}
        for rang, prenom in ((1, "Marie"), (2, "Luc")):
            saisie |= {f"personne-{rang}-{nom}": v for nom, v in MARIE.items() if nom != "profil"}
            saisie[f"personne-{rang}-prenom"] = prenom

        client.post(reverse("inscriptions:inscrire_plusieurs", args=[atelier.slug]), saisie)

        assert set(Inscription.objects.values_list("prenom", "courriel")) == {
            ("Paul", BOITE),
            ("Marie", BOITE),
            ("Luc", BOITE),
        }
        assert lettres() == [(BOITE, "Vos inscriptions")]
        for inscription in Inscription.objects.exclude(prenom="Paul"):
            assert par_qui(inscription).nom == "Paul Dupont"

    def test_celle_que_le_contact_a_nommee_sans_adresse_ne_s_inscrit_pas_deux_fois(self, client):
        atelier = AtelierFactory()
        contact = Contact("Paul", "Dupont", BOITE)
        demandes = [Demande("Paul", "Dupont", BOITE), Demande("Marie", "Dupont")]
        places.inscrire(demandes, [atelier], contact=contact)

        poster(client, atelier, MARIE)
        places.inscrire([Demande("Marie", "DUPONT")], [atelier], contact=contact)

        assert Inscription.objects.count() == 2

    def test_un_homonyme_sous_une_autre_adresse_est_un_autre(self, client):
        atelier = AtelierFactory()

        poster(client, atelier, PAUL)
        poster(client, atelier, {**PAUL, "courriel": "autre@example.org"})

        assert Inscription.objects.count() == 2
        assert "déjà" not in Courriel.objects.latest("pk").texte


class TestLesPages:
    def test_la_page_privee_de_l_une_ne_dit_rien_de_l_autre(self, client, couple):
        paul, marie = couple

        page = source(client.get(marie.dossier.get_absolute_url()))

        assert "Marie Dupont" in page
        assert "Paul" not in page
        assert paul.dossier.jeton not in page

    def test_annuler_l_une_laisse_l_autre(self, client, couple):
        _paul, marie = couple

        client.post(reverse("inscriptions:annuler", args=[marie.dossier.jeton, marie.pk]))

        assert set(Inscription.objects.values_list("prenom", "etat")) == {
            ("Paul", "confirmee"),
            ("Marie", "annulee"),
        }

    def test_retrouver_envoie_une_lettre_avec_le_lien_de_chacune_par_son_nom(self, client, couple):
        Courriel.objects.all().delete()

        client.post(reverse("inscriptions:retrouver"), {"courriel": BOITE})

        lettre = Courriel.objects.get()
        assert lettre.destinataire == BOITE
        for inscription in couple:
            assert inscription.dossier.jeton in lettre.texte
            assert f"– {inscription.prenom} Dupont" in lettre.texte
            assert f"– {inscription.prenom} Dupont" in lettre.html

    def test_le_rappel_de_la_veille_part_a_chacune(self, couple):
        atelier = couple[0].atelier
        demain = timezone.localtime().replace(hour=14) + timedelta(days=1)
        type(atelier).objects.update(debut=demain, fin=demain + timedelta(hours=2))
        Inscription.objects.update(demandee_le=timezone.now() - timedelta(days=9))
        type(couple[0].changements.get()).objects.update(le=timezone.now() - timedelta(days=9))
        Courriel.objects.all().delete()

        rappeler_ce_qui_est_du(timezone.localtime().replace(hour=12))

        debuts = {c.texte.split(",")[0] for c in Courriel.objects.filter(destinataire=BOITE)}
        assert debuts == {"Bonjour Paul", "Bonjour Marie"}

    def test_la_feuille_et_les_presences_comptent_deux_personnes(self, couple):
        atelier = couple[0].atelier
        presences = Presences([atelier])

        lues = list(presences.noter_au_passage(Selection.de_l_atelier(atelier).inscrites()))

        assert [participant.prenom for participant in lues] == ["Marie", "Paul"]
        assert [ligne[:2] for ligne in presences.lignes()] == [
            ["Dupont", "Marie"],
            ["Dupont", "Paul"],
        ]

    def test_les_reponses_comptent_deux_personnes_pour_le_cycle(self):
        question = QuestionFactory(du_cycle=True, oui_non=True)
        jours = AtelierFactory.create_batch(2, cycle=question.cycle)
        for jour in jours:
            for prenom in ("Paul", "Marie"):
                inscrire(jour, prenom, reponses={question.pk: "oui"})

        (compte,) = compter([question])

        assert compte.total == 2


class TestLeCompte:
    @pytest.fixture
    def paul(self):
        personne = PersonneFactory(prenom="Paul", nom="Dupont", email=BOITE)
        EmailAddress.objects.create(user=personne, email=BOITE, verified=True, primary=True)
        return personne

    def test_l_inscription_de_marie_n_est_pas_celle_de_paul(self, client, paul):
        marie = inscrire(AtelierFactory(), "Marie")
        client.force_login(paul)

        page = source(client.get(marie.atelier.get_absolute_url()))
        formulaire = source(client.get(reverse("inscriptions:inscrire", args=[marie.atelier.slug])))

        assert marie.dossier.jeton not in page
        assert "Vous êtes déjà sur la liste" not in formulaire
        assert 'value="Paul"' in formulaire
        assert f'<a href="{marie.dossier.get_absolute_url()}">Marie Dupont</a>' in formulaire

    def test_il_s_inscrit_a_son_tour_et_a_tout_le_cycle(self, client, paul):
        cycle = CycleFactory()
        jour = AtelierFactory(cycle=cycle)
        inscrire(jour, "Marie")
        client.force_login(paul)

        page = source(client.get(reverse("inscriptions:inscrire_au_cycle", args=[cycle.slug])))
        client.post(
            reverse("inscriptions:inscrire_au_cycle", args=[cycle.slug]),
            {**PAUL, f"jour_{jour.pk}": "on"},
        )

        assert re.findall(r'name="(jour_\d+)"', page) == [f"jour_{jour.pk}"]
        assert jour.inscriptions.filter(prenom="Paul").exists()

    def test_mon_espace_nomme_qui_partage_la_boite(self, client, paul):
        atelier = AtelierFactory()
        inscriptions = [inscrire(atelier, prenom) for prenom in ("Paul", "Marie")]
        client.force_login(paul)

        page = source(client.get(reverse("mon_espace")))

        assert all(i.dossier.get_absolute_url() in page for i in inscriptions)
        assert "<strong>Marie Dupont</strong>" in page
        assert "<strong>Paul Dupont</strong>" not in page


class TestLeCycle:
    @pytest.fixture
    def jours(self, db):
        cycle = CycleFactory()
        return [
            AtelierFactory(cycle=cycle, debut=timezone.now() + timedelta(days=10 + rang))
            for rang in range(2)
        ]

    def prendre(self, jours, prenom, cycle):
        dossier = DossierFactory(prenom=prenom, nom="Dupont", courriel=BOITE, cycle=cycle)
        for jour in jours:
            InscriptionFactory(dossier=dossier, atelier=jour)
        return dossier

    def test_quitter_le_cycle_n_emmene_pas_qui_partage_la_boite(self, client, jours):
        cycle = jours[0].cycle
        de_paul, _de_marie = (self.prendre(jours, p, cycle) for p in ("Paul", "Marie"))

        client.post(reverse("inscriptions:quitter_le_cycle", args=[de_paul.jeton]))

        assert set(Inscription.objects.values_list("prenom", "etat")) == {
            ("Paul", "annulee"),
            ("Marie", "confirmee"),
        }

    def test_une_journee_qui_s_ajoute_est_proposee_a_chacune(self, jours):
        cycle = jours[0].cycle
        for prenom in ("Paul", "Marie"):
            self.prendre(jours, prenom, cycle)
        nouvelle = AtelierFactory(cycle=cycle)

        assert ajout.nombre_a_prevenir([nouvelle]) == ajout.proposer(nouvelle) == 2
        debuts = {courriel.texte.split(",")[0] for courriel in Courriel.objects.all()}
        assert debuts == {"Bonjour Paul", "Bonjour Marie"}

    def test_celle_qui_y_est_deja_n_en_prive_pas_l_autre(self, jours):
        cycle = jours[0].cycle
        for prenom in ("Paul", "Marie"):
            self.prendre(jours, prenom, cycle)
        nouvelle = AtelierFactory(cycle=cycle)
        inscrire(nouvelle, "Marie")

        (proposee,) = ajout.a_prevenir(nouvelle)

        assert proposee.dossier.prenom == "Paul"


class TestLeBureau:
    def test_l_equipe_inscrit_les_deux_a_la_meme_adresse(self, client, couple):
        client.force_login(PersonneFactory(superutilisatrice=True))
        atelier = AtelierFactory()
        page = f"{reverse('admin:inscriptions_inscription_add')}?atelier={atelier.pk}"

        for saisie in (PAUL, MARIE, MARIE):
            derniere = client.post(page, saisie, follow=True)

        assert atelier.inscriptions.count() == 2
        assert "Cette personne était déjà inscrite avec cette adresse" in source(derniere)
