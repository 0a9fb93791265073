import re

from django.utils.text import slugify


def slug_libre(objet, texte: str) -> str:
    """Return a slug of `texte` that no other row of the same table has.

    Race: two writers may choose the same slug; the unique constraint refuses the second.
    """
    base = slug_de_base(type(objet), texte)
    homonymes = type(objet)._default_manager.exclude(pk=objet.pk)
    return premier_libre(
        base, set(homonymes.filter(slug__startswith=base).values_list("slug", flat=True))
    )


def slug_de_base(modele, texte: str) -> str:
    longueur = modele._meta.get_field("slug").max_length - 6
    return slugify(re.sub("['’]", " ", texte))[:longueur].strip("-") or "sans-titre"


def premier_libre(base: str, pris: set[str]) -> str:
    slug, numero = base, 2
    while slug in pris:
        slug, numero = f"{base}-{numero}", numero + 1
    return slug
