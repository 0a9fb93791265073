"""The second factor of the team: who must have one, since when, which rights wait for it.

The setting `SECOND_FACTEUR` maps group names and "superutilisatrices" to "exige" (asked) or
"invite" (invited). The week to set one up starts when the person first meets the rule; that date is
in the database.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.auth import get_user_model
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

SUPERUTILISATRICES = "superutilisatrices"
EXIGE, INVITE = "exige", "invite"
DELAI = timedelta(days=7)
# Codes on paper help people who lost the rest; they are not a factor by themselves.
FACTEURS = ("totp", "webauthn")


@dataclass(frozen=True)
class Attente:
    """What is asked of a person who has no second factor yet."""

    exige: bool
    echeance: datetime

    @property
    def est_echue(self) -> bool:
        return self.exige and self.echeance <= timezone.now()


def attente_de(personne) -> Attente | None:
    """None when nothing is asked of this person, or when she has a second factor."""
    demande = _demande_a(personne)
    if demande is None or en_a_un(personne):
        return None
    depuis = personne.second_facteur_demande_le or timezone.now()
    return Attente(demande == EXIGE, depuis + DELAI)


def en_a_un(personne) -> bool:
    return personne.authenticator_set.filter(type__in=FACTEURS).exists()


def est_de_l_equipe(personne) -> bool:
    """Staff whose rights are not suspended; never an anonymous visitor."""
    return personne.is_staff and not personne.droits_suspendus


def noter_la_demande(personne) -> None:
    """Start the week now. Race: two pages opened at once; the first date stays."""
    if personne.second_facteur_demande_le is None:
        maintenant = timezone.now()
        sans_date = get_user_model().objects.filter(pk=personne.pk, second_facteur_demande_le=None)
        sans_date.update(second_facteur_demande_le=maintenant)


def retirer(personne, par=None) -> bool:
    """Remove every factor of a person who lost them, paper codes included, and tell her by mail.

    False when there was none. A new week starts at her next visit.
    """
    from .lettres import prevenir  # it imports the model, which imports this module

    nombre, _par_modele = personne.authenticator_set.all().delete()
    if not nombre:
        return False
    get_user_model().objects.filter(pk=personne.pk).update(second_facteur_demande_le=None)
    geste = _(
        "Votre double vérification a été retirée : le mot de passe, ou un code reçu par courriel, "
        "suffit pour entrer, jusqu’à ce que vous en mettiez une nouvelle en place."
    )
    prevenir(personne, sorted({personne.email, *personne.courriels_verifies()}), par, geste)
    return True


def _demande_a(personne) -> str | None:
    """The strongest demand among those of the groups of this person."""
    if not settings.SECOND_FACTEUR or not (personne.is_staff or personne.is_superuser):
        return None
    groupes = {SUPERUTILISATRICES} if personne.is_superuser else set()
    groupes.update(personne.groups.values_list("name", flat=True))
    demandes = {settings.SECOND_FACTEUR[nom] for nom in groupes & settings.SECOND_FACTEUR.keys()}
    return next((demande for demande in (EXIGE, INVITE) if demande in demandes), None)
