"""Scanners of mail open every link before the person does: reading must change nothing.

Every letter that has a template is written here; a new template without an example fails.
"""

import re
from copy import copy
from datetime import timedelta
from html import unescape
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib.sessions.models import Session
from django.test import Client
from django.test.signals import template_rendered
from django.utils import timezone

from inscriptions.courriels import adresses, avis, cycles, propositions, rappels
from inscriptions.courriels import covoiturage as voitures
from inscriptions.courriels import places as courriels
from inscriptions.courriels.ecarts import ecarts
from inscriptions.models import Proposition
from inscriptions.places.adresses import mettre_de_cote
from reseau.models import Courriel
from reseau.personnes import lettres
from reseau.personnes.inactivite import lettre as inactivite
from tests.factories import (
    AtelierFactory,
    CouvertFactory,
    CycleFactory,
    InscriptionFactory,
    MiseEnRelationFactory,
    PersonneFactory,
    RepasFactory,
    TrajetFactory,
)

GABARITS = settings.BASE_DIR / "templates"
LIEN = re.compile(r"https?://[^\s\"'<>]+")
HREF = re.compile(r'href="([^"]+)"')

EXEMPLES = {
    "inscriptions/adresses/courriels/a_confirmer": lambda m: adresses.a_confirmer(
        mettre_de_cote(m.assise.dossier, "neuve@example.org")
    ),
    "inscriptions/adresses/courriels/adieu": lambda m: adresses.adieu(
        "ancienne@example.org", [m.assise], par_l_equipe=True
    ),
    "inscriptions/places/courriels/confirmee": lambda m: courriels.place_acceptee(m.assise),
    "inscriptions/places/courriels/place_obtenue": lambda m: courriels.place_obtenue(m.assise),
    "inscriptions/places/courriels/en_attente": lambda m: courriels.reponse_seule(m.attente),
    "inscriptions/places/courriels/demandee": lambda m: courriels.reponse_seule(m.demandee),
    "inscriptions/places/courriels/approuvee": lambda m: courriels.approuvee(m.assise),
    "inscriptions/places/courriels/refusee": lambda m: courriels.refusee(
        m.demandee, "C’est complet."
    ),
    "inscriptions/places/courriels/annulee": lambda m: courriels.annulation(
        m.assise, m.assise.etat
    ),
    "inscriptions/places/courriels/groupe": lambda m: courriels.reponse_groupee(
        m.assise.dossier, [m.assise, m.attente]
    ),
    "inscriptions/places/courriels/repas_obtenu": lambda m: courriels.repas_obtenu(m.couvert),
    "inscriptions/places/courriels/repas_donne": lambda m: courriels.repas_donne(m.couvert),
    "inscriptions/places/courriels/deja_inscrit": lambda m: courriels.deja_inscrit(m.assise),
    "inscriptions/places/courriels/retrouver": lambda m: courriels.retrouver(
        "ana@example.org", [m.assise, m.attente]
    ),
    "inscriptions/propositions/courriels/proposition": lambda m: propositions.proposer(
        m.proposition
    ),
    "inscriptions/propositions/courriels/expiree": lambda m: propositions.expiree(m.proposition),
    "inscriptions/propositions/courriels/retiree": lambda m: propositions.retiree(m.proposition),
    "inscriptions/rappels/courriels/reconfirmation": lambda m: rappels.reconfirmation(
        m.assise, None
    ),
    "inscriptions/rappels/courriels/veille": lambda m: rappels.veille(m.assise, "veille", False),
    "inscriptions/covoiturage/courriels/demande": lambda m: voitures.demande(m.relation),
    "inscriptions/covoiturage/courriels/accord": lambda m: voitures.accord(m.relation),
    "inscriptions/covoiturage/courriels/refus": lambda m: voitures.refus(m.relation),
    "inscriptions/covoiturage/courriels/plus_possible": lambda m: voitures.plus_possible(
        m.relation
    ),
    "inscriptions/covoiturage/courriels/accord_rompu": lambda m: voitures.accord_rompu(
        m.relation, a=m.relation.passager, par=m.relation.voiture.inscription
    ),
    "inscriptions/covoiturage/courriels/trajet_change": lambda m: voitures.trajet_change(
        m.relation.passager, m.relation.voiture
    ),
    "inscriptions/covoiturage/courriels/journee_annulee": lambda m: voitures.journee_annulee(
        m.relation
    ),
    "inscriptions/cycles/courriels/journee_ajoutee": lambda m: cycles.journee_ajoutee(
        m.assise.dossier, m.ajoutee, [m.assise]
    ),
    "inscriptions/cycles/courriels/depart": lambda m: cycles.depart(
        m.assise.dossier, m.cycle, [m.assise]
    ),
    "inscriptions/avis/courriels/changement": lambda m: avis.changement(m.assise, m.ecarts),
    "inscriptions/avis/courriels/annulation": lambda m: avis.annulation(m.assise, [m.ajoutee]),
    "personnes/courriels/compte_change": lambda m: lettres.prevenir(
        m.endormie, [m.endormie.email], None, "Son adresse a changé."
    ),
    "mon_espace/courriels/garder": lambda m: inactivite.ecrire_a_qui_dort(timezone.now()),
}


