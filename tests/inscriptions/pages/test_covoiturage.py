"""The private pages: what one sees of the others, and what one never sees before a yes."""

import pytest
from django.urls import reverse

from inscriptions.models import MiseEnRelation, Trajet
from inscriptions.models.enums import EtatDemande, Role
from reseau.models import Courriel
from tests.factories import (
    AtelierFactory,
    CommuneFactory,
    DossierFactory,
    InscriptionFactory,
    MiseEnRelationFactory,
    TrajetFactory,
)
from tests.pages import source


@pytest.fixture
def atelier():
    return AtelierFactory(titre="Simorre")


@pytest.fixture
def moi(atelier):
    """Inès looks for a seat."""
    return TrajetFactory(
        inscription__atelier=atelier,
        inscription__dossier=DossierFactory(prenom="Inès", nom="Bordes"),
        inscription__telephone="0690000002",
        cherche=True,
    )


@pytest.fixture
def odile(atelier):
    """Odile drives."""
    return TrajetFactory(
        inscription__atelier=atelier,
        inscription__dossier=DossierFactory(
            prenom="Odile", nom="Lacaze", courriel="odile@example.org"
        ),
        inscription__telephone="0562000001",
        message="Rond-point de la gare",
    )


GESTES = ("accepter", "refuser", "renoncer")
DE_ODILE = ("Odile", "Lacaze", "odile@example.org", "0562000001", "05 62")


def lien(nom, qui, *arguments):
    inscription = getattr(qui, "inscription", qui)
    suite = f"covoiturage_{nom}" if nom else "covoiturage"
    return reverse(
        f"inscriptions:{suite}", args=[inscription.dossier.jeton, inscription.pk, *arguments]
    )


def saisie(**champs):
    return {
        "role": "propose",
        "sens": "aller_retour",
        "commune": "Auch",
        "heure": "08:15",
        "places": "2",
        "message": "",
        **champs,
    }


