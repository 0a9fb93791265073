"""Who may register somebody on her behalf."""


def peut_inscrire_autrui(personne) -> bool:
    """Members of the network, and the part of its team that registers people."""
    return personne.is_authenticated and (
        personne.est_membre
        or (personne.is_staff and personne.has_perm("inscriptions.add_inscription"))
    )
