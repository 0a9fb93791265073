"""What each token opens, on every private address: the contact's all, a person's only her own."""

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from ateliers.enums import EtatInscription
from inscriptions import places
from inscriptions.courriels import places as courriels
from inscriptions.courriels import propositions as lettres
from inscriptions.courriels import rappels
from inscriptions.demandes import Contact, Demande
from inscriptions.models import Inscription, Proposition
from inscriptions.urls import urlpatterns as motifs
from reseau.models import Courriel
from tests.factories import (
    AtelierFactory,
    DossierFactory,
    InscriptionFactory,
    MiseEnRelationFactory,
    PersonneFactory,
    RepasFactory,
    TrajetFactory,
)
from tests.pages import contenu, source


class Groupe:
    """Malika registered herself, Bob who has an address, and Zoé who has none."""

    def __init__(self):
        self.atelier = AtelierFactory(capacite=12, lien_visio="https://visio.example.org/salle")
        self.repas = RepasFactory(atelier=self.atelier)
        self.dossier = DossierFactory(
            prenom="Malika", nom="Contact", courriel="malika@example.org", code="K7PM4RDX"
        )
        self.malika = self.inscrire("Malika", "Contact", "malika@example.org", "06 11 22 33 44")
        self.bob = self.inscrire("Bob", "Invité", "bob@example.org")
        self.zoe = self.inscrire("Zoé", "Discrète", "")
        self.voiture = TrajetFactory(inscription__atelier=self.atelier)
        self.demande = MiseEnRelationFactory(
            voiture=self.voiture, passager=TrajetFactory(inscription=self.bob, cherche=True)
        )

    def inscrire(self, prenom, nom, courriel, telephone=""):
        inscription = InscriptionFactory(
            dossier=self.dossier,
            atelier=self.atelier,
            prenom=prenom,
            nom=nom,
            courriel=courriel,
            telephone=telephone,
        )
        inscription.couverts.create(repas=self.repas, etat="confirme")
        return inscription

    def proposer_une_place_a_bob(self):
        Inscription.objects.filter(pk=self.bob.pk).update(etat="en_attente")
        return Proposition.objects.create(
            inscription=self.bob,
            atelier=self.atelier,
            expire_le=timezone.now() + timedelta(days=1),
        )


SECRETS = ["malika@example.org", "06 11 22 33 44", "Zoé", "Discrète", "K7PM"]


@pytest.fixture
def groupe():
    return Groupe()


def adresses(groupe, jeton, inscription):
    """Every address of the project that takes a token, whoever added it."""
    valeurs = {"jeton": jeton, "trajet": groupe.voiture.pk, "demande": groupe.demande.pk}
    for motif in motifs:
        arguments = motif.pattern.converters
        if "jeton" in arguments:
            du_repas = "/repas/" in str(motif.pattern)
            valeurs["pk"] = inscription.couverts.get().pk if du_repas else inscription.pk
            choisies = {nom: valeurs[nom] for nom in arguments}
            yield reverse(f"inscriptions:{motif.name}", kwargs=choisies)


def reponses(client, adresse):
    """GET and an empty POST, undone."""
    for methode in (client.get, client.post):
        with transaction.atomic():
            reponse = methode(adresse)
            transaction.set_rollback(True)
        yield reponse


@pytest.mark.ignore_template_errors
@pytest.mark.parametrize("etat", ["confirmee", "en_attente", "offre", "annulee"])
def test_le_lien_d_une_personne_ne_dit_rien_du_contact_ni_des_autres(client, groupe, etat):
    if etat == "offre":
        groupe.proposer_une_place_a_bob()
    else:
        Inscription.objects.filter(pk=groupe.bob.pk).update(etat=etat)
    vues = 0

    for adresse in adresses(groupe, groupe.bob.jeton, groupe.bob):
        for reponse in reponses(client, adresse):
            dit = contenu(reponse) + reponse.get("Location", "")
            assert groupe.dossier.jeton not in dit, adresse
            assert groupe.malika.jeton not in dit, adresse
            assert [secret for secret in SECRETS if secret in dit] == [], adresse
            vues += reponse.status_code in (200, 302)

    assert vues >= 10


