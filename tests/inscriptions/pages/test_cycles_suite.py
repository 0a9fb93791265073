"""After the registration: leave the cycle, be told of a day that is added, take it."""

from datetime import timedelta

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse
from django.utils import timezone

from ateliers.enums import Acces
from ateliers.models import Atelier
from inscriptions import places
from inscriptions.demandes import Contact, Demande
from inscriptions.models import Couvert, Inscription, JourneeProposee
from inscriptions.places import ajout
from inscriptions.places.journee import publier_la_journee
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

from .test_cycles_inscription import journee


@pytest.fixture
def cycle(db):
    return CycleFactory(slug="ruralites", titre="Ruralités")


@pytest.fixture
def suivante(cycle):
    """Malika took the whole cycle: two days, and one that is over."""
    dossier = DossierFactory(courriel="malika@example.org", cycle=cycle)
    for rang in (-1, 1, 2):
        InscriptionFactory(atelier=journee(cycle, rang, slug=f"jour{rang}"), dossier=dossier)
    return dossier


def etats(dossier):
    return [i.etat for i in dossier.inscriptions.order_by("atelier__debut")]


def lettres(adresse="malika@example.org"):
    return [c.objet.split("\xa0:")[0] for c in Courriel.objects.filter(destinataire=adresse)]


def adresse(nom, dossier, *arguments):
    return reverse(f"inscriptions:{nom}", args=[dossier.jeton, *arguments])


def brouillon(cycle, **champs):
    return journee(cycle, 4, **{"titre": "Nogaro", "slug": "nogaro", "brouillon": True, **champs})


class TestQuitter:
    def test_ce_qui_vient_est_rendu_ce_qui_est_passe_reste_une_seule_lettre(self, client, suivante):
        reponse = client.post(adresse("quitter_le_cycle", suivante), {"motif": "Moisson"})

        assert reponse.url == suivante.get_absolute_url()
        assert etats(suivante) == ["confirmee", "annulee", "annulee"]
        suivante.refresh_from_db()
        assert suivante.cycle is None
        assert lettres() == ["Vous quittez le cycle"]
        lettre = Courriel.objects.get()
        assert "Journée 1" in lettre.texte
        assert "Journée 2" in lettre.texte
        assert "Journée -1" not in lettre.texte
        assert not lettre.pieces.exists()

    def test_les_places_vont_aux_personnes_qui_attendent(self, client, suivante, settings):
        settings.PROPOSITION_HEURES = 0
        jour = suivante.inscriptions.get(atelier__slug="jour1").atelier
        jour.capacite = 1
        jour.save()
        attend = InscriptionFactory(atelier=jour, en_attente=True)

        client.post(adresse("quitter_le_cycle", suivante))

        attend.refresh_from_db()
        assert attend.est_confirmee

    def test_lire_la_page_ne_quitte_rien_et_deux_clics_ecrivent_une_fois(self, client, suivante):
        page = source(client.get(adresse("quitter_le_cycle", suivante)))
        assert "Vous laissez 2 journées à venir." in page
        assert etats(suivante) == ["confirmee", "confirmee", "confirmee"]

        for _clic in range(2):
            client.post(adresse("quitter_le_cycle", suivante))

        assert lettres() == ["Vous quittez le cycle"]

    def test_une_journee_quittee_dans_un_autre_onglet_n_est_pas_quittee_deux_fois(self, suivante):
        inscriptions = list(suivante.inscriptions.filter(atelier__debut__gt=timezone.now()))
        places.annuler(Inscription.objects.get(pk=inscriptions[0].pk))

        quittees = places.quitter(suivante, suivante.cycle, inscriptions)

        assert quittees == inscriptions[1:]

    def test_une_journee_commencee_entre_la_page_et_le_clic_reste_la_sienne(self, suivante):
        inscriptions = list(suivante.inscriptions.filter(atelier__debut__gt=timezone.now()))
        commencee = inscriptions[0].atelier
        Atelier.objects.filter(pk=commencee.pk).update(debut=timezone.now() - timedelta(minutes=1))

        quittees = places.quitter(suivante, suivante.cycle, inscriptions)

        assert quittees == inscriptions[1:]
        assert etats(suivante) == ["confirmee", "confirmee", "annulee"]
        assert commencee.titre not in Courriel.objects.get().texte

    def test_une_seule_journee_sans_le_cycle_s_annule_elle_ne_se_quitte_pas(self, client, cycle):
        seule = InscriptionFactory(atelier=journee(cycle))

        assert client.get(adresse("quitter_le_cycle", seule.dossier)).status_code == 302
        assert "Quitter le cycle" not in source(client.get(seule.dossier.get_absolute_url()))


