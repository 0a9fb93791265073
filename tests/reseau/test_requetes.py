"""Prepared queries: what they answer is what Django would answer now, at any hour."""

from datetime import timedelta
from threading import Thread

import pytest
import time_machine
from django.db import connection
from django.http import Http404
from django.urls import get_resolver
from django.utils import timezone

from ateliers.lectures import (
    _PAGE,
    etapes_du_public,
    journees_du_public,
    page_du_public,
    prochaines,
    programme,
)
from ateliers.models import Atelier
from inscriptions.models import Proposition
from inscriptions.models.lectures import (
    atelier_a_l_inscription,
    comptes_des,
    inscriptions_des_boites,
    journees_du_cycle,
    repas_avec_comptes,
)
from reseau.models import Reseau
from reseau.socle.requetes import CompilateurPret, Parametre, Parmi, RequetePrete, ValeursAttendues
from tests.factories import AtelierFactory, CycleFactory, InscriptionFactory, RepasFactory

pytestmark = pytest.mark.django_db

PARMI = RequetePrete(lambda v: Atelier.objects.filter(pk__in=v.parmi("cles")).order_by("pk"))
APRES = RequetePrete(lambda v: Atelier.objects.filter(debut__gt=v.valeur("quand")).order_by("pk"))


@pytest.fixture(autouse=True)
def _pretes(settings):
    """Whatever way CI reads the rest of the suite: this file looks at the mechanism."""
    settings.REQUETES_PRETES = True


def sql_a(requete, moment):
    with time_machine.travel(moment, tick=False):
        ecrite = CompilateurPret(requete.ecrire(ValeursAttendues()))
    return ecrite.sql, [p.nom if isinstance(p, Parametre) else p for p in ecrite.parametres]


def se_fige(requete):
    return sql_a(requete, "2026-03-02T10:10:00Z") != sql_a(requete, "2027-11-22T03:04:05Z")


@pytest.fixture
def toutes():
    assert get_resolver().url_patterns  # every view, hence every query, is imported
    assert len(RequetePrete.registre) >= 9
    return RequetePrete.registre


def test_aucune_ne_garde_l_heure_a_laquelle_elle_fut_ecrite(toutes):
    assert [requete for requete in toutes if se_fige(requete)] == []


def valeur_de(parametre):
    if isinstance(parametre, Parmi):
        return ["x"] if parametre.type_sql == "text" else [1, 2**40]
    return {"maintenant": timezone.now(), "quand": timezone.now(), "slug": "x"}.get(
        parametre.nom, 1
    )


def test_chacune_se_lit_dix_fois(toutes):
    """Often enough for PostgreSQL to keep the plan, with values of each kind."""
    for requete in toutes:
        parametres = CompilateurPret(requete.ecrire(ValeursAttendues())).parametres
        valeurs = {p.nom: valeur_de(p) for p in parametres if isinstance(p, Parametre)}
        for _fois in range(10):
            assert requete.lire(**valeurs) == []


@pytest.mark.skipif(connection.vendor != "postgresql", reason="plans of PostgreSQL")
def test_postgresql_garde_leur_plan_et_celui_d_aucune_autre():
    for _fois in range(10):
        APRES.lire(quand=timezone.now())
        list(Atelier.objects.filter(debut__gt=timezone.now()))

    with connection.cursor() as curseur:
        curseur.execute("SELECT statement FROM pg_prepared_statements")
        plans = [plan for (plan,) in curseur.fetchall() if "ateliers_atelier" in plan]
    assert len(plans) == 1
    assert "$1" in plans[0]


@pytest.mark.skipif(connection.vendor != "postgresql", reason="plans of PostgreSQL")
@pytest.mark.django_db(transaction=True)
def test_une_migration_ne_ferme_aucune_page():
    """It runs while visitors read, on connections that keep the plans of before."""
    for longueur in (150, 120):
        for _fois in range(10):
            Reseau.objects.le_notre()
        ailleurs("ALTER TABLE reseau_reseau ALTER COLUMN nom TYPE varchar(%s)", [longueur])

        assert Reseau.objects.le_notre().nom


def ailleurs(sql, valeurs):
    autre = connection.copy()
    with autre.cursor() as curseur:
        curseur.execute(sql, valeurs)
    autre.close()