class TestLaPage:
    def test_elle_montre_la_commune_l_heure_et_le_detour_jamais_le_nom(self, client, moi, odile):
        page = source(client.get(lien("", moi)))

        for dit in (
            "Auch, 8 h",
            "Rond-point de la gare",
            "3 places libres",
            "Dans votre commune.",
            "Aucun détour pour la voiture.",
            "Demander une place",
            lien("demander", moi, odile.pk),
        ):
            assert dit in page
        for secret in DE_ODILE:
            assert secret not in page

    def test_aucun_nom_non_plus_avant_de_demander_ni_de_repondre(self, client, moi, odile):
        demande = MiseEnRelationFactory(voiture=odile, passager=moi, demandee_par=Role.PROPOSE)

        for adresse in (
            lien("", moi),
            lien("demander", moi, odile.pk),
            lien("demande", moi, demande.pk),
        ):
            page = source(client.get(adresse))
            for secret in DE_ODILE:
                assert secret not in page

    @pytest.mark.parametrize("etat", [EtatDemande.REFUSEE, EtatDemande.RETIREE])
    def test_ni_apres_un_non_ou_un_accord_retire(self, client, moi, odile, etat):
        demande = MiseEnRelationFactory(voiture=odile, passager=moi, etat=etat)

        for adresse in (lien("", moi), lien("demande", moi, demande.pk)):
            page = source(client.get(adresse))
            for secret in DE_ODILE:
                assert secret not in page

    def test_une_fois_d_accord_chacun_voit_l_autre_et_personne_d_autre(
        self, client, atelier, moi, odile
    ):
        MiseEnRelationFactory(voiture=odile, passager=moi, acceptee=True)
        tiers = TrajetFactory(inscription__atelier=atelier, cherche=True)

        page = source(client.get(lien("", moi)))
        for dit in ("Odile Lacaze", "odile@example.org", "tel:0562000001"):
            assert dit in page
        assert "Inès Bordes" in source(client.get(lien("", odile)))
        for secret in (*DE_ODILE, "Inès", "Bordes", "0690000002"):
            assert secret not in source(client.get(lien("", tiers)))

    def test_sans_trajet_on_regarde_et_on_dit_le_sien_la_commune_deja_ecrite(
        self, client, atelier, odile
    ):
        inscription = InscriptionFactory(atelier=atelier, commune=CommuneFactory())

        page = source(client.get(lien("", inscription)))

        assert 'value="Auch (32000)"' in page
        assert "3 places libres" in page
        assert "Demander une place" not in page

    def test_on_ne_voit_ni_une_autre_journee_ni_qui_a_annule(self, client, moi, atelier):
        TrajetFactory(message="Une autre journée")
        TrajetFactory(
            inscription__atelier=atelier, inscription__annulee=True, message="Ne vient plus"
        )

        page = source(client.get(lien("", moi)))

        assert "Une autre journée" not in page
        assert "Ne vient plus" not in page
        assert "Personne ne propose encore de place." in page

    @pytest.mark.parametrize(
        ("cherche", "dit"),
        [(False, "la seule personne à proposer"), (True, "la seule personne à chercher")],
    )
    def test_seule_a_covoiturer_elle_se_le_lit_dire(self, client, cherche, dit):
        page = source(client.get(lien("", TrajetFactory(cherche=cherche))))

        assert f"Vous êtes pour l’instant {dit}" in page

    def test_qui_a_trouve_sa_place_ne_cherche_plus(self, client, atelier, odile):
        casee = TrajetFactory(inscription__atelier=atelier, cherche=True, message="Casée")
        MiseEnRelationFactory(
            voiture=TrajetFactory(inscription__atelier=atelier), passager=casee, acceptee=True
        )

        assert "Casée" not in source(client.get(lien("", odile)))

    def test_une_voiture_pleine_reste_montree_sans_bouton(self, client, moi, odile):
        odile.places = 1
        odile.save()
        MiseEnRelationFactory(voiture=odile, acceptee=True)

        page = source(client.get(lien("", moi)))

        assert "Complète" in page
        assert "Demander une place" not in page

    def test_qui_conduit_voit_d_abord_qui_cherche(self, client, moi, odile):
        page = source(client.get(lien("", odile)))

        assert page.index("Qui cherche une place") < page.index("Les voitures qui partent")
        assert "Proposer une place" in page

    @pytest.mark.parametrize("nombre", [1, 3])
    def test_neuf_requetes_quel_que_soit_le_nombre_de_trajets(
        self, client, atelier, moi, nombre, django_assert_num_queries
    ):
        for _ in range(nombre):
            voiture = TrajetFactory(inscription__atelier=atelier)
            MiseEnRelationFactory(voiture=voiture, acceptee=True)
            MiseEnRelationFactory(voiture=voiture, passager=moi)
        client.get(lien("", moi))

        with django_assert_num_queries(9):
            client.get(lien("", moi))


class TestLesDroits:
    def test_le_jeton_d_un_autre_n_ouvre_rien(self, client, moi, odile):
        adresse = reverse(
            "inscriptions:covoiturage", args=[odile.inscription.dossier.jeton, moi.inscription.pk]
        )

        assert client.get(adresse).status_code == 404
        assert client.get(lien("", moi)).status_code == 200

    def test_le_trajet_d_une_autre_journee_et_la_demande_d_un_autre_non_plus(
        self, client, moi, odile
    ):
        ailleurs = TrajetFactory()
        leur_demande = MiseEnRelationFactory(voiture=odile)

        for adresse in (
            lien("demander", moi, ailleurs.pk),
            lien("demander", moi, moi.pk),
        ):
            assert client.get(adresse).status_code == 404
            assert client.post(adresse).status_code == 404
        assert client.get(lien("demande", moi, leur_demande.pk)).status_code == 404
        for geste in GESTES:
            assert client.post(lien(geste, moi, leur_demande.pk)).status_code == 404
        assert MiseEnRelation.objects.get().attend

    @pytest.mark.parametrize("champs", [{"passe": True}, {"annule": True}, {"format": "en_ligne"}])
    def test_une_journee_passee_annulee_ou_en_ligne_ramene_a_l_inscription(self, client, champs):
        inscription = InscriptionFactory(atelier=AtelierFactory(**champs))

        for nom in ("", "trajet", "retirer"):
            reponse = client.get(lien(nom, inscription))
            assert reponse.url == inscription.dossier.get_absolute_url()

    def test_qui_a_annule_ne_voit_plus_rien(self, client, odile):
        inscription = InscriptionFactory(atelier=odile.inscription.atelier, annulee=True)

        reponse = client.get(lien("", inscription))

        assert reponse.url == inscription.dossier.get_absolute_url()

    def test_la_page_ne_se_garde_pas_et_ne_se_cherche_pas(self, client, moi):
        reponse = client.get(lien("", moi))

        assert "no-store" in reponse["Cache-Control"]
        assert reponse["X-Robots-Tag"] == "noindex, nofollow"

    @pytest.mark.parametrize("methode", ["get", "head"])
    def test_regarder_ne_change_rien(self, client, moi, odile, methode):
        demande = MiseEnRelationFactory(voiture=odile, passager=moi, demandee_par=Role.PROPOSE)
        libre = TrajetFactory(inscription__atelier=odile.inscription.atelier)

        for adresse in (
            lien("", moi),
            lien("trajet", moi),
            lien("retirer", moi),
            lien("demander", moi, libre.pk),
            lien("demande", moi, demande.pk),
        ):
            assert getattr(client, methode)(adresse).status_code == 200
        for geste in GESTES:
            assert getattr(client, methode)(lien(geste, moi, demande.pk)).status_code == 405

        assert MiseEnRelation.objects.get().attend
        assert (Trajet.objects.count(), Courriel.objects.count()) == (3, 0)


