"""Brakes on what is asked with one address, whoever asks and from wherever.

Neither looks at who is registered: refused or not, nobody learns whether an address or a name was
known. Several people share a mailbox, a whole page of them at once; dozens of names are a machine.
"""

from collections import Counter
from collections.abc import Collection
from datetime import timedelta

from django.conf import settings
from django.db.models import Max
from django.db.models.functions import Lower
from django.utils import timezone

from reseau.socle.frein import laisse_passer
from reseau.socle.requetes import Parametre, Parmi, RequetePrete

from ..demandes import Demande
from ..models import Inscription

UNE_HEURE = timedelta(hours=1)
NOMS_RECENTS = RequetePrete(
    lambda: (
        Inscription.objects.des_courriels(Parmi("adresses", "text"))
        .filter(demandee_le__gte=Parametre("quand"))
        .order_by()
        .values_list(Lower("courriel"), "cle_du_nom")
        .annotate(derniere=Max("demandee_le"))
    )
)


def trop_demandees(demandes: Demande | Collection[Demande]) -> bool:
    """Has one of these addresses been asked for too often, or under too many names, this hour?"""
    demandes = [demandes] if isinstance(demandes, Demande) else demandes
    adresses = {demande.courriel.lower() for demande in demandes if demande.courriel}
    if not adresses:
        return False
    par_heure = settings.INSCRIPTIONS_PAR_ADRESSE_ET_HEURE
    passent = [laisse_passer("inscrire-adresse", par_heure, adresse) for adresse in adresses]
    lignes = NOMS_RECENTS.lire(adresses=adresses, quand=timezone.now() - UNE_HEURE)
    noms = Counter(adresse for adresse, _nom, _derniere in lignes)
    return not all(passent) or any(
        nombre >= settings.NOMS_PAR_ADRESSE_ET_HEURE for nombre in noms.values()
    )
