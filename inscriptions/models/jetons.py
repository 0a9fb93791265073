"""The short code, printed for people without an address: with the name it opens their page."""

import re
import secrets

# No 0 and O, 1 and I, 2 and Z, 5 and S, 8 and B: the code is read on paper and by telephone.
ALPHABET = "ACDEFGHJKLMNPQRTUVWXY34679"
LONGUEUR = 8  # 2 × 10¹¹ codes: nobody finds one at 30 tries an hour


def nouveau_code() -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(LONGUEUR))


def lisible(code: str) -> str:
    """« K7PM-4RDX »"""
    return f"{code[: LONGUEUR // 2]}-{code[LONGUEUR // 2 :]}"


def nettoyer(saisie: str) -> str:
    """The code, whatever case, spaces and hyphens were typed."""
    return re.sub(r"[^A-Z0-9]", "", saisie.upper())


def nouveau_jeton() -> str:
    return secrets.token_urlsafe(24)
