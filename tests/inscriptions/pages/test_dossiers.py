import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from ateliers.enums import EtatInscription
from ateliers.models import Atelier
from inscriptions import places
from inscriptions.demandes import ChoixDeRepas, Demande
from inscriptions.models import Dossier, Inscription
from reseau.models import Courriel
from tests.factories import AtelierFactory, DossierFactory, InscriptionFactory, RepasFactory
from tests.pages import source

UN_JOUR = timedelta(days=1)


def lien(nom, inscription):
    arguments = [inscription.dossier.jeton]
    if nom in ("modifier", "annuler"):
        arguments.append(inscription.pk)
    return reverse(f"inscriptions:{nom}", args=arguments)


def inscrire(atelier, courriel="ana@example.org", repas=()):
    choix = {r.pk: ChoixDeRepas() for r in repas}
    demande = Demande(prenom="Ana", nom="Daure", courriel=courriel, repas=choix)
    return places.inscrire([demande], [atelier]).nouvelles[0]


class TestLaPagePrivee:
    def test_confirmee_elle_donne_le_lieu_la_visio_et_le_chemin(self, client):
        atelier = AtelierFactory(
            lien_visio="https://visio.example.org/salle",
            informations_pratiques="Se garer **place du marché**.",
            lieu__nom="La Dynamo",
            lieu__acces="Gare à 300 m.",
        )
        repas = RepasFactory(atelier=atelier)
        inscription = inscrire(atelier, repas=[repas])

        page = source(client.get(inscription.dossier.get_absolute_url()))

        for dit in (
            "Votre place est réservée.",
            "La Dynamo",
            "https://visio.example.org/salle",
            "<strong>place du marché</strong>",
            "Gare à 300 m.",
            "Sans régime particulier",
            lien("ics", inscription),
            lien("modifier", inscription),
            lien("annuler", inscription),
        ):
            assert dit in page

    def test_en_attente_elle_dit_le_rang_sans_visio_ni_calendrier(self, client):
        atelier = AtelierFactory(complet=True, lien_visio="https://visio.example.org/salle")
        inscrire(atelier, "avant@example.org")
        inscription = inscrire(atelier)

        page = source(client.get(inscription.dossier.get_absolute_url()))

        assert "Vous êtes en liste d’attente, 2ᵉ dans l’ordre d’arrivée." in page
        assert "visio.example.org" not in page
        assert lien("ics", inscription) not in page
        assert "Quitter la liste d’attente" in page

    @pytest.mark.parametrize(
        "change",
        [
            lambda hier: {"statut": "annule"},
            lambda hier: {"debut": hier - UN_JOUR, "fin": hier},
        ],
    )
    def test_changee_trop_tard_elle_le_dit(self, client, change):
        inscription = inscrire(AtelierFactory())
        changes = change(hier=timezone.now() - UN_JOUR)
        Atelier.objects.filter(pk=inscription.atelier_id).update(**changes)

        reponse = client.post(lien("modifier", inscription), {"prenom": "Zoé"}, follow=True)

        assert "Trop tard : cette inscription ne change plus." in source(reponse)
        assert "Trop tard" not in source(client.get(lien("modifier", inscription), follow=True))

    def test_annulee_elle_propose_de_revenir_et_ne_montre_plus_rien(self, client):
        inscription = inscrire(AtelierFactory(lien_visio="https://visio.example.org/salle"))
        places.annuler(inscription)

        page = source(client.get(inscription.dossier.get_absolute_url()))

        assert "Votre inscription est annulée." in page
        assert reverse("inscriptions:inscrire", args=[inscription.atelier.slug]) in page
        assert "visio.example.org" not in page
        assert lien("annuler", inscription) not in page

    def test_la_journee_annulee_par_l_equipe_est_dite(self, client):
        inscription = InscriptionFactory(atelier__annule=True, atelier__motif_annulation="Neige")

        page = source(client.get(inscription.dossier.get_absolute_url()))

        assert "La journée est annulée par l’équipe." in page
        assert "Neige" in page

    def test_une_journee_annulee_par_l_equipe_n_offre_plus_rien_a_changer(self, client):
        inscription = inscrire(AtelierFactory())
        repas = RepasFactory(atelier=inscription.atelier)
        inscription.couverts.create(repas=repas, etat="confirme")
        type(repas.atelier).objects.update(statut="annule")

        page = source(client.get(inscription.dossier.get_absolute_url()))
        fermee = source(client.get(reverse("inscriptions:inscrire", args=[repas.atelier.slug])))

        for nom in ("modifier", "annuler"):
            assert lien(nom, inscription) not in page
            assert client.get(lien(nom, inscription)).status_code == 302
        assert "Laisser ce repas" not in page
        assert "Déjeuner" not in page
        assert "Vous pouvez toujours vous retirer" not in fermee

    def test_apres_la_journee_plus_rien_ne_se_change(self, client):
        inscription = InscriptionFactory(atelier__passe=True)

        page = source(client.get(inscription.dossier.get_absolute_url()))

        assert "Cette journée a eu lieu." in page
        assert lien("annuler", inscription) not in page

    def test_elle_reste_entre_nous(self, client):
        inscription = InscriptionFactory()

        reponse = client.get(inscription.dossier.get_absolute_url())

        assert reponse["Referrer-Policy"] == "same-origin"
        assert reponse["X-Robots-Tag"] == "noindex, nofollow"
        assert {"private", "no-store"} <= set(reponse["Cache-Control"].split(", "))

    def test_un_jeton_inconnu_n_ouvre_rien(self, client):
        InscriptionFactory()

        reponse = client.get("/inscriptions/nimporte-quoi/")

        assert reponse.status_code == 404
        assert "Ce lien n’ouvre aucune inscription" in source(reponse)

    def test_l_ancien_lien_ne_mene_plus_a_une_inscription_reprise(self, client):
        atelier = AtelierFactory()
        ancien = inscrire(atelier).dossier
        places.annuler(Inscription.objects.get())
        nouveau = inscrire(atelier).dossier

        assert client.get(ancien.get_absolute_url()).status_code == 404
        assert atelier.titre in client.get(nouveau.get_absolute_url()).content.decode()

    @pytest.mark.parametrize("nombre", [1, 3])
    def test_le_nombre_de_requetes_ne_depend_pas_du_nombre_de_journees(
        self, client, django_assert_num_queries, nombre
    ):
        dossier = DossierFactory()
        for inscription in InscriptionFactory.create_batch(nombre, dossier=dossier):
            repas = RepasFactory(atelier=inscription.atelier)
            inscription.couverts.create(repas=repas, etat="confirme")

        with django_assert_num_queries(9):
            client.get(dossier.get_absolute_url())

    def test_on_ne_poste_pas_sur_la_page(self, client):
        assert client.post(InscriptionFactory().dossier.get_absolute_url()).status_code == 405


