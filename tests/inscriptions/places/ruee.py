"""One process of a rush: obeys orders read on stdin, one JSON line each, and answers alike.

Run by test_concurrence.py as `python -m tests.inscriptions.places.ruee`, several at a
time, on a database of their own. With `sans_verrou` the lock is
switched off, to show that it is what counts seats.
"""

# ruff: noqa: E402 (Django first)
import json
import os
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import datetime
from threading import Barrier

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "reseau.settings")

import django

django.setup()

from django.db import connection, connections
from django.db.models import Count

from ateliers.models import Atelier
from inscriptions import places
from inscriptions.annonces.rappels import rappeler_ce_qui_est_du
from inscriptions.demandes import ChoixDeRepas, Demande
from inscriptions.models import (
    ChangementEtat,
    ChoixDeSequence,
    Couvert,
    Dossier,
    Inscription,
    MiseEnRelation,
    Rappel,
    Trajet,
)
from inscriptions.models.personnes import par_personne
from inscriptions.places import covoiturage, plusieurs
from inscriptions.places import verrou as les_verrous
from inscriptions.refus import RefusDeCovoiturage, SequenceComplete, TropDePersonnes
from reseau.models import Courriel
from tests.factories import (
    AtelierFactory,
    CreneauFactory,
    DossierFactory,
    InscriptionFactory,
    MiseEnRelationFactory,
    RepasFactory,
    SequenceFactory,
    TrajetFactory,
)

FILS = 8


def preparer(ateliers=1, capacite=None, couverts=None, inscrits=0, en_attente=0, sequence=None):
    """`sequence`: how many places the first of two parallel ones has."""
    journees = AtelierFactory.create_batch(ateliers, capacite=capacite)
    repas = RepasFactory(atelier=journees[0], capacite=couverts)
    assises = InscriptionFactory.create_batch(inscrits, atelier=journees[0])
    InscriptionFactory.create_batch(en_attente, atelier=journees[0], en_attente=True)
    creneau = CreneauFactory(atelier=journees[0])
    courue, autre = (SequenceFactory(creneau=creneau, capacite=c) for c in (sequence, None))
    return {
        "creneau": creneau.pk,
        "sequences": [courue.pk, autre.pk],
        "ateliers": [atelier.pk for atelier in journees],
        "repas": repas.pk,
        "inscrits": [inscription.pk for inscription in assises],
    }


def inscrire(adresses, ateliers, repas=None, sequence=None):
    """Who finds her sequence full comes all the same, without one."""

    def une(adresse):
        choix = {repas: ChoixDeRepas()} if repas else {}
        demande = Demande(prenom="Ana", nom="Daure", courriel=adresse, repas=choix)
        jours = [Atelier(pk=pk) for pk in ateliers]
        try:
            voulue = dict([sequence] if sequence else [])
            places.inscrire([replace(demande, sequences=voulue)], jours)
        except SequenceComplete:
            places.inscrire([demande], jours)

    return ensemble(une, adresses)


def inscrire_une_boite(adresses, ateliers):
    """All from one mailbox; what stands before the @ is the first name of who asks."""

    def une(adresse):
        prenom = adresse.split("@")[0]
        demande = Demande(prenom=prenom, nom="Dupont", courriel="famille@example.org")
        places.inscrire([demande], [Atelier(pk=pk) for pk in ateliers])

    return ensemble(une, adresses)


def preparer_un_dossier(personnes):
    """Two days; the people are on the first."""
    jours = AtelierFactory.create_batch(2, capacite=None)
    dossier = DossierFactory()
    for rang in range(personnes):
        InscriptionFactory(dossier=dossier, atelier=jours[0], prenom=f"P{rang}", courriel="")
    InscriptionFactory(dossier=dossier, atelier=jours[1], prenom="P0", courriel="")
    return {"dossier": dossier.pk, "ateliers": [jour.pk for jour in jours]}


def ajouter_au_dossier(adresses, dossier, ateliers):
    """Each to one of the two days, from her own window."""

    def une(adresse):
        qui = Demande(prenom="Ana", nom="Daure", courriel=adresse)
        jour = Atelier(pk=ateliers[sum(map(ord, adresse)) % len(ateliers)])
        with suppress(TropDePersonnes):
            plusieurs.ajouter([qui], [jour], dossier=Dossier.objects.get(pk=dossier))

    return ensemble(une, adresses)


def personnes_du_dossier(dossier):
    return len(par_personne(Inscription.objects.filter(dossier=dossier).actives()))


def annuler(inscriptions):
    return ensemble(lambda pk: places.annuler(Inscription.objects.get(pk=pk)), inscriptions)


def preparer_une_voiture(places, demandes):
    voiture = TrajetFactory(places=places)
    attendues = MiseEnRelationFactory.create_batch(demandes, voiture=voiture)
    return {"voiture": voiture.pk, "demandes": [demande.pk for demande in attendues]}


