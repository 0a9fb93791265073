"""Brakes on what is asked with one address, whoever asks and from wherever.

Neither looks at who is registered: refused or not, nobody learns whether an address or a name was
known. Several people share a mailbox, a whole page of them at once; dozens of names are a machine.
"""

from collections import Counter
from collections.abc import Collection, Iterable
from datetime import timedelta

from django.conf import settings
from django.db.models.functions import Lower
from django.utils import timezone

from reseau.socle.frein import Frein

from ..demandes import Demande
from ..models import Inscription

UNE_HEURE = timedelta(hours=1)


def boites(demandes: Iterable[Demande]) -> set[str]:
    return {demande.courriel.lower() for demande in demandes if demande.courriel}


def freins(adresses: Iterable[str]) -> list[Frein]:
    par_heure = settings.INSCRIPTIONS_PAR_ADRESSE_ET_HEURE
    return [Frein("inscrire-adresse", par_heure, adresse) for adresse in adresses]


def ont_trop_de_noms(adresses: Collection[str]) -> bool:
    """Has one of these addresses been given under too many names this hour?"""
    recentes = Inscription.objects.des_courriels(adresses).filter(
        demandee_le__gte=timezone.now() - UNE_HEURE
    )
    noms = recentes.order_by().values_list(Lower("courriel"), "cle_du_nom").distinct()
    par_adresse = Counter(adresse for adresse, _nom in noms)
    return any(n >= settings.NOMS_PAR_ADRESSE_ET_HEURE for n in par_adresse.values())
