"""The back office of the directory; each screen lives with its concept."""

from .annuaire.admin import LieuAdmin
from .territoire.admin import CommuneAdmin, DepartementAdmin
from .vocabulaire.admin import LabelAdmin, TermeAdmin

__all__ = ["CommuneAdmin", "DepartementAdmin", "LabelAdmin", "LieuAdmin", "TermeAdmin"]
