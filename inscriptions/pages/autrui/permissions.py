"""Who may register somebody on her behalf."""

from reseau.personnes.second_facteur import est_de_l_equipe


def peut_inscrire_autrui(personne) -> bool:
    """Members of the network, and the part of its team that registers people."""
    return personne.is_authenticated and (
        personne.est_membre
        or (est_de_l_equipe(personne) and personne.has_perm("inscriptions.add_inscription"))
    )
