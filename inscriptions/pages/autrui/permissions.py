from reseau.personnes.second_facteur import est_de_l_equipe


def peut_inscrire_autrui(personne) -> bool:
    """Members of the network, and people of its team who may add registrations."""
    return personne.is_authenticated and (
        personne.est_membre
        or (est_de_l_equipe(personne) and personne.has_perm("inscriptions.add_inscription"))
    )
