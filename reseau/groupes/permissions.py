"""Who may do what in a working group; no other module checks roles itself."""

from django.core.exceptions import PermissionDenied
from django.http import Http404

from ..personnes.second_facteur import est_de_l_equipe
from .models import GroupeDeTravail


def est_du_reseau(personne) -> bool:
    """Members of the network, and its team."""
    return personne.is_authenticated and (personne.est_membre or est_de_l_equipe(personne))


def peut_tout_animer(personne) -> bool:
    return est_de_l_equipe(personne) and personne.has_perm("reseau.change_groupedetravail")


def voit_le_travail(personne, participation) -> bool:
    """May this person see the workspace, the links of meetings and their minutes? Members may."""
    return participation is not None or peut_tout_animer(personne)


def peut_animer(personne, participation) -> bool:
    return peut_tout_animer(personne) or (participation is not None and participation.anime)


def groupe_a_animer(personne, slug) -> GroupeDeTravail:
    """Return the group to a person who leads it: a stranger gets 404, a plain member 403."""
    groupe = GroupeDeTravail.objects.visibles_par(personne).filter(slug=slug).first()
    participation = groupe and groupe.participation_de(personne)
    if groupe and peut_animer(personne, participation):
        return groupe
    if participation:
        raise PermissionDenied
    raise Http404
