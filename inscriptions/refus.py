"""Why the network says no to a registration; the view that catches one tells the person."""


class Refus(Exception):
    """A rule of the seats is against it; nothing was written."""


class InscriptionsFermees(Refus):
    """Not published, cancelled, or past the deadline."""


class AccesReserve(Refus):
    """For the members of the network, or of one group, and this person is not one."""


class JourneePassee(Refus):
    """The day is over: what happened cannot be changed any more."""


class InscriptionAnnulee(Refus):
    """The registration was cancelled meanwhile; there is nothing left to change."""


class CommandesCloses(Refus):
    """The cut-off of a meal passed between the form and its answer."""
