"""Each letter once, whatever happens to the workers; and what the letters say."""

from datetime import timedelta

import pytest

from inscriptions import places
from inscriptions.annonces.rappels import _ecrire_une_fois, rappeler_ce_qui_est_du
from inscriptions.courriels import rappels as courriels
from inscriptions.models import Couvert, Rappel
from inscriptions.models.enums import EtatCouvert, GenreDeRappel, Regime
from reseau.models import Courriel
from tests.factories import InscriptionFactory, RepasFactory

from .test_echeances import AVANT, DEBUT, inscrire, paris

J_7 = paris(2026, 12, 10, 8)
VEILLE = paris(2026, 12, 16, 8)


def lettre(a):
    rappeler_ce_qui_est_du(a)
    return Courriel.objects.get()


def test_un_ouvrier_tue_avant_la_fin_ne_laisse_rien_et_le_suivant_ecrit_tout(monkeypatch):
    inscrire()

    def tue(*arguments, **options):
        raise SystemExit

    with monkeypatch.context() as coupure:
        coupure.setattr(courriels, "ecrire", tue)
        with pytest.raises(SystemExit):
            rappeler_ce_qui_est_du(J_7)
    assert (Rappel.objects.count(), Courriel.objects.count()) == (0, 0)

    assert rappeler_ce_qui_est_du(J_7 + timedelta(minutes=15)) == 1
    assert (Rappel.objects.count(), Courriel.objects.count()) == (1, 1)


def test_deux_ouvriers_qui_ont_lu_la_meme_liste_n_ecrivent_qu_une_fois():
    inscription = inscrire()

    ecrites = [
        _ecrire_une_fois(GenreDeRappel.RECONFIRMATION, inscription.pk, J_7) for _ in range(2)
    ]

    assert ecrites == [True, False]
    assert Courriel.objects.count() == 1


def test_qui_se_desiste_pendant_l_envoi_ne_recoit_rien():
    inscription = inscrire(annulee=True)

    assert _ecrire_une_fois(GenreDeRappel.VEILLE, inscription.pk, VEILLE) is False


def test_une_lettre_impossible_n_arrete_pas_les_autres(monkeypatch):
    cassee, saine = inscrire(), inscrire()
    ecrire = courriels.ecrire

    def capricieuse(gabarit, inscription, *arguments, **options):
        if inscription.pk == cassee.pk:
            raise ValueError("gabarit cassé")
        ecrire(gabarit, inscription, *arguments, **options)

    monkeypatch.setattr(courriels, "ecrire", capricieuse)
    with pytest.raises(ValueError, match="gabarit cassé"):
        rappeler_ce_qui_est_du(J_7)

    assert Rappel.objects.get().inscription == saine


def test_la_question_porte_deux_liens_vers_une_page_a_bouton(settings):
    inscription = inscrire(prenom="Malika")

    courriel = lettre(J_7)

    racine = f"{settings.SITE_URL}/inscriptions/{inscription.dossier.jeton}/{inscription.pk}"
    for corps in (courriel.texte, courriel.html):
        assert "Bonjour Malika," in corps
        assert f"{racine}/je-viens/" in corps
        assert f"{racine}/annuler/" in corps
        assert "sans réponse, la vôtre reste à vous" in corps


def test_le_rappel_dit_tout_ce_qu_il_faut_pour_venir(settings):
    inscription = inscrire(
        atelier__lieu__nom="La Dynamo",
        atelier__lieu__acces="Gare à **300 m**.",
        atelier__informations_pratiques="Se garer place du marché.",
        atelier__salle="Grange",
        atelier__lien_visio="https://visio.example.org/salle",
    )
    repas = RepasFactory(atelier=inscription.atelier)
    Couvert.objects.create(
        inscription=inscription,
        repas=repas,
        regime=Regime.ALLERGIE,
        allergie="Arachide",
        etat=EtatCouvert.CONFIRME,
    )

    courriel = lettre(VEILLE)

    for corps in (courriel.texte, courriel.html):
        for dit in (
            "C’est demain",
            "Jeudi 17 décembre 2026, de 9\u00a0h à 15\u00a0h",
            "Grange, La Dynamo, 1 place de la Libération, 32000 Auch",
            "Se garer place du marché.",
            "https://visio.example.org/salle",
            "Déjeuner réservé (15\u00a0€, à régler sur place).",
            f"/inscriptions/{inscription.dossier.jeton}/{inscription.pk}/annuler/",
            f"/inscriptions/{inscription.dossier.jeton}/{inscription.pk}/covoiturage/",
        ):
            assert dit in corps, dit
        assert "Arachide" not in corps
        assert "llergie" not in corps
    assert "Gare à 300 m." in courriel.texte
    assert "<strong>300 m</strong>" in courriel.html


@pytest.mark.parametrize(
    ("apporte", "avec_repas", "phrase"),
    [
        (True, False, "Le repas n’est pas fourni"),
        (False, True, "Vous n’avez pas réservé de repas"),
    ],
)
def test_le_rappel_dit_s_il_faut_apporter_son_repas(apporte, avec_repas, phrase):
    inscription = inscrire(atelier__repas_apporte=apporte)
    if avec_repas:
        RepasFactory(atelier=inscription.atelier)

    courriel = lettre(VEILLE)

    assert phrase in courriel.texte
    assert phrase in courriel.html


def test_un_rappel_en_retard_dit_aujourd_hui():
    inscrire()

    courriel = lettre(paris(2026, 12, 17, 8))

    assert courriel.objet.startswith("C’est aujourd’hui\u00a0: ")
    assert "C’est aujourd’hui" in courriel.texte
    assert "demain" not in courriel.texte


def test_en_ligne_il_n_y_a_pas_de_chemin_a_dire():
    inscrire(atelier__format="en_ligne", atelier__lieu=None)

    courriel = lettre(VEILLE)

    assert "En ligne" in courriel.texte
    assert "Venir" not in courriel.texte
    assert "covoiturage" not in courriel.texte


@pytest.mark.parametrize(("nombre", "requetes"), [(1, 2), (3, 2)])
def test_chercher_qui_est_du_coute_toujours_autant(nombre, requetes, django_assert_num_queries):
    InscriptionFactory.create_batch(nombre, atelier__debut=DEBUT, demandee_le=AVANT)
    rappeler_ce_qui_est_du(J_7)

    with django_assert_num_queries(requetes):
        assert rappeler_ce_qui_est_du(J_7) == 0


def test_annuler_ensuite_ne_rappelle_personne():
    inscription = inscrire()
    rappeler_ce_qui_est_du(J_7)

    places.annuler(inscription)

    assert rappeler_ce_qui_est_du(VEILLE) == 0
