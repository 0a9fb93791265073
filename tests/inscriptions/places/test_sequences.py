"""Choosing among what happens at the same time, while places remain."""

import re
from datetime import timedelta

import pytest
from django.db import IntegrityError
from django.urls import reverse
from django.utils import timezone

from inscriptions import places
from inscriptions.demandes import Demande
from inscriptions.models import ChoixDeSequence, Inscription
from inscriptions.places.offre import sequences_des_jours
from inscriptions.refus import ChoixClos, SequenceComplete
from reseau.models import Courriel
from tests.factories import (
    AtelierFactory,
    ChoixFactory,
    CreneauFactory,
    InscriptionFactory,
    IntervenantFactory,
    SequenceFactory,
)
from tests.pages import texte

SAISIE = {"prenom": "Ana", "nom": "Daure", "courriel": "ana@example.org", "profil": "porteur"}


@pytest.fixture
def creneau():
    return CreneauFactory(titre="Deux ateliers au choix")


@pytest.fixture
def charte(creneau):
    return SequenceFactory(creneau=creneau, titre="Écrire une charte", capacite=1, ordre=1)


@pytest.fixture
def roles(creneau):
    return SequenceFactory(creneau=creneau, titre="Répartir les rôles", ordre=2)


def prendre(sequence, **champs):
    """Somebody else holds a place in it."""
    inscription = InscriptionFactory(atelier=sequence.creneau.atelier, **champs)
    return ChoixFactory(inscription=inscription, sequence=sequence)


def demande(sequence=None, creneau=None, **champs):
    choix = {(creneau or sequence.creneau).pk: sequence.pk} if sequence else {}
    return Demande(prenom="Ana", nom="D", courriel="ana@example.org", sequences=choix, **champs)


def inscrire(sequence, **champs):
    reponse = places.inscrire([demande(sequence, **champs)], [sequence.creneau.atelier])
    return reponse.nouvelles[0]


def choix_de(inscription):
    return [(str(c.sequence), c.obtenu) for c in inscription.choix_de_sequences.all()]


class TestLOffre:
    def test_seuls_les_creneaux_a_plusieurs_sequences_demandent_un_choix(self, charte, roles):
        SequenceFactory(creneau=CreneauFactory(atelier=charte.creneau.atelier))
        prendre(roles)
        prendre(charte)
        prendre(charte, annulee=True)
        prendre(charte, en_attente=True)

        (au_choix,) = sequences_des_jours([charte.creneau.atelier])[charte.creneau.atelier_id]

        assert [
            (o.sequence.titre, o.prises, o.libres, o.est_complete) for o in au_choix.sequences
        ] == [
            ("Écrire une charte", 1, 0, True),
            ("Répartir les rôles", 1, None, False),
        ]

    @pytest.mark.parametrize("nombre", [1, 3])
    def test_elle_coute_deux_requetes_quel_que_soit_le_programme(
        self, django_assert_num_queries, nombre
    ):
        ateliers = AtelierFactory.create_batch(nombre)
        for atelier in ateliers:
            for creneau in CreneauFactory.create_batch(nombre, atelier=atelier):
                for sequence in SequenceFactory.create_batch(2, creneau=creneau):
                    sequence.intervenants.add(IntervenantFactory())

        with django_assert_num_queries(2):
            offre = sequences_des_jours(ateliers)

        assert [len(offre[atelier.pk]) for atelier in ateliers] == [nombre] * nombre


