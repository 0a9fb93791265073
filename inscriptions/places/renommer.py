"""A new name for a person: it identifies her, so all her rows of a dossier change.

Only `inscriptions.places` calls these, holding the locks of her day and of `ses_autres_jours`.
"""

from ..demandes import Demande
from ..models import Inscription
from ..models.cle import cle_du_nom
from ..models.inscriptions_queryset import InscriptionQuerySet
from ..models.personnes import qui
from ..refus import DejaInscrite


def change_de_nom(inscription: Inscription, demande: Demande) -> bool:
    return (demande.prenom, demande.nom) != (inscription.prenom, inscription.nom)


def ses_autres_jours(inscription: Inscription) -> list[int]:
    """The keys of her other days in this dossier, which take the new name too."""
    return list(_ses_lignes(inscription).values_list("atelier_id", flat=True))


def renommer(inscription: Inscription, demande: Demande) -> None:
    """Rename her other rows of the dossier, and the dossier if she is its contact.

    Raises DejaInscrite when another person with the same mailbox has that name on one of her days.
    """
    dossier = inscription.dossier
    lignes = [inscription, *_ses_lignes(inscription)]
    _verifier(inscription, cle_du_nom(demande.prenom, demande.nom), lignes)
    if qui(inscription, dossier.courriel) == qui(dossier):
        dossier.prenom, dossier.nom = demande.prenom, demande.nom
        dossier.save(update_fields=["prenom", "nom"])
    for ligne in lignes[1:]:
        ligne.prenom, ligne.nom = demande.prenom, demande.nom
        ligne.save(update_fields=["prenom", "nom", "cle_du_nom", "modifiee_le"])


def _ses_lignes(inscription: Inscription) -> InscriptionQuerySet:
    return Inscription.objects.filter(
        dossier=inscription.dossier_id,
        courriel=inscription.courriel,
        cle_du_nom=inscription.cle_du_nom,
    ).exclude(pk=inscription.pk)


def _verifier(inscription: Inscription, cle: str, lignes: list[Inscription]) -> None:
    boite = inscription.courriel or inscription.dossier.courriel
    actives = [ligne.atelier_id for ligne in lignes if ligne.est_active]
    homonymes = Inscription.objects.actives().filter(atelier__in=actives, cle_du_nom=cle)
    if boite:
        homonymes = homonymes.des_boites([boite.lower()])
    else:
        homonymes = homonymes.filter(dossier=inscription.dossier_id)
    if homonymes.exclude(pk__in=[ligne.pk for ligne in lignes]).exists():
        raise DejaInscrite(inscription.atelier)
