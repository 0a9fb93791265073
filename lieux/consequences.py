"""Causes of the directory; other apps add what follows them in their `ready()`."""

from reseau.socle.consequences import declarer

LIEU_RENOMME = declarer(
    "lieu_renomme", "the name of places (Lieu), of their commune, or which commune it is"
)