class TestChoisir:
    def test_une_place_confirmee_tient_sa_place_dans_la_sequence(self, charte, roles):
        assert choix_de(inscrire(charte)) == [("Écrire une charte", True)]

    def test_complete_elle_est_refusee_et_rien_n_est_ecrit(self, charte, roles):
        prendre(charte)

        with pytest.raises(SequenceComplete) as refus:
            inscrire(charte)

        assert refus.value.creneau == charte.creneau_id
        assert not Inscription.objects.filter(courriel="ana@example.org").exists()
        assert not Courriel.objects.exists()

    def test_une_sequence_d_un_autre_creneau_ou_d_un_autre_jour_est_refusee(self, charte, roles):
        ailleurs = SequenceFactory(creneau=CreneauFactory(atelier=charte.creneau.atelier))
        un_autre_jour = SequenceFactory()

        for sequence in (ailleurs, un_autre_jour):
            with pytest.raises(SequenceComplete):
                places.inscrire(
                    [demande(sequence, creneau=charte.creneau)], [charte.creneau.atelier]
                )

        assert not ChoixDeSequence.objects.exists()

    def test_qui_attend_une_place_garde_un_souhait_qui_ne_prend_rien(self, charte, roles):
        atelier = charte.creneau.atelier
        atelier.capacite = 0
        atelier.save()
        prendre(charte)

        inscription = inscrire(charte)

        assert not inscription.est_confirmee
        assert choix_de(inscription) == [("Écrire une charte", False)]

    def test_la_promotion_donne_la_sequence_souhaitee(self, charte, roles, settings):
        settings.PROPOSITION_HEURES = 0
        inscription = prendre(roles).inscription
        attend = InscriptionFactory(atelier=inscription.atelier, en_attente=True)
        ChoixFactory(inscription=attend, sequence=charte, obtenu=False)

        inscription.atelier.capacite = 2
        inscription.atelier.save()
        places.remplir(inscription.atelier_id)

        assert choix_de(attend) == [("Écrire une charte", True)]

    def test_complete_entre_temps_la_lettre_dit_d_en_choisir_une_autre(
        self, charte, roles, client, settings
    ):
        settings.PROPOSITION_HEURES = 0
        inscription = prendre(charte).inscription
        atelier = inscription.atelier
        attend = InscriptionFactory(atelier=atelier, en_attente=True)
        ChoixFactory(inscription=attend, sequence=charte, obtenu=False)

        places.remplir(atelier.pk)

        assert choix_de(attend) == [("Écrire une charte", False)]
        lettre = Courriel.objects.get(destinataire=attend.courriel).texte
        assert "« Écrire une charte », est complète : choisissez-en une autre" in lettre.replace(
            "\u00a0", " "
        )
        page = texte(client.get(attend.dossier.get_absolute_url()))
        assert "La séquence que vous vouliez est complète" in page

    def test_une_proposition_acceptee_donne_la_sequence_souhaitee(self, charte, roles):
        inscription = prendre(roles).inscription
        attend = InscriptionFactory(atelier=inscription.atelier, en_attente=True)
        ChoixFactory(inscription=attend, sequence=charte, obtenu=False)
        places.remplir(inscription.atelier_id)
        pendant = choix_de(attend)

        places.accepter(attend.propositions.get())

        assert pendant == [("Écrire une charte", False)]
        assert choix_de(attend) == [("Écrire une charte", True)]

    def test_une_demande_refusee_libere_son_souhait(self, charte, roles):
        inscription = InscriptionFactory(atelier=charte.creneau.atelier, etat="demandee")
        ChoixFactory(inscription=inscription, sequence=charte, obtenu=False)

        places.refuser(inscription, None, "Désolées.")

        assert choix_de(inscription) == []

    def test_un_retrait_libere_la_place(self, charte, roles):
        places.annuler(prendre(charte).inscription)

        assert choix_de(inscrire(charte)) == [("Écrire une charte", True)]

    def test_elle_change_tant_qu_il_reste_des_places_et_garde_la_sienne_sinon(self, charte, roles):
        inscription = inscrire(roles)
        prendre(charte)

        with pytest.raises(SequenceComplete):
            places.modifier(inscription, demande(charte))
        places.modifier(inscription, demande(roles))

        assert choix_de(inscription) == [("Répartir les rôles", True)]

    def test_une_modification_qui_n_en_parle_pas_ne_perd_rien(self, charte, roles):
        inscription = inscrire(charte)

        places.modifier(inscription, demande())

        assert choix_de(inscription) == [("Écrire une charte", True)]

    def test_la_journee_commencee_seule_l_equipe_change_quelqu_un(self, charte, roles):
        inscription = inscrire(charte)
        atelier = inscription.atelier
        atelier.debut = timezone.now() - timedelta(hours=1)
        atelier.save()

        places.modifier(inscription, demande(charte))
        with pytest.raises(ChoixClos):
            places.modifier(inscription, demande(roles))
        places.modifier(inscription, demande(roles), par_l_equipe=True)

        assert choix_de(inscription) == [("Répartir les rôles", True)]

    def test_la_base_refuse_deux_choix_pour_un_creneau(self, charte, roles):
        choix = prendre(charte)

        with pytest.raises(IntegrityError):
            ChoixFactory(inscription=choix.inscription, sequence=roles)