def accepter(voiture, demandes):
    def une(pk):
        demande = MiseEnRelation.objects.avec_les_deux().get(pk=pk)
        with suppress(RefusDeCovoiturage):
            covoiturage.accepter(demande, Trajet.objects.get(pk=voiture))

    return ensemble(une, demandes)


def montes(voiture):
    return MiseEnRelation.objects.acceptees().filter(voiture=voiture).count()


def compter(atelier):
    inscriptions = Inscription.objects.filter(atelier=atelier)
    promotions = ChangementEtat.objects.filter(
        inscription__atelier=atelier, avant="en_attente", apres="confirmee"
    )
    return {
        "etats": dict(inscriptions.order_by().values_list("etat").annotate(Count("pk"))),
        "couverts": dict(
            Couvert.objects.filter(repas__atelier=atelier)
            .order_by()
            .values_list("etat")
            .annotate(Count("pk"))
        ),
        "prises": ChoixDeSequence.objects.prises().filter(creneau__atelier=atelier).count(),
        "promotions": promotions.count(),
        "personnes_promues": promotions.values("inscription").distinct().count(),
        "lettres_de_promotion": Courriel.objects.filter(
            objet__startswith="Une place s’est libérée",
            objet__contains=Atelier.objects.get(pk=atelier).titre + ",",
        ).count(),
    }


def ensemble(geste, choses):
    """Do it to all of them, from threads that start together; return what went wrong."""
    depart = Barrier(FILS)

    def un_fil(part):
        depart.wait()
        erreurs = []
        for chose in part:
            try:
                geste(chose)
            except Exception as erreur:
                erreurs.append(f"{type(erreur).__name__}: {erreur}")
        connections.close_all()
        return erreurs

    parts = [choses[rang::FILS] for rang in range(FILS)]
    with ThreadPoolExecutor(FILS) as fils:
        return [erreur for erreurs in fils.map(un_fil, parts) for erreur in erreurs]


@contextmanager
def verrou(mis):
    """On PostgreSQL the lock is SELECT … FOR UPDATE; on SQLite, BEGIN IMMEDIATE."""
    if mis:
        yield
        return
    connections.close_all()
    options, verrouiller = connection.settings_dict["OPTIONS"], les_verrous.verrouiller
    if connection.vendor == "sqlite":
        options["transaction_mode"] = "DEFERRED"
    les_verrous.verrouiller = lambda cles: list(
        Atelier.objects.select_related("lieu__commune", "cycle")
        .filter(pk__in=list(cles))
        .order_by("pk")
    )
    try:
        yield
    finally:
        les_verrous.verrouiller = verrouiller
        if connection.vendor == "sqlite":
            options["transaction_mode"] = "IMMEDIATE"
        connections.close_all()


def preparer_rappels(inscrits, debut, demandee_le):
    atelier = AtelierFactory(debut=datetime.fromisoformat(debut))
    InscriptionFactory.create_batch(
        inscrits, atelier=atelier, demandee_le=datetime.fromisoformat(demandee_le)
    )
    return atelier.pk


def rappeler(a):
    """What each worker does; all of them read the same list before the first one writes."""
    return ensemble(lambda _fil: rappeler_ce_qui_est_du(datetime.fromisoformat(a)), range(FILS))


def compter_les_rappels(atelier):
    return {
        "traces": Rappel.objects.filter(inscription__atelier=atelier).count(),
        "lettres": Courriel.objects.filter(
            cle__startswith="rappel:", objet__contains=Atelier.objects.get(pk=atelier).titre + ","
        ).count(),
    }


VERBES = {
    "preparer": preparer,
    "inscrire": inscrire,
    "inscrire_une_boite": inscrire_une_boite,
    "preparer_un_dossier": preparer_un_dossier,
    "ajouter_au_dossier": ajouter_au_dossier,
    "personnes_du_dossier": personnes_du_dossier,
    "annuler": annuler,
    "compter": compter,
    "preparer_une_voiture": preparer_une_voiture,
    "accepter": accepter,
    "montes": montes,
    "preparer_rappels": preparer_rappels,
    "rappeler": rappeler,
    "compter_les_rappels": compter_les_rappels,
}


def obeir(verbes):
    """Until no more orders come."""
    for ligne in sys.stdin:
        ordre = json.loads(ligne)
        with verrou(mis=not ordre.pop("sans_verrou", False)):
            reponse = verbes[ordre.pop("verbe")](**ordre)
        connections.close_all()  # the server may restart before the next order
        print(json.dumps(reponse), flush=True)  # noqa: T201
    connections.close_all()
    if connection.vendor == "postgresql":
        connection.close_pool()


if __name__ == "__main__":
    obeir(VERBES)