@pytest.mark.ignore_template_errors
def test_le_lien_d_une_personne_n_ouvre_aucune_autre_inscription(client, groupe):
    d_une_autre = [
        adresse
        for autre in (groupe.malika, groupe.zoe)
        for adresse in adresses(groupe, groupe.bob.jeton, autre)
        if any(caractere.isdecimal() for caractere in adresse.split(groupe.bob.jeton)[1])
    ]

    codes = {
        adresse: {reponse.status_code for reponse in reponses(client, adresse)}
        for adresse in d_une_autre
    }

    assert len(codes) >= 20
    assert {adresse: c for adresse, c in codes.items() if not c <= {404, 405}} == {}


@pytest.mark.ignore_template_errors
def test_le_lien_du_contact_ouvre_chacune_et_ne_donne_pas_leurs_liens(client, groupe):
    for inscription in (groupe.malika, groupe.bob, groupe.zoe):
        for adresse in adresses(groupe, groupe.dossier.jeton, inscription):
            for reponse in reponses(client, adresse):
                assert groupe.bob.jeton not in contenu(reponse) + reponse.get("Location", "")
        modifier = reverse("inscriptions:modifier", args=[groupe.dossier.jeton, inscription.pk])
        assert client.get(modifier).status_code == 200


def test_chacune_voit_sa_page(client, groupe):
    page = source(client.get(reverse("inscriptions:dossier", args=[groupe.bob.jeton])))

    assert "Bob Invité" in page
    assert reverse("inscriptions:annuler", args=[groupe.bob.jeton, groupe.bob.pk]) in page


def test_le_contact_les_voit_toutes(client, groupe):
    page = source(client.get(groupe.dossier.get_absolute_url()))

    assert all(nom in page for nom in ("Malika Contact", "Bob Invité", "Zoé Discrète"))


def test_chacune_annule_la_sienne_sans_toucher_aux_autres(client, groupe):
    adresse = reverse("inscriptions:annuler", args=[groupe.bob.jeton, groupe.bob.pk])

    reponse = client.post(adresse)

    assert reponse["Location"] == reverse("inscriptions:dossier", args=[groupe.bob.jeton])
    etats = dict(groupe.dossier.inscriptions.values_list("prenom", "etat"))
    assert etats == {"Malika": "confirmee", "Bob": "annulee", "Zoé": "confirmee"}


def test_le_calendrier_d_une_personne_ne_tient_que_ses_journees(client, groupe):
    autre_jour = InscriptionFactory(
        dossier=groupe.dossier, courriel="malika@example.org", atelier__titre="Une autre journée"
    )

    au_contact = source(client.get(reverse("inscriptions:ics", args=[groupe.dossier.jeton])))
    a_bob = source(client.get(reverse("inscriptions:ics", args=[groupe.bob.jeton])))

    assert au_contact.count("BEGIN:VEVENT") == 2
    assert a_bob.count("BEGIN:VEVENT") == 1
    assert autre_jour.atelier.titre not in a_bob


def test_les_lettres_portent_le_lien_de_qui_les_lit(groupe):
    proposition = groupe.proposer_une_place_a_bob()

    for inscription in (groupe.malika, groupe.bob, groupe.zoe):
        for lettre in (courriels.place_obtenue, courriels.reponse_seule):
            lettre(inscription)
        courriels.annulation(inscription, EtatInscription.CONFIRMEE)
        rappels.veille(inscription, cle=f"veille:{inscription.pk}", c_est_aujourd_hui=False)
        rappels.reconfirmation(inscription, cle=f"essai:{inscription.pk}")
    lettres.proposer(proposition)

    a_bob = Courriel.objects.filter(destinataire="bob@example.org")
    au_contact = Courriel.objects.filter(destinataire="malika@example.org")
    assert (a_bob.count(), au_contact.count()) == (6, 10)
    for lettre in a_bob.exclude(objet__startswith="Inscription annulée"):
        assert groupe.bob.jeton in lettre.texte
        assert groupe.bob.jeton in lettre.html
    for lettre in a_bob:
        assert groupe.dossier.jeton not in lettre.texte + lettre.html
    for lettre in au_contact:
        assert groupe.bob.jeton not in lettre.texte + lettre.html


