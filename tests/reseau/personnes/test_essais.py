"""Strangers guess; the owner, elsewhere or from her usual browser, comes in all the same."""

import logging

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.core.cache import cache

from reseau.models import Courriel
from reseau.personnes import navigateur
from tests.factories import MOT_DE_PASSE, PersonneFactory
from tests.reseau.personnes.test_comptes import code, lien

pytestmark = pytest.mark.ignore_template_errors

ROSE = "rose@example.org"
REFUS = "Trop d’essais sans succès"


@pytest.fixture(autouse=True)
def _boite_d_envoi(settings):
    settings.EMAIL_BACKEND = "reseau.socle.courriels.backend.BoiteDEnvoi"


@pytest.fixture
def rose():
    return compte(ROSE)


@pytest.fixture
def depuis(client_class):
    """A browser that has no cookie of ours, at that address of the internet."""
    return lambda adresse: client_class(REMOTE_ADDR=adresse)


def compte(courriel, **champs):
    personne = PersonneFactory(email=courriel, **champs)
    EmailAddress.objects.create(user=personne, email=courriel, verified=True, primary=True)
    return personne


def essayer(client, mot_de_passe="faux", courriel=ROSE, **entetes):
    return client.post(
        "/compte/login/", {"login": courriel, "password": mot_de_passe}, headers=entetes
    )


def est_freine(reponse):
    return REFUS in reponse.content.decode()


def entre(client, courriel=ROSE):
    essayer(client, MOT_DE_PASSE, courriel)
    return "_auth_user_id" in client.session


def attaquer(depuis, nombre, ordinateurs, courriel=ROSE):
    """So many wrong passwords from each of so many computers."""
    for ordinateur in range(ordinateurs):
        for _essai in range(nombre):
            essayer(depuis(f"198.51.100.{ordinateur}"), courriel=courriel)


class TestLaProprietaireEntre:
    def test_six_mots_de_passe_faux_d_une_inconnue_ne_l_arretent_pas_ailleurs(self, rose, depuis):
        attaquer(depuis, 6, ordinateurs=1)

        assert not entre(depuis("198.51.100.0"))
        assert entre(depuis("203.0.113.7"))

    def test_cent_essais_d_un_seul_ordinateur_non_plus(self, rose, depuis):
        attaquer(depuis, 100, ordinateurs=1)

        assert entre(depuis("203.0.113.7"))

    def test_son_navigateur_habituel_entre_au_milieu_d_une_attaque_de_partout(self, rose, depuis):
        elle = depuis("203.0.113.7")
        assert entre(elle)
        elle.post("/compte/logout/")
        attaquer(depuis, 6, ordinateurs=8)

        assert est_freine(essayer(depuis("203.0.113.9"), MOT_DE_PASSE))
        assert entre(elle)

    def test_meme_assise_a_cote_de_qui_attaque(self, rose, depuis):
        """A fablab, a village: one address of the internet for all."""
        elle = depuis("198.51.100.0")
        assert entre(elle)
        elle.post("/compte/logout/")
        attaquer(depuis, 12, ordinateurs=1)

        assert entre(elle)

    def test_le_code_par_courriel_reste_ouvert_a_un_navigateur_inconnu(self, rose, depuis):
        attaquer(depuis, 6, ordinateurs=8)
        elle = depuis("203.0.113.7")
        assert not entre(elle)

        elle.post("/compte/login/code/", {"email": ROSE})
        elle.post(
            "/compte/login/code/confirm/",
            {"code": code(Courriel.objects.get(objet="Votre code de connexion"))},
        )

        assert elle.session["_auth_user_id"] == str(rose.pk)

    def test_une_inconnue_qui_demande_des_codes_ne_lui_ferme_pas_le_code(self, rose, depuis):
        for _fois in range(8):
            depuis("198.51.100.0").post("/compte/login/code/", {"email": ROSE})
        avant = Courriel.objects.count()

        depuis("203.0.113.7").post("/compte/login/code/", {"email": ROSE})

        assert (avant, Courriel.objects.count()) == (3, 4)

    def test_une_inconnue_qui_demande_des_liens_ne_lui_ferme_pas_le_mot_de_passe_oublie(
        self, rose, depuis
    ):
        for _fois in range(8):
            depuis("198.51.100.0").post("/compte/password/reset/", {"email": ROSE})
        avant = Courriel.objects.count()

        depuis("203.0.113.7").post("/compte/password/reset/", {"email": ROSE})

        assert (avant, Courriel.objects.count()) == (3, 4)

    def test_l_attaque_finie_un_navigateur_inconnu_entre_un_quart_d_heure_apres(self, rose, depuis):
        with time_machine.travel("2031-03-02T10:00:00Z", tick=False):
            attaquer(depuis, 6, ordinateurs=8)
            pendant = entre(depuis("203.0.113.7"))
        with time_machine.travel("2031-03-02T10:16:00Z", tick=False):
            apres = entre(depuis("203.0.113.7"))

        assert (pendant, apres) == (False, True)

    def test_un_nouveau_mot_de_passe_choisi_par_courriel_rouvre_aussitot(self, rose, depuis):
        elle = depuis("203.0.113.7")
        for _essai in range(6):
            essayer(elle)
        elle.post("/compte/password/reset/", {"email": ROSE})
        courriel = Courriel.objects.get(objet="Choisissez un nouveau mot de passe")
        page = elle.get(lien(courriel), follow=True).redirect_chain[-1][0]
        elle.post(page, {"password1": "un four à pain neuf", "password2": "un four à pain neuf"})
        elle.cookies.clear()

        essayer(elle, "un four à pain neuf")

        assert elle.session["_auth_user_id"] == str(rose.pk)

    def test_ses_connexions_reussies_ne_comptent_pas(self, rose, depuis):
        assert [entre(depuis("203.0.113.7")) for _fois in range(25)] == [True] * 25


