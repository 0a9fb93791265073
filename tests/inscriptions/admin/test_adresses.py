"""The team mends an address, and sends a confirmation again."""

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.models import Permission
from django.urls import reverse
from django.utils import timezone

from inscriptions.models import Proposition
from inscriptions.places.adresses import mettre_de_cote
from reseau.models import Courriel
from tests.factories import AtelierFactory, DossierFactory, InscriptionFactory, PersonneFactory
from tests.pages import source


def page(inscription, quoi="adresse"):
    return reverse(f"admin:inscription_{quoi}", args=[inscription.pk])


def fiche(inscription):
    return reverse("admin:inscriptions_inscription_change", args=[inscription.pk])


def corriger(client, inscription, courriel="rose@example.org"):
    return client.post(page(inscription), {"courriel": courriel}, follow=True)


def destinataires():
    return [c.destinataire for c in Courriel.objects.order_by("pk")]


@pytest.fixture
def inscription():
    return InscriptionFactory(
        atelier__titre="Simorre", dossier__courriel="rose@exmaple.org", dossier__prenom="Rose"
    )


def test_la_fiche_mene_aux_deux_gestes(client, animatrice, inscription):
    dit = source(client.get(fiche(inscription)))

    assert f'href="{page(inscription)}"' in dit
    assert f'action="{page(inscription, "renvoyer")}"' in dit


def test_l_adresse_se_corrige_et_la_confirmation_repart(client, animatrice, inscription):
    avant = inscription.dossier.jeton

    reponse = corriger(client, inscription, "Rose@example.org")

    assert "Adresse corrigée ; la confirmation part à rose@example.org." in source(reponse)
    inscription.refresh_from_db()
    assert inscription.courriel == inscription.dossier.courriel == "rose@example.org"
    assert inscription.dossier.jeton != avant
    assert client.get(reverse("inscriptions:dossier", args=[avant])).status_code == 404
    assert destinataires() == ["rose@exmaple.org", "rose@example.org"]
    confirmation = Courriel.objects.get(destinataire="rose@example.org")
    assert inscription.dossier.get_absolute_url() in confirmation.texte
    (changement,) = inscription.changements.all()
    assert (changement.par, changement.motif) == (animatrice, "Adresse corrigée par l’équipe.")


def test_le_rang_est_garde_et_la_lettre_le_dit(client, animatrice):
    atelier = AtelierFactory(complet=True)
    heure = timezone.now() - timedelta(days=1)
    elle = InscriptionFactory(
        atelier=atelier, en_attente=True, dossier__courriel="rose@exmaple.org", demandee_le=heure
    )
    derriere = InscriptionFactory(atelier=atelier, en_attente=True)

    corriger(client, elle)

    elle.refresh_from_db()
    assert (elle.attend_depuis, elle.rang(), derriere.rang()) == (heure, 1, 2)
    lettre = Courriel.objects.get(destinataire="rose@example.org")
    assert "Vous êtes en liste d’attente, 1ʳᵉ dans l’ordre d’arrivée." in lettre.texte


def test_la_place_proposee_a_une_boite_morte_est_proposee_encore(client, animatrice):
    elle = InscriptionFactory(en_attente=True, dossier__courriel="rose@exmaple.org")
    jusque = timezone.now() + timedelta(hours=20)
    proposition = Proposition.objects.create(
        inscription=elle, atelier=elle.atelier, expire_le=jusque
    )

    corriger(client, elle)

    elle.dossier.refresh_from_db()
    lettre = Courriel.objects.get(destinataire="rose@example.org")
    repondre = reverse("inscriptions:proposition", args=[elle.dossier.jeton, elle.pk])
    assert repondre in lettre.texte
    proposition.refresh_from_db()
    assert proposition.expire_le == jusque


def test_celle_d_une_des_personnes_ne_touche_pas_le_contact(client, animatrice, inscription):
    collegue = InscriptionFactory(
        dossier=inscription.dossier,
        atelier=inscription.atelier,
        nom="Ibos",
        courriel="z@exmaple.org",
    )
    contact, avant = inscription.dossier.jeton, collegue.jeton

    corriger(client, collegue, "zoe@example.org")

    collegue.refresh_from_db()
    inscription.refresh_from_db()
    assert (collegue.courriel, inscription.courriel) == ("zoe@example.org", "rose@exmaple.org")
    assert (inscription.dossier.jeton, collegue.jeton != avant) == (contact, True)
    assert destinataires() == ["z@exmaple.org", "zoe@example.org"]


