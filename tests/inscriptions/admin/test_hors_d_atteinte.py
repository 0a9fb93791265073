"""A letter that can never leave is shown beside the person it was for."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group, Permission
from django.urls import reverse
from django.utils import timezone

from inscriptions.models import Inscription, Proposition
from reseau.models import Courriel
from reseau.personnes.roles import ADMINISTRATION
from reseau.socle.courriels.enums import EtatCourriel
from tests.factories import AtelierFactory, DossierFactory, InscriptionFactory, PersonneFactory
from tests.pages import source

MARQUE = "courriel non parti"
PAGE = reverse("admin:inscriptions_hors_d_atteinte")
TABLEAU = reverse("admin:index")


def lettre(destinataire, etat=EtatCourriel.ECHEC, **champs):
    rang = Courriel.objects.count()
    champs = {"derniere_erreur": "550 boîte inconnue", **champs}
    return Courriel.objects.create(
        destinataire=destinataire,
        objet=f"Lettre {rang}",
        texte="Bonjour",
        message_id=f"<{rang}@example.org>",
        etat=etat,
        **champs,
    )


def partie(destinataire, **champs):
    champs = {"envoye_le": timezone.now(), "derniere_erreur": "", **champs}
    return lettre(destinataire, EtatCourriel.ENVOYE, **champs)


def fiche(inscription):
    return reverse("admin:inscriptions_inscription_change", args=[inscription.pk])


def liste(inscription):
    adresse = reverse("admin:inscriptions_inscription_changelist")
    return f"{adresse}?atelier={inscription.atelier_id}&etat={inscription.etat}"


def en_file(inscription):
    return reverse("admin:inscriptions_file", args=[inscription.atelier_id])


def du_dossier(inscription):
    return reverse("admin:inscriptions_dossier_change", args=[inscription.dossier_id])


@pytest.fixture
def inscription():
    return InscriptionFactory(dossier__courriel="Rose@exmaple.org", en_attente=True)


class TestDit:
    @pytest.mark.parametrize("page", [liste, en_file, du_dossier])
    def test_la_marque_est_a_cote_du_nom(self, client, animatrice, inscription, page):
        InscriptionFactory(atelier=inscription.atelier, en_attente=True)
        assert MARQUE not in source(client.get(page(inscription)))

        lettre("rose@exmaple.org")

        assert source(client.get(page(inscription))).count(MARQUE) == 1

    @pytest.mark.parametrize("page", [fiche, du_dossier])
    def test_la_fiche_dit_pourquoi_et_mene_a_la_correction(
        self, client, animatrice, inscription, page
    ):
        panne = lettre("rose@exmaple.org")

        dit = source(client.get(page(inscription)))

        assert "Nos courriels ne partent pas vers rose@exmaple.org" in dit
        assert "Réponse du serveur : « 550 boîte inconnue »." in dit
        quoi = (
            ["inscription", inscription.pk]
            if page is fiche
            else ["dossier", inscription.dossier_id]
        )
        correction = reverse(f"admin:{quoi[0]}_adresse", args=quoi[1:])
        assert dit.count(f'href="{correction}"') == 2
        assert reverse("admin:reseau_courriel_change", args=[panne.pk]) in dit

    def test_une_page_rassemble_tout_le_monde_quel_que_soit_l_etat(self, client, animatrice):
        atelier = AtelierFactory()
        for etat in ("confirmee", "en_attente", "demandee", "annulee", "refusee"):
            InscriptionFactory(
                atelier=atelier, etat=etat, nom=etat, dossier__courriel=f"{etat}@exmaple.org"
            )
            lettre(f"{etat}@exmaple.org")
        InscriptionFactory(atelier__passe=True, nom="passee", dossier__courriel="p@exmaple.org")
        lettre("p@exmaple.org")
        contact = DossierFactory(courriel="c@exmaple.org")
        InscriptionFactory(dossier=contact, courriel="", nom="sans_adresse")
        lettre("c@exmaple.org")

        reponse = client.get(PAGE)

        montrees = {i.nom for i, _panne, _corrigeable in reponse.context["inscriptions"]}
        assert montrees == {"confirmee", "en_attente", "demandee", "sans_adresse"}
        elle = Inscription.objects.get(nom="en_attente")
        assert reverse("admin:inscription_adresse", args=[elle.pk]) in source(reponse)
        assert reverse("admin:inscription_renvoyer", args=[elle.pk]) in source(reponse)

    def test_une_place_proposee_a_une_boite_morte_se_signale(self, client, animatrice, inscription):
        Proposition.objects.create(
            inscription=inscription,
            atelier=inscription.atelier,
            expire_le=timezone.now() + timedelta(hours=20),
        )
        lettre("rose@exmaple.org")

        alertes = client.get(TABLEAU).context["tableau"].alertes

        assert [(a.phrase, a.adresse) for a in alertes[:2]] == [
            ("1 place est proposée à quelqu’un que nos courriels n’atteignent pas.", PAGE),
            (
                "1 inscription à venir dont les courriels ne partent pas\xa0: corrigez l’adresse.",
                PAGE,
            ),
        ]
        assert "place proposée jusqu’au" in source(client.get(PAGE))
        assert source(client.get(en_file(inscription))).count(MARQUE) == 1

    @pytest.mark.ignore_template_errors  # Django's own page of a password
    def test_les_comptes_aussi(self, client, animatrice):
        animatrice.groups.add(Group.objects.get(name=ADMINISTRATION))
        compte = PersonneFactory(email="iris@exmaple.org", nom="Ibos")
        PersonneFactory(email="ferme@exmaple.org", is_active=False)
        panne = lettre("iris@exmaple.org", confidentiel=True)
        lettre("ferme@exmaple.org")

        page = reverse("admin:reseau_personne_change", args=[compte.pk])
        dit = source(client.get(page))
        assert "Nos courriels ne partent pas vers iris@exmaple.org" in dit
        liste_des_comptes = source(
            client.get(reverse("admin:reseau_personne_changelist") + "?q=Ibos")
        )
        assert liste_des_comptes.count(MARQUE) == 1
        rassembles = source(client.get(PAGE))
        assert page in rassembles
        assert reverse("admin:reseau_courriel_change", args=[panne.pk]) in rassembles
        phrases = [a.phrase for a in client.get(TABLEAU).context["tableau"].alertes]
        assert "1 compte dont les courriels ne partent pas." in phrases

    def test_qui_ne_voit_pas_les_comptes_ne_les_lit_pas_ici(self, client, animatrice):
        PersonneFactory(email="iris@exmaple.org")
        lettre("iris@exmaple.org")

        assert "iris@exmaple.org" not in source(client.get(PAGE))

    def test_sans_le_droit_de_voir_les_inscriptions_la_page_est_fermee(self, client):
        personne = PersonneFactory(equipe=True)
        personne.user_permissions.add(Permission.objects.get(codename="view_courriel"))
        client.force_login(personne)

        assert client.get(PAGE).status_code == 403


class TestRegle:
    def lues(self, client):
        return [i.nom for i, *_suite in client.get(PAGE).context["inscriptions"]]

    def test_un_courriel_parti_depuis_efface_la_marque(self, client, animatrice, inscription):
        lettre("rose@exmaple.org", cree_le=timezone.now() - timedelta(hours=2))
        assert self.lues(client) == [inscription.nom]

        partie("ROSE@exmaple.org")

        assert self.lues(client) == []
        assert MARQUE not in source(client.get(liste(inscription)))
        assert client.get(TABLEAU).context["tableau"].courriels_en_echec == []

    def test_un_courriel_parti_avant_ne_dit_rien(self, client, animatrice, inscription):
        partie("rose@exmaple.org", envoye_le=timezone.now() - timedelta(hours=2))
        lettre("rose@exmaple.org")

        assert self.lues(client) == [inscription.nom]

    def test_un_courriel_qui_attend_encore_ne_dit_rien(self, client, animatrice, inscription):
        lettre("rose@exmaple.org", EtatCourriel.A_ENVOYER)

        assert self.lues(client) == []

    def test_l_adresse_corrigee_efface_tout_et_n_ecrit_pas_a_la_boite_morte(
        self, client, animatrice, inscription
    ):
        lettre("rose@exmaple.org")
        assert len(client.get(TABLEAU).context["tableau"].courriels_en_echec) == 1

        client.post(
            reverse("admin:inscription_adresse", args=[inscription.pk]),
            {"courriel": "rose@example.org"},
        )

        assert self.lues(client) == []
        tableau = client.get(TABLEAU).context["tableau"]
        assert tableau.courriels_en_echec == []
        assert not any("courriels" in alerte.phrase for alerte in tableau.alertes)
        assert MARQUE not in source(client.get(liste(inscription)))
        envoyes = Courriel.objects.exclude(etat=EtatCourriel.ECHEC)
        assert [c.destinataire for c in envoyes] == ["rose@example.org"]

    def test_qui_partage_la_boite_morte_reste_signalee(self, client, animatrice, inscription):
        autre = InscriptionFactory(dossier__courriel="rose@exmaple.org")
        lettre("rose@exmaple.org")

        client.post(
            reverse("admin:inscription_adresse", args=[inscription.pk]),
            {"courriel": "rose@example.org"},
        )

        assert self.lues(client) == [autre.nom]


@pytest.mark.parametrize("nombre", [1, 3])
@pytest.mark.parametrize(("page", "requetes"), [("liste", 19), ("file", 11), ("ensemble", 8)])
def test_le_cout_ne_depend_pas_du_nombre(
    client, animatrice, django_assert_num_queries, nombre, page, requetes
):
    atelier = AtelierFactory()
    for rang in range(nombre):
        elle = InscriptionFactory(
            atelier=atelier, en_attente=True, dossier__courriel=f"rose{rang}@exmaple.org"
        )
        lettre(f"rose{rang}@exmaple.org")
        offre = InscriptionFactory(atelier=atelier, en_attente=True)
        Proposition.objects.create(
            inscription=offre, atelier=atelier, expire_le=timezone.now() + timedelta(hours=20)
        )
    adresses = {"liste": liste(elle), "file": en_file(elle), "ensemble": PAGE}
    client.get(adresses[page])

    with django_assert_num_queries(requetes):
        client.get(adresses[page])