class TestUneJourneeSAjoute:
    def test_publiee_elle_est_proposee_une_fois_a_qui_a_tout_pris(self, suivante, cycle):
        InscriptionFactory(atelier=suivante.inscriptions.first().atelier)
        nouvelle = brouillon(cycle)
        assert ajout.proposer(nouvelle) == 0
        assert ajout.nombre_a_prevenir([nouvelle]) == 1

        assert publier_la_journee(nouvelle).proposees == 1
        assert [publier_la_journee(nouvelle).proposees, ajout.proposer(nouvelle)] == [0, 0]
        assert lettres() == ["Une journée s’ajoute"]
        assert Courriel.objects.count() == 1
        assert adresse("journee_ajoutee", suivante, nouvelle.pk) in Courriel.objects.get().texte

    def test_ni_qui_a_quitte_ni_qui_a_tout_annule_ni_qui_y_est_deja(self, cycle):
        jour, nouvelle = journee(cycle, 1), journee(cycle, 2)
        InscriptionFactory(atelier=jour)
        InscriptionFactory(atelier=jour, dossier__cycle=cycle, annulee=True)
        InscriptionFactory(atelier=jour, dossier__cycle=CycleFactory())
        deja = InscriptionFactory(atelier=jour, dossier__cycle=cycle)
        InscriptionFactory(atelier=nouvelle, nom=deja.nom, courriel=deja.dossier.courriel.upper())

        assert ajout.proposer(nouvelle) == 0

    @pytest.mark.parametrize(
        "champs",
        [
            {"date_limite": timezone.now() - timedelta(days=1)},
            {"acces": Acces.MEMBRES},
            {"annule": True},
        ],
        ids=["close", "reservee", "annulee"],
    )
    def test_jamais_ce_qu_elle_ne_pourrait_pas_prendre(self, suivante, cycle, champs):
        assert ajout.proposer(journee(cycle, 4, **champs)) == 0

    def test_sans_adresse_elle_la_trouve_sur_sa_page(self, client, cycle):
        sans = DossierFactory(courriel="", cycle=cycle)
        InscriptionFactory(atelier=journee(cycle, 1), dossier=sans, courriel="")
        nouvelle = journee(cycle, 2, titre="Nogaro")

        assert ajout.proposer(nouvelle) == 0
        assert "Une journée s’ajoute au cycle : Nogaro" in source(
            client.get(sans.get_absolute_url())
        )

    def test_elle_la_prend_avec_son_dejeuner_dans_le_meme_dossier(self, client, suivante, cycle):
        nouvelle = journee(cycle, 4, slug="nogaro", titre="Nogaro")
        repas = RepasFactory(atelier=nouvelle)
        ajout.proposer(nouvelle)
        page = adresse("journee_ajoutee", suivante, nouvelle.pk)
        assert "Je prends cette journée" in source(client.get(page))

        reponse = client.post(page, {f"repas_{repas.pk}": "on", f"regime_{repas.pk}": "vegetarien"})

        assert reponse.url == suivante.get_absolute_url()
        assert etats(suivante) == ["confirmee"] * 4
        assert Couvert.objects.get().regime == "vegetarien"
        assert sorted(lettres()) == ["Inscription confirmée", "Une journée s’ajoute"]
        assert client.get(page).url == suivante.get_absolute_url()
        assert "s’ajoute au cycle :" not in source(client.get(suivante.get_absolute_url()))

    def test_complete_elle_attend_comme_tout_le_monde(self, client, suivante, cycle):
        nouvelle = journee(cycle, 4, slug="nogaro", complet=True)
        ajout.proposer(nouvelle)

        page = adresse("journee_ajoutee", suivante, nouvelle.pk)
        assert "Complet : vous serez 1ʳᵉ sur la liste d’attente." in source(client.get(page))
        client.post(page)

        assert etats(suivante)[-1] == "en_attente"

    def test_close_la_proposition_disparait(self, client, suivante, cycle):
        nouvelle = journee(cycle, 4, slug="nogaro")
        ajout.proposer(nouvelle)
        nouvelle.date_limite = timezone.now()
        nouvelle.save()

        reponse = client.post(adresse("journee_ajoutee", suivante, nouvelle.pk))

        assert [str(m) for m in get_messages(reponse.wsgi_request)] == [
            "Cette journée ne vous attend plus\xa0: voici où vous en êtes."
        ]
        assert etats(suivante) == ["confirmee"] * 3