class TestModifier:
    def test_changer_ses_coordonnees_et_son_repas(self, client):
        repas = RepasFactory()
        inscription = inscrire(repas.atelier)
        saisie = {
            "prenom": "Anna",
            "nom": "Daure",
            "profil": "usager",
            f"repas_{repas.pk}": "on",
            f"regime_{repas.pk}": "vegetarien",
        }

        reponse = client.post(lien("modifier", inscription), saisie, follow=True)

        inscription.refresh_from_db()
        assert "Vos changements sont enregistrés." in source(reponse)
        assert (inscription.prenom, inscription.courriel) == ("Anna", "ana@example.org")
        assert inscription.couverts.get().regime == "vegetarien"

    def test_un_autre_regime_efface_l_allergie_ecrite_avant(self, client):
        repas = RepasFactory()
        inscription = inscrire(repas.atelier)
        saisie = {
            "prenom": "Ana",
            "nom": "Daure",
            "profil": "usager",
            f"repas_{repas.pk}": "on",
            f"regime_{repas.pk}": "vegetarien",
            f"allergie_{repas.pk}": "Noix",
        }

        client.post(lien("modifier", inscription), saisie)

        assert inscription.couverts.get().allergie == ""

    def test_la_page_est_remplie_de_ce_qui_est_su(self, client):
        repas = RepasFactory()
        inscription = inscrire(repas.atelier, repas=[repas])

        page = source(client.get(lien("modifier", inscription)))

        assert 'value="Ana"' in page
        assert f'name="repas_{repas.pk}" id="id_repas_{repas.pk}" checked' in page
        assert 'name="courriel"' not in page

    def test_apres_l_heure_de_commande_le_repas_reste(self, client):
        repas = RepasFactory()
        inscription = inscrire(repas.atelier, repas=[repas])
        type(repas).objects.update(date_limite=timezone.now() - timedelta(hours=1))

        client.post(
            lien("modifier", inscription), {"prenom": "Anna", "nom": "D", "profil": "usager"}
        )

        inscription.refresh_from_db()
        assert inscription.prenom == "Anna"
        assert inscription.couverts.get().est_confirme

    def test_une_saisie_invalide_ne_change_rien(self, client):
        inscription = inscrire(AtelierFactory())

        reponse = client.post(lien("modifier", inscription), {"prenom": "", "nom": "X"})

        inscription.refresh_from_db()
        assert set(reponse.context["form"].errors) == {"prenom", "profil"}
        assert inscription.nom == "Daure"

    @pytest.mark.parametrize("nom", ["modifier", "annuler"])
    def test_une_inscription_annulee_ou_passee_ramene_a_sa_page(self, client, nom):
        for inscription in (
            InscriptionFactory(annulee=True),
            InscriptionFactory(atelier__passe=True),
        ):
            reponse = client.post(lien(nom, inscription), {})

            assert reponse.url == inscription.dossier.get_absolute_url()

    @pytest.mark.parametrize("nom", ["modifier", "annuler"])
    def test_le_jeton_d_un_autre_dossier_n_ouvre_pas_l_inscription(self, client, nom):
        inscription, autre = InscriptionFactory(), InscriptionFactory()
        adresse = reverse(f"inscriptions:{nom}", args=[autre.dossier.jeton, inscription.pk])

        assert client.get(adresse).status_code == 404
        assert client.post(adresse).status_code == 404
        inscription.refresh_from_db()
        assert inscription.est_confirmee

    @pytest.mark.parametrize("nom", ["modifier", "annuler"])
    def test_autre_methode_refusee(self, client, nom):
        inscription = InscriptionFactory()

        assert client.delete(lien(nom, inscription)).status_code == 405
        inscription.refresh_from_db()
        assert inscription.est_confirmee


