"""Why the network says no to a registration; the view that catches one tells the person."""

from ateliers.models import Atelier


class Refus(Exception):
    """A rule of the seats is against it; nothing was written. `atelier`: the day that says no."""

    def __init__(self, atelier: Atelier | None = None) -> None:
        super().__init__(atelier)
        self.atelier = atelier


class InscriptionsFermees(Refus):
    """Not published, cancelled, or past the deadline."""


class AccesReserve(Refus):
    """For the members of the network, or of one group, and this person is not one."""


class JourneePassee(Refus):
    """The day is over: what happened cannot be changed any more."""


class InscriptionAnnulee(Refus):
    """The registration was cancelled meanwhile; there is nothing left to change."""


class DejaInscrite(Refus):
    """Somebody of that name is registered to that day already, with the same mailbox."""


class CommandesCloses(Refus):
    """The cut-off of a meal passed between the form and its answer."""


class TropPeuDePlaces(Refus):
    """Some of the people asked for get a seat and some do not: the contact says who waits."""

    def __init__(self, atelier: Atelier, libres: int) -> None:
        super().__init__(atelier)
        self.libres = libres


class PropositionClose(Refus):
    """The offer ran out, was answered or was taken back meanwhile."""


class DejaDecidee(Refus):
    """The request was accepted, refused or withdrawn meanwhile."""


class PasEnAttente(Refus):
    """Only somebody who waits, without an offer, moves up in the queue."""


class SequenceComplete(Refus):
    """The sequence chosen for that slot has no place left, or is offered no more."""

    def __init__(self, creneau: int) -> None:
        self.creneau = creneau
        super().__init__()


class ChoixClos(Refus):
    """The day has begun: who does what is settled on the spot."""


class CouvertIndisponible(Refus):
    """The meal was given meanwhile, or she has one already, or she does not come."""


class AdressePrise(Refus):
    """She is registered to that day with the new address already, in another dossier."""


class LienPerime(Refus):
    """The link was used, replaced, or is too old."""


class RefusDeCovoiturage(Exception):
    """Two people cannot share a car; the view says it in words."""


class CovoiturageClos(RefusDeCovoiturage):
    """The day is over, called off or online; or one of them no longer comes."""


class TrajetEngage(RefusDeCovoiturage):
    """Others count on this trip as it is: its role, its direction, its seats."""


class Incompatibles(RefusDeCovoiturage):
    """Two cars, two people on foot, or one who only goes and one who only comes back."""


class VoitureComplete(RefusDeCovoiturage):
    pass


class DejaEnVoiture(RefusDeCovoiturage):
    """The passenger has found a seat meanwhile."""


class DejaDeclinee(RefusDeCovoiturage):
    """The other one has said no; she may ask, but is not asked again."""


class TropDeDemandes(RefusDeCovoiturage):
    pass


class DemandeClose(RefusDeCovoiturage):
    """Withdrawn, declined, or settled by somebody else's answer."""