@pytest.fixture
def monde():
    il_y_a_longtemps = timezone.now() - timedelta(700)
    cycle = CycleFactory()
    atelier = AtelierFactory(cycle=cycle)
    assise = InscriptionFactory(atelier=atelier)
    attente = InscriptionFactory(atelier=atelier, en_attente=True)
    deplace = copy(atelier)
    deplace.debut, deplace.fin = (atelier.debut + timedelta(1), atelier.fin + timedelta(1))
    voiture = TrajetFactory(inscription__atelier=atelier)
    return SimpleNamespace(
        cycle=cycle,
        ajoutee=AtelierFactory(cycle=cycle),
        assise=assise,
        endormie=PersonneFactory(date_joined=il_y_a_longtemps, last_login=il_y_a_longtemps),
        attente=attente,
        demandee=InscriptionFactory(atelier=atelier, etat="demandee"),
        couvert=CouvertFactory(repas=RepasFactory(atelier=atelier), inscription=assise),
        relation=MiseEnRelationFactory(voiture=voiture),
        proposition=Proposition.objects.create(
            inscription=attente, atelier=atelier, expire_le=atelier.debut - timedelta(1)
        ),
        ecarts=ecarts(atelier, deplace),
    )


def test_chaque_gabarit_de_lettre_a_son_exemple():
    textes = {
        chemin.relative_to(GABARITS).with_suffix("").as_posix()
        for chemin in GABARITS.rglob("*.txt")
        if not chemin.name.startswith("_") and chemin.with_suffix(".html").exists()
    }

    # The letters of the accounts are those of allauth, whose pages ask before they act.
    assert {t for t in textes if t.split("/")[0] not in ("account", "mfa")} == set(EXEMPLES)


@pytest.mark.parametrize("gabarit", EXEMPLES)
def test_ouvrir_tous_les_liens_d_une_lettre_ne_change_rien(gabarit, monde):
    liens = liens_de(gabarit, monde)
    avant = tout()

    statuts = {
        (lien, methode): getattr(Client(), methode)(lien).status_code
        for lien in liens
        for methode in ("get", "head")
    }

    assert {lien: s for lien, s in statuts.items() if s not in (200, 302)} == {}
    assert tout() == avant


def test_temoin_un_lien_qui_agirait_serait_pris(client, monde):
    """Negative control: the same look at the tables sees what the button of a letter does."""
    arguments = f"{monde.attente.dossier.jeton}/{monde.attente.pk}"
    avant = tout()

    client.post(f"/inscriptions/{arguments}/proposition/decliner/")

    assert tout() != avant


def liens_de(gabarit, monde):
    """Write the letter; every address of ours in its text and in its HTML."""
    rendus = []

    def noter(template, **_signal):
        rendus.append(template.name)

    template_rendered.connect(noter)
    EXEMPLES[gabarit](monde)
    template_rendered.disconnect(noter)
    assert f"{gabarit}.txt" in rendus, "l’exemple écrit une autre lettre"
    liens = set()
    for lettre in Courriel.objects.all():
        liens |= {lien.rstrip(".,)") for lien in LIEN.findall(lettre.texte)}
        liens |= {unescape(lien) for lien in HREF.findall(lettre.html)}
    notres = {lien for lien in liens if lien.startswith(settings.SITE_URL)}
    assert notres, "une lettre sans lien"
    return {lien.removeprefix(settings.SITE_URL) or "/" for lien in notres}


def tout():
    """Every row of every table, but the sessions."""
    return {
        modele._meta.label: list(modele._base_manager.order_by("pk").values_list())
        for modele in apps.get_models()
        if modele is not Session and modele._meta.managed
    }
