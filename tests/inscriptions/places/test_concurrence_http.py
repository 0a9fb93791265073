"""The same rushes through the whole portal: gunicorn, forms, cookies, browsers of three processes.

Each proof has its negative control: the same portal with the lock off gives a seat too many, or on
SQLite fails people who deserved one.
"""

from collections import Counter
from contextlib import ExitStack

import pytest
from django.db import connection

from . import portail
from .foule import ACTEURS, Foule

pytestmark = pytest.mark.epreuve
SANS_VERROU = "tests.inscriptions.places.portail_sans_verrou"
EN_DESORDRE = "tests.inscriptions.places.portail_en_desordre"
ESSAIS = 4

sur_postgresql = pytest.mark.skipif(
    connection.vendor == "sqlite",
    reason="SQLite has one writer at a time: without its lock the others wait, nobody overtakes",
)


class FouleDeNavigateurs(Foule):
    MODULE = "tests.inscriptions.places.ruee_http"

    def visitent(self, port, visites):
        """To each process its share of the browsers; the answers, in any order."""
        parts = [visites[rang::ACTEURS] for rang in range(ACTEURS)]
        ordres = [
            (acteur, {"verbe": "ouvrir", "port": port, "visites": part})
            for acteur, part in zip(self.acteurs, parts, strict=True)
        ]
        self._envoyer(ordres)
        return self.tous("envoyer")


@pytest.fixture(scope="module")
def foule(base_a_part):
    foule = FouleDeNavigateurs(base_a_part)
    yield foule
    foule.renvoyer()


@pytest.fixture(scope="module")
def portails(foule):
    """The port of the portal, and that of the witness."""
    with ExitStack() as pile:
        yield [
            pile.enter_context(portail.en_marche(foule.url)),
            pile.enter_context(portail.en_marche(foule.url, application=SANS_VERROU)),
        ]


@pytest.fixture
def port(portails):
    return portails[0]


@pytest.fixture
def temoin(portails):
    return portails[1]


def visites(slug, nombre, **champs):
    """Each her own address and browser, on the form of one day."""
    return [
        {
            "page": f"/ateliers/{slug}/inscription/",
            "champs": {
                "prenom": "Ana",
                "nom": f"Daure{rang}",
                "courriel": f"ana{rang}@example.org",
                "profil": "porteur",
                **champs,
            },
        }
        for rang in range(nombre)
    ]


def statuts(reponses):
    return Counter(statut for statut, _complete in reponses)


def est_pris_en_faute(ruee, de_trop):
    """Does the witness, in a few tries, give too much (or fail people, where writers collide)?"""
    for _ in range(ESSAIS):
        reponses, compte = ruee()
        if connection.vendor == "sqlite":
            if statuts(reponses)[500]:
                return True
        elif de_trop(compte):
            return True
    return False


class Journee:
    """A day of its own for each try; `voulu` is what everybody asks for besides a seat."""

    def __init__(self, foule, nombre=24, voulu=None, **preparation):
        monde = foule.un_seul("preparer", **preparation)
        self.foule, self.nombre = foule, nombre
        (self.atelier,) = monde["ateliers"]
        (self.slug,) = foule.un_seul("adresses_des_pages", ateliers=monde["ateliers"])
        courue, autre = monde["sequences"]
        self.champs = {
            f"regime_{monde['repas']}": "sans",
            f"sequence_{monde['creneau']}": courue if voulu == "sequence" else autre,
        }
        if voulu == "repas":
            self.champs[f"repas_{monde['repas']}"] = "on"

    def ruee(self, port):
        reponses = self.foule.visitent(port, self.visites())
        return reponses, self.compter()

    def visites(self):
        return visites(self.slug, self.nombre, **self.champs)

    def compter(self):
        return self.foule.un_seul("compter", atelier=self.atelier)


def test_deux_cents_personnes_pour_trente_places_jamais_une_de_trop(foule, port):
    reponses, compte = Journee(foule, nombre=200, capacite=30).ruee(port)

    assert statuts(reponses) == {302: 200}
    assert compte["etats"] == {"confirmee": 30, "en_attente": 170}


@sur_postgresql
def test_temoin_sans_verrou_les_deux_cents_personnes_ont_plus_de_trente_places(foule, temoin):
    def ruee():
        return Journee(foule, nombre=200, capacite=30).ruee(temoin)

    assert est_pris_en_faute(ruee, lambda compte: compte["etats"]["confirmee"] > 30)


def test_la_derniere_place_n_est_donnee_qu_une_fois(foule, port):
    reponses, compte = Journee(foule, capacite=1).ruee(port)

    assert statuts(reponses) == {302: 24}
    assert compte["etats"] == {"confirmee": 1, "en_attente": 23}


def test_temoin_sans_verrou_la_derniere_place_se_donne_plusieurs_fois(foule, temoin):
    def ruee():
        return Journee(foule, capacite=1).ruee(temoin)

    assert est_pris_en_faute(ruee, lambda compte: compte["etats"]["confirmee"] > 1)