def test_ce_que_l_ancienne_boite_a_demande_ne_se_confirme_plus(client, animatrice, inscription):
    """A stranger read the letter, and asked for the colleague's messages with the link."""
    collegue = InscriptionFactory(
        dossier=inscription.dossier, nom="Ibos", courriel="zoe@example.org"
    )
    demandes = [
        mettre_de_cote(cible, "etranger@example.org") for cible in (inscription.dossier, collegue)
    ]

    corriger(client, inscription)

    codes = [
        client.post(reverse("inscriptions:confirmer_l_adresse", args=[demande.jeton])).status_code
        for demande in demandes
    ]
    assert codes == [404, 404]


def test_deja_inscrite_avec_cette_adresse_la_phrase_est_a_cote_du_champ(
    client, animatrice, inscription
):
    InscriptionFactory(
        atelier=inscription.atelier,
        courriel="rose@example.org",
        prenom=inscription.prenom,
        nom=inscription.nom,
    )

    reponse = corriger(client, inscription)

    assert reponse.context["form"].errors == {
        "courriel": ["Cette personne est déjà inscrite à «\xa0Simorre\xa0» avec cette adresse."]
    }
    inscription.refresh_from_db()
    assert inscription.courriel == "rose@exmaple.org"
    assert destinataires() == []


def test_une_faute_de_frappe_est_demandee_ici_aussi(client, animatrice, inscription):
    assert "Vouliez-vous dire rose@gmail.com ?" in source(
        corriger(client, inscription, "rose@gmial.com")
    )
    assert destinataires() == []


@pytest.mark.parametrize(("prouvee", "rattache"), [(True, True), (False, False)])
def test_le_compte_ne_suit_que_l_adresse_prouvee(
    client, animatrice, inscription, prouvee, rattache
):
    compte = PersonneFactory(email="iris@example.org")
    EmailAddress.objects.create(user=compte, email="rose@example.org", verified=prouvee)

    corriger(client, inscription)

    inscription.dossier.refresh_from_db()
    assert inscription.dossier.personne == (compte if rattache else None)


def test_la_confirmation_se_renvoie_sans_rien_changer(client, animatrice, inscription):
    jeton = inscription.dossier.jeton

    reponse = client.post(page(inscription, "renvoyer"), follow=True)

    assert "La confirmation repart à rose@exmaple.org." in source(reponse)
    inscription.dossier.refresh_from_db()
    assert inscription.dossier.jeton == jeton
    (lettre,) = Courriel.objects.all()
    assert lettre.objet.startswith("Inscription confirmée")
    assert inscription.dossier.get_absolute_url() in lettre.texte


@pytest.mark.parametrize("etat", ["annulee", "refusee"])
def test_a_qui_ne_vient_plus_rien_ne_se_renvoie(client, animatrice, inscription, etat):
    type(inscription).objects.update(etat=etat)

    assert page(inscription, "renvoyer") not in source(client.get(fiche(inscription)))
    assert client.post(page(inscription, "renvoyer")).status_code == 404
    assert destinataires() == []


def test_sans_adresse_aucun_des_deux_gestes(client, animatrice):
    inscription = InscriptionFactory(dossier__courriel="", dossier__code="K7PM4RDX")

    dit = source(client.get(fiche(inscription)))

    assert page(inscription) not in dit
    assert page(inscription, "renvoyer") not in dit
    assert client.get(page(inscription)).status_code == 404


