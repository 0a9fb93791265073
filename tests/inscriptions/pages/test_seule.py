from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from ateliers.enums import Acces, Statut
from ateliers.models import Atelier
from inscriptions import places
from inscriptions.models import Dossier, Inscription
from reseau.models import Courriel
from tests.factories import (
    AtelierFactory,
    CommuneFactory,
    GroupeFactory,
    InscriptionFactory,
    PersonneFactory,
    RepasFactory,
    ReseauFactory,
)
from tests.pages import source

SAISIE = {
    "prenom": "Camille",
    "nom": "Daure",
    "courriel": "Camille@example.org",
    "profil": "porteur",
}


def adresse(atelier):
    return reverse("inscriptions:inscrire", args=[atelier.slug])


class TestLaPage:
    def test_une_seule_page_avec_tout_ce_qu_il_faut_pour_un_telephone(self, client):
        repas = RepasFactory(prix="12.50", menu="Garbure")

        page = source(client.get(adresse(repas.atelier)))

        assert 'autocomplete="given-name"' in page
        assert 'inputmode="email"' in page
        assert 'inputmode="tel"' in page
        assert "Je prends le déjeuner : 12,50 €, à régler sur place" in page
        assert "Garbure" in page
        assert 'name="veut_les_annonces" id="id_veut_les_annonces">' in page
        assert reverse("confidentialite") in page

    def test_complet_la_page_le_dit_avant_le_formulaire_avec_le_rang(self, client):
        atelier = AtelierFactory(complet=True)
        InscriptionFactory.create_batch(4, atelier=atelier, en_attente=True)

        page = source(client.get(adresse(atelier)))

        avant, formulaire = page.split("<form class=", 1)
        assert "Complet : 4 personnes en liste d’attente, vous seriez la 5ᵉ." in avant
        assert "Rejoindre la liste d’attente" in formulaire

    def test_un_repas_complet_se_dit_dans_le_formulaire(self, client):
        repas = RepasFactory(capacite=0)

        page = source(client.get(adresse(repas.atelier)))

        assert "Tous les couverts sont pris" in page

    def test_apres_l_heure_le_repas_ne_se_demande_plus(self, client):
        repas = RepasFactory(date_limite=timezone.now() - timedelta(minutes=1))

        page = source(client.get(adresse(repas.atelier)))

        assert "Les commandes sont closes." in page
        assert f"repas_{repas.pk}" not in page

    def test_un_brouillon_n_existe_pas(self, client):
        assert client.get(adresse(AtelierFactory(brouillon=True))).status_code == 404

    @pytest.mark.parametrize(
        ("champs", "dit"),
        [
            ({"passe": True}, "Cette journée a eu lieu."),
            ({"annule": True, "motif_annulation": "Neige"}, "Neige"),
            ({"date_limite": timezone.now() - timedelta(days=1)}, "On pouvait s’inscrire"),
        ],
    )
    def test_close_la_page_dit_pourquoi(self, client, champs, dit):
        atelier = AtelierFactory(**champs)

        page = source(client.get(adresse(atelier)))

        assert dit in page
        assert 'name="courriel"' not in page

    def test_une_journee_de_membres_dit_comment_le_devenir(self, client):
        ReseauFactory(comment_adherer="Venez à une **réunion** du mardi.")
        atelier = AtelierFactory(acces=Acces.MEMBRES)

        reponse = client.get(adresse(atelier))

        assert reponse.status_code == 403
        assert "Venez à une <strong>réunion</strong> du mardi." in source(reponse)
        assert reverse("account_login") in source(reponse)

    def test_une_journee_de_groupe_mene_au_groupe(self, client):
        groupe = GroupeFactory(nom="Communication")
        atelier = AtelierFactory(acces=Acces.GROUPE, groupe=groupe)
        client.force_login(PersonneFactory(membre=True))

        reponse = client.get(adresse(atelier))

        assert reponse.status_code == 403
        assert "Communication" in source(reponse)
        assert groupe.get_absolute_url() in source(reponse)

    def test_connectee_la_page_est_remplie_d_avance(self, client):
        client.force_login(
            PersonneFactory(prenom="Zoé", structure="La Nef", email="zoe@example.org")
        )

        page = source(client.get(adresse(AtelierFactory())))

        for valeur in ("Zoé", "La Nef", "zoe@example.org"):
            assert f'value="{valeur}"' in page

    def test_deja_inscrite_et_connectee_la_page_mene_a_l_inscription(self, client):
        personne = PersonneFactory(prenom="Zoé", nom="Brun", email="zoe@example.org")
        personne.emailaddress_set.create(email="zoe@example.org", verified=True)
        inscription = InscriptionFactory(prenom="Zoe", nom="BRUN", courriel="zoe@example.org")
        client.force_login(personne)

        page = source(client.get(adresse(inscription.atelier)))

        assert reverse("inscriptions:dossier", args=[inscription.jeton]) in page

    def test_un_compte_a_l_adresse_non_prouvee_ne_voit_rien_de_celle_ci(self, client):
        personne = PersonneFactory(email="zoe@example.org")
        personne.emailaddress_set.create(email="zoe@example.org", verified=False)
        inscription = InscriptionFactory(courriel="zoe@example.org")
        client.force_login(personne)

        page = source(client.get(adresse(inscription.atelier)))

        assert inscription.dossier.jeton not in page

    @pytest.mark.parametrize("nombre", [1, 3])
    def test_le_nombre_de_requetes_ne_depend_pas_des_inscrits(
        self, client, django_assert_num_queries, nombre
    ):
        atelier = AtelierFactory()
        InscriptionFactory.create_batch(nombre, atelier=atelier)

        with django_assert_num_queries(5):
            client.get(adresse(atelier))

    def test_autre_methode_refusee(self, client):
        assert client.put(adresse(AtelierFactory())).status_code == 405
        assert Inscription.objects.count() == 0


