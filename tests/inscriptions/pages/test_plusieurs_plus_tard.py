"""From the private page the contact registers somebody more, later."""

from datetime import timedelta

import pytest
from django.contrib.messages import get_messages
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from ateliers.enums import Acces
from inscriptions.demandes import Demande
from inscriptions.models import Couvert, Dossier, Inscription
from inscriptions.places.plusieurs import ajouter, places_de_personnes
from inscriptions.refus import TropDePersonnes
from reseau.models import Courriel
from tests.factories import (
    AtelierFactory,
    CycleFactory,
    DossierFactory,
    InscriptionFactory,
    PersonneFactory,
    RepasFactory,
)
from tests.pages import source

from .test_plusieurs import BOB, LEO, VIDE, ZOE, saisie
from .test_plusieurs_page_courte import question, reponses


@pytest.fixture
def malika():
    """She registered alone, from La Dynamo."""
    dossier = DossierFactory(prenom="Malika", nom="Daure", courriel="malika@example.org")
    return InscriptionFactory(
        dossier=dossier,
        atelier=AtelierFactory(capacite=12),
        telephone="06 11 22 33 44",
        structure="La Dynamo",
    )


def adresse(dossier, nom="ajouter_des_personnes"):
    return reverse(f"inscriptions:{nom}", args=[dossier.jeton])


def lignes(*personnes, **autres):
    """What the page posts: the people, not the contact."""
    toutes = saisie(*personnes)
    return {cle: valeur for cle, valeur in toutes.items() if cle.startswith("personne")} | autres


def etats(dossier):
    return dict(dossier.inscriptions.values_list("prenom", "etat"))


def lettres():
    return sorted(Courriel.objects.values_list("destinataire", flat=True))


class TestUneJournee:
    def test_sans_le_contact_le_telephone_reste_celui_qu_elle_a_donne(self, client, malika):
        jour, dossier = malika.atelier, malika.dossier
        Inscription.objects.filter(pk=malika.pk).update(prenom="Paul", courriel="")
        InscriptionFactory(
            dossier=dossier, atelier=jour, courriel="lea@example.org", telephone="", prenom="Léa"
        )

        client.post(adresse(dossier), lignes(ZOE))

        assert dossier.inscriptions.get(prenom="Zoé").telephone == "06 11 22 33 44"

    def test_sa_page_y_mene_et_chacune_a_sa_place_son_repas_et_sa_lettre(self, client, malika):
        repas = RepasFactory(atelier=malika.atelier)
        assert adresse(malika.dossier) in source(client.get(malika.dossier.get_absolute_url()))
        pris = {
            f"personne-1-repas_{repas.pk}": "on",
            f"personne-1-regime_{repas.pk}": "vegetarien",
            f"personne-2-regime_{repas.pk}": "sans",
        }

        reponse = client.post(adresse(malika.dossier), lignes(BOB, ZOE, **pris))

        assert reponse.url == malika.dossier.get_absolute_url()
        assert Dossier.objects.count() == 1
        assert etats(malika.dossier) == dict.fromkeys(("Malika", "Bob", "Zoé"), "confirmee")
        zoe, bob = malika.dossier.inscriptions.exclude(pk=malika.pk).order_by("courriel")
        assert (zoe.structure, zoe.telephone) == ("La Dynamo", "06 11 22 33 44")
        assert (bob.structure, bob.telephone) == ("La Dynamo", "")
        assert (Couvert.objects.get().inscription, Couvert.objects.get().regime) == (
            *(bob, "vegetarien"),
        )
        assert lettres() == ["bob@example.org", "malika@example.org"]

    def test_une_seule_sans_adresse_une_lettre_au_contact(self, client, malika):
        client.post(adresse(malika.dossier), lignes(ZOE))

        assert lettres() == ["malika@example.org"]
        assert "Zoé Discrète" in Courriel.objects.get().texte

    def test_les_reponses_communes_ne_touchent_pas_celles_du_contact(self, client, malika):
        pourquoi = question(malika.atelier)
        malika.reponses.create(question=pourquoi, valeur="Pour moi")

        client.post(
            adresse(malika.dossier), lignes(ZOE, **{f"tous-question_{pourquoi.pk}": "Pour elle"})
        )

        assert reponses(pourquoi) == {"Malika": "Pour moi", "Zoé": "Pour elle"}

    def test_complete_la_page_le_dit_et_la_nouvelle_attend(self, client, malika):
        malika.atelier.capacite = 1
        malika.atelier.save()

        assert "la prochaine personne sera 1ʳᵉ sur la liste d’attente" in source(
            client.get(adresse(malika.dossier))
        )
        client.post(adresse(malika.dossier), lignes(ZOE))

        assert etats(malika.dossier) == {"Malika": "confirmee", "Zoé": "en_attente"}

    def test_trop_peu_de_places_elle_dit_qui_attend(self, client, malika):
        malika.atelier.capacite = 2
        malika.atelier.save()

        page = source(client.post(adresse(malika.dossier), lignes(BOB, ZOE)))
        assert "Il reste 1 place pour 2 personnes. Qui attend ?" in page
        assert etats(malika.dossier) == {"Malika": "confirmee"}
        client.post(adresse(malika.dossier), lignes(BOB, ZOE, attend="personne-1"))

        assert etats(malika.dossier) == {
            "Malika": "confirmee",
            "Bob": "en_attente",
            "Zoé": "confirmee",
        }

    @pytest.mark.parametrize(
        ("personne", "phrase"),
        [
            (VIDE, "Il n’y a encore personne à inscrire."),
            (("malika", "DAURE", "malika@example.org"), "déjà dans vos inscriptions"),
            (("Zoé", "", ""), "Personne 1, Nom"),
        ],
    )
    def test_une_erreur_se_dit_et_rien_ne_s_ecrit(self, client, malika, personne, phrase):
        page = source(client.post(adresse(malika.dossier), lignes(personne)))

        assert phrase in page
        assert Inscription.objects.count() == 1

    def test_une_adresse_connue_ailleurs_ne_se_devine_pas(self, client, malika):
        InscriptionFactory(
            atelier=malika.atelier, courriel="bob@example.org", prenom="BOB", nom="Invite"
        )

        connue = client.post(adresse(malika.dossier), lignes(BOB))
        neuve = client.post(adresse(malika.dossier), lignes(ZOE))

        assert connue.url == neuve.url
        dits = [[str(m) for m in get_messages(r.wsgi_request)] for r in (connue, neuve)]
        assert dits[0] == dits[1][:1]
        assert etats(malika.dossier) == {"Malika": "confirmee", "Zoé": "confirmee"}

    def test_lire_ou_ajouter_une_ligne_n_inscrit_personne(self, client, malika):
        plus = adresse(malika.dossier, "une_ligne_de_plus")

        client.get(adresse(malika.dossier))
        page = source(client.post(plus, lignes(BOB, de_plus="2")))

        assert page.count("<legend>Personne ") == 3
        assert 'value="bob@example.org"' in page
        assert client.get(plus).url == adresse(malika.dossier)
        assert Inscription.objects.count() == 1

    @pytest.mark.parametrize("nombre", [1, 3])
    def test_autant_de_requetes_pour_trois_personnes(
        self, client, malika, django_assert_num_queries, nombre
    ):
        for _rang in range(nombre):
            InscriptionFactory(dossier=malika.dossier, atelier=malika.atelier, courriel="")

        with django_assert_num_queries(7):
            client.get(adresse(malika.dossier))


