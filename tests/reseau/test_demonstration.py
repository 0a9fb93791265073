import functools

import pytest
from django.core.management import CommandError, call_command
from django.db.models import Count, Q, Sum

from ateliers.models import Atelier, Cycle
from inscriptions.models import (
    Couvert,
    Dossier,
    Inscription,
    JourneeProposee,
    MiseEnRelation,
    Proposition,
    ReponseDonnee,
)
from inscriptions.models.enums import EtatCouvert
from inscriptions.places.couverts import repas_du_jour
from inscriptions.places.offre import sequences_du_jour
from lieux.models import Commune, Departement, Labellisation, Lieu
from lieux.territoire import chargement
from reseau.groupes.enums import RoleDansLeGroupe
from reseau.management.commands.demo import planter
from reseau.models import Actualite, Courriel, GroupeDeTravail, Participation, Personne


@functools.cache
def occitanie():
    departements = [d for d in chargement.lire_departements() if d.region == "Occitanie"]
    codes = {d.code for d in departements}
    return departements, [c for c in chargement.lire_communes() if c.departement_id in codes]


@pytest.fixture
def reseau_de_demonstration():
    departements, communes = occitanie()
    chargement.ecrire_les_differences(Departement, departements)
    chargement.ecrire_les_differences(Commune, communes)
    planter()


def test_sans_debug_la_demonstration_est_refusee(settings):
    settings.DEMO = False

    with pytest.raises(CommandError, match="mots de passe publics"):
        call_command("demo")

    assert not Personne.objects.exists()


def test_une_base_qui_a_des_comptes_n_est_pas_replantee(settings, django_user_model):
    settings.DEMO = True
    django_user_model.objects.create_user("quelquun@example.org")

    call_command("demo", si_vide=True)
    with pytest.raises(CommandError, match="déjà des comptes"):
        call_command("demo")

    assert (Personne.objects.count(), Commune.objects.count()) == (1, 0)


def test_le_reseau_de_demonstration_est_modele_sur_les_vrais(reseau_de_demonstration):
    activites = Lieu.objects.publies().aggregate(
        tous=Count("pk", distinct=True),
        coworking=Count("pk", Q(termes__code="coworking"), distinct=True),
        fablab=Count("pk", Q(termes__code="fablab"), distinct=True),
        mediation=Count("pk", Q(termes__code="mediation-numerique"), distinct=True),
    )
    dynamo = Lieu.objects.get(nom="La Dynamo")

    assert activites == {"tous": 111, "coworking": 61, "fablab": 40, "mediation": 12}
    assert Labellisation.objects.valides().count() == 22
    assert dynamo.commune.nom == "Auch"
    assert dynamo.labellisations.valides().get().label.slug == "fabrique-de-territoire"
    assert set(dynamo.gestionnaires.values_list("email", flat=True)) == {"lieu@example.org"}


def test_soixante_personnes_s_engagent_dans_six_groupes(reseau_de_demonstration):
    promesses = Participation.objects.en_cours()
    heures = set(promesses.values_list("heures_par_mois", flat=True))

    assert GroupeDeTravail.objects.actifs().count() == 6
    assert promesses.values("personne").distinct().count() == 62
    assert heures == {1, 2}
    assert (
        promesses.filter(role=RoleDansLeGroupe.ANIMATEUR).values("groupe").distinct().count() == 6
    )


def test_le_cycle_rural_va_de_sarrant_a_auch(reseau_de_demonstration):
    cycle = Cycle.objects.get(slug__startswith="tiers-lieux-ruraux")
    etapes = cycle.ateliers.avec_places().order_by("debut")

    assert [(a.lieu.commune.nom, a.capacite, a.nb_inscrits, a.est_passe()) for a in etapes] == [
        ("Sarrant", 20, 20, True),
        ("Simorre", 26, 22, False),
        ("Gimont", 30, 6, False),
        ("Auch", 20, 0, False),
    ]
    assert etapes[0].compte_rendu


def test_des_personnes_ont_pris_le_cycle_entier_et_une_journee_leur_est_proposee(
    reseau_de_demonstration,
):
    entiers = Dossier.objects.exclude(cycle=None)

    assert sorted(d.inscriptions.count() for d in entiers) == [2, 2, 2, 4]
    avec_odile = entiers.get(
        inscriptions__nom="Marquès", inscriptions__atelier__slug__startswith="g"
    )
    assert avec_odile.inscriptions.filter(nom="Marquès", courriel="").count() == 2
    assert entiers.filter(courriel="porteuse@example.org").count() == 1
    assert entiers.count() == JourneeProposee.objects.count() == 4