class TestEnvoyer:
    def test_l_inscription_se_fait_sans_compte_et_mene_a_merci(self, client):
        commune = CommuneFactory(nom="Auch", codes_postaux="32000")
        repas = RepasFactory()
        saisie = SAISIE | {
            "telephone": "06 01 02 03 04",
            "structure": "La Dynamo",
            "commune": "Auch",
            "besoins_acces": "Rampe",
            "veut_les_annonces": "on",
            f"repas_{repas.pk}": "on",
            f"regime_{repas.pk}": "allergie",
            f"allergie_{repas.pk}": "Arachide",
        }

        reponse = client.post(adresse(repas.atelier), saisie, follow=True)

        inscription = Inscription.objects.get()
        assert reponse.redirect_chain == [(reverse("inscriptions:merci"), 302)]
        assert (inscription.courriel, inscription.telephone) == (
            "camille@example.org",
            "06 01 02 03 04",
        )
        assert (inscription.commune, inscription.besoins_acces) == (commune, "Rampe")
        assert inscription.couverts.get().allergie == "Arachide"
        assert inscription.dossier.veut_les_annonces_depuis is not None
        assert "Merci Camille." in source(reponse)
        assert "Nous venons d’écrire à <strong>Camille@example.org</strong>." in source(reponse)

    def test_la_reponse_ne_dit_pas_si_l_adresse_etait_connue(self, client):
        atelier = AtelierFactory()
        connue = InscriptionFactory(
            atelier=atelier, prenom="camille", nom="DAURE", courriel="connue@example.org"
        )

        reponses = []
        for courriel in ("connue@example.org", "nouvelle@example.org"):
            client.cookies.clear()
            suite = client.post(adresse(atelier), SAISIE | {"courriel": courriel})
            merci = client.get(suite.url)
            temoins = sorted(cookie for cookie in client.cookies if cookie != "csrftoken")
            reponses.append((suite.status_code, suite.url, temoins, source(merci)))

        premiere, seconde = reponses
        assert premiere[:3] == seconde[:3] == (302, reverse("inscriptions:merci"), ["merci"])
        assert premiere[3].replace("connue@", "nouvelle@") == seconde[3]
        assert connue.jeton in Courriel.objects.get(destinataire=connue.courriel).texte

    def test_connectee_avec_son_adresse_prouvee_on_arrive_sur_sa_page(self, client):
        personne = PersonneFactory(email="camille@example.org")
        personne.emailaddress_set.create(email="camille@example.org", verified=True)
        client.force_login(personne)

        reponse = client.post(adresse(AtelierFactory()), SAISIE)

        assert reponse.url == Dossier.objects.get().get_absolute_url()

    def test_connectee_avec_l_adresse_d_une_autre_la_reponse_reste_muette(self, client):
        client.force_login(PersonneFactory())

        reponse = client.post(adresse(AtelierFactory()), SAISIE)

        assert reponse.url == reverse("inscriptions:merci")

    def test_les_erreurs_sont_pres_des_champs_et_rien_n_est_perdu(self, client):
        repas = RepasFactory()
        saisie = {
            "prenom": "Camille",
            "courriel": "camille",
            "telephone": "abc",
            "profil": "porteur",
            "commune": "Nullepart-sur-Rien",
            f"repas_{repas.pk}": "on",
            f"regime_{repas.pk}": "allergie",
        }

        reponse = client.post(adresse(repas.atelier), saisie)

        assert set(reponse.context["form"].errors) == {
            "nom",
            "courriel",
            "telephone",
            "commune",
            f"allergie_{repas.pk}",
        }
        page = source(reponse)
        assert 'value="Camille"' in page
        assert 'value="Nullepart-sur-Rien"' in page
        assert f'name="repas_{repas.pk}" id="id_repas_{repas.pk}" checked' in page
        assert "Dites à quoi vous êtes allergique." in page
        assert not Inscription.objects.exists()

    def test_une_adresse_plus_longue_que_la_base_n_en_garde_est_refusee(self, client):
        atelier = AtelierFactory()

        reponse = client.post(adresse(atelier), {**SAISIE, "courriel": f"{'a' * 250}@example.org"})

        assert "au plus 254 caractères" in source(reponse)
        assert not Inscription.objects.exists()

    def test_le_repas_ferme_entre_la_page_et_la_reponse_ne_disparait_pas_sans_rien_dire(
        self, client
    ):
        repas = RepasFactory(date_limite=timezone.now() - timedelta(seconds=1))
        saisie = SAISIE | {f"repas_{repas.pk}": "on", f"regime_{repas.pk}": "sans"}

        reponse = client.post(adresse(repas.atelier), saisie)

        assert "Les commandes de repas viennent de se clore" in source(reponse)
        assert not Inscription.objects.exists()

    def test_le_champ_piege_arrete_les_robots_et_le_dit(self, client):
        reponse = client.post(
            adresse(AtelierFactory()), SAISIE | {"adresse_du_site": "http://spam.example"}
        )

        assert "réservé aux robots" in source(reponse)
        assert not Inscription.objects.exists()

    def test_trop_d_envois_d_une_meme_connexion_sont_freines_en_francais(self, client, settings):
        settings.INSCRIPTIONS_PAR_HEURE = 2
        atelier = AtelierFactory()

        for rang in range(3):
            reponse = client.post(adresse(atelier), SAISIE | {"courriel": f"p{rang}@example.org"})

        assert "Trop d’inscriptions depuis votre connexion" in source(reponse)
        assert "Votre demande n’a pas abouti" in source(reponse)
        assert "pas encore complet" not in source(reponse)
        assert 'value="p2@example.org"' in source(reponse)
        assert Inscription.objects.count() == 2

    def test_les_inscriptions_closes_entre_temps_ne_perdent_pas_la_saisie(
        self, client, monkeypatch
    ):
        atelier = AtelierFactory()
        vraie = places.inscrire

        def fermer_puis_inscrire(*args, **kwargs):
            type(atelier).objects.update(date_limite=timezone.now() - timedelta(days=1))
            return vraie(*args, **kwargs)

        monkeypatch.setattr(places, "inscrire", fermer_puis_inscrire)
        reponse = client.post(adresse(atelier), SAISIE)

        assert "Les inscriptions viennent de se clore." in source(reponse)
        assert 'value="Camille"' in source(reponse)

    @pytest.mark.parametrize(
        ("change", "dit"),
        [
            (
                {"date_limite": timezone.now() - timedelta(days=1)},
                "Les inscriptions ont été closes pendant que vous écriviez.",
            ),
            (
                {"statut": Statut.ANNULE, "motif_annulation": "Neige"},
                "La journée a été annulée pendant que vous écriviez.",
            ),
            ({"acces": Acces.MEMBRES}, "ou vous n’êtes plus connecté ou connectée."),
        ],
    )
    def test_un_formulaire_ouvert_avant_la_fermeture_rend_ce_qu_on_avait_ecrit(
        self, client, change, dit
    ):
        ReseauFactory(courriel="bonjour@example.org")
        atelier = AtelierFactory()
        Atelier.objects.filter(pk=atelier.pk).update(**change)

        page = source(client.post(adresse(atelier), SAISIE | {"besoins_acces": "Une <rampe>"}))

        assert dit in page
        assert "rien n’a été enregistré" in page
        assert "<dt>Courriel</dt><dd>Camille@example.org</dd>" in page
        assert "<dt>Besoins d’accès</dt><dd>Une &lt;rampe&gt;</dd>" in page
        assert ("mailto:bonjour" in page.split("<footer")[0]) == ("statut" not in change)
        assert not Inscription.objects.exists()
        assert "trop tard" not in source(client.get(adresse(atelier)))


