"""Brakes on the requests made with one address, from any person and any connection.

They tell nobody whether an address or a name is known: a refusal depends only on the number of
requests and names. Several people share a mailbox, up to a whole page of them; dozens of names are
a machine.
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
    """One of these addresses was used with too many names in the last hour."""
    recentes = Inscription.objects.des_courriels(adresses).filter(
        demandee_le__gte=timezone.now() - UNE_HEURE
    )
    noms = recentes.order_by().values_list(Lower("courriel"), "cle_du_nom").distinct()
    par_adresse = Counter(adresse for adresse, _nom in noms)
    return any(n >= settings.NOMS_PAR_ADRESSE_ET_HEURE for n in par_adresse.values())