def test_le_dernier_repas_n_est_donne_qu_une_fois(foule, port):
    reponses, compte = Journee(foule, voulu="repas", couverts=1).ruee(port)

    assert statuts(reponses) == {302: 24}
    assert compte["couverts"] == {"confirme": 1, "en_attente": 23}


def test_temoin_sans_verrou_le_dernier_repas_se_donne_plusieurs_fois(foule, temoin):
    def ruee():
        return Journee(foule, voulu="repas", couverts=1).ruee(temoin)

    assert est_pris_en_faute(ruee, lambda compte: compte["couverts"]["confirme"] > 1)


def test_la_derniere_place_d_une_sequence_n_est_donnee_qu_une_fois_et_les_autres_le_lisent(
    foule, port
):
    """Who comes too late reads it on the form, which registered nothing: she chooses again."""
    reponses, compte = Journee(foule, voulu="sequence", sequence=1).ruee(port)

    assert Counter(map(tuple, reponses)) == {(302, False): 1, (200, True): 23}
    assert (compte["etats"], compte["prises"]) == ({"confirmee": 1}, 1)


def test_temoin_sans_verrou_la_derniere_place_d_une_sequence_se_donne_plusieurs_fois(foule, temoin):
    def ruee():
        return Journee(foule, voulu="sequence", sequence=1).ruee(temoin)

    assert est_pris_en_faute(ruee, lambda compte: compte["prises"] > 1)


def accepter_toutes(foule, port):
    """Six offers, each accepted by four browsers at once."""
    monde = foule.un_seul("preparer_des_propositions", nombre=6)
    clics = [{**page, "champs": {}} for page in monde["pages"] for _ in range(4)]
    return foule.visitent(port, clics), foule.un_seul("compter", atelier=monde["atelier"])


def test_des_propositions_acceptees_en_meme_temps_ne_donnent_chacune_qu_une_place(foule, port):
    reponses, compte = accepter_toutes(foule, port)

    assert statuts(reponses) == {302: 24}
    assert compte["etats"] == {"confirmee": 6}
    assert (compte["promotions"], compte["personnes_promues"]) == (6, 6)


def test_temoin_sans_verrou_une_proposition_s_accepte_plusieurs_fois(foule, temoin):
    assert est_pris_en_faute(
        lambda: accepter_toutes(foule, temoin), lambda compte: compte["promotions"] > 6
    )


def ajouter_des_places(foule, port):
    """30 people for 10 seats while the form of the day is saved with 40; then 30 more."""
    journee = Journee(foule, nombre=60, capacite=10)
    fiche = {
        "page": f"/admin/ateliers/atelier/{journee.atelier}/change/",
        "formulaire": "atelier_form",
        "champs": {"capacite": "40"},
        "session": foule.un_seul("preparer_une_animatrice"),
    }
    personnes = journee.visites()
    reponses = foule.visitent(port, [fiche, *personnes[:30]])
    return reponses + foule.visitent(port, personnes[30:]), journee.compter()


def test_l_equipe_ajoute_des_places_pendant_la_ruee_et_chacune_trouve_la_sienne(foule, port):
    reponses, compte = ajouter_des_places(foule, port)

    assert statuts(reponses) == {302: 61}
    assert compte["etats"] == {"confirmee": 40, "en_attente": 20}
    assert compte["promotions"] == compte["personnes_promues"] == compte["lettres_de_promotion"]


@sur_postgresql
def test_temoin_sans_verrou_les_places_ajoutees_pendant_la_ruee_se_donnent_en_trop(foule, temoin):
    assert est_pris_en_faute(
        lambda: ajouter_des_places(foule, temoin), lambda compte: compte["etats"]["confirmee"] > 40
    )


def prendre_un_cycle(foule, port):
    """Three days of ten seats, each taken by 24 people; half of them post the last day first."""
    cycle = foule.un_seul("preparer_un_cycle", journees=3, capacite=10)
    jours = [f"jour_{cle}" for cle in cycle["ateliers"]]
    demandes = []
    for rang, visite in enumerate(visites(cycle["slug"], 24)):
        ordre = jours if rang % 2 else jours[::-1]
        champs = dict.fromkeys(ordre, "on") | visite["champs"]
        demandes.append({"page": f"/cycles/{cycle['slug']}/inscription/", "champs": champs})
    reponses = foule.visitent(port, demandes)
    return reponses, [foule.un_seul("compter", atelier=cle) for cle in cycle["ateliers"]]


def test_un_cycle_pris_dans_un_ordre_et_dans_l_autre_ne_se_bloque_pas(foule, port):
    reponses, comptes = prendre_un_cycle(foule, port)

    assert statuts(reponses) == {302: 24}
    assert [compte["etats"] for compte in comptes] == [{"confirmee": 10, "en_attente": 14}] * 3


@sur_postgresql
def test_temoin_sans_ordre_les_verrous_d_un_cycle_se_bloquent(foule):
    """Each day locked in an order of chance: two people wait for each other, one is sent away."""
    with portail.en_marche(foule.url, application=EN_DESORDRE) as temoin:
        assert any(statuts(prendre_un_cycle(foule, temoin)[0])[500] for _ in range(ESSAIS))
