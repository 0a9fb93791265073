from ..refus import Refus


class AdressePrise(Refus):
    """She is registered to that day with the new address already, in another dossier."""


class LienPerime(Refus):
    """The link was used, replaced, or is too old."""
