"""What the demo network has in its diary: cycles, and days on their own."""

from .cycles import CYCLES
from .modele import CycleDeDemo, Journee
from .seuls import SEULS

__all__ = ["CYCLES", "SEULS", "CycleDeDemo", "Journee"]
