"""Many people at the same instant, from several processes, on a database of their own.

Each proof has its negative control: with the lock switched off it must fail. PostgreSQL then gives
too many seats; SQLite refuses to, and answers « database is locked » to people who deserved one.
"""

import pytest
from django.db import connection

pytestmark = pytest.mark.epreuve


def adresses(nombre):
    return [f"p{rang}@example.org" for rang in range(nombre)]


def test_deux_cents_personnes_pour_trente_places_jamais_une_de_trop(foule):
    (atelier,) = foule.un_seul("preparer", capacite=30)["ateliers"]

    erreurs = foule.se_partagent("inscrire", adresses(200), ateliers=[atelier])

    assert erreurs == []
    assert foule.un_seul("compter", atelier=atelier)["etats"] == {
        "confirmee": 30,
        "en_attente": 170,
    }


def test_temoin_sans_verrou_les_deux_cents_personnes_n_ont_pas_leur_du(foule):
    (atelier,) = foule.un_seul("preparer", capacite=30)["ateliers"]

    erreurs = foule.se_partagent("inscrire", adresses(200), ateliers=[atelier], sans_verrou=True)

    if connection.vendor == "sqlite":
        assert {"OperationalError: database is locked"} == set(erreurs)
    else:
        assert foule.un_seul("compter", atelier=atelier)["etats"]["confirmee"] > 30


def test_le_dernier_couvert_n_est_donne_qu_une_fois(foule):
    monde = foule.un_seul("preparer", couverts=1)
    (atelier,) = monde["ateliers"]

    erreurs = foule.se_partagent("inscrire", adresses(60), ateliers=[atelier], repas=monde["repas"])

    assert erreurs == []
    compte = foule.un_seul("compter", atelier=atelier)
    assert compte["etats"] == {"confirmee": 60}
    assert compte["couverts"] == {"confirme": 1, "en_attente": 59}


def test_temoin_sans_verrou_le_dernier_couvert_se_donne_plusieurs_fois_ou_pas(foule):
    monde = foule.un_seul("preparer", couverts=1)
    (atelier,) = monde["ateliers"]

    erreurs = foule.se_partagent(
        "inscrire", adresses(60), ateliers=[atelier], repas=monde["repas"], sans_verrou=True
    )

    if connection.vendor == "sqlite":
        assert {"OperationalError: database is locked"} == set(erreurs)
    else:
        assert foule.un_seul("compter", atelier=atelier)["couverts"]["confirme"] > 1


def test_la_derniere_place_d_une_sequence_n_est_donnee_qu_une_fois(foule):
    monde = foule.un_seul("preparer", sequence=1)
    (atelier,) = monde["ateliers"]
    voulue = [monde["creneau"], monde["sequences"][0]]

    erreurs = foule.se_partagent("inscrire", adresses(60), ateliers=[atelier], sequence=voulue)

    assert erreurs == []
    compte = foule.un_seul("compter", atelier=atelier)
    assert compte["etats"] == {"confirmee": 60}
    assert compte["prises"] == 1


def test_temoin_sans_verrou_la_derniere_place_d_une_sequence_se_donne_plusieurs_fois(foule):
    monde = foule.un_seul("preparer", sequence=1)
    (atelier,) = monde["ateliers"]
    voulue = [monde["creneau"], monde["sequences"][0]]

    erreurs = foule.se_partagent(
        "inscrire", adresses(60), ateliers=[atelier], sequence=voulue, sans_verrou=True
    )

    if connection.vendor == "sqlite":
        assert {"OperationalError: database is locked"} == set(erreurs)
    else:
        assert foule.un_seul("compter", atelier=atelier)["prises"] > 1


def test_retraits_simultanes_chaque_place_va_a_une_personne_et_une_seule_fois(foule):
    """Three processes cancel the same ten registrations, each of them three times."""
    monde = foule.un_seul("preparer", capacite=12, inscrits=12, en_attente=20)
    (atelier,) = monde["ateliers"]

    erreurs = foule.tous("annuler", inscriptions=monde["inscrits"])

    assert erreurs == []
    assert foule.un_seul("compter", atelier=atelier) == {
        "etats": {"annulee": 12, "confirmee": 12, "en_attente": 8},
        "couverts": {},
        "prises": 0,
        "promotions": 12,
        "personnes_promues": 12,
        "lettres_de_promotion": 12,
    }


def test_temoin_sans_verrou_les_retraits_simultanes_se_marchent_dessus(foule):
    monde = foule.un_seul("preparer", capacite=12, inscrits=12, en_attente=20)
    (atelier,) = monde["ateliers"]

    erreurs = foule.tous("annuler", inscriptions=monde["inscrits"], sans_verrou=True)

    compte = foule.un_seul("compter", atelier=atelier)
    if connection.vendor == "sqlite":
        assert {"OperationalError: database is locked"} == set(erreurs)
    else:
        assert (compte["promotions"], compte["personnes_promues"]) != (12, 12)


