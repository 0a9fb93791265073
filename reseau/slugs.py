from django.utils.text import slugify


def slug_libre(objet, texte: str) -> str:
    """Return a slug made of `texte` that no other row of the object's table bears.

    Two writers may still choose the same one: the unique constraint then refuses the second.
    """
    longueur = objet._meta.get_field("slug").max_length - 6
    base = slugify(texte)[:longueur].strip("-") or "sans-titre"
    autres = type(objet)._default_manager.exclude(pk=objet.pk)
    pris = set(autres.filter(slug__startswith=base).values_list("slug", flat=True))
    slug, numero = base, 2
    while slug in pris:
        slug, numero = f"{base}-{numero}", numero + 1
    return slug
