"""Which address was meant, from a slip in its domain."""

import pytest

from reseau.socle.adresses.frappe import BOITES, PRESQUE_LES_MEMES, corrigee, distance

FAUTES = {
    "gmail.com": "gmial.com gmail.con gamil.com gmai.com gmaill.com gmail.co gmail.cm gmail.om "
    "gmail.fr gmail gmailcom gmail,com gmail..com gmial.con gmal.cm gnail.com GMIAL.COM",
    "hotmail.fr": "hotmial.fr hotmail.f hotmai.fr hotnail.fr hotmail.ft homtail.fr",
    "hotmail.com": "hotmail.con hotmial.com hotmail.cm",
    "orange.fr": "orange.f orange.rf orage.fr ornge.fr orang.fr orange.ft orange.net",
    "wanadoo.fr": "wanadoo.f wanado.fr wandoo.fr wanadoo.com wanadou.fr",
    "laposte.net": "laposte.ne laposte.met la-poste.net laposte.com laposte",
    "free.fr": "free.fe free.f fre.fr freee.fr freefr",
    "sfr.fr": "sfr.f srf.fr sfr.ft",
    "outlook.fr": "outlok.fr outlook.fe",
    "yahoo.fr": "yaho.fr yahoo.f yahou.fr",
    "icloud.com": "icloud.co iclod.com",
    "live.fr": "live.f live.ft",
    "asso-du-four.com": "asso-du-four.con",
    "asso-du-four.fr": "asso-du-four.fe asso-du-four.frr",
    "asso-du-four.org": "asso-du-four.ogr",
}
JUSTES = (
    "example.org exemple.fr exmaple.org hotmail.be hotmail.co.uk yahoo.es yahoo.co.uk live.be "
    "outlook.es laposte.fr orange.com ymail.com mail.com gmx.net proton.me occitanie.fr gers.fr "
    "mairie-auch.fr ac-toulouse.fr univ-tlse2.fr developpement-durable.gouv.fr tierslieux.net "
    "fabrique.coop lire.org orangerie.fr lagrange.fr small.com mel.com mes.com a.com localhost"
).split()


@pytest.fixture(autouse=True)
def _base():
    """Words only: no row is read."""


@pytest.mark.parametrize(
    ("tapee", "voulue"),
    [(tapee, voulue) for voulue, tapees in FAUTES.items() for tapee in tapees.split()],
)
def test_une_faute_de_frappe_est_devinee(tapee, voulue):
    assert corrigee(f"Rose.Daure+four@{tapee}") == f"Rose.Daure+four@{voulue}"


@pytest.mark.parametrize("domaine", [*BOITES, *PRESQUE_LES_MEMES, *JUSTES])
def test_une_adresse_qui_existe_n_est_pas_mise_en_doute(domaine):
    assert corrigee(f"rose@{domaine}") == ""


@pytest.mark.parametrize("saisie", ["", "rose", "@gmial.com", "@", "rose@", "  "])
def test_ce_qui_n_est_pas_une_adresse_ne_propose_rien(saisie):
    assert corrigee(saisie) == ""


def test_deux_arobases_et_des_espaces_autour_n_arretent_rien():
    assert corrigee("  rose@@gmial.com ") == "rose@gmail.com"


@pytest.mark.parametrize("propose", BOITES)
def test_ce_qui_est_propose_n_est_pas_mis_en_doute_a_son_tour(propose):
    proposition = corrigee(f"rose@{propose[:-1]}")

    assert proposition == f"rose@{propose}"
    assert corrigee(proposition) == ""


@pytest.mark.parametrize(
    ("un", "autre", "fautes"),
    [
        ("gmail", "gmail", 0),
        ("gmial", "gmail", 1),
        ("gmal", "gmail", 1),
        ("", "net", 3),
        ("ab", "", 2),
    ],
)
def test_la_distance_compte_les_fautes(un, autre, fautes):
    assert distance(un, autre) == fautes
