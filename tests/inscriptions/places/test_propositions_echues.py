"""An offer that ran out reads the same before and after the worker wrote it down."""

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.urls import reverse
from django.utils import timezone

from ateliers.enums import EtatInscription
from ateliers.models import Atelier
from inscriptions import places
from inscriptions.courriels import changement as envoi
from inscriptions.feuilles.selection import Selection
from inscriptions.models import Inscription, Proposition, Trajet
from inscriptions.places import ajout
from tests.factories import (
    AtelierFactory,
    CycleFactory,
    InscriptionFactory,
    PersonneFactory,
    TrajetFactory,
)


@pytest.fixture
def atelier():
    """One seat taken, one offered to Ana; the offer made to Béa ran out, and no seat is left."""
    atelier = AtelierFactory(capacite=2, cycle=CycleFactory())
    InscriptionFactory(atelier=atelier, dossier__prenom="Zoé")
    maintenant = timezone.now()
    for prenom, heures in (("Ana", 1), ("Béa", -1)):
        inscription = InscriptionFactory(
            atelier=atelier,
            en_attente=True,
            dossier__prenom=prenom,
            dossier__cycle=atelier.cycle,
        )
        TrajetFactory(inscription=inscription)
        Proposition.objects.create(
            inscription=inscription,
            atelier=atelier,
            faite_le=maintenant - timedelta(hours=9),
            expire_le=maintenant + timedelta(hours=heures),
        )
    return atelier


def bea():
    return Inscription.objects.select_related("dossier", "atelier").get(prenom="Béa")


def liste_du_bureau(client, etat):
    page = client.get(reverse("admin:inscriptions_inscription_changelist"), {"etat": etat})
    filtre = next(f for f in page.context["cl"].filter_specs if f.parameter_name == "etat")
    comptes = [choix["display"] for choix in filtre.choices(page.context["cl"])]
    return sorted(i.prenom for i in page.context["cl"].result_list), comptes


def derniere_carte(client):
    page = client.get(reverse("admin:index"))
    return [(i.prenom, i.etat_lu) for i in page.context["tableau"].inscriptions]


def fiche(client):
    page = client.get(reverse("admin:inscriptions_inscription_change", args=[bea().pk])).text
    boutons = ("Faire passer en tête…", "Modifier…", "Annuler l’inscription…")
    return [bouton in page for bouton in boutons], "etiquette--neutre" in page


def dossier_du_bureau(client):
    page = client.get(reverse("admin:inscriptions_dossier_change", args=[bea().dossier_id])).text
    return [etat for etat in ("annulée", "en liste d’attente") if etat in page]


def a_annuler(client):
    adresse = reverse("admin:inscriptions_annuler")
    return client.get(adresse, {"cles": str(bea().pk)}).status_code


def chiffres(atelier):
    (relu,) = Atelier.objects.filter(pk=atelier.pk).avec_places()
    selection = Selection.de_l_atelier(relu)
    attendent = [(p.prenom, p.rang) for p in selection.en_attente()]
    comptes = [selection.compter(etat) for etat in EtatInscription]
    return relu.jauge.phrase(), selection.en_chiffres(), attendent, comptes


def qui_est_prevenu(atelier):
    suivante = AtelierFactory(cycle=atelier.cycle)
    return (
        {i.prenom for i in envoi.a_prevenir(atelier)},
        {i.prenom for proposee in ajout.a_prevenir(suivante) for i in proposee.personnes},
        {t.inscription.prenom for t in Trajet.objects.de_la_journee(atelier)},
        bea().peut_covoiturer(),
    )


def sa_page(client):
    page = client.get(bea().dossier.get_absolute_url()).text
    return [mot in page for mot in ("Votre inscription est annulée", "Ce que vous nous avez dit")]


def lectures(client, atelier):
    return {
        "listes": {etat: liste_du_bureau(client, etat) for etat in EtatInscription.values},
        "dernières": derniere_carte(client),
        "fiche": fiche(client),
        "dossier": dossier_du_bureau(client),
        "à annuler": a_annuler(client),
        "chiffres": chiffres(atelier),
        "prévenus": qui_est_prevenu(atelier),
        "sa page": sa_page(client),
    }


def test_une_proposition_echue_se_lit_comme_close(client, animatrice, atelier):
    avant = lectures(client, atelier)
    places.expirer_les_propositions()
    apres = lectures(client, atelier)

    assert bea().etat == EtatInscription.ANNULEE
    assert avant == apres
    assert avant["listes"]["en_attente"][0] == ["Ana"]
    assert avant["listes"]["annulee"][0] == ["Béa"]
    assert avant["listes"]["confirmee"][1] == [
        "à approuver (0)",
        "confirmée (1)",
        "en liste d’attente (1)",
        "annulée (1)",
        "refusée (0)",
    ]
    assert avant["chiffres"][2] == [("Ana", None)]
    assert avant["prévenus"] == ({"Ana", "Zoé"}, {"Ana"}, {"Ana"}, False)


def test_qui_tient_encore_une_proposition_est_en_attente(client, animatrice, atelier):
    Proposition.objects.filter(inscription=bea()).update(
        expire_le=timezone.now() + timedelta(hours=1)
    )

    assert liste_du_bureau(client, "en_attente")[0] == ["Ana", "Béa"]
    assert fiche(client) == ([True, True, True], False)
    assert a_annuler(client) == 200


def test_elle_peut_s_inscrire_de_nouveau_sans_attendre_l_ouvrier(client, atelier):
    personne = PersonneFactory()
    EmailAddress.objects.create(user=personne, email=bea().courriel, verified=True, primary=True)
    client.force_login(personne)

    page = client.get(reverse("inscriptions:inscrire", args=[atelier.slug]))

    assert page.context["deja"] is None
