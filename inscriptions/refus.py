"""Refusals and their sentences; a caller shows `str(refus)`.

Any class without subclasses is raised and has a sentence (see tests/inscriptions/test_refus.py).
"""

from typing import TYPE_CHECKING, ClassVar

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from ateliers.models import Atelier

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


class Refus(Exception):
    """A rule forbids the change; nothing was written. `atelier`: the day that refuses.

    `phrase` is for the person, `phrase_pour_l_equipe` for the team when its words differ; both may
    use attributes of the refusal, such as « %(atelier)s ».
    """

    phrase: ClassVar["_StrPromise"]
    phrase_pour_l_equipe: ClassVar["_StrPromise | None"] = None

    def __init__(self, atelier: Atelier | None = None) -> None:
        super().__init__(atelier)
        self.atelier = atelier

    def __str__(self) -> str:
        return str(self.phrase % vars(self))

    def pour_l_equipe(self) -> str:
        return str((self.phrase_pour_l_equipe or self.phrase) % vars(self))


class InscriptionsFermees(Refus):
    """The day is not published, is cancelled, or its deadline is past."""

    phrase = _("Les inscriptions viennent de se clore.")
    phrase_pour_l_equipe = _("Les inscriptions à cet atelier viennent de se clore.")


class AccesReserve(Refus):
    """The day is for members of the network, or of one group, and the person is not one."""

    phrase = _("Cette journée vient d’être réservée.")


class ConnexionFreinee(Refus):
    """Too many registrations in an hour from one connection."""

    phrase = _("Trop d’inscriptions depuis votre connexion : patientez un peu.")


class AdresseFreinee(Refus):
    """Too many registrations in an hour with one address, or too many names with it."""

    phrase = _(
        "Beaucoup d’inscriptions viennent d’être demandées avec cette adresse : réessayez dans une "
        "heure, ou écrivez à l’équipe. Ce qui est déjà inscrit le reste."
    )


class JourneePassee(Refus):
    """The day is over: nothing may change any more."""

    phrase = _("La journée est finie : rien n’a changé.")
    phrase_pour_l_equipe = _("La journée est passée : rien n’a changé.")


class InscriptionAnnulee(Refus):
    """The registration was cancelled meanwhile: nothing is left to change."""

    phrase = _("Cette inscription ne peut plus changer.")


class DejaInscrite(Refus):
    """A person with the same name and mailbox is already registered to that day."""

    phrase = _("Quelqu’un de ce nom est déjà inscrit à l’une de ces journées avec la même adresse.")


class CommandesCloses(Refus):
    """The cut-off of a meal passed between the form and its answer."""

    phrase = _("Les commandes de repas viennent de se clore : relisez.")


class TropPeuDePlaces(Refus):
    """Seats are too few for the people named: the contact chooses who waits."""

    phrase = ngettext_lazy(
        "Il reste %(libres)s place pour %(personnes)s personnes. Qui attend ?",
        "Il reste %(libres)s places pour %(personnes)s personnes. Qui attend ?",
        "libres",
    )

    def __init__(self, atelier: Atelier, libres: int, personnes: int) -> None:
        super().__init__(atelier)
        self.libres = libres
        self.personnes = personnes


class TropDePersonnes(Refus):
    """The dossier would exceed the number of people that one contact may register."""

    phrase = _("Un dossier tient dix personnes au plus : inscrivez les suivantes à part.")


class PropositionClose(Refus):
    """The offer expired, was answered or was withdrawn meanwhile."""

    phrase = _("Cette place n’est plus proposée")


class DejaDecidee(Refus):
    """The request was answered or withdrawn meanwhile, or its day is over or called off."""

    phrase = _("Cette demande n’attend plus de réponse : rien n’a changé.")


class PasEnAttente(Refus):
    """Only a waiting person without an offer moves up in the queue."""

    phrase = _("Cette personne n’attend plus : rien n’a changé.")


class SequenceComplete(Refus):
    """The sequence has no place left, or is no longer offered in that slot."""

    phrase = _("Cette séquence est complète : choisissez-en une autre.")

    def __init__(self, creneau: int) -> None:
        super().__init__()
        self.creneau = creneau


class ChoixClos(Refus):
    """The day has begun: sequences are settled on the spot."""

    phrase = _("Cette inscription ne peut plus changer.")


class CouvertIndisponible(Refus):
    """The meal was given meanwhile, or the person has one already, or does not come."""

    phrase = _("Ce repas a été donné entre-temps, ou la personne en a un.")


class AdressePrise(Refus):
    """The new address is already registered to that day, in another dossier."""

    phrase = _(
        "Vous êtes déjà sur la liste de « %(atelier)s » avec cette adresse : annulez d’abord l’une "
        "des deux inscriptions."
    )
    phrase_pour_l_equipe = _(
        "Cette personne est déjà inscrite à « %(atelier)s » avec cette adresse."
    )


class LienPerime(Refus):
    """The link was used, replaced, or has expired."""

    phrase = _("Ce lien n’est plus valable")


class RefusDeCovoiturage(Refus):
    """Two people cannot share a car."""


class CovoiturageClos(RefusDeCovoiturage):
    """The day is over, cancelled or online; or one of the two no longer comes."""

    phrase = _("Ce trajet n’est plus proposé.")


class TrajetEngage(RefusDeCovoiturage):
    """Other people have asked for or accepted this trip: role, direction and seats are held."""

    phrase = _(
        "On compte sur ce trajet : avant d’en changer le sens, le rôle ou de retirer des places "
        "prises, répondez à vos demandes ou renoncez à vos accords."
    )


class Incompatibles(RefusDeCovoiturage):
    """Two drivers, two passengers, or no direction in common."""

    phrase = _("Vos deux trajets ne vont pas ensemble.")


class VoitureComplete(RefusDeCovoiturage):
    """The seats are taken in one of the directions asked for."""

    phrase = _("Cette voiture est complète.")


class DejaEnVoiture(RefusDeCovoiturage):
    """The passenger got a seat in another car meanwhile."""

    phrase = _("La place est déjà trouvée dans une autre voiture.")


class DejaDeclinee(RefusDeCovoiturage):
    """The other person declined; she may ask, but is not asked again."""

    phrase = _("Cette personne a déjà décliné : voyez les autres trajets.")


class TropDeDemandes(RefusDeCovoiturage):
    """The person has too many requests without an answer, or made too many in an hour."""

    phrase = _("Vous avez déjà plusieurs demandes sans réponse : patientez.")


class DemandeClose(RefusDeCovoiturage):
    """The request was withdrawn, declined, or closed by an agreement with somebody else."""

    phrase = _("Cette demande n’attend plus de réponse.")
