"""One process of a rush over HTTP: makes the days, then plays its share of the browsers."""

from datetime import timedelta

from . import ruee  # sets Django up

# ruff: isort: split
from django.test import Client
from django.urls import reverse

from ateliers.models import Atelier
from inscriptions.models import ChangementEtat, Dossier, Inscription, Proposition
from reseau.models import Courriel
from tests.factories import AtelierFactory, CycleFactory, InscriptionFactory, PersonneFactory

from .visites import envoyer, insister, ouvrir


def adresses_des_pages(ateliers):
    return [Atelier.objects.get(pk=cle).slug for cle in ateliers]


def preparer_des_propositions(nombre):
    """As many seats as offers, each made to somebody who waits; the pages where they answer."""
    atelier = AtelierFactory(capacite=nombre)
    pages = []
    for inscription in InscriptionFactory.create_batch(nombre, atelier=atelier, en_attente=True):
        Proposition.objects.create(
            inscription=inscription, atelier=atelier, expire_le=atelier.debut - timedelta(days=1)
        )
        arguments = [inscription.dossier.jeton, inscription.pk]
        pages.append(
            {
                "page": reverse("inscriptions:proposition", args=arguments),
                "vers": reverse("inscriptions:accepter", args=arguments),
            }
        )
    return {"atelier": atelier.pk, "pages": pages}


def preparer_un_cycle(journees, capacite):
    cycle = CycleFactory()
    ateliers = AtelierFactory.create_batch(journees, cycle=cycle, capacite=capacite)
    return {"slug": cycle.slug, "ateliers": [atelier.pk for atelier in ateliers]}


def preparer_une_animatrice():
    """Logged in: the key of her session."""
    client = Client()
    client.force_login(PersonneFactory(superutilisatrice=True))
    return client.cookies["sessionid"].value


def relever(atelier):
    """Who stands, by address, once a registration; the letters; dossiers that hold nobody."""
    inscrites = Inscription.objects.filter(atelier=atelier)
    titre = Atelier.objects.get(pk=atelier).titre + ","
    lettres = Courriel.objects.filter(objet__contains=titre).order_by("pk")
    return {
        "inscrites": list(inscrites.values_list("courriel", flat=True)),
        "lettres": list(lettres.values_list("destinataire", "objet")),
        "historique": ChangementEtat.objects.filter(inscription__in=inscrites).count(),
        "dossiers_vides": Dossier.objects.filter(inscriptions=None).count(),
    }


VERBES = ruee.VERBES | {
    verbe.__name__: verbe
    for verbe in (
        adresses_des_pages,
        preparer_des_propositions,
        preparer_un_cycle,
        preparer_une_animatrice,
        relever,
        insister,
        ouvrir,
        envoyer,
    )
}

if __name__ == "__main__":
    ruee.obeir(VERBES)
