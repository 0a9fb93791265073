"""Whose address: a contact's (her dossier), or that of one of its people (a registration)."""

from reseau.recherche import normaliser

from ..models import Dossier, Inscription

Cible = Dossier | Inscription


def cible_de(inscription: Inscription) -> Cible:
    """Whose address reads what we write about her: the contact's, or her own."""
    return inscription.dossier if inscription.est_du_contact else inscription


def lignes_de(cible: Cible) -> list[Inscription]:
    """The registrations that bear this address: the contact's and of those who share it with her;
    or those of one person, a row a day.
    """
    dossier = cible if isinstance(cible, Dossier) else cible.dossier
    lignes = dossier.inscriptions.du_courriel(cible.courriel).select_related("dossier", "atelier")
    if isinstance(cible, Dossier):
        return list(lignes)
    return [ligne for ligne in lignes if _nom(ligne) == _nom(cible)]


def a_venir(cible: Cible) -> list[Inscription]:
    """Those of a contact, with the people she registered; or of one person: still to come."""
    if isinstance(cible, Dossier):
        siennes = Inscription.objects.filter(dossier=cible)
    else:
        siennes = Inscription.objects.filter(pk__in=[ligne.pk for ligne in lignes_de(cible)])
    lues = siennes.encore_la().a_venir().select_related("dossier__inscrit_par", "atelier__cycle")
    return list(lues.prefetch_related("propositions").order_by("atelier__debut", "pk"))


def _nom(inscription: Inscription) -> str:
    return normaliser(f"{inscription.prenom} {inscription.nom}")