class TestDix:
    @pytest.fixture
    def neuf(self, malika):
        for rang in range(8):
            self.une_de_plus(malika, f"P{rang}")
        return malika.dossier

    def une_de_plus(self, malika, prenom, **champs):
        communs = {"dossier": malika.dossier, "atelier": malika.atelier, "courriel": ""}
        return InscriptionFactory(**{**communs, "prenom": prenom, **champs})

    def test_la_dixieme_entre_la_onzieme_non(self, client, malika, neuf):
        page = source(client.get(adresse(neuf)))
        assert "Combien de personnes de plus" not in page
        assert "formaction" not in page

        client.post(adresse(neuf), lignes(ZOE))
        reponse = client.post(adresse(neuf), lignes(LEO))

        assert reponse.url == neuf.get_absolute_url()
        assert neuf.inscriptions.count() == 10
        assert "Dix personnes sont inscrites ici" in source(client.get(neuf.get_absolute_url()))

    def test_deux_fenetres_a_la_fois_c_est_compte_sous_le_verrou(self, malika, neuf):
        ajouter([Demande("Zoé", "Discrète")], [malika.atelier], dossier=neuf)

        with pytest.raises(TropDePersonnes), transaction.atomic():
            ajouter([Demande("Léo", "Brun")], [malika.atelier], dossier=neuf)

        assert neuf.inscriptions.count() == 10

    def test_plusieurs_jours_ne_comptent_qu_une_personne(self, client, malika, neuf):
        self.une_de_plus(malika, "P1", atelier=AtelierFactory())
        self.une_de_plus(malika, "Partie", annulee=True)

        assert client.get(adresse(neuf)).status_code == 200
        assert places_de_personnes(neuf.inscriptions.all()) == 1