def test_la_lettre_de_plusieurs_journees_dit_la_sequence_de_chacune(charte, roles):
    autre_jour = AtelierFactory()

    places.inscrire([demande(charte)], [charte.creneau.atelier, autre_jour])

    assert "Écrire une charte." in Courriel.objects.get().texte


class TestLeFormulaire:
    def adresse(self, sequence):
        return reverse("inscriptions:inscrire", args=[sequence.creneau.atelier.slug])

    def test_il_montre_places_salle_et_qui_anime(self, client, charte, roles):
        charte.salle = "Préau"
        charte.save()
        charte.intervenants.add(IntervenantFactory(prenom="Nadège", nom="Escoubas"))
        prendre(roles)

        page = texte(client.get(self.adresse(charte)))

        assert "Écrire une charte 1 place Préau, Nadège Escoubas" in re.sub(r"\s+", " ", page)

    def test_complete_elle_ne_se_choisit_plus(self, client, charte, roles):
        prendre(charte)

        page = client.get(self.adresse(charte)).content.decode()

        (bouton,) = re.findall(rf'<input type="radio"[^>]*value="{charte.pk}"[^>]*>', page)
        assert "disabled" in bouton
        assert "complet" in texte(client.get(self.adresse(charte)))

    @pytest.mark.parametrize("valeur", ["", "0", "abc", "autre creneau", "complete"])
    def test_ce_qui_n_est_pas_proposable_est_refuse_pres_du_champ(
        self, client, charte, roles, valeur
    ):
        prendre(charte)
        ailleurs = SequenceFactory(creneau=CreneauFactory(atelier=charte.creneau.atelier))
        valeur = {"autre creneau": ailleurs.pk, "complete": charte.pk}.get(valeur, valeur)

        reponse = client.post(
            self.adresse(charte), SAISIE | {f"sequence_{charte.creneau_id}": valeur}
        )

        assert reponse.status_code == 200
        assert list(reponse.context["form"].errors) == [f"sequence_{charte.creneau_id}"]
        assert f"id_sequence_{charte.creneau_id}_error" in reponse.content.decode()
        assert not Inscription.objects.filter(courriel="ana@example.org").exists()

    def test_toutes_completes_on_s_inscrit_quand_meme(self, client, charte, roles):
        roles.capacite = 0
        roles.save()
        prendre(charte)

        client.post(self.adresse(charte), SAISIE)

        assert choix_de(Inscription.objects.get(courriel="ana@example.org")) == []

    def test_prise_entre_le_formulaire_et_la_reponse_cela_se_dit_pres_du_champ(
        self, client, charte, roles, monkeypatch
    ):
        def complete(*args, **kwargs):
            raise SequenceComplete(charte.creneau_id)

        monkeypatch.setattr(places, "inscrire", complete)

        reponse = client.post(
            self.adresse(charte), SAISIE | {f"sequence_{charte.creneau_id}": charte.pk}
        )

        assert reponse.context["form"].errors[f"sequence_{charte.creneau_id}"] == [
            "Cette séquence est complète\u00a0: choisissez-en une autre."
        ]

    def test_de_sa_page_privee_elle_change_meme_apres_la_date_limite(self, client, charte, roles):
        inscription = inscrire(charte)
        atelier = inscription.atelier
        atelier.date_limite = timezone.now() - timedelta(hours=1)
        atelier.save()
        adresse = reverse("inscriptions:modifier", args=[inscription.dossier.jeton, inscription.pk])

        page = client.get(adresse).content.decode()
        client.post(adresse, SAISIE | {f"sequence_{charte.creneau_id}": roles.pk})

        (sien,) = re.findall(rf'<input type="radio"[^>]*value="{charte.pk}"[^>]*>', page)
        assert "checked" in sien
        assert "disabled" not in sien
        assert choix_de(inscription) == [("Répartir les rôles", True)]

    def test_la_page_publique_dit_les_places_de_chaque_sequence(self, client, charte, roles):
        roles.capacite = 5
        roles.save()
        prendre(charte)
        prendre(roles)

        page = re.sub(r"\s+", " ", texte(client.get(charte.creneau.atelier.get_absolute_url())))

        assert "Écrire une charte complet Répartir les rôles 4 places" in page
