"""Nobody gives, or takes hold of, more rights than she has: not even by way of an account."""

from django.contrib.auth.models import Group, Permission
from django.db.models import Q

from .models import Personne


def permissions_de(personne: Personne):
    if personne.is_superuser:
        return Permission.objects.all()
    return Permission.objects.filter(Q(group__user=personne) | Q(user=personne))


def depasse(personne: Personne, qui: Personne) -> bool:
    """True if holding the account of `personne` would give `qui` a right she has not."""
    if qui.is_superuser:
        return False
    hors_de_portee = permissions_de(personne).exclude(pk__in=permissions_de(qui).values("pk"))
    return personne.is_superuser or hors_de_portee.exists()


def groupes_a_donner(qui: Personne, a: Personne | None = None):
    """Groups that `qui` may give: no stronger than she is, besides those `a` has already."""
    plus_fortes = Permission.objects.exclude(pk__in=permissions_de(qui).values("pk"))
    trop_forts = Group.objects.filter(permissions__in=plus_fortes)
    deja = a.groups.values("pk") if a else []
    return Group.objects.filter(~Q(pk__in=trop_forts.values("pk")) | Q(pk__in=deja))
