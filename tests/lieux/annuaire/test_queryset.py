from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser, Permission
from django.utils import timezone

from lieux.enums import Famille, StatutLieu
from lieux.models import Lieu
from tests.factories import (
    CommuneFactory,
    DepartementFactory,
    LabellisationFactory,
    LieuFactory,
    PersonneFactory,
    TermeFactory,
)

AUCH = (43.6465, 0.5855)


def noms(lieux):
    return sorted(lieu.nom for lieu in lieux)


@pytest.fixture
def toulouse():
    return CommuneFactory(
        code_insee="31555",
        nom="Toulouse",
        departement=DepartementFactory(code="31", nom="Haute-Garonne"),
        codes_postaux="31000",
        latitude=43.6045,
        longitude=1.444,
    )


def test_la_recherche_trouve_chaque_mot_dans_n_importe_quel_ordre_sans_accents():
    LieuFactory(nom="L’Établi de la Forêt", presentation_resume="Menuiserie partagée")
    LieuFactory(nom="La Forêt seule")

    assert noms(Lieu.objects.chercher("MENUISERIE foret  etabli")) == ["L’Établi de la Forêt"]
    assert noms(Lieu.objects.chercher("forêt piscine")) == []


def test_la_recherche_trouve_la_commune_et_le_departement(toulouse):
    LieuFactory(nom="La Dynamo")
    LieuFactory(nom="La Volière", commune=toulouse)

    assert noms(Lieu.objects.chercher("auch")) == ["La Dynamo"]
    assert noms(Lieu.objects.chercher("haute garonne")) == ["La Volière"]


def test_la_recherche_trouve_par_activite_et_par_label_valide():
    fablab = LieuFactory(nom="La Dynamo")
    fablab.termes.add(TermeFactory(code="fablab", libelle="Atelier de fabrication numérique"))
    fablab.termes.add(TermeFactory(famille=Famille.SERVICE, code="x", libelle="Autre numérique"))
    LabellisationFactory(lieu=fablab)
    ancien = LabellisationFactory(fin=timezone.localdate() - timedelta(days=1)).lieu
    LieuFactory(nom="Un autre")

    assert noms(Lieu.objects.chercher("numerique dynamo")) == ["La Dynamo"]
    assert noms(Lieu.objects.chercher("fabrique de territoire")) == ["La Dynamo"]
    assert noms(Lieu.objects.chercher(ancien.nom)) == [ancien.nom]


def test_ayant_un_terme_ne_double_pas_un_lieu_qui_en_a_deux():
    coworking = TermeFactory()
    fablab = TermeFactory(code="fablab", libelle="Fablab")
    homonyme = TermeFactory(famille=Famille.SERVICE, code="fablab", libelle="Service")
    deux, un, trompeur = LieuFactory(nom="Deux"), LieuFactory(nom="Un"), LieuFactory(nom="Service")
    deux.termes.add(coworking, fablab)
    un.termes.add(coworking)
    trompeur.termes.add(homonyme)

    lieux = Lieu.objects.ayant_un_terme(Famille.ACTIVITE, ["coworking", "fablab"])
    seulement = Lieu.objects.ayant_un_terme(Famille.ACTIVITE, ["fablab"])

    assert noms(lieux) == ["Deux", "Un"]
    assert noms(seulement) == ["Deux"]


def test_labellises_ne_garde_que_les_labels_valides_ce_jour():
    hier = timezone.localdate() - timedelta(days=1)
    LabellisationFactory(lieu__nom="Valide")
    LabellisationFactory(lieu__nom="Fini", fin=hier)
    LabellisationFactory(lieu__nom="Futur", debut=timezone.localdate() + timedelta(days=1))
    LabellisationFactory(lieu__nom="Autre", label__slug="autre", label__nom="Autre")

    assert noms(Lieu.objects.labellises(["fabrique-de-territoire"])) == ["Valide"]
    assert noms(Lieu.objects.labellises(["fabrique-de-territoire"], jour=hier)) == [
        "Fini",
        "Valide",
    ]


def test_la_distance_est_celle_a_vol_d_oiseau_et_retombe_sur_la_commune(toulouse):
    LieuFactory(nom="Sur place", latitude=AUCH[0], longitude=AUCH[1])
    LieuFactory(nom="Toulouse", commune=toulouse)
    perdue = CommuneFactory(code_insee="32999", nom="Perdue", latitude=None, longitude=None)
    LieuFactory(nom="Sans position", commune=perdue)

    distances = dict(Lieu.objects.avec_distance(*AUCH).values_list("nom", "distance"))

    assert distances["Sur place"] == pytest.approx(0, abs=0.001)
    assert distances["Toulouse"] == pytest.approx(69.27, abs=0.05)
    assert distances["Sans position"] is None


def test_la_distance_aux_antipodes_est_definie():
    LieuFactory(latitude=-AUCH[0], longitude=AUCH[1] - 180)

    assert Lieu.objects.avec_distance(*AUCH).get().distance == pytest.approx(20015, abs=1)


def test_dans_un_rayon_coupe_au_kilometre_pres(toulouse):
    LieuFactory(nom="Toulouse", commune=toulouse)
    LieuFactory(nom="Coin du carré", latitude=AUCH[0] + 0.6, longitude=AUCH[1] + 0.83)
    LieuFactory(nom="Auch")

    assert noms(Lieu.objects.dans_un_rayon(*AUCH, km=69)) == ["Auch"]
    assert noms(Lieu.objects.dans_un_rayon(*AUCH, km=70)) == ["Auch", "Toulouse"]


def test_chacun_voit_ce_qui_le_regarde():
    gestionnaire, animatrice = PersonneFactory(), PersonneFactory(equipe=True)
    animatrice.user_permissions.add(Permission.objects.get(codename="view_lieu"))
    LieuFactory(nom="Publié")
    LieuFactory(nom="Brouillon", brouillon=True)
    for statut in (StatutLieu.BROUILLON, StatutLieu.ARCHIVE):
        LieuFactory(nom=f"Mien {statut}", statut=statut).gestionnaires.add(gestionnaire)

    def vus_par(personne):
        return noms(Lieu.objects.visibles_par(personne))

    assert vus_par(AnonymousUser()) == ["Publié"]
    assert vus_par(PersonneFactory(equipe=True)) == ["Publié"]
    assert vus_par(gestionnaire) == ["Mien brouillon", "Publié"]
    assert vus_par(animatrice) == ["Brouillon", "Mien brouillon", "Publié"]
