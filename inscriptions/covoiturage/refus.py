"""Why two people cannot share a car: the view says it in words."""


class Refus(Exception):
    pass


class CovoiturageClos(Refus):
    """The day is over, called off or online; or one of them no longer comes."""


class TrajetEngage(Refus):
    """Others count on this trip as it is: its role, its direction, its seats."""


class Incompatibles(Refus):
    """Two cars, two people on foot, or one who only goes and one who only comes back."""


class VoitureComplete(Refus):
    pass


class DejaEnVoiture(Refus):
    """The passenger has found a seat meanwhile."""


class DejaDeclinee(Refus):
    """The other one has said no; she may ask, but is not asked again."""


class TropDeDemandes(Refus):
    pass


class DemandeClose(Refus):
    """Withdrawn, declined, or settled by somebody else's answer."""