class TestLInconnueEstFreinee:
    def test_au_sixieme_essai_meme_le_bon_mot_de_passe_attend(self, rose, depuis):
        attaquer(depuis, 5, ordinateurs=1)

        assert not entre(depuis("198.51.100.0"))

    def test_de_partout_ensemble_vingt_essais_en_un_quart_d_heure(self, rose, depuis):
        freines = []
        for ordinateur in range(8):
            inconnue = depuis(f"198.51.100.{ordinateur}")
            freines += [est_freine(essayer(inconnue)) for _essai in range(4)]

        assert freines == [False] * 20 + [True] * 12

    def test_changer_l_hote_annonce_n_ouvre_pas_d_autres_essais(self, rose, depuis, settings):
        """allauth alone counts by the name in the Host header, port included."""
        settings.ALLOWED_HOSTS = ["testserver"]
        inconnue = depuis("198.51.100.0")

        essais = [essayer(inconnue, host=f"testserver:{4000 + n}") for n in range(7)]

        assert [est_freine(essai) for essai in essais] == [False] * 5 + [True] * 2

    def test_changer_la_casse_de_l_adresse_n_ouvre_pas_d_autres_essais(self, rose, depuis):
        inconnue = depuis("198.51.100.0")

        graphies = [ROSE, ROSE.upper(), f" {ROSE} ", "Rose@Example.Org", ROSE, ROSE.title(), ROSE]
        essais = [essayer(inconnue, courriel=graphie) for graphie in graphies]

        assert [est_freine(essai) for essai in essais] == [False] * 5 + [True] * 2

    def test_un_ordinateur_d_ipv6_n_a_pas_mille_millions_de_comptes(self, rose, depuis):
        essais = [essayer(depuis(f"2001:db8:1:2::{n:x}")) for n in range(1, 8)]

        assert [est_freine(essai) for essai in essais] == [False] * 5 + [True] * 2

    def test_un_ordinateur_qui_essaie_beaucoup_de_comptes_attend_aussi(self, depuis):
        inconnue = depuis("198.51.100.0")

        essais = [essayer(inconnue, courriel=f"p{n}@example.org") for n in range(12)]

        assert [est_freine(essai) for essai in essais] == [False] * 10 + [True] * 2

    def test_son_navigateur_a_elle_n_est_connu_que_de_son_compte(self, rose, depuis):
        compte("moi@example.org")
        inconnue = depuis("198.51.100.0")
        assert entre(inconnue, "moi@example.org")
        inconnue.post("/compte/logout/")

        essais = [essayer(inconnue) for _essai in range(7)]

        assert [est_freine(essai) for essai in essais] == [False] * 5 + [True] * 2

    def test_une_marque_de_navigateur_inventee_ne_vaut_rien(self, rose, depuis):
        inconnue = depuis("198.51.100.0")
        inconnue.cookies[navigateur.COOKIE] = "eyJ:faux:faux"

        assert [est_freine(essayer(inconnue)) for _essai in range(7)] == [False] * 5 + [True] * 2

    def test_le_navigateur_vole_n_a_que_dix_essais(self, rose, depuis):
        vole = depuis("198.51.100.0")
        assert entre(vole)
        vole.post("/compte/logout/")

        assert [est_freine(essayer(vole)) for _essai in range(12)] == [False] * 10 + [True] * 2

    def test_l_ancien_mot_de_passe_ne_se_devine_pas_non_plus_a_la_page_qui_en_change(
        self, rose, client
    ):
        with time_machine.travel("2031-03-02T10:00:00Z", tick=False):
            client.force_login(rose)
        faits = []
        for minute in range(6):
            with time_machine.travel(f"2031-03-02T10:0{minute}:00Z", tick=False):
                faits += [
                    client.post("/compte/password/change/", {"oldpassword": "faux"}).status_code
                    for _essai in range(4)
                ]

        assert faits == [200] * 20 + [429] * 4


