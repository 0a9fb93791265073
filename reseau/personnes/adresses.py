"""When the team changes an address: the new one must be confirmed, the old one is told."""

from allauth.account.models import EmailAddress
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from .lettres import prevenir
from .models import Personne


def est_prouvee_par_une_autre(courriel: str, personne: Personne) -> bool:
    """Another person has proved that she owns this address: no account takes it from her."""
    prouvees = EmailAddress.objects.filter(verified=True, email=courriel.lower())
    return prouvees.exclude(user_id=personne.pk).exists()


@transaction.atomic
def remplacer(personne: Personne, ancienne: str, par: Personne | None, request=None) -> None:
    """Make `personne.email` the only address of the account, unproved until its link is opened.

    Former addresses no longer open the account, as when the owner changes it herself. A letter goes
    to each of those she had proved.
    """
    a_prevenir = {ancienne, *personne.courriels_verifies()} - {personne.email}
    personne.emailaddress_set.all().delete()
    nouvelle = personne.emailaddress_set.create(email=personne.email, primary=True)
    geste = _("Votre adresse est passée de %(avant)s à %(apres)s.")
    prevenir(personne, sorted(a_prevenir), par, geste, avant=ancienne, apres=personne.email)
    if request is not None:
        nouvelle.send_confirmation(request)


def renvoyer_le_lien(personne: Personne, request) -> str | None:
    """Send the confirmation link again; None when the address is already proved."""
    if personne.emailaddress_set.filter(verified=True, email=personne.email).exists():
        return None
    attend, _creee = personne.emailaddress_set.get_or_create(email=personne.email)
    attend.send_confirmation(request)
    return attend.email