def test_la_meme_personne_qui_envoie_dix_fois_n_a_qu_une_place(foule):
    (atelier,) = foule.un_seul("preparer", capacite=30)["ateliers"]

    erreurs = foule.tous("inscrire", adresses=["ana@example.org"] * 8, ateliers=[atelier])

    assert erreurs == []
    assert foule.un_seul("compter", atelier=atelier)["etats"] == {"confirmee": 1}


def dans_une_boite(prenoms, fois):
    return [f"{prenom}@boite" for prenom in prenoms for _fois in range(fois)]


def test_deux_personnes_d_une_boite_au_meme_instant_en_font_deux(foule):
    (atelier,) = foule.un_seul("preparer", capacite=30)["ateliers"]

    erreurs = foule.tous(
        "inscrire_une_boite",
        adresses=dans_une_boite(["Paul", "MARIE", "marie", "Pàul"], 6),
        ateliers=[atelier],
    )

    assert erreurs == []
    assert foule.un_seul("compter", atelier=atelier)["etats"] == {"confirmee": 2}


def test_temoin_sans_verrou_la_base_refuse_encore_la_meme_personne_deux_fois(foule):
    """The lock answers kindly; without it the constraint still holds, with an error."""
    (atelier,) = foule.un_seul("preparer", capacite=30)["ateliers"]

    erreurs = foule.tous(
        "inscrire_une_boite",
        adresses=dans_une_boite(["Paul", "PAUL"], 12),
        ateliers=[atelier],
        sans_verrou=True,
    )

    if connection.vendor == "sqlite":
        assert {"OperationalError: database is locked"} == set(erreurs)
    else:
        assert {e.split(":")[0] for e in erreurs} == {"IntegrityError"}
        assert all("inscription_active_d_une_personne" in erreur for erreur in erreurs)
        assert foule.un_seul("compter", atelier=atelier)["etats"] == {"confirmee": 1}


def test_deux_personnes_d_une_boite_pour_la_derniere_place(foule):
    (atelier,) = foule.un_seul("preparer", capacite=1)["ateliers"]

    erreurs = foule.tous(
        "inscrire_une_boite", adresses=dans_une_boite(["Paul", "Marie"], 8), ateliers=[atelier]
    )

    assert erreurs == []
    assert foule.un_seul("compter", atelier=atelier)["etats"] == {
        "confirmee": 1,
        "en_attente": 1,
    }


def test_temoin_sans_verrou_la_derniere_place_va_aux_deux(foule):
    (atelier,) = foule.un_seul("preparer", capacite=1)["ateliers"]
    prenoms = [f"P{rang}" for rang in range(24)]

    erreurs = foule.se_partagent(
        "inscrire_une_boite",
        dans_une_boite(prenoms, 1),
        ateliers=[atelier],
        sans_verrou=True,
    )

    if connection.vendor == "sqlite":
        assert {"OperationalError: database is locked"} == set(erreurs)
    else:
        assert foule.un_seul("compter", atelier=atelier)["etats"]["confirmee"] > 1


def test_des_journees_demandees_dans_un_ordre_et_dans_l_autre_ne_se_bloquent_pas(foule):
    ateliers = foule.un_seul("preparer", ateliers=3, capacite=10)["ateliers"]
    endroit, envers = foule.acteurs[0], foule.acteurs[1]

    erreurs = foule._envoyer(
        [
            (endroit, {"verbe": "inscrire", "adresses": adresses(20), "ateliers": ateliers}),
            (
                envers,
                {
                    "verbe": "inscrire",
                    "adresses": [f"q{rang}@example.org" for rang in range(20)],
                    "ateliers": ateliers[::-1],
                },
            ),
        ]
    )

    assert erreurs == [[], []]
    for atelier in ateliers:
        assert foule.un_seul("compter", atelier=atelier)["etats"] == {
            "confirmee": 10,
            "en_attente": 30,
        }


def test_vingt_quatre_fenetres_ne_font_pas_onze_personnes_dans_un_dossier(foule):
    monde = foule.un_seul("preparer_un_dossier", personnes=8)

    erreurs = foule.se_partagent("ajouter_au_dossier", adresses(24), **monde)

    assert erreurs == []
    assert foule.un_seul("personnes_du_dossier", dossier=monde["dossier"]) == 10


def test_temoin_sans_verrou_le_dossier_deborde(foule):
    monde = foule.un_seul("preparer_un_dossier", personnes=8)

    erreurs = foule.se_partagent("ajouter_au_dossier", adresses(24), **monde, sans_verrou=True)

    if connection.vendor == "sqlite":
        assert {"OperationalError: database is locked"} == set(erreurs)
    else:
        assert foule.un_seul("personnes_du_dossier", dossier=monde["dossier"]) > 10


def test_vingt_quatre_ouvriers_ecrivent_a_chacun_une_seule_fois(foule):
    atelier = foule.un_seul(
        "preparer_rappels",
        inscrits=12,
        debut="2026-12-17T09:00+01:00",
        demandee_le="2026-12-01T09:00+01:00",
    )

    erreurs = foule.tous("rappeler", a="2026-12-10T08:00+01:00")

    assert erreurs == []
    assert foule.un_seul("compter_les_rappels", atelier=atelier) == {"traces": 12, "lettres": 12}
