"""The back office of the workshops; each screen lives with its concept."""

from .cycles.admin import AtelierInline, CycleAdmin
from .journees.admin import AtelierAdmin
from .programme.admin import CreneauAdmin, IntervenantAdmin

__all__ = ["AtelierAdmin", "AtelierInline", "CreneauAdmin", "CycleAdmin", "IntervenantAdmin"]
