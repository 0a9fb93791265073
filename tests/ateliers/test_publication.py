from datetime import timedelta

import pytest
from django.utils import timezone

from ateliers.enums import Format, Statut
from ateliers.exceptions import AnnulationImpossible, PublicationImpossible
from ateliers.models import Atelier
from inscriptions.places.journee import annuler_la_journee, publier_la_journee, publier_le_cycle
from tests.factories import AtelierFactory, CycleFactory, LieuFactory


def test_publier_date_la_publication_et_avance_la_revision():
    atelier = AtelierFactory(brouillon=True)

    publier_la_journee(atelier)

    atelier.refresh_from_db()
    assert atelier.statut == Statut.PUBLIE
    assert timezone.now() - atelier.publie_le < timedelta(seconds=10)
    assert atelier.sequence == 1


def test_publier_deux_fois_ne_change_rien():
    atelier = AtelierFactory(brouillon=True)
    publier_la_journee(atelier)
    publie_le, modifie_le = atelier.publie_le, atelier.modifie_le

    publier_la_journee(atelier)

    atelier.refresh_from_db()
    assert (atelier.publie_le, atelier.modifie_le, atelier.sequence) == (publie_le, modifie_le, 1)


def test_un_atelier_sur_place_sans_lieu_ne_se_publie_pas():
    atelier = AtelierFactory(brouillon=True, lieu=None, titre="Habiter un lieu")

    with pytest.raises(PublicationImpossible) as refus:
        publier_la_journee(atelier)

    assert refus.value.raisons == [
        "«\u00a0Habiter un lieu\u00a0» n’a pas encore de lieu, et n’est pas en ligne."
    ]
    atelier.refresh_from_db()
    assert (atelier.statut, atelier.publie_le, atelier.sequence) == (Statut.BROUILLON, None, 0)


def test_un_atelier_en_ligne_se_publie_sans_lieu():
    atelier = AtelierFactory(brouillon=True, lieu=None, format=Format.EN_LIGNE)

    publier_la_journee(atelier)

    assert atelier.statut == Statut.PUBLIE


def test_un_atelier_annule_ne_se_publie_plus():
    atelier = AtelierFactory(annule=True, titre="Habiter un lieu")

    with pytest.raises(PublicationImpossible, match="a été annulé"):
        publier_la_journee(atelier)


def test_publier_un_cycle_publie_ses_brouillons_et_laisse_les_autres():
    cycle = CycleFactory(brouillon=True)
    brouillons = AtelierFactory.create_batch(2, brouillon=True, cycle=cycle)
    annule = AtelierFactory(annule=True, cycle=cycle)
    ailleurs = AtelierFactory(brouillon=True)

    publier_le_cycle(cycle)

    cycle.refresh_from_db()
    assert cycle.statut == Statut.PUBLIE
    assert cycle.publie_le is not None
    for atelier in [*brouillons, annule, ailleurs]:
        atelier.refresh_from_db()
    assert [a.statut for a in brouillons] == [Statut.PUBLIE, Statut.PUBLIE]
    assert (annule.statut, ailleurs.statut) == (Statut.ANNULE, Statut.BROUILLON)


def test_republier_un_cycle_publie_la_journee_ajoutee_depuis():
    cycle = CycleFactory()
    AtelierFactory(cycle=cycle)
    ajoutee = AtelierFactory(brouillon=True, cycle=cycle)
    publie_le = cycle.publie_le

    publier_le_cycle(cycle)

    ajoutee.refresh_from_db()
    assert ajoutee.statut == Statut.PUBLIE
    assert cycle.publie_le == publie_le


def test_un_cycle_sans_atelier_ne_se_publie_pas():
    cycle = CycleFactory(brouillon=True)
    AtelierFactory(annule=True, cycle=cycle)

    with pytest.raises(PublicationImpossible) as refus:
        publier_le_cycle(cycle)

    assert refus.value.raisons == [
        "Le cycle n’a pas encore d’atelier\u00a0: ajoutez au moins une journée."
    ]


