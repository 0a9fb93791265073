"""One address, asked for again and again: slowed, in words that tell nobody who is registered."""

import pytest
from django.urls import reverse

from inscriptions import places
from inscriptions.models import Inscription
from inscriptions.refus import CommandesCloses
from tests.factories import AtelierFactory, CycleFactory, InscriptionFactory

BOITE = "famille@example.org"
REFUS = "Beaucoup d’inscriptions viennent d’être demandées avec cette adresse"


def poster(client, atelier, prenom, courriel=BOITE):
    saisie = {"prenom": prenom, "nom": "Dupont", "courriel": courriel, "profil": "porteur"}
    return client.post(reverse("inscriptions:inscrire", args=[atelier.slug]), saisie)


@pytest.fixture
def atelier(db):
    return AtelierFactory(capacite=None)


def test_au_dela_de_tant_de_noms_par_heure_l_adresse_attend(client, atelier, settings):
    settings.NOMS_PAR_ADRESSE_ET_HEURE = 3

    reponses = [poster(client, atelier, f"P{rang}") for rang in range(4)]

    assert [reponse.status_code for reponse in reponses] == [302, 302, 302, 200]
    assert REFUS in reponses[3].content.decode()
    assert Inscription.objects.count() == 3
    assert poster(client, atelier, "P9", "autre@example.org").status_code == 302


def test_les_noms_d_avant_cette_heure_ne_comptent_pas(client, atelier, settings):
    settings.NOMS_PAR_ADRESSE_ET_HEURE = 2
    for rang in range(2):
        poster(client, atelier, f"P{rang}")
    Inscription.objects.update(demandee_le="2026-01-01T10:00Z")

    assert poster(client, atelier, "P2").status_code == 302
    assert Inscription.objects.filter(prenom="P2").count() == 1


def test_le_meme_nom_pour_dix_journees_n_en_fait_qu_un(client, db, settings):
    settings.NOMS_PAR_ADRESSE_ET_HEURE = 2

    reponses = [poster(client, AtelierFactory(), "Paul") for _rang in range(10)]

    assert {reponse.status_code for reponse in reponses} == {302}
    assert Inscription.objects.filter(prenom="Paul").count() == 10


@pytest.mark.parametrize("prenom", ["Connue", "Nouvelle"])
@pytest.mark.parametrize(
    "reglage", ["NOMS_PAR_ADRESSE_ET_HEURE", "INSCRIPTIONS_PAR_ADRESSE_ET_HEURE"]
)
def test_le_refus_est_le_meme_pour_un_nom_connu(client, atelier, settings, prenom, reglage):
    InscriptionFactory(atelier=atelier, dossier__courriel=BOITE, prenom="Connue", nom="Dupont")
    for rang in range(2):
        poster(client, atelier, f"P{rang}")
    setattr(settings, reglage, 2)

    reponse = poster(client, atelier, prenom)

    assert reponse.status_code == 200
    assert REFUS in reponse.content.decode()


def test_une_adresse_visee_de_partout_est_freinee(client, atelier, settings):
    settings.INSCRIPTIONS_PAR_ADRESSE_ET_HEURE = 2

    reponses = [poster(client, atelier, "Paul") for _rang in range(3)]

    assert [reponse.status_code for reponse in reponses] == [302, 302, 200]
    assert REFUS in reponses[2].content.decode()


def test_a_plusieurs_chaque_adresse_de_la_page_compte(client, atelier, settings):
    settings.NOMS_PAR_ADRESSE_ET_HEURE = 2
    for rang in range(2):
        poster(client, atelier, f"P{rang}")
    saisie = {"prenom": "Ana", "nom": "Or", "courriel": "ana@example.org", "profil": "porteur"}
    saisie |= {"je_viens": "on", "personnes": "1", "personne-1-prenom": "Luc"}
    saisie |= {"personne-1-nom": "Brun", "personne-1-courriel": BOITE.upper()}

    reponse = client.post(reverse("inscriptions:inscrire_plusieurs", args=[atelier.slug]), saisie)

    assert REFUS in reponse.content.decode()
    assert Inscription.objects.count() == 2


class TestCeQuiEstRefuseCompteAuFrein:
    """Else whoever is refused tries again for ever: what was counted outlives the refusal."""

    @pytest.fixture(autouse=True)
    def _refuser(self, monkeypatch, settings):
        def refuser(demandes, ateliers, *args, **kwargs):
            raise CommandesCloses(ateliers[0])

        monkeypatch.setattr(places, "inscrire", refuser)
        settings.INSCRIPTIONS_PAR_HEURE = 1

    def essayer_deux_fois(self, client, adresse, **saisie):
        qui = {"prenom": "Ana", "nom": "Or", "courriel": BOITE, "profil": "porteur"}
        pages = [client.post(adresse, {**qui, **saisie}).content.decode() for _ in range(2)]
        freinee = "Trop d’inscriptions depuis votre connexion"

        assert [freinee in page for page in pages] == [False, True]
        assert "Les commandes de repas viennent de se clore" in pages[0]
        assert all('value="Ana"' in page for page in pages)

    def test_seule(self, client, atelier):
        self.essayer_deux_fois(client, reverse("inscriptions:inscrire", args=[atelier.slug]))

    def test_a_plusieurs(self, client, atelier):
        adresse = reverse("inscriptions:inscrire_plusieurs", args=[atelier.slug])

        self.essayer_deux_fois(client, adresse, je_viens="on", personnes="1")

    def test_au_cycle(self, client, db):
        jour = AtelierFactory(cycle=CycleFactory())
        adresse = reverse("inscriptions:inscrire_au_cycle", args=[jour.cycle.slug])

        self.essayer_deux_fois(client, adresse, **{f"jour_{jour.pk}": "on"})

    def test_une_personne_de_plus(self, client, atelier):
        inscription = InscriptionFactory(atelier=atelier, dossier__courriel=BOITE)
        adresse = reverse("inscriptions:ajouter_des_personnes", args=[inscription.dossier.jeton])
        autre = {"personnes": "1", "personne-1-prenom": "Ana", "personne-1-nom": "Brun"}

        self.essayer_deux_fois(client, adresse, **autre)