class TestMerci:
    def test_sans_rien_dans_la_poche_la_page_reste_polie(self, client):
        page = source(client.get(reverse("inscriptions:merci")))

        assert "Merci." in page
        assert "Nous venons de vous écrire." in page

    def test_un_temoin_falsifie_est_ignore(self, client):
        client.cookies["merci"] = "Pirate|pirate@example.org:faux:faux"

        page = source(client.get(reverse("inscriptions:merci")))

        assert "Pirate" not in page


class TestRetrouver:
    url = "/inscriptions/retrouver/"

    def test_la_reponse_est_la_meme_et_seule_l_adresse_connue_recoit_ses_liens(self, client):
        inscription = InscriptionFactory(courriel="Malika@example.org")
        passee = InscriptionFactory(courriel="malika@example.org", atelier__passe=True)
        annulee = InscriptionFactory(courriel="malika@example.org", annulee=True)

        reponses = [
            source(client.post(self.url, {"courriel": courriel}, follow=True))
            for courriel in ("malika@example.org", "inconnue@example.org")
        ]

        assert reponses[0] == reponses[1]
        assert "Si une inscription à venir existe" in reponses[0]
        courriel = Courriel.objects.get()
        assert courriel.destinataire == "malika@example.org"
        assert inscription.jeton in courriel.texte
        assert passee.jeton not in courriel.texte
        assert annulee.jeton not in courriel.texte

    def test_une_adresse_ne_recoit_pas_plus_de_cinq_lettres_par_heure(self, client):
        InscriptionFactory(courriel="malika@example.org")

        for _essai in range(7):
            client.post(self.url, {"courriel": "malika@example.org"})

        assert Courriel.objects.count() == 5

    def test_une_adresse_mal_ecrite_est_dite(self, client):
        page = source(client.post(self.url, {"courriel": "malika"}))

        assert "adresse" in page
        assert 'value="malika"' in page

    def test_trop_de_demandes_sont_freinees(self, client):
        for rang in range(61):
            reponse = client.post(self.url, {"courriel": f"p{rang}@example.org"})

        assert "Trop de demandes depuis votre connexion" in source(reponse)
