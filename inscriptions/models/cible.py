"""Whose address: that of a contact (a dossier), or of one of its people (a registration)."""

from .cle import cle_du_nom
from .dossiers import Dossier
from .inscriptions import Inscription

Cible = Dossier | Inscription


def cible_de(inscription: Inscription) -> Cible:
    """Whose address reads the letters of this registration: the contact's, or its own."""
    return inscription.dossier if inscription.est_du_contact else inscription


def lignes_de(cible: Cible) -> list[Inscription]:
    """The registrations with this address.

    For a contact: her own, and those of people who share the address. For one person: hers, a row a
    day.
    """
    dossier = cible if isinstance(cible, Dossier) else cible.dossier
    lignes = dossier.inscriptions.du_courriel(cible.courriel).select_related("dossier", "atelier")
    if isinstance(cible, Dossier):
        return list(lignes)
    return [ligne for ligne in lignes if _nom(ligne) == _nom(cible)]


def a_venir(cible: Cible) -> list[Inscription]:
    """Future registrations: of a contact and the people she registered, or of one person."""
    if isinstance(cible, Dossier):
        inscriptions = Inscription.objects.filter(dossier=cible)
    else:
        inscriptions = Inscription.objects.filter(pk__in=[ligne.pk for ligne in lignes_de(cible)])
    lues = (
        inscriptions.encore_la().a_venir().select_related("dossier__inscrit_par", "atelier__cycle")
    )
    return list(lues.prefetch_related("propositions").order_by("atelier__debut", "pk"))


def autres_cibles(cible: Cible) -> list[Cible]:
    """Other dossiers of this person with future days and the same address: one link for each."""
    dossier = cible if isinstance(cible, Dossier) else cible.dossier
    lignes = Inscription.objects.encore_la().a_venir().exclude(dossier=dossier)
    dossiers = Dossier.objects.filter(
        pk__in=lignes.values("dossier"), courriel__iexact=cible.courriel
    )
    inscriptions = lignes.du_courriel(cible.courriel).exclude(dossier__in=dossiers)
    par_dossier = {ligne.dossier_id: ligne for ligne in inscriptions.select_related("dossier")}
    trouvees = [*dossiers.order_by("pk"), *(par_dossier[cle] for cle in sorted(par_dossier))]
    return [trouvee for trouvee in trouvees if _nom(trouvee) == _nom(cible)]


def _nom(cible: Cible) -> str:
    return cle_du_nom(cible.prenom, cible.nom)
