"""The short code printed for who has no e-mail address: with her name it opens her page."""

import re
import secrets

# No 0 and O, 1 and I, 2 and Z, 5 and S, 8 and B: it is read on paper and told on the telephone.
ALPHABET = "ACDEFGHJKLMNPQRTUVWXY34679"
LONGUEUR = 8  # 2 × 10¹¹ codes: at 30 tries an hour, nobody finds one


def nouveau_code() -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(LONGUEUR))


def lisible(code: str) -> str:
    """« K7PM-4RDX »"""
    return f"{code[: LONGUEUR // 2]}-{code[LONGUEUR // 2 :]}"


def nettoyer(saisie: str) -> str:
    """However it was typed: small letters, spaces, hyphens."""
    return re.sub(r"[^A-Z0-9]", "", saisie.upper())


def nouveau_jeton() -> str:
    return secrets.token_urlsafe(24)