class TestSonTrajet:
    def test_on_propose_des_places(self, client, atelier):
        CommuneFactory()
        inscription = InscriptionFactory(atelier=atelier)

        reponse = client.post(lien("trajet", inscription), saisie(message="Coffre plein"))

        assert reponse.url == lien("", inscription)
        trajet = Trajet.objects.get()
        assert (trajet.inscription, trajet.role, trajet.places) == (inscription, "propose", 2)
        assert "2 places, dont 2 encore libres" in source(client.get(reponse.url))

    def test_on_cherche_une_place_sans_dire_d_heure_ni_de_nombre(self, client, atelier):
        CommuneFactory()
        inscription = InscriptionFactory(atelier=atelier)

        client.post(lien("trajet", inscription), saisie(role="cherche", heure="", places="99"))

        trajet = Trajet.objects.get()
        assert (trajet.role, trajet.heure, trajet.places) == ("cherche", None, 1)

    @pytest.mark.parametrize(
        ("champs", "phrase"),
        [
            ({"heure": ""}, "Dites à quelle heure vous partez"),
            ({"places": ""}, "Dites combien de places vous proposez."),
            ({"places": "0"}, "supérieure ou égale à 1"),
            ({"places": "9"}, "inférieure ou égale à 8"),
            ({"commune": ""}, "Dites d’où vous partez."),
            ({"commune": "Zzz"}, "Aucune commune ne répond"),
            ({"message": "Au 06 12 34 56 78"}, "Ni courriel ni téléphone ici"),
            ({"message": "odile@example.org"}, "Ni courriel ni téléphone ici"),
        ],
    )
    def test_ce_qui_manque_se_dit_en_francais(self, client, atelier, champs, phrase):
        CommuneFactory()
        inscription = InscriptionFactory(atelier=atelier)

        page = source(client.post(lien("trajet", inscription), saisie(**champs)))

        assert phrase in page
        assert Trajet.objects.count() == 0

    def test_on_le_change_et_la_page_garde_ce_qui_est_dit(self, client, odile):
        page = source(client.get(lien("trajet", odile)))
        assert 'value="08:00"' in page
        assert "Rond-point de la gare" in page

        client.post(lien("trajet", odile), saisie(places="4"))

        odile.refresh_from_db()
        assert odile.places == 4

    def test_on_ne_change_pas_de_role_quand_on_compte_sur_vous(self, client, moi, odile):
        MiseEnRelationFactory(voiture=odile, passager=moi, acceptee=True)

        page = source(client.post(lien("trajet", odile), saisie(role="cherche")))

        assert "On compte sur ce trajet" in page
        odile.refresh_from_db()
        assert odile.role == Role.PROPOSE

    def test_on_le_retire_par_un_bouton(self, client, odile):
        assert "Ne plus covoiturer ?" in source(client.get(lien("retirer", odile)))

        client.post(lien("retirer", odile))

        assert Trajet.objects.count() == 0