def test_retrouver_envoie_a_chacune_le_sien_et_au_contact_le_dossier(client, groupe):
    client.post(reverse("inscriptions:retrouver"), {"courriel": "bob@example.org"})
    client.post(reverse("inscriptions:retrouver"), {"courriel": "malika@example.org"})

    a_bob = Courriel.objects.get(destinataire="bob@example.org").texte
    au_contact = Courriel.objects.get(destinataire="malika@example.org").texte
    assert groupe.bob.jeton in a_bob
    assert groupe.dossier.jeton not in a_bob
    assert au_contact.count(groupe.dossier.jeton) == 1
    assert groupe.bob.jeton not in au_contact


def test_le_contact_qui_ne_vient_pas_retrouve_son_dossier(client):
    dossier = DossierFactory(courriel="malika@example.org")
    InscriptionFactory(dossier=dossier, prenom="Bob", nom="Invité", courriel="bob@example.org")
    InscriptionFactory(dossier=dossier, annulee=True, prenom="Zoé", courriel="zoe@example.org")

    client.post(reverse("inscriptions:retrouver"), {"courriel": "Malika@example.org"})

    lettre = Courriel.objects.get().texte
    assert lettre.count(dossier.jeton) == 1
    assert "Zoé" not in lettre


def test_avec_un_compte_chacune_est_menee_a_sa_page(client, groupe):
    bob = PersonneFactory(prenom="Bob", nom="Invité", email="bob@example.org")
    EmailAddress.objects.create(user=bob, email=bob.email, verified=True, primary=True)
    client.force_login(bob)

    for adresse in (
        groupe.atelier.get_absolute_url(),
        reverse("inscriptions:inscrire", args=[groupe.atelier.slug]),
        "/mon-espace/",
    ):
        page = source(client.get(adresse))
        assert reverse("inscriptions:dossier", args=[groupe.bob.jeton]) in page, adresse
        assert groupe.dossier.jeton not in page, adresse


def test_s_inscrire_a_nouveau_change_le_jeton(client):
    atelier = AtelierFactory()
    demande = Demande(prenom="Bob", nom="Invité", courriel="bob@example.org")
    malika = Contact("Malika", "Contact", "malika@example.org")
    (avant,) = places.inscrire([demande], [atelier], contact=malika).nouvelles
    ancien = avant.jeton
    places.annuler(avant)

    (apres,) = places.inscrire([demande], [atelier], contact=malika).nouvelles

    assert apres.pk == avant.pk
    assert client.get(reverse("inscriptions:dossier", args=[ancien])).status_code == 404
    assert client.get(reverse("inscriptions:dossier", args=[apres.jeton])).status_code == 200


def test_entre_plusieurs_la_page_dit_d_abord_qui_vient_et_plie_le_reste(client):
    groupe = Groupe()

    page = client.get(groupe.dossier.get_absolute_url()).text
    seule = client.get(reverse("inscriptions:dossier", args=[groupe.bob.jeton])).text

    sommaire = page.split('aria-labelledby="jour-par-jour"')[1].split("</nav>")[0]
    ordre = [
        sommaire.index(f"#inscription-{i.pk}") for i in (groupe.malika, groupe.bob, groupe.zoe)
    ]
    assert "Qui vient" in sommaire
    assert ordre == sorted(ordre)
    assert page.count("<summary>Ce que vous nous avez dit</summary>") == 3
    assert "<summary>" not in seule
    assert "<h3>Ce que vous nous avez dit</h3>" in seule
