"""Close an account for good: erase what names its owner, keep what counts.

The row stays, without a name: her choices and her groups still count one person.
"""

import json

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from auditlog.context import disable_auditlog
from auditlog.models import LogEntry as LigneDuJournal
from django.contrib.admin.models import LogEntry as ActionDuBackOffice
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from ..socle.courriels.models import Courriel
from ..socle.donnees_personnelles.durees import COMPTE, TEXTES, TRACES
from ..socle.donnees_personnelles.inventaire import effacement
from ..socle.securite.enums import Acte
from ..socle.securite.journal import noter
from .models import Personne

# No such domain can exist (RFC 2606): nothing is ever sent there.
FERMES = "@compte-ferme.invalid"
NOM = "Compte fermé"
# Whole rows that only the account needs.
AVEC_LE_COMPTE = (EmailAddress, Authenticator, SocialAccount)
SANS_DROIT = {"is_active": False, "is_staff": False, "is_superuser": False}


@transaction.atomic
def fermer(personne: Personne) -> None:
    """Remove the log-in, the rights and the name; the participations end today."""
    oublier(personne)
    with disable_auditlog():
        personne.groups.clear()
        personne.user_permissions.clear()
        personne.lieux_geres.clear()
        personne.dossiers.update(personne=None)
        personne.participations.en_cours().update(quittee_le=timezone.localdate())
        for modele in AVEC_LE_COMPTE:
            modele.objects.filter(user=personne).delete()
        for champ, valeur in {**effacement(Personne, COMPTE), **SANS_DROIT, "nom": NOM}.items():
            setattr(personne, champ, valeur)
        personne.email = f"{personne.pk}{FERMES}"
        personne.set_unusable_password()
        personne.save()
    noter(Acte.COMPTE, personne.pk, "fermé, données effacées")


@transaction.atomic
def supprimer(personnes: QuerySet) -> None:
    """Delete accounts whose owner never was confirmed: the whole row and its traces."""
    for personne in personnes:
        oublier(personne)
        with disable_auditlog():
            personne.delete()


def oublier(personne: Personne) -> None:
    """Erase copies of the name and the address: letters about the account, both journals.

    The journals keep what was done, when and by which account.
    """
    _oublier_ses_lettres(personne)
    _oublier_au_journal(personne)
    _oublier_au_back_office(personne)


def _adresses(personne: Personne) -> set[str]:
    """Every address of this account, except those that another account has proved."""
    ajoutees = EmailAddress.objects.filter(user=personne).values_list("email", flat=True)
    adresses = {personne.email, *ajoutees}
    prouvees = EmailAddress.objects.filter(email__in=adresses, verified=True)
    return adresses - set(prouvees.exclude(user=personne).values_list("email", flat=True))


def _oublier_ses_lettres(personne: Personne) -> None:
    """Only letters about the account; the letters of a registration have their own end."""
    courriels = Courriel.objects.hors_des_mains().filter(
        destinataire__in=_adresses(personne), confidentiel=True
    )
    courriels.non_partis().delete()
    efface = effacement(Courriel, TEXTES) | effacement(Courriel, TRACES, "destinataire", "objet")
    courriels.update(**efface, contenu_efface_le=timezone.now())


def _oublier_au_journal(personne: Personne) -> None:
    participations = personne.participations.values_list("pk", flat=True)
    for modele, cles in (
        (Personne, [personne.pk]),
        (personne.participations.model, list(participations)),
    ):
        LigneDuJournal.objects.filter(
            content_type=ContentType.objects.get_for_model(modele), object_id__in=cles
        ).update(
            object_repr="", changes={}, changes_text="", serialized_data=None, additional_data=None
        )
    LigneDuJournal.objects.filter(actor_email__in=_adresses(personne)).update(actor_email=None)
    for ligne in LigneDuJournal.objects.filter(changes__has_key="gestionnaires"):
        if str(personne) in ligne.changes["gestionnaires"].get("objects", []):
            LigneDuJournal.objects.filter(pk=ligne.pk).update(changes={}, changes_text="")


def _oublier_au_back_office(personne: Personne) -> None:
    """Django writes the name of an added person in its message, with accents as \\uXXXX."""
    actions = ActionDuBackOffice.objects
    actions.filter(
        content_type=ContentType.objects.get_for_model(Personne), object_id=str(personne.pk)
    ).update(object_repr="", change_message="")
    nommee = json.dumps(str(personne))[1:-1]
    actions.filter(change_message__contains=nommee).update(change_message="")
