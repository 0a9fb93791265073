"""Arrondissements of Paris, Lyon and Marseille: each has its own INSEE code and postal code."""

# For each commune: start of its postal codes, start of the INSEE codes of its arrondissements.
VILLES = {"75056": ("750", "751"), "69123": ("6900", "6938"), "13055": ("130", "132")}
# Part of the 16th has its own postal code.
PASSY = {"75116": "75016"}


def code_arrondissement(commune, code_postal: str) -> str | None:
    """INSEE code of the arrondissement of `commune` with this postal code: 75010 gives 75110."""
    code_postal = PASSY.get(code_postal, code_postal)
    debut_postal, debut_insee = VILLES.get(commune.pk, ("", ""))
    code = debut_insee + code_postal.removeprefix(debut_postal)
    return code if debut_insee and code in commune.autres_codes.split() else None