class TestDepuisLeDossier:
    def test_le_contact_qui_ne_vient_pas_lui_meme(self, client, animatrice):
        dossier = DossierFactory(courriel="rose@exmaple.org")
        collegue = InscriptionFactory(
            dossier=dossier, nom="Ibos", courriel="zoe@example.org", atelier__titre="Simorre"
        )
        avant = dossier.jeton
        adresse = reverse("admin:dossier_adresse", args=[dossier.pk])
        fiche_du_dossier = reverse("admin:inscriptions_dossier_change", args=[dossier.pk])
        assert f'href="{adresse}"' in source(client.get(fiche_du_dossier))

        client.post(adresse, {"courriel": "rose@example.org"})

        dossier.refresh_from_db()
        collegue.refresh_from_db()
        assert (dossier.courriel, collegue.courriel) == ("rose@example.org", "zoe@example.org")
        assert dossier.jeton != avant
        assert destinataires() == ["rose@exmaple.org", "rose@example.org"]
        assert collegue.changements.get().par == animatrice
        assert "Simorre" in Courriel.objects.get(destinataire="rose@exmaple.org").texte

    def test_tout_se_renvoie_en_une_lettre(self, client, animatrice):
        dossier = DossierFactory(courriel="rose@example.org")
        InscriptionFactory.create_batch(2, dossier=dossier)

        client.post(reverse("admin:dossier_renvoyer", args=[dossier.pk]))

        assert destinataires() == ["rose@example.org"]


def test_sans_le_droit_de_changer_rien_n_est_offert_ni_possible(client, inscription):
    personne = PersonneFactory(equipe=True)
    personne.user_permissions.add(*Permission.objects.filter(codename="view_inscription"))
    client.force_login(personne)

    dit = source(client.get(fiche(inscription)))

    assert page(inscription) not in dit
    assert page(inscription, "renvoyer") not in dit
    assert corriger(client, inscription).status_code == 403
    assert client.post(page(inscription, "renvoyer")).status_code == 403
    inscription.refresh_from_db()
    assert inscription.courriel == "rose@exmaple.org"


class TestPartout:
    """The same slip, in three registrations made one after the other."""

    @pytest.fixture
    def ses_autres(self, inscription):
        elle = {"prenom": inscription.prenom, "nom": inscription.nom}
        contact = DossierFactory(courriel="rose@exmaple.org", **elle)
        return {
            "seule": InscriptionFactory(dossier=contact),
            "avec_un_contact": InscriptionFactory(**elle, courriel="rose@exmaple.org"),
            "passee": InscriptionFactory(
                atelier__passe=True, dossier=DossierFactory(courriel="rose@exmaple.org", **elle)
            ),
            "homonyme_d_adresse": InscriptionFactory(dossier__courriel="rose@exmaple.org"),
        }

    def adresses(self, ses_autres):
        for ligne in ses_autres.values():
            ligne.refresh_from_db()
        return {quoi for quoi, i in ses_autres.items() if i.courriel == "rose@example.org"}

    def test_d_une_seule_case_elles_changent_toutes(
        self, client, animatrice, inscription, ses_autres
    ):
        assert "Aussi pour ses 2 autres dossiers à venir" in source(client.get(page(inscription)))

        client.post(page(inscription), {"courriel": "rose@example.org", "partout": "on"})

        assert self.adresses(ses_autres) == {"seule", "avec_un_contact"}
        assert destinataires().count("rose@example.org") == 3
        assert ses_autres["avec_un_contact"].dossier.courriel != "rose@example.org"

    def test_decochee_les_autres_restent(self, client, animatrice, inscription, ses_autres):
        client.post(page(inscription), {"courriel": "rose@example.org"})

        assert self.adresses(ses_autres) == set()

    def test_une_seule_deja_prise_et_rien_ne_change(
        self, client, animatrice, inscription, ses_autres
    ):
        elle = {"prenom": inscription.prenom, "nom": inscription.nom}
        InscriptionFactory(atelier=ses_autres["seule"].atelier, courriel="rose@example.org", **elle)

        reponse = client.post(page(inscription), {"courriel": "rose@example.org", "partout": "on"})

        assert "est déjà inscrite à" in source(reponse)
        assert self.adresses(ses_autres) == set()
        inscription.refresh_from_db()
        assert inscription.courriel == "rose@exmaple.org"
        assert destinataires() == []


@pytest.mark.parametrize("etat", [{"atelier__passe": True}, {"etat": "annulee"}])
def test_l_adresse_de_qui_ne_vient_plus_reste_et_aucune_lettre_n_est_promise(
    client, animatrice, etat
):
    inscription = InscriptionFactory(dossier__courriel="rose@exmaple.org", **etat)

    reponse = corriger(client, inscription)

    assert "Plus rien n’est à venir ici : l’adresse ne change plus." in source(reponse)
    assert "Adresse corrigée" not in source(reponse)
    inscription.dossier.refresh_from_db()
    assert inscription.dossier.courriel == "rose@exmaple.org"
    assert destinataires() == []