def test_un_cycle_dont_une_journee_n_a_pas_de_lieu_reste_entierement_brouillon():
    cycle = CycleFactory(brouillon=True)
    prete = AtelierFactory(brouillon=True, cycle=cycle)
    AtelierFactory(brouillon=True, cycle=cycle, lieu=None, titre="Simorre")

    with pytest.raises(PublicationImpossible, match="Simorre"):
        publier_le_cycle(cycle)

    cycle.refresh_from_db()
    prete.refresh_from_db()
    assert (cycle.statut, prete.statut) == (Statut.BROUILLON, Statut.BROUILLON)


def test_annuler_garde_le_motif_et_avance_la_revision():
    atelier = AtelierFactory(sequence=3)

    annuler_la_journee(atelier, "  L’intervenante est malade. ")

    atelier.refresh_from_db()
    assert atelier.statut == Statut.ANNULE
    assert atelier.motif_annulation == "L’intervenante est malade."
    assert atelier.sequence == 4


def test_annuler_deux_fois_garde_le_premier_motif():
    atelier = AtelierFactory()
    annuler_la_journee(atelier, "Neige.")

    annuler_la_journee(atelier, "Autre chose.")

    assert (atelier.motif_annulation, atelier.sequence) == ("Neige.", 1)


@pytest.mark.parametrize(
    ("trait", "motif", "raison"),
    [
        ({"brouillon": True}, "Neige.", "supprimez-le"),
        ({"passe": True}, "Neige.", "déjà passée"),
        ({}, "  ", "Dites pourquoi"),
    ],
)
def test_ce_qui_ne_peut_pas_s_annuler_dit_pourquoi(trait, motif, raison):
    atelier = AtelierFactory(**trait)
    statut = atelier.statut

    with pytest.raises(AnnulationImpossible, match=raison):
        annuler_la_journee(atelier, motif)

    atelier.refresh_from_db()
    assert (atelier.statut, atelier.sequence) == (statut, 0)


@pytest.mark.parametrize(
    ("champ", "valeur"),
    [
        ("debut", lambda a: a.debut - timedelta(hours=1)),
        ("fin", lambda a: a.fin + timedelta(hours=1)),
        ("lieu", lambda a: LieuFactory()),
        ("salle", lambda a: "Grande salle"),
        ("format", lambda a: Format.HYBRIDE),
    ],
)
def test_la_revision_avance_quand_la_date_ou_le_lieu_change(champ, valeur):
    atelier = AtelierFactory(sequence=5)
    setattr(atelier, champ, valeur(atelier))

    avant = atelier.enregistrer()

    atelier.refresh_from_db()
    assert getattr(avant, champ) != getattr(atelier, champ)
    assert (avant.sequence, atelier.sequence) == (5, 6)


def test_la_revision_ne_bouge_pas_quand_autre_chose_change():
    atelier = AtelierFactory(sequence=5)
    atelier.titre, atelier.capacite = "Autre titre", 40

    avant = atelier.enregistrer()

    atelier.refresh_from_db()
    assert (avant.capacite, atelier.sequence, atelier.titre) == (12, 5, "Autre titre")


def test_la_revision_part_de_celle_de_la_base_et_non_d_une_copie_ancienne():
    atelier = AtelierFactory()
    copie = type(atelier).objects.get(pk=atelier.pk)
    atelier.salle = "Grange"
    atelier.enregistrer()
    copie.salle = "Préau"

    copie.enregistrer()

    assert copie.sequence == 2


def test_un_nouvel_atelier_commence_a_zero():
    atelier = AtelierFactory.build(lieu=LieuFactory())

    avant = atelier.enregistrer()

    assert (avant, atelier.sequence) == (None, 0)


def test_un_formulaire_ouvert_avant_l_annulation_ne_republie_pas_la_journee():
    atelier = AtelierFactory()
    ouverte_dans_un_onglet = Atelier.objects.get(pk=atelier.pk)
    annuler_la_journee(atelier, "La salle est inondée.")

    ouverte_dans_un_onglet.titre = "Titre corrigé"
    ouverte_dans_un_onglet.enregistrer()

    atelier.refresh_from_db()
    assert (atelier.statut, atelier.titre) == (Statut.ANNULE, "Titre corrigé")
    assert atelier.motif_annulation == "La salle est inondée."
