"""Why the network says no, and the words that say it; whoever catches one shows `str(refus)`.

A class without subclasses is raised: it carries its words (see tests/inscriptions/test_refus.py).
"""

from typing import TYPE_CHECKING, ClassVar

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from ateliers.models import Atelier

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


class Refus(Exception):
    """A rule of the seats is against it; nothing was written. `atelier`: the day that says no.

    `phrase` is for the person, `phrase_pour_l_equipe` for the team where it reads other words;
    both may name what the refusal holds, as « %(atelier)s ».
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
    """Not published, cancelled, or past the deadline."""

    phrase = _("Les inscriptions viennent de se clore.")
    phrase_pour_l_equipe = _("Les inscriptions à cet atelier viennent de se clore.")


class AccesReserve(Refus):
    """For the members of the network, or of one group, and this person is not one."""

    phrase = _("Cette journée vient d’être réservée.")


class ConnexionFreinee(Refus):
    """Too many registrations this hour from one source of the internet."""

    phrase = _("Trop d’inscriptions depuis votre connexion : patientez un peu.")


class AdresseFreinee(Refus):
    """Too many registrations this hour with one address, or under too many names."""

    phrase = _(
        "Beaucoup d’inscriptions viennent d’être demandées avec cette adresse : réessayez dans une "
        "heure, ou écrivez à l’équipe. Ce qui est déjà inscrit le reste."
    )


class JourneePassee(Refus):
    """The day is over: what happened cannot be changed any more."""

    phrase = _("La journée est finie : rien n’a changé.")
    phrase_pour_l_equipe = _("La journée est passée : rien n’a changé.")


class InscriptionAnnulee(Refus):
    """The registration was cancelled meanwhile; there is nothing left to change."""

    phrase = _("Cette inscription ne peut plus changer.")


class DejaInscrite(Refus):
    """Somebody of that name is registered to that day already, with the same mailbox."""

    phrase = _("Quelqu’un de ce nom est déjà inscrit à l’une de ces journées avec la même adresse.")


class CommandesCloses(Refus):
    """The cut-off of a meal passed between the form and its answer."""

    phrase = _("Les commandes de repas viennent de se clore : relisez.")


class TropPeuDePlaces(Refus):
    """Some of the people asked for get a seat and some do not: the contact says who waits."""

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
    """The dossier would hold more people than one contact may register."""

    phrase = _("Un dossier tient dix personnes au plus : inscrivez les suivantes à part.")


class PropositionClose(Refus):
    """The offer ran out, was answered or was taken back meanwhile."""

    phrase = _("Cette place n’est plus proposée")


class DejaDecidee(Refus):
    """The request was answered or withdrawn meanwhile, or its day is over or called off."""

    phrase = _("Cette demande n’attend plus de réponse : rien n’a changé.")


class PasEnAttente(Refus):
    """Only somebody who waits, without an offer, moves up in the queue."""

    phrase = _("Cette personne n’attend plus : rien n’a changé.")


class SequenceComplete(Refus):
    """The sequence chosen for that slot has no place left, or is offered no more."""

    phrase = _("Cette séquence est complète : choisissez-en une autre.")

    def __init__(self, creneau: int) -> None:
        super().__init__()
        self.creneau = creneau


class ChoixClos(Refus):
    """The day has begun: who does what is settled on the spot."""

    phrase = _("Cette inscription ne peut plus changer.")


class CouvertIndisponible(Refus):
    """The meal was given meanwhile, or she has one already, or she does not come."""

    phrase = _("Ce repas a été donné entre-temps, ou la personne en a un.")


class AdressePrise(Refus):
    """She is registered to that day with the new address already, in another dossier."""

    phrase = _(
        "Vous êtes déjà sur la liste de « %(atelier)s » avec cette adresse : annulez d’abord l’une "
        "des deux inscriptions."
    )
    phrase_pour_l_equipe = _(
        "Cette personne est déjà inscrite à « %(atelier)s » avec cette adresse."
    )


class LienPerime(Refus):
    """The link was used, replaced, or is too old."""

    phrase = _("Ce lien n’est plus valable")


class RefusDeCovoiturage(Refus):
    """Two people cannot share a car."""


class CovoiturageClos(RefusDeCovoiturage):
    """The day is over, called off or online; or one of them no longer comes."""

    phrase = _("Ce trajet n’est plus proposé.")


class TrajetEngage(RefusDeCovoiturage):
    """Others count on this trip as it is: its role, its direction, its seats."""

    phrase = _(
        "On compte sur ce trajet : avant d’en changer le sens, le rôle ou de retirer des places "
        "prises, répondez à vos demandes ou renoncez à vos accords."
    )


class Incompatibles(RefusDeCovoiturage):
    """Two cars, two people on foot, or one who only goes and one who only comes back."""

    phrase = _("Vos deux trajets ne vont pas ensemble.")


class VoitureComplete(RefusDeCovoiturage):
    """Its seats are taken on one of the ways asked for."""

    phrase = _("Cette voiture est complète.")


class DejaEnVoiture(RefusDeCovoiturage):
    """The passenger has found a seat meanwhile."""

    phrase = _("La place est déjà trouvée dans une autre voiture.")


class DejaDeclinee(RefusDeCovoiturage):
    """The other one has said no; she may ask, but is not asked again."""

    phrase = _("Cette personne a déjà décliné : voyez les autres trajets.")


class TropDeDemandes(RefusDeCovoiturage):
    """Too many without an answer, or in this hour."""

    phrase = _("Vous avez déjà plusieurs demandes sans réponse : patientez.")


class DemandeClose(RefusDeCovoiturage):
    """Withdrawn, declined, or settled by somebody else's answer."""

    phrase = _("Cette demande n’attend plus de réponse.")