class TestLaPagePrivee:
    def test_chaque_jour_dit_ou_elle_en_est(self, client, suivante, cycle):
        InscriptionFactory(atelier=journee(cycle, 6), dossier=suivante, en_attente=True)

        page = source(client.get(suivante.get_absolute_url()))

        for mots in ("passée", "place réservée", "liste d’attente, 1ʳᵉ"):
            assert f">{mots}</span>" in page
        assert "Vous prenez tout le cycle « Ruralités »" in page
        assert adresse("quitter_le_cycle", suivante) in page


class TestLEquipe:
    @pytest.fixture
    def equipe(self, client):
        client.force_login(PersonneFactory(superutilisatrice=True))

    def test_elle_sait_combien_avant_de_publier_puis_c_est_fait(
        self, client, equipe, suivante, cycle
    ):
        nouvelle = brouillon(cycle)
        fiche = reverse("admin:ateliers_atelier_change", args=[nouvelle.pk])
        phrase = "1 personne qui a pris le cycle entier recevra un courriel."
        assert phrase in source(client.get(fiche))
        assert not JourneeProposee.objects.exists()

        reponse = client.post(
            reverse("admin:ateliers_atelier_publier", args=[nouvelle.pk]), follow=True
        )

        assert "1 personne qui a pris le cycle entier est prévenue" in source(reponse)
        assert lettres() == ["Une journée s’ajoute"]

    def test_l_action_de_liste_ne_publie_pas_ce_qui_ecrit_a_des_gens(
        self, client, equipe, suivante, cycle
    ):
        nouvelle, autre = brouillon(cycle), AtelierFactory(brouillon=True)

        client.post(
            reverse("admin:ateliers_atelier_changelist"),
            {"action": "publier_la_selection", "_selected_action": [nouvelle.pk, autre.pk]},
        )

        nouvelle.refresh_from_db()
        autre.refresh_from_db()
        assert (nouvelle.statut, autre.statut) == ("brouillon", "publie")
        assert lettres() == []

    def test_la_fiche_du_dossier_et_sa_liste_disent_le_cycle(self, client, equipe, suivante):
        DossierFactory()
        liste = reverse("admin:inscriptions_dossier_changelist")

        assert "Ruralités" in source(client.get(liste))
        filtree = client.get(liste, {"cycle__id__exact": suivante.cycle_id})
        assert list(filtree.context["cl"].queryset) == [suivante]

    def test_une_journee_rattachee_plus_tard_demande_confirmation(self, suivante, cycle):
        from ateliers.models import Atelier
        from inscriptions.places.consequences import Changement, consequences
        from reseau.socle.administration.confirmation import Consequence

        seule = AtelierFactory(titre="Nogaro")
        avant = Atelier.objects.avec_places().get(pk=seule.pk)
        seule.cycle = cycle

        assert consequences(Changement(avant, seule)) == [
            Consequence(
                "1 personne qui a pris le cycle entier recevra un courriel.",
                "Enregistrer et prévenir 1 personne",
            )
        ]


def test_prendre_le_cycle_par_places_garde_le_cycle_sur_le_dossier(cycle):
    jours = [journee(cycle, rang) for rang in (1, 2)]
    demande = Demande("Ana", "Daure", "ana@example.org")

    reponse = places.inscrire(
        [demande], jours, contact=Contact("Ana", "Daure", "ana@example.org", cycle=cycle)
    )

    assert reponse.dossier.cycle == cycle
