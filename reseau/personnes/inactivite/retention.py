"""Rules of the purge for accounts: never confirmed, unused, to be closed."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from reseau.socle.conservation.regles import Travail
from reseau.socle.donnees_personnelles.durees import COMPTE

from ..fermeture import AVEC_LE_COMPTE, fermer, supprimer
from ..models import Personne
from .comptes import a_demander, a_fermer, jamais_confirmes
from .lettre import ecrire_a_qui_dort


def _fermer(a: datetime) -> None:
    for personne in a_fermer(a):
        fermer(personne)


REGLES = (
    Travail(
        "comptes_non_confirmes",
        _("comptes jamais confirmés"),
        lambda a: jamais_confirmes(a).count(),
        lambda a: supprimer(jamais_confirmes(a)),
    ),
    Travail(
        "comptes_fermes",
        _("comptes inactifs fermés"),
        lambda a: len(a_fermer(a)),
        _fermer,
        fins=tuple((modele, COMPTE) for modele in (Personne, *AVEC_LE_COMPTE)),
    ),
    Travail(
        "comptes_a_garder",
        _("personnes à qui demander si elles gardent leur compte"),
        lambda a: a_demander(a).count(),
        ecrire_a_qui_dort,
        efface=False,
    ),
)