class TestAnnuler:
    def test_la_page_demande_confirmation_puis_le_bouton_annule(self, client):
        inscription = inscrire(AtelierFactory())
        adresse = lien("annuler", inscription)

        page = source(client.get(adresse))
        inscription.refresh_from_db()
        assert inscription.etat == EtatInscription.CONFIRMEE
        reponse = client.post(adresse, {"motif": "Grippe"}, follow=True)

        assert "Annuler mon inscription" in page
        assert "Votre inscription est annulée." in source(reponse)
        inscription.refresh_from_db()
        assert inscription.etat == EtatInscription.ANNULEE
        assert inscription.changements.last().motif == "Grippe"

    @pytest.mark.usefixtures("sans_delai")
    def test_complet_et_apres_la_date_limite_on_se_retire_encore(self, client):
        atelier = AtelierFactory(capacite=1)
        inscription = inscrire(atelier)
        inscrire(atelier, "bea@example.org")
        type(atelier).objects.update(date_limite=timezone.now() - timedelta(days=1))

        client.post(lien("annuler", inscription))

        etats = dict(Inscription.objects.values_list("courriel", "etat"))
        assert etats == {"ana@example.org": "annulee", "bea@example.org": "confirmee"}

    @pytest.mark.parametrize(
        ("etat", "titre", "phrase", "objet"),
        [
            (
                "confirmee",
                "Annuler mon inscription",
                "Votre inscription est annulée",
                "Inscription",
            ),
            (
                "en_attente",
                "Quitter la liste d’attente",
                "Vous quittez la liste d’attente",
                "Liste",
            ),
            ("demandee", "Retirer ma demande", "Votre demande est retirée", "Demande retirée"),
        ],
    )
    def test_elle_dit_ce_qu_on_abandonne(self, client, etat, titre, phrase, objet):
        inscription = InscriptionFactory(etat=etat)

        page = source(client.get(lien("annuler", inscription)))
        reponse = client.post(lien("annuler", inscription), follow=True)

        assert titre in page.split("<h1>")[1].split("</h1>")[0]
        assert f"{phrase}. Merci d’avoir prévenu." in source(reponse)
        lettre = Courriel.objects.get()
        assert lettre.objet.startswith(objet)
        assert f"{phrase[0].lower()}{phrase[1:]}. Merci d’avoir prévenu." in lettre.texte

    def test_une_demande_envoyee_deux_fois_n_est_pas_dite_en_liste_d_attente(self):
        demande = InscriptionFactory(
            atelier__sur_approbation=True, etat="demandee", demandee_le=timezone.now() - UN_JOUR
        )
        encore = Demande(prenom=demande.prenom, nom=demande.nom, courriel=demande.courriel)
        places.inscrire([encore], [demande.atelier])

        lettre = Courriel.objects.get()
        assert lettre.objet.startswith("Vous êtes déjà sur la liste")
        assert "l’équipe vous répondra par courriel" in lettre.texte
        assert "liste d’attente" not in lettre.texte