def test_des_personnes_sont_inscrites_attendent_et_ont_renonce(reseau_de_demonstration):
    assert Inscription.objects.en_attente().count() == 4
    assert Inscription.objects.filter(etat="annulee").count() == 12
    trop_pleins = [
        a.titre
        for a in Atelier.objects.avec_places()
        if a.capacite is not None and a.nb_inscrits > a.capacite
    ]
    assert trop_pleins == []


def test_les_comptes_de_demonstration_ont_recu_leurs_courriels(reseau_de_demonstration):
    courriels = Courriel.objects.exclude(objet__startswith="Une journée s’ajoute")
    destinataires = courriels.values_list("destinataire", flat=True)

    assert sorted(destinataires) == [
        "lieu@example.org",
        "membre@example.org",
        "porteuse@example.org",
        "porteuse@example.org",
        "porteuse@example.org",  # a seat is kept for her
        "porteuse@example.org",  # « venez-vous toujours ? »
    ]


def test_la_demonstration_est_la_meme_a_chaque_fois(reseau_de_demonstration):
    premiere = _empreinte()
    for modele in (
        Inscription,
        Dossier,
        Atelier,
        Cycle,
        GroupeDeTravail,
        Lieu,
        Actualite,
        Personne,
    ):
        modele.objects.all().delete()

    planter()

    assert _empreinte() == premiere


def _empreinte():
    inscrits = Inscription.objects.order_by("courriel", "telephone", "atelier__debut", "pk")
    return (
        list(Lieu.objects.order_by("nom").values_list("nom", "latitude", "horaires", "telephone")),
        list(inscrits.values_list("prenom", "nom", "courriel", "etat", "telephone", "commune")),
        list(Atelier.objects.order_by("debut").values_list("slug", "debut", "fin")),
        Participation.objects.aggregate(Sum("heures_par_mois")),
    )


def test_chaque_facon_de_s_inscrire_a_son_exemple(reseau_de_demonstration):
    a_venir = Inscription.objects.actives().filter(atelier__in=Atelier.objects.a_venir())
    ensemble = a_venir.values("dossier").annotate(n=Count("nom", distinct=True)).filter(n__gt=1)
    exemples = {
        "à plusieurs": ensemble,
        "place proposée": Proposition.objects.filter(etat="en_cours"),
        "allergie dite": Couvert.objects.filter(etat=EtatCouvert.CONFIRME).exclude(allergie=""),
        "sur approbation": a_venir.filter(etat="demandee"),
        "membres": a_venir.filter(atelier__acces="membres"),
        "groupe": a_venir.filter(atelier__acces="groupe", atelier__groupe__isnull=False),
        "question conditionnelle": ReponseDonnee.objects.exclude(question__condition=None),
        "trajet demandé": MiseEnRelation.objects.filter(etat="en_attente"),
        "trajet convenu": MiseEnRelation.objects.filter(etat="acceptee"),
        "a reconfirmé": a_venir.exclude(reconfirmee_le=None),
        "n’a pas répondu": a_venir.filter(rappels__isnull=False, reconfirmee_le=None),
        "journée annulée": Inscription.objects.filter(atelier__statut="annule"),
        "sans courriel": a_venir.filter(courriel="", dossier__code="K7PM4RDX"),
    }

    assert [cas for cas, lignes in exemples.items() if not lignes.exists()] == []


def test_les_repas_et_les_sequences_montrent_chaque_cas(reseau_de_demonstration):
    ateliers = Atelier.objects.a_venir().order_by("debut", "pk")

    repas = {
        f"{atelier.titre.split()[0]} {un.repas}": un.compte.phrase().replace("\u00a0", " ")
        for atelier in ateliers
        for un in repas_du_jour(atelier)
    }
    assert repas["Simorre déjeuner"] == "17 couverts : 17 réservés, 3 personnes attendent"
    assert repas["Figeac déjeuner"] == "9 couverts : 8 réservés, 1 libre"
    assert repas["Plénière dîner"] == "40 couverts : 23 réservés, 17 libres"
    assert repas["Afterwork dîner"] == (
        "20 couverts : 19 réservés, 1 à redistribuer, 2 personnes attendent"
    )
    assert [
        [(o.prises, o.sequence.capacite) for o in au_choix.sequences]
        for atelier in ateliers
        for au_choix in sequences_du_jour(atelier)
    ] == [[(11, 12), (9, 14)], [(6, 6), (4, 6), (3, 6)]]