class TestDemanderEtRepondre:
    def test_de_la_demande_au_oui(self, client, moi, odile):
        client.post(lien("demander", moi, odile.pk))
        demande = MiseEnRelation.objects.get()
        assert "Demande envoyée, en attente de réponse" in source(client.get(lien("", moi)))
        assert "Répondre oui ou non" in source(client.get(lien("", odile)))

        reponse = client.post(lien("accepter", odile, demande.pk))

        assert reponse.url == lien("", odile)
        assert "Inès Bordes" in source(client.get(reponse.url))
        demande.refresh_from_db()
        assert demande.est_acceptee

    def test_un_non_se_dit_sans_donner_de_nom(self, client, moi, odile):
        demande = MiseEnRelationFactory(voiture=odile, passager=moi)

        client.post(lien("refuser", odile, demande.pk))

        page = source(client.get(lien("", moi)))
        assert "Ce ne sera pas possible cette fois." in page
        assert lien("demander", moi, odile.pk) not in page

    def test_un_non_n_est_pas_redemande(self, client, moi, odile):
        MiseEnRelationFactory(voiture=odile, passager=moi, refusee=True)

        page = source(client.post(lien("demander", moi, odile.pk), follow=True))

        assert "Cette personne a déjà décliné" in page
        assert Courriel.objects.count() == 0

    def test_on_retire_sa_demande(self, client, moi, odile):
        demande = MiseEnRelationFactory(voiture=odile, passager=moi)

        client.post(lien("renoncer", moi, demande.pk))

        demande.refresh_from_db()
        assert demande.etat == EtatDemande.RETIREE
        page = source(client.get(lien("demande", odile, demande.pk)))
        assert "Cette demande n’attend plus de réponse." in page

    def test_la_page_de_la_demande_ne_repond_pas_elle_meme(self, client, moi, odile):
        demande = MiseEnRelationFactory(voiture=odile, passager=moi)

        assert client.post(lien("demande", odile, demande.pk)).status_code == 405

        demande.refresh_from_db()
        assert demande.attend

    def test_chaque_bouton_a_son_adresse(self, client, moi, odile):
        demande = MiseEnRelationFactory(voiture=odile, passager=moi)

        a_repondre = source(client.get(lien("demande", odile, demande.pk)))
        a_attendre = source(client.get(lien("demande", moi, demande.pk)))

        vers = {geste: lien(geste, odile, demande.pk) for geste in GESTES}
        assert f'method="post" action="{vers["accepter"]}"' in a_repondre
        assert f'type="submit" formaction="{vers["refuser"]}"' in a_repondre
        assert vers["renoncer"] not in a_repondre
        assert f'method="post" action="{lien("renoncer", moi, demande.pk)}"' in a_attendre

    def test_on_dit_d_abord_d_ou_l_on_part(self, client, odile):
        inscription = InscriptionFactory(atelier=odile.inscription.atelier)

        reponse = client.post(lien("demander", inscription, odile.pk))

        assert reponse.url == lien("", inscription)
        assert MiseEnRelation.objects.count() == 0

    def test_trop_de_demandes_dans_l_heure_se_refusent(self, client, moi, odile, monkeypatch):
        monkeypatch.setattr("inscriptions.pages.covoiturage.views.DEMANDES_PAR_HEURE", 1)
        autre = TrajetFactory(inscription__atelier=odile.inscription.atelier)
        for qui in (odile, autre):
            client.post(lien("demander", moi, qui.pk))

        assert MiseEnRelation.objects.get().voiture == odile


@pytest.mark.ignore_template_errors
def test_l_animatrice_voit_combien_et_la_liste_de_la_journee(client, animatrice, moi, odile):
    ailleurs = TrajetFactory(inscription__nom="Ailleurs")
    fiche = reverse("admin:ateliers_atelier_change", args=[odile.inscription.atelier.pk])

    assert "Covoiturage (2)" in source(client.get(fiche))

    liste = reverse("admin:inscriptions_trajet_changelist")
    page = source(client.get(liste, {"atelier": odile.inscription.atelier.pk}))
    assert "Odile Lacaze" in page
    assert ailleurs.inscription.nom not in page