class TestCalendrier:
    def test_le_fichier_de_la_page_porte_la_journee_et_aucun_jeton(self, client):
        inscription = inscrire(AtelierFactory(titre="Ouvrir un fablab"))

        reponse = client.get(lien("ics", inscription))

        fichier = reponse.content.decode().replace("\r\n ", "")
        assert reponse["Content-Type"].startswith("text/calendar")
        assert "SUMMARY:Ouvrir un fablab" in fichier
        assert inscription.dossier.jeton not in fichier

    def test_en_attente_il_n_y_a_pas_de_fichier(self, client):
        inscription = inscrire(AtelierFactory(complet=True))

        assert client.get(lien("ics", inscription)).status_code == 404


class TestCourriels:
    @pytest.fixture
    def tous(self):
        """One letter of each kind, from a day where everything happens."""
        atelier = AtelierFactory(capacite=1, lien_visio="https://visio.example.org/salle")
        repas = RepasFactory(atelier=atelier, capacite=1)
        ana = inscrire(atelier, "ana@example.org", repas=[repas])
        inscrire(atelier, "bea@example.org", repas=[repas])
        inscrire(atelier, "clo@example.org")
        places.inscrire([Demande(prenom="ana", nom="DAURE", courriel="clo@example.org")], [atelier])
        type(atelier).objects.update(capacite=2)
        places.remplir(atelier.pk)
        places.annuler(ana)
        Client().post(reverse("inscriptions:retrouver"), {"courriel": "bea@example.org"})
        return {c.objet.split(":")[0].strip(): c for c in Courriel.objects.order_by("pk")}

    @pytest.mark.usefixtures("sans_delai")
    def test_chaque_evenement_a_sa_lettre(self, tous):
        assert set(tous) == {
            "Inscription confirmée",
            "Sur liste d’attente",
            "Vous êtes déjà sur la liste",
            "Une place s’est libérée pour vous",
            "Votre repas est réservé",
            "Inscription annulée",
            "Vos inscriptions",
        }

    def test_ouvrir_tous_les_liens_ne_change_rien(self, client, tous):
        def etat_du_monde():
            return [
                list(modele.objects.order_by("pk").values())
                for modele in (Inscription, Dossier, Courriel)
            ]

        avant = etat_du_monde()
        liens = set()
        for courriel in tous.values():
            liens |= set(re.findall(r"http://127\.0\.0\.1:\d+(/[^\s\"<]*)", courriel.texte))
            liens |= set(re.findall(r"http://127\.0\.0\.1:\d+(/[^\s\"<]*)", courriel.html))
        assert len(liens) >= 5
        for chemin in liens:
            for methode in (client.get, client.head):
                assert methode(chemin, follow=True).status_code == 200
        for inscription in Inscription.objects.all():
            for nom in ("modifier", "annuler", "dossier"):
                client.get(lien(nom, inscription))
                client.head(lien(nom, inscription))

        assert etat_du_monde() == avant

    @pytest.mark.usefixtures("sans_delai")
    def test_le_calendrier_joint_a_le_bon_type_et_aucun_jeton(self, tous):
        jetons = set(Dossier.objects.values_list("jeton", flat=True))

        for objet in ("Inscription confirmée", "Une place s’est libérée pour vous"):
            (piece,) = tous[objet].pieces.all()
            contenu = bytes(piece.contenu).decode().replace("\r\n ", "")
            assert piece.nom == "inscription.ics"
            assert set(piece.type_mime.split("; ")) == {
                "text/calendar",
                "charset=utf-8",
                "method=PUBLISH",
            }
            assert not any(jeton in contenu for jeton in jetons)
        assert not tous["Sur liste d’attente"].pieces.exists()

    def test_la_visio_n_est_donnee_qu_a_qui_a_sa_place(self, tous):
        assert "visio.example.org" in tous["Inscription confirmée"].texte
        assert "visio.example.org" not in tous["Sur liste d’attente"].texte
        assert "visio.example.org" not in tous["Inscription annulée"].texte

    def test_les_lettres_sont_en_francais_meme_si_la_visiteuse_lit_en_anglais(self, client):
        client.cookies["django_language"] = "en"
        saisie = {"prenom": "Ana", "nom": "D", "courriel": "a@example.org", "profil": "autre"}

        client.post(reverse("inscriptions:inscrire", args=[AtelierFactory().slug]), saisie)

        courriel = Courriel.objects.get()
        assert courriel.objet.startswith("Inscription confirmée")
        assert "Votre place est réservée" in courriel.texte

    def test_un_nom_avec_des_chevrons_reste_du_texte(self):
        demande = Demande(prenom="<b>Ana</b> & co", nom="D", courriel="a@example.org")

        places.inscrire([demande], [AtelierFactory()])

        courriel = Courriel.objects.get()
        assert "Bonjour <b>Ana</b> & co," in courriel.texte
        assert "<b>Ana" not in courriel.html