class TestPlusieursJours:
    @pytest.fixture
    def cycle(self, malika):
        """The whole of it: a day each week, three in all; she holds two."""
        cycle = CycleFactory()
        malika.dossier.cycle = cycle
        malika.dossier.save()
        malika.atelier.cycle = cycle
        malika.atelier.save()
        jours = [AtelierFactory(cycle=cycle, titre=f"Jour {rang}") for rang in (2, 3)]
        InscriptionFactory(dossier=malika.dossier, atelier=jours[0])
        return [malika.atelier, *jours]

    def test_elle_vient_aux_journees_cochees_du_cycle_entier(self, client, malika, cycle):
        cases = [f"tous-jour_{jour.pk}" for jour in cycle]
        page = source(client.get(adresse(malika.dossier)))
        assert all(f'name="{case}"' in page for case in cases)

        client.post(adresse(malika.dossier), lignes(ZOE, **{cases[0]: "on", cases[2]: "on"}))

        siennes = malika.dossier.inscriptions.filter(prenom="Zoé").order_by("atelier")
        assert [i.atelier for i in siennes] == [cycle[0], cycle[2]]
        assert len(lettres()) == 1

    def test_elle_y_est_deja_un_jour_elle_entre_dans_l_autre(self, client, malika, cycle):
        cases = [f"tous-jour_{jour.pk}" for jour in cycle]
        client.post(adresse(malika.dossier), lignes(ZOE, **{cases[0]: "on"}))

        client.post(adresse(malika.dossier), lignes(ZOE, **{cases[0]: "on", cases[1]: "on"}))
        page = source(client.post(adresse(malika.dossier), lignes(ZOE, **{cases[0]: "on"})))

        assert malika.dossier.inscriptions.filter(prenom="Zoé").count() == 2
        assert "déjà dans vos inscriptions" in page

    def test_un_repas_d_un_jour_decoche_ne_compte_pas(self, client, malika, cycle):
        repas = RepasFactory(atelier=cycle[1])
        pris = {f"personne-1-repas_{repas.pk}": "on", f"personne-1-regime_{repas.pk}": "faux"}

        client.post(
            adresse(malika.dossier), lignes(ZOE, **{f"tous-jour_{cycle[0].pk}": "on"}, **pris)
        )

        assert malika.dossier.inscriptions.filter(prenom="Zoé").count() == 1
        assert Couvert.objects.count() == 0

    def test_aucune_journee_cochee(self, client, malika, cycle):
        page = source(client.post(adresse(malika.dossier), lignes(ZOE)))

        assert "Cochez au moins une journée." in page

    def test_une_journee_close_n_est_pas_proposee(self, client, malika, cycle):
        cycle[1].date_limite = timezone.now() - timedelta(days=1)
        cycle[1].save()

        page = source(client.get(adresse(malika.dossier)))

        assert f"tous-jour_{cycle[1].pk}" not in page
        assert f"tous-jour_{cycle[0].pk}" in page


class TestQuiPeut:
    def test_le_lien_d_une_collegue_n_ajoute_personne(self, client, malika):
        bob = InscriptionFactory(
            dossier=malika.dossier, atelier=malika.atelier, courriel="bob@example.org"
        )

        for nom in ("ajouter_des_personnes", "une_ligne_de_plus"):
            assert client.post(adresse(bob, nom), lignes(ZOE)).status_code == 404
        assert "ajouter/" not in source(client.get(adresse(bob, "dossier")))
        assert etats(malika.dossier).keys() == {"Malika"}

    def test_un_lien_inconnu(self, client, malika):
        malika.dossier.jeton = "inconnu"

        assert client.get(adresse(malika.dossier)).status_code == 404

    def test_un_dossier_de_papier_passe_par_qui_tient_la_plume(self, client):
        josette = InscriptionFactory(dossier__courriel="", dossier__code="K7PM4RDX", courriel="")

        assert client.get(adresse(josette.dossier)).status_code == 404
        page = source(client.get(josette.dossier.get_absolute_url()))
        assert "Inscrire quelqu’un de plus" not in page

    @pytest.mark.parametrize(
        "champs",
        [{"date_limite": timezone.now() - timedelta(days=1)}, {"annule": True}],
        ids=["close", "annulee"],
    )
    def test_clos_la_page_le_dit(self, client, champs):
        seule = InscriptionFactory(atelier=AtelierFactory(**champs))

        reponse = client.post(adresse(seule.dossier), lignes(ZOE))

        assert reponse.url == seule.dossier.get_absolute_url()
        assert "sont closes" in str(next(iter(get_messages(reponse.wsgi_request))))
        assert "Inscrire quelqu’un de plus" not in source(
            client.get(seule.dossier.get_absolute_url())
        )
        assert Inscription.objects.count() == 1

    def test_qui_a_tout_annule_recommence_par_une_inscription(self, client):
        partie = InscriptionFactory(annulee=True)

        assert client.get(adresse(partie.dossier)).url == partie.dossier.get_absolute_url()

    def test_une_journee_de_membres_suit_le_compte_du_dossier(self, client):
        membre = PersonneFactory(membre=True)
        atelier = AtelierFactory(acces=Acces.MEMBRES)
        ouvert = InscriptionFactory(dossier__personne=membre, atelier=atelier)
        sans_compte = InscriptionFactory(atelier=atelier)

        assert client.get(adresse(ouvert.dossier)).status_code == 200
        client.post(adresse(ouvert.dossier), lignes(ZOE))
        assert client.get(adresse(sans_compte.dossier)).status_code == 302
        assert ouvert.dossier.inscriptions.count() == 2