def test_une_heure_ecrite_dans_la_requete_se_verrait():
    figee = RequetePrete(lambda _v: Atelier.objects.filter(debut__gt=timezone.now()))
    RequetePrete.registre.remove(figee)

    assert se_fige(figee)


def test_ce_qui_change_se_lit_aussitot(django_assert_num_queries):
    reseau = Reseau.objects.le_notre()
    assert Reseau.objects.le_notre().nom != "Les Granges"

    reseau.nom = "Les Granges"
    reseau.save()

    with django_assert_num_queries(1):
        assert Reseau.objects.le_notre().nom == "Les Granges"


def test_les_places_suivent_les_inscriptions_et_l_heure():
    atelier = AtelierFactory(capacite=12)
    maintenant = timezone.now()

    def places(moment=maintenant):
        lu = _PAGE.une_ou_404(slug=atelier.slug, maintenant=moment)
        return lu.nb_inscrits, lu.nb_en_attente, lu.nb_propositions

    assert places() == (0, 0, 0)

    InscriptionFactory(atelier=atelier)
    assert places() == (1, 0, 0)

    offerte = InscriptionFactory(atelier=atelier, en_attente=True)
    Proposition.objects.create(
        inscription=offerte, atelier=atelier, expire_le=maintenant + timedelta(hours=1)
    )
    assert places() == (1, 0, 1)
    assert places(maintenant + timedelta(hours=2)) == (1, 0, 0)


@pytest.mark.parametrize("nombre", [0, 1, 3])
def test_autant_de_cles_qu_on_veut(django_assert_num_queries, nombre):
    AtelierFactory()
    cles = [atelier.pk for atelier in AtelierFactory.create_batch(nombre)]

    with django_assert_num_queries(1):
        assert [atelier.pk for atelier in PARMI.lire(cles=cles)] == cles


def test_un_moment_se_compare_comme_chez_django():
    atelier = AtelierFactory()

    assert APRES.lire(quand=atelier.debut - timedelta(microseconds=1)) == [atelier]
    assert APRES.lire(quand=atelier.debut) == []


def test_rien_a_lire_est_une_page_introuvable():
    assert APRES.la_premiere(quand=timezone.now() + timedelta(days=9999)) is None
    with pytest.raises(Http404):
        APRES.une_ou_404(quand=timezone.now() + timedelta(days=9999))


def test_chaque_fil_a_la_sienne():
    """Two visitors served at once must not swap what they ask for."""
    APRES.lire(quand=timezone.now())
    ailleurs = []

    def ecrire():
        ailleurs.append(APRES._ecrite()[1])
        connection.close()

    fil = Thread(target=ecrire)
    fil.start()
    fil.join()

    assert ailleurs[0] is not APRES._ecrite()[1]
    assert APRES._ecrite()[1] is APRES._ecrite()[1]


def lues_par_les_pages(atelier):
    """What the functions of both `lectures` answer, in values that compare."""
    jour = [atelier.pk]
    return {
        "page": page_du_public(atelier.slug).nb_inscrits,
        "formulaire": atelier_a_l_inscription(atelier.slug).nb_en_attente,
        "programme": [creneau.pk for creneau in programme(atelier)],
        "etapes": [etape.pk for etape in etapes_du_public(atelier.cycle_id)],
        "journees": [(j.pk, j.nb_inscrits) for j in journees_du_public(atelier.cycle_id)],
        "cycle": [(j.pk, j.nb_inscrits) for j in journees_du_cycle(atelier.cycle_id)],
        "prochaines": [(j.pk, j.nb_propositions) for j in prochaines()],
        "comptes": comptes_des(jour),
        "repas": repas_avec_comptes(jour),
        "boites": inscriptions_des_boites(["ana@example.org"], jour),
        "inconnues": inscriptions_des_boites([], jour),
    }


def test_sans_les_preparer_on_lit_les_memes_lignes(settings):
    atelier = AtelierFactory(cycle=CycleFactory(), capacite=3)
    RepasFactory(atelier=atelier)
    InscriptionFactory(atelier=atelier, courriel="ana@example.org")
    InscriptionFactory(atelier=atelier, en_attente=True)
    pretes = lues_par_les_pages(atelier)

    settings.REQUETES_PRETES = False

    assert lues_par_les_pages(atelier) == pretes
    assert pretes["comptes"] == [(atelier.pk, 1, 1, 0)]
    assert len(pretes["boites"]) == 1