class TestElleEstPrevenue:
    def test_une_seule_fois_par_episode(self, rose, depuis):
        with time_machine.travel("2031-03-02T10:00:00Z", tick=False):
            attaquer(depuis, 9, ordinateurs=6)
        with time_machine.travel("2031-03-02T18:00:00Z", tick=False):
            attaquer(depuis, 9, ordinateurs=2)
        le_jour_meme = list(Courriel.objects.values_list("destinataire", "objet"))
        with time_machine.travel("2031-03-03T18:30:00Z", tick=False):
            attaquer(depuis, 9, ordinateurs=1)

        assert le_jour_meme == [(ROSE, "Des essais de connexion à votre compte")]
        assert Courriel.objects.count() == 2

    def test_la_lettre_dit_quoi_faire_sans_dire_l_adresse_de_qui_essaie(self, rose, depuis):
        attaquer(depuis, 6, ordinateurs=1)

        texte = Courriel.objects.get().texte
        assert "aucun ne l’a ouvert" in texte
        assert "/compte/login/code/" in texte
        assert "/compte/password/reset/" in texte
        assert "198.51.100" not in texte

    @pytest.mark.parametrize("courriel", ["inconnue@example.org", "partie@example.org"])
    def test_personne_n_est_prevenu_pour_une_adresse_sans_compte_ouvert(self, depuis, courriel):
        compte("partie@example.org", is_active=False)

        attaquer(depuis, 7, ordinateurs=1, courriel=courriel)

        assert not Courriel.objects.exists()

    def test_cinq_fautes_de_frappe_ne_sont_pas_une_attaque(self, rose, depuis):
        attaquer(depuis, 5, ordinateurs=1)

        assert not Courriel.objects.exists()

    def test_chaque_refus_est_ecrit_au_journal_de_securite_avec_le_numero_du_compte(
        self, rose, depuis, caplog, monkeypatch
    ):
        monkeypatch.setattr(logging.getLogger("reseau"), "propagate", True)
        attaquer(depuis, 6, ordinateurs=1)
        attaquer(depuis, 6, ordinateurs=1, courriel="inconnue@example.org")

        lignes = [ligne for ligne in caplog.records if ligne.name == "reseau.securite"]
        refus = [ligne for ligne in lignes if getattr(ligne, "acte", "") == "frein"]
        assert refus[0].compte == rose.pk
        assert {ligne.compte for ligne in refus} == {rose.pk, None}
        assert not any("@" in ligne.getMessage() for ligne in refus)


class TestLaMarqueDuNavigateur:
    def test_elle_ne_dit_ni_qui_ni_quelle_adresse_et_ne_se_lit_pas_en_javascript(
        self, rose, client
    ):
        assert entre(client)

        marque = client.cookies[navigateur.COOKIE]
        assert marque["httponly"]
        assert (marque["samesite"], marque["path"]) == ("Lax", "/compte/")
        assert "rose" not in str(navigateur.signing.loads(marque.value, salt=navigateur.COOKIE))

    def test_elle_est_posee_aussi_apres_un_code(self, rose, client):
        client.post("/compte/login/code/", {"email": ROSE})
        client.post("/compte/login/code/confirm/", {"code": code(Courriel.objects.get())})

        assert navigateur.COOKIE in client.cookies

    def test_un_navigateur_partage_retient_cinq_comptes(self, client):
        adresses = [f"p{n}@example.org" for n in range(6)]
        for adresse in adresses:
            compte(adresse)
            cache.clear()
            assert entre(client, adresse)
            client.post("/compte/logout/")

        requete = client.get("/compte/login/").wsgi_request

        assert [bool(navigateur.reconnu(requete, adresse)) for adresse in adresses] == [
            False,
            *[True] * 5,
        ]
