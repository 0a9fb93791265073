"""Nobody gives or takes more rights than she has: by an account, a group or a service.

Every screen of the back office that changes an account asks this module.
"""

from django.contrib.auth.models import Group, Permission
from django.db.models import Q

from .models import Personne


def permissions_de(personne: Personne):
    if personne.is_superuser:
        return Permission.objects.all()
    return Permission.objects.filter(Q(group__user=personne) | Q(user=personne)).distinct()


def depasse(personne: Personne, acteur: Personne) -> bool:
    """Would the account of `personne` give `acteur` a right that she lacks?"""
    if acteur.is_superuser:
        return False
    return personne.is_superuser or _hors_de_portee(permissions_de(personne), acteur).exists()


def groupes_a_donner(acteur: Personne, a: Personne | None = None):
    """Groups that `acteur` may give: without a right she lacks, or that `a` already has."""
    plus_fortes = _hors_de_portee(Permission.objects.all(), acteur)
    trop_forts = Group.objects.filter(permissions__in=plus_fortes)
    deja = a.groups.values("pk") if a else []
    return Group.objects.filter(~Q(pk__in=trop_forts.values("pk")) | Q(pk__in=deja))


def peut_changer_le_groupe(acteur: Personne, groupe: Group) -> bool:
    """May `acteur` change this group? Not one she is in, nor one with a right that she lacks."""
    if acteur.is_superuser:
        return True
    trop_fort = _hors_de_portee(groupe.permissions.all(), acteur).exists()
    return not trop_fort and not acteur.groups.filter(pk=groupe.pk).exists()


def peut_choisir_les_services(acteur: Personne) -> bool:
    """Superusers only: whoever chooses the service that says who people are could be anybody."""
    return acteur.is_active and acteur.is_superuser and not acteur.droits_suspendus


def _hors_de_portee(permissions, acteur: Personne):
    return permissions.exclude(pk__in=permissions_de(acteur).values("pk"))
