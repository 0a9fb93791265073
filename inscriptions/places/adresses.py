"""Change the address of a contact (a dossier) or of a person (a row), neither seat nor rank.

The link sent to the old address stops working, since a stranger may have read it there.
"""

from allauth.account.models import EmailAddress
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from ateliers.enums import EtatInscription
from reseau.models import Personne
from reseau.socle.courriels.pannes import panne_de

from ..courriels import adresses as courriels
from ..models import AdresseAConfirmer, Dossier, Inscription, nouveau_jeton
from ..models.cible import Cible, a_venir, lignes_de
from ..refus import AdressePrise, LienPerime
from . import verrou
from .etats import changer


@transaction.atomic
def mettre_de_cote(cible: Cible, courriel: str) -> AdresseAConfirmer:
    """Keep the new address aside, in place of an earlier one, whose link stops working.

    Race: two windows; the second waits for the row of the dossier, then replaces the first.
    """
    dossier = _verrouiller(cible)
    AdresseAConfirmer.objects.de(cible).delete()
    seule = None if isinstance(cible, Dossier) else cible
    return AdresseAConfirmer.objects.create(
        dossier=dossier, inscription=seule, courriel=courriel.lower()
    )


@transaction.atomic
def confirmer(demande: AdresseAConfirmer, par: Personne | None = None) -> Cible:
    """Write the address confirmed from the new mailbox. Raises LienPerime or AdressePrise.

    Race: the button pressed twice, or the team meanwhile; the second finds no row to confirm.
    """
    _verrouiller(demande.cible)
    encore_la = AdresseAConfirmer.objects.valables().filter(pk=demande.pk)
    relue = encore_la.select_related("dossier", "inscription__dossier").first()
    if relue is None:
        raise LienPerime
    return corriger(relue.cible, relue.courriel, par, _("Adresse changée par la personne."))


@transaction.atomic
def corriger(
    cible: Cible, courriel: str, par: Personne | None = None, motif: str = "", equipe: bool = False
) -> Cible:
    """Write the new address, change the link, write to both mailboxes; raises AdressePrise.

    Race: with any change on the days concerned, which are locked first, and with another correction
    of the same dossier.
    """
    _verrouiller(cible)
    cible.refresh_from_db()
    ancien, courriel = cible.courriel, courriel.lower()
    lignes = lignes_de(cible)
    for ligne in lignes:
        ligne.courriel, ligne.jeton = courriel, nouveau_jeton()
        _ecrire(ligne, par, motif)
    if isinstance(cible, Dossier):
        _changer_le_contact(cible, courriel, lignes, par, motif)
        # A reader of the old link may have asked for the addresses of other people of the dossier.
        AdresseAConfirmer.objects.filter(dossier=cible).delete()
    AdresseAConfirmer.objects.de(cible).delete()
    cible.refresh_from_db()
    if not panne_de(ancien):  # nobody reads a mailbox that does not exist
        courriels.adieu(ancien, a_venir(cible), par_l_equipe=equipe)
    courriels.renvoyer(cible)
    return cible


@transaction.atomic
def corriger_partout(cibles: list[Cible], courriel: str, par: Personne, motif: str) -> None:
    """Correct all or nothing, for the team; days are locked first, in the order of their keys."""
    dossiers = {c.pk if isinstance(c, Dossier) else c.dossier_id for c in cibles}
    jours = Inscription.objects.filter(dossier__in=dossiers).values_list("atelier_id", flat=True)
    verrou.verrouiller(sorted(set(jours)))
    list(Dossier.objects.select_for_update().filter(pk__in=dossiers).order_by("pk"))
    for cible in cibles:
        corriger(cible, courriel, par, motif, equipe=True)


def _changer_le_contact(
    dossier: Dossier, courriel: str, lignes: list[Inscription], par: Personne | None, motif: str
) -> None:
    """Attach the account that has verified the new address; detach any other account."""
    dossier.courriel, dossier.jeton = courriel, nouveau_jeton()
    dossier.personne = _compte(courriel)
    dossier.save(update_fields=["courriel", "jeton", "personne"])
    if not lignes:  # the contact does not come: the people she registered keep the trace
        for ligne in dossier.inscriptions.all():
            changer(ligne, EtatInscription(ligne.etat), par, motif)


def _compte(courriel: str) -> Personne | None:
    prouvee = EmailAddress.objects.filter(verified=True, email__iexact=courriel)
    adresse = prouvee.select_related("user").first()
    return adresse.user if adresse and adresse.user.is_active else None


def _ecrire(ligne: Inscription, par: Personne | None, motif: str) -> None:
    """Save and let the database refuse, under its own lock, an address already on that day."""
    try:
        with transaction.atomic():
            changer(ligne, EtatInscription(ligne.etat), par, motif)
    except IntegrityError as erreur:
        raise AdressePrise(ligne.atelier) from erreur


def _verrouiller(cible: Cible) -> Dossier:
    """Lock the days in the order of their keys, as everywhere; then the dossier."""
    cle = cible.pk if isinstance(cible, Dossier) else cible.dossier_id
    jours = Inscription.objects.filter(dossier=cle).values_list("atelier_id", flat=True)
    verrou.verrouiller(sorted(set(jours)))
    return Dossier.objects.select_for_update().get(pk=cle)
