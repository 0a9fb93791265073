"""The address of an account that somebody else changes: proved anew, told at the old one."""

from allauth.account.models import EmailAddress
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from .lettres import prevenir
from .models import Personne


def est_prouvee_par_une_autre(courriel: str, personne: Personne) -> bool:
    """Somebody else showed that this address is hers: no account takes it from her."""
    prouvees = EmailAddress.objects.filter(verified=True, email=courriel.lower())
    return prouvees.exclude(user_id=personne.pk).exists()


@transaction.atomic
def remplacer(personne: Personne, ancienne: str, par: Personne | None, request=None) -> None:
    """The account answers to `personne.email` alone, which proves nothing until its link is opened.

    The former ones open it no more, as when she changes it herself; each that was hers is told.
    """
    a_prevenir = {ancienne, *personne.courriels_verifies()} - {personne.email}
    personne.emailaddress_set.all().delete()
    nouvelle = personne.emailaddress_set.create(email=personne.email, primary=True)
    geste = _("Votre adresse est passée de %(avant)s à %(apres)s.")
    prevenir(personne, sorted(a_prevenir), par, geste, avant=ancienne, apres=personne.email)
    if request is not None:
        nouvelle.send_confirmation(request)


def renvoyer_le_lien(personne: Personne, request) -> str | None:
    """Send the link that proves her address again; None if there is nothing to prove."""
    if personne.emailaddress_set.filter(verified=True, email=personne.email).exists():
        return None
    attend, _creee = personne.emailaddress_set.get_or_create(email=personne.email)
    attend.send_confirmation(request)
    return attend.email
