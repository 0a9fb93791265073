"""The sheet she takes home, the code that brings her back, the list of who registered her."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from inscriptions.conservation.regles import REGLES
from inscriptions.models import Couvert, Dossier
from inscriptions.models.enums import EtatCouvert, Regime
from tests.factories import (
    DossierFactory,
    InscriptionFactory,
    PersonneFactory,
    RepasFactory,
    ReseauFactory,
    SequenceFactory,
)
from tests.pages import source

RETROUVER = reverse("inscriptions:retrouver_par_code")
REFUS = "Aucune inscription ne correspond à ce code et à ce nom."


def inscrire(par=None, nom="Péré-Lahaille", code="K7PM4RDX", **champs):
    dossier = DossierFactory(prenom="Josette", nom=nom, courriel="", inscrit_par=par, code=code)
    return InscriptionFactory(dossier=dossier, **champs)


def feuille(inscription):
    return reverse("inscriptions:confirmation", args=[inscription.dossier.jeton, inscription.pk])


def taper(client, code, nom):
    return client.post(RETROUVER, {"code-code": code, "code-nom": nom})


class TestLaFeuille:
    def test_sans_adresse_elle_dit_qui_recoit_les_nouvelles_sans_promettre_de_lettre(self, client):
        inscription = inscrire(par=PersonneFactory(prenom="Odile", nom="Sarrat"))
        repas = RepasFactory(atelier=inscription.atelier, capacite=0)
        Couvert.objects.create(
            inscription=inscription, repas=repas, regime=Regime.SANS, etat=EtatCouvert.EN_ATTENTE
        )

        page = source(client.get(feuille(inscription)))

        assert "Les nouvelles de cette journée arrivent à Odile Sarrat, qui vous les dira." in page
        assert "Nous vous préviendrons si l’un d’eux se libère" in page
        assert "écrirons" not in page

    def test_avec_une_adresse_les_nouvelles_lui_arrivent_a_elle(self, client):
        inscription = inscrire(par=PersonneFactory(nom="Sarrat"), courriel="josette@example.org")

        assert "Sarrat" not in source(client.get(feuille(inscription)))

    def test_elle_dit_tout_sur_une_page(self, client):
        ReseauFactory(telephone="0562000001")
        inscription = inscrire(
            atelier__lieu__nom="La Dynamo",
            atelier__lieu__acces="Gare à **300 m**.",
            atelier__informations_pratiques="Se garer place du marché.",
        )
        Couvert.objects.create(
            inscription=inscription,
            repas=RepasFactory(atelier=inscription.atelier),
            regime=Regime.ALLERGIE,
            allergie="Arachide",
            etat=EtatCouvert.CONFIRME,
        )

        page = source(client.get(feuille(inscription)))

        for dit in (
            "Votre place est réservée",
            "Josette Péré-Lahaille",
            "K7PM-4RDX",
            "La Dynamo, 1 place de la Libération, 32000 Auch",
            "Gare à <strong>300 m</strong>.",
            "Se garer place du marché.",
            "Déjeuner réservé (15 €, à régler sur place).",
            "Appelez le 05 62 00 00 01.",
            "/inscriptions/retrouver/",
        ):
            assert dit in page, dit
        assert "Arachide" not in page

    def test_elle_dit_ce_que_la_personne_fera(self, client):
        inscription = inscrire()
        sequence = SequenceFactory(creneau__atelier=inscription.atelier)
        inscription.choix_de_sequences.create(
            creneau=sequence.creneau, sequence=sequence, obtenu=True
        )

        assert ": Tour de table." in source(client.get(feuille(inscription)))

    @pytest.mark.parametrize(
        ("champs", "phrase"),
        [
            ({"en_attente": True}, "Vous êtes en liste d’attente"),
            ({"annulee": True}, "Votre inscription est annulée."),
            ({"atelier__annule": True}, "La journée est annulée par l’équipe."),
        ],
    )
    def test_elle_ne_promet_pas_une_place_qui_n_est_pas_la(self, client, champs, phrase):
        page = source(client.get(feuille(inscrire(**champs))))

        assert phrase in page
        assert "Votre place est réservée" not in page

    def test_elle_reste_entre_nous_et_le_jeton_d_une_autre_ne_l_ouvre_pas(self, client):
        inscription = inscrire()
        autre = DossierFactory()

        reponse = client.get(feuille(inscription))
        ailleurs = client.get(
            reverse("inscriptions:confirmation", args=[autre.jeton, inscription.pk])
        )

        assert reponse["X-Robots-Tag"] == "noindex, nofollow"
        assert ailleurs.status_code == 404

    def test_la_page_privee_montre_le_code_et_mene_a_la_feuille(self, client):
        inscription = inscrire()

        page = source(client.get(inscription.dossier.get_absolute_url()))

        assert "K7PM-4RDX" in page
        assert feuille(inscription) in page


class TestRetrouver:
    @pytest.mark.parametrize("code", ["K7PM-4RDX", "k7pm4rdx", " K7PM 4RDX "])
    @pytest.mark.parametrize("nom", ["Péré-Lahaille", "PERE LAHAILLE", "pere-lahaille"])
    def test_le_code_et_le_nom_ouvrent_la_page_privee(self, client, code, nom):
        inscription = inscrire()

        assert taper(client, code, nom).url == inscription.dossier.get_absolute_url()

    @pytest.mark.parametrize("nom", ["D'Artagnan", "dartagnan", "D’ARTAGNAN", "d artagnan"])
    def test_une_apostrophe_oubliee_ouvre_quand_meme(self, client, nom):
        inscription = inscrire(nom="D’Artagnan")

        assert taper(client, "K7PM-4RDX", nom).url == inscription.dossier.get_absolute_url()

    def test_le_nom_corrige_depuis_ouvre_aussi(self, client):
        inscription = inscrire()
        inscription.nom = "Lahaille"
        inscription.save()

        page = taper(client, "K7PM4RDX", "Lahaille")

        assert page.url == inscription.dossier.get_absolute_url()

    def test_mauvais_code_mauvais_nom_meme_reponse(self, client):
        inscrire(code="AAAA3333")

        mauvais_nom = taper(client, "AAAA-3333", "Dupont")
        mauvais_code = taper(client, "AAAA-4444", "Dupont")

        assert REFUS in source(mauvais_nom)
        assert anonyme(mauvais_nom, "AAAA-3333") == anonyme(mauvais_code, "AAAA-4444")

    @pytest.mark.parametrize("nom", ["-", "''", "…"])
    def test_un_nom_sans_lettre_n_ouvre_rien(self, client, nom):
        inscrire(nom="")

        assert REFUS in source(taper(client, "K7PM-4RDX", nom))

    def test_un_code_trop_court_est_dit_pres_du_champ(self, client):
        assert "Le code a huit lettres ou chiffres." in source(taper(client, "K7PM", "Dupont"))

    def test_un_robot_est_freine_quel_que_soit_le_code(self, client):
        reponses = [source(taper(client, f"K7PM4R{rang:02}", "Dupont")) for rang in range(31)]

        assert REFUS in reponses[29]
        assert "patientez un peu" in reponses[30]

    def test_un_code_ne_se_devine_pas_nom_apres_nom_depuis_cent_adresses(self, client):
        inscription = inscrire()
        with time_machine.travel(timezone.now(), tick=False):
            for rang in range(10):
                client.post(
                    RETROUVER,
                    {"code-code": "K7PM4RDX", "code-nom": f"Nom{rang}"},
                    REMOTE_ADDR=f"10.0.0.{rang}",
                )
            bloque = taper(client, "K7PM4RDX", "Péré-Lahaille")
        with time_machine.travel(timezone.now() + timedelta(hours=2)):
            ensuite = taper(client, "K7PM4RDX", "Péré-Lahaille")

        assert REFUS in source(bloque)
        assert ensuite.url == inscription.dossier.get_absolute_url()

    def test_la_page_propose_les_deux_chemins(self, client):
        page = source(client.get(reverse("inscriptions:retrouver")))

        assert f'action="{RETROUVER}"' in page
        assert 'name="courriel"' in page


def anonyme(reponse, code):
    """The page without what was typed nor its own CSRF tokens."""
    page = source(reponse).replace(code, "")
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page)


class TestMonEspace:
    def test_celles_que_j_ai_inscrites_y_sont_pour_les_journees_a_venir(self, client):
        mediatrice = PersonneFactory(membre=True)
        client.force_login(mediatrice)
        a_venir = inscrire(par=mediatrice)
        passee = inscrire(par=mediatrice, code="AAAA3333", atelier__passe=True)
        annulee = inscrire(par=mediatrice, code="AAAA4444", annulee=True)
        d_une_autre = inscrire(par=PersonneFactory(), code="AAAA6666")
        avec_adresse = InscriptionFactory(dossier__inscrit_par=mediatrice)

        page = source(client.get("/mon-espace/"))

        assert "Inscrits et inscrites par vous" in page
        assert feuille(a_venir) in page
        assert a_venir.dossier.get_absolute_url() in page
        for absente in (passee, annulee, d_une_autre, avec_adresse):
            assert absente.dossier.jeton not in page

    @pytest.mark.parametrize(
        ("etat", "mots"),
        [
            ("confirmee", "Place confirmée"),
            ("demandee", "Demande envoyée"),
            ("en_attente", "En liste d’attente, rang 1"),
        ],
    )
    def test_l_etat_de_chacune_se_dit_comme_partout(self, client, etat, mots):
        mediatrice = PersonneFactory(membre=True)
        client.force_login(mediatrice)
        inscrire(par=mediatrice, etat=etat)

        assert mots in source(client.get("/mon-espace/"))

    def test_rien_a_montrer_rien_de_dit(self, client):
        client.force_login(PersonneFactory(membre=True))

        assert "inscrites par vous" not in source(client.get("/mon-espace/"))

    @pytest.mark.parametrize("nombre", [1, 3])
    def test_la_liste_coute_toujours_autant(self, client, django_assert_num_queries, nombre):
        ReseauFactory()
        mediatrice = PersonneFactory(membre=True)
        client.force_login(mediatrice)
        for rang in range(nombre):
            inscrire(par=mediatrice, code=f"AAAA333{rang}")

        with django_assert_num_queries(10):
            client.get("/mon-espace/")


def test_le_code_et_qui_l_a_demande_s_effacent_avec_le_nom():
    inscrire(par=PersonneFactory(), atelier__passe=True)
    (regle,) = [regle for regle in REGLES if regle.nom == "dossiers"]

    regle.appliquer(timezone.now() + timedelta(days=settings.CONSERVATION_NOMS_JOURS))

    dossier = Dossier.objects.get()
    assert (dossier.nom, dossier.code, dossier.inscrit_par) == ("", None, None)


def test_revenir_a_l_adresse_du_code_rend_la_page_pour_retrouver(client):
    reponse = client.get(RETROUVER)

    assert (reponse.status_code, reponse["Location"]) == (302, reverse("inscriptions:retrouver"))
