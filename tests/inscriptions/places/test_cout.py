"""What a registration costs in statements; what its letter is handed is what it would have read."""

import pytest

from inscriptions import places
from inscriptions.courriels import places as courriels
from inscriptions.demandes import ChoixDeRepas, Contact, Demande
from inscriptions.models import Inscription
from reseau.models import Courriel, Reseau
from tests.factories import (
    AtelierFactory,
    CreneauFactory,
    InscriptionFactory,
    RepasFactory,
    SequenceFactory,
)


def demande(prenom="Ana", courriel="ana@example.org", repas=(), sequences=()):
    return Demande(
        prenom,
        "Daure",
        courriel,
        repas={un.pk: ChoixDeRepas() for un in repas},
        sequences={une.creneau_id: une.pk for une in sequences},
    )


@pytest.fixture
def atelier():
    Reseau.objects.le_notre()  # made by the first page, once for all
    return AtelierFactory()


def au_choix(atelier, capacite=None):
    creneau = CreneauFactory(atelier=atelier)
    sequence, _autre = SequenceFactory.create_batch(2, creneau=creneau, capacite=capacite)
    return sequence


class TestLesRequetes:
    def test_s_inscrire(self, atelier, django_assert_num_queries):
        with django_assert_num_queries(12):
            places.inscrire([demande()], [atelier])

    def test_avec_un_repas_trois_de_plus_dont_aucune_ne_relit(
        self, atelier, django_assert_num_queries
    ):
        repas = RepasFactory(atelier=atelier)

        with django_assert_num_queries(15):
            places.inscrire([demande(repas=[repas])], [atelier])

    def test_un_repas_complet_se_relit_pour_son_rang(self, atelier, django_assert_num_queries):
        repas = RepasFactory(atelier=atelier, capacite=0)

        with django_assert_num_queries(17):
            places.inscrire([demande(repas=[repas])], [atelier])

    def test_avec_une_sequence_cinq_de_plus(self, atelier, django_assert_num_queries):
        sequence = au_choix(atelier)

        with django_assert_num_queries(17):
            places.inscrire([demande(sequences=[sequence])], [atelier])

    @pytest.mark.parametrize("nombre", [1, 3])
    def test_presser_deux_fois_coute_autant_quel_que_soit_le_nombre(
        self, atelier, django_assert_num_queries, nombre
    ):
        jours = [atelier, *AtelierFactory.create_batch(nombre - 1)]
        places.inscrire([demande()], jours)

        with django_assert_num_queries(8):
            places.inscrire([demande()], jours)

    @pytest.mark.parametrize(("nombre", "requetes"), [(1, 16), (3, 40)])
    def test_partir_ensemble_verrouille_et_relit_une_fois(
        self, atelier, django_assert_num_queries, nombre, requetes
    ):
        jours = [atelier, *AtelierFactory.create_batch(nombre - 1)]
        inscriptions = places.inscrire([demande()], jours).nouvelles

        with django_assert_num_queries(requetes):  # 4 for all, 12 each
            places.annuler_ensemble(inscriptions)

        assert not Inscription.objects.actives().exists()

    def test_changer_de_nom_verrouille_tous_ses_jours_d_un_coup(
        self, atelier, django_assert_num_queries
    ):
        inscription, _autre = places.inscrire([demande()], [atelier, AtelierFactory()]).nouvelles

        with django_assert_num_queries(14):
            places.modifier(inscription, demande("Anna"))


class TestLaLettre:
    """The same, to the letter, as one that reads all of it back."""

    def ecrites(self, ecrire):
        Courriel.objects.all().delete()
        ecrire()
        lettres = Courriel.objects.order_by("destinataire", "pk")
        return list(lettres.values_list("destinataire", "objet", "texte", "html"))

    @pytest.mark.parametrize(
        "champs", [{}, {"complet": True}, {"sur_approbation": True}], ids=["place", "file", "avis"]
    )
    @pytest.mark.parametrize("couverts", [None, 1], ids=["servie", "sans-couvert"])
    def test_a_une_personne(self, champs, couverts):
        atelier = AtelierFactory(**champs)
        soir = RepasFactory(atelier=atelier, type="diner", capacite=couverts)
        midi = RepasFactory(atelier=atelier)
        places.inscrire([demande("Bea", "bea@example.org", [soir])], [atelier])
        voulu = demande(repas=[soir, midi], sequences=[au_choix(atelier), au_choix(atelier)])

        donnees = self.ecrites(lambda: places.inscrire([voulu], [atelier]))
        lues = self.ecrites(lambda: courriels.reponse_seule(Inscription.objects.get(prenom="Ana")))

        assert donnees == lues
        assert len(lues) == 1

    def test_a_plusieurs_sur_deux_jours(self):
        jours = [AtelierFactory(capacite=2), AtelierFactory(complet=True)]
        InscriptionFactory(atelier=jours[1], en_attente=True)
        repas = RepasFactory(atelier=jours[0], capacite=1)
        sequence = au_choix(jours[0])
        contact = Contact("Ana", "Daure", "ana@example.org")
        demandes = [
            demande(repas=[repas], sequences=[sequence]),
            demande("Bea", "", [repas]),
            demande("Clo", "clo@example.org", [repas], [sequence]),
        ]

        donnees = self.ecrites(
            lambda: places.inscrire(demandes, jours, contact=contact, attendent=[1])
        )
        dossier = Inscription.objects.get(prenom="Bea", atelier=jours[0]).dossier
        lignes = list(dossier.inscriptions.order_by("pk"))

        def relire():
            courriels.reponse_groupee(dossier, lignes)
            for ligne in lignes:
                if ligne.prenom == "Clo":
                    courriels.reponse_seule(ligne)

        assert donnees == self.ecrites(relire)
        assert len(donnees) == 3

    def test_a_qui_revient_apres_etre_partie(self):
        atelier = AtelierFactory(complet=True)
        repas = RepasFactory(atelier=atelier)
        InscriptionFactory(atelier=atelier, en_attente=True)
        voulu = demande(repas=[repas], sequences=[au_choix(atelier)])
        places.inscrire([voulu], [atelier])
        places.annuler(Inscription.objects.get(prenom="Ana"))

        donnees = self.ecrites(lambda: places.inscrire([voulu], [atelier]))
        lues = self.ecrites(lambda: courriels.reponse_seule(Inscription.objects.get(prenom="Ana")))

        assert donnees == lues
        assert "2ᵉ dans l’ordre d’arrivée" in lues[0][2]
