"""A contact registers several people of a structure from one page."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from inscriptions import places
from inscriptions.demandes import Demande
from inscriptions.models import Couvert, Dossier, Inscription, Proposition
from inscriptions.places.arrivees import recevoir
from reseau.models import Courriel
from tests.factories import AtelierFactory, DossierFactory, InscriptionFactory, RepasFactory
from tests.pages import source

CONTACT = {
    "prenom": "Malika",
    "nom": "Daure",
    "courriel": "malika@example.org",
    "telephone": "06 11 22 33 44",
    "structure": "La Dynamo",
    "profil": "porteur",
    "je_viens": "on",
}


def adresse(atelier, nom="inscrire_plusieurs"):
    return reverse(f"inscriptions:{nom}", args=[atelier.slug])


def saisie(*personnes, **contact):
    """`personnes`: (prénom, nom, courriel) of each block, in order."""
    donnees = {**CONTACT, **contact, "personnes": len(personnes)}
    for rang, (prenom, nom, courriel) in enumerate(personnes, start=1):
        donnees |= {
            f"personne-{rang}-prenom": prenom,
            f"personne-{rang}-nom": nom,
            f"personne-{rang}-courriel": courriel,
        }
    return {cle: valeur for cle, valeur in donnees.items() if valeur is not None}


BOB = ("Bob", "Invité", "bob@example.org")
ZOE = ("Zoé", "Discrète", "")
LEO = ("Léo", "Brun", "")
VIDE = ("", "", "")


def etats():
    return dict(Inscription.objects.values_list("prenom", "etat"))


@pytest.mark.parametrize("nom", ["inscrire_plusieurs", "plusieurs_de_plus"])
def test_la_journee_fermee_entre_temps_rend_les_noms_deja_ecrits(client, nom):
    passee = AtelierFactory(passe=True)

    page = source(client.post(adresse(passee, nom), saisie(BOB, ZOE)))

    assert "rien n’a été enregistré" in page
    for ecrit in ("Malika", "bob@example.org", "Discrète"):
        assert f"<dd>{ecrit}</dd>" in page
    assert not Inscription.objects.exists()


class TestLaPage:
    def test_la_page_d_une_personne_y_mene(self, client):
        atelier = AtelierFactory()

        page = source(client.get(reverse("inscriptions:inscrire", args=[atelier.slug])))

        assert f'href="{adresse(atelier)}"' in page

    @pytest.mark.parametrize(
        ("demande", "blocs"),
        [("", 2), ("?personnes=3", 3), ("?personnes=99", 2), ("?personnes=x", 2)],
    )
    def test_l_adresse_dit_le_nombre_de_blocs(self, client, demande, blocs):
        page = source(client.get(adresse(AtelierFactory()) + demande))

        assert page.count("<legend>Personne ") == blocs
        assert "checked" in page.split('name="je_viens"')[1].split(">")[0]

    @pytest.mark.parametrize("nombre", [1, 3])
    def test_le_nombre_de_requetes_ne_depend_pas_du_nombre_de_personnes(
        self, client, django_assert_num_queries, nombre
    ):
        repas = RepasFactory()

        with django_assert_num_queries(5):
            client.get(adresse(repas.atelier) + f"?personnes={nombre}")

    def test_ajouter_une_personne_garde_tout_ce_qui_est_ecrit(self, client):
        repas = RepasFactory()
        donnees = saisie(BOB, ("Zoé", "", "pas une adresse"), je_viens=None)
        donnees |= {
            f"personne-1-repas_{repas.pk}": "on",
            f"personne-1-regime_{repas.pk}": "allergie",
            f"personne-1-allergie_{repas.pk}": "noix",
            "commune": "Auch",
        }

        page = source(client.post(adresse(repas.atelier, "plusieurs_de_plus"), donnees))

        assert page.count("<legend>Personne ") == 3
        for valeur in ("Bob", "pas une adresse", "noix", "Auch", "La Dynamo"):
            assert f'value="{valeur}"' in page
        assert "checked" not in page.split('name="je_viens"')[1].split(">")[0]
        assert "Le formulaire n’est pas encore complet" not in page
        assert Inscription.objects.count() == 0

    def test_changer_de_langue_apres_une_personne_de_plus_rend_le_formulaire(self, client):
        atelier = AtelierFactory()

        reponse = client.get(adresse(atelier, "plusieurs_de_plus"))

        assert (reponse.status_code, reponse["Location"]) == (302, adresse(atelier))

    def test_dix_blocs_au_plus(self, client):
        donnees = saisie(*[VIDE] * 10)

        page = source(client.post(adresse(AtelierFactory(), "plusieurs_de_plus"), donnees))

        assert page.count("<legend>Personne ") == 10
        assert "Ajouter une personne" not in page

    def test_complet_elle_dit_les_rangs_de_chacune(self, client):
        atelier = AtelierFactory(complet=True)
        InscriptionFactory.create_batch(2, atelier=atelier, en_attente=True)

        page = source(client.get(adresse(atelier)))

        assert "3ᵉ, 4ᵉ et 5ᵉ sur la liste d’attente." in page


class TestInscrire:
    def test_chacune_a_sa_place_son_repas_et_sa_lettre(self, client):
        atelier = AtelierFactory(capacite=3)
        repas = RepasFactory(atelier=atelier)
        donnees = saisie(BOB, ZOE, VIDE)
        donnees |= {f"personne-{rang}-regime_{repas.pk}": "sans" for rang in (2, 3)}
        donnees |= {
            f"personne-1-repas_{repas.pk}": "on",
            f"personne-1-regime_{repas.pk}": "vegetarien",
            "personne-2-besoins_acces": "Fauteuil",
        }

        reponse = client.post(adresse(atelier), donnees)

        assert reponse["Location"] == reverse("inscriptions:merci")
        assert etats() == {"Malika": "confirmee", "Bob": "confirmee", "Zoé": "confirmee"}
        couvert = Couvert.objects.get()
        assert (couvert.inscription.prenom, couvert.regime) == ("Bob", "vegetarien")
        assert list(
            Inscription.objects.order_by("pk").values_list("courriel", "telephone", "structure")
        ) == [
            ("malika@example.org", "06 11 22 33 44", "La Dynamo"),
            ("bob@example.org", "", "La Dynamo"),
            ("", "06 11 22 33 44", "La Dynamo"),
        ]
        dossier = Dossier.objects.get()
        lettres = {c.destinataire: c for c in Courriel.objects.prefetch_related("pieces")}
        assert set(lettres) == {"malika@example.org", "bob@example.org"}
        assert all(nom in lettres["malika@example.org"].texte for nom in ("Bob", "Zoé", "Malika"))
        assert dossier.jeton in lettres["malika@example.org"].texte
        a_bob = lettres["bob@example.org"]
        assert "Inscription faite par Malika Daure" in a_bob.texte
        assert dossier.jeton not in a_bob.texte
        assert [piece.nom for piece in a_bob.pieces.all()] == ["inscription.ics"]

    def test_le_contact_qui_ne_vient_pas_n_est_pas_inscrit(self, client):
        repas = RepasFactory()
        donnees = saisie(BOB, je_viens=None) | {f"repas_{repas.pk}": "on"}

        client.post(adresse(repas.atelier), donnees)

        assert etats() == {"Bob": "confirmee"}
        assert Couvert.objects.count() == 0
        assert set(Courriel.objects.values_list("destinataire", flat=True)) == {
            *("malika@example.org", "bob@example.org")
        }

    @pytest.mark.parametrize(
        ("personnes", "phrase"),
        [
            ([("Bob", "", "")], "Personne 1, Nom"),
            ([("", "", "bob@example.org")], "Personne 1, Prénom"),
            ([BOB, ("BOB", "INVITE", "autre@example.org")], "Cette personne est déjà plus haut"),
            ([ZOE, ("zoe", "discrete", "")], "Cette personne est déjà plus haut"),
            ([("Malika", "Daure", "")], "Cette personne est déjà plus haut"),
            ([(f"P{n}", "Lou", "") for n in range(10)], "Dix personnes au plus"),
        ],
    )
    def test_une_erreur_se_dit_pres_du_champ_et_rien_ne_s_ecrit(self, client, personnes, phrase):
        reponse = client.post(adresse(AtelierFactory(capacite=None)), saisie(*personnes))

        assert phrase in source(reponse)
        assert Inscription.objects.count() == 0

    def test_personne_a_inscrire(self, client):
        reponse = client.post(adresse(AtelierFactory()), saisie(VIDE, je_viens=None))

        assert "Il n’y a encore personne à inscrire." in source(reponse)

    def test_dix_personnes_sans_le_contact(self, client):
        personnes = [(f"P{n}", "Lou", "") for n in range(10)]

        client.post(adresse(AtelierFactory(capacite=10)), saisie(*personnes, je_viens=None))

        assert Inscription.objects.confirmees().count() == 10

    def test_qui_etait_deja_inscrite_le_lit_elle_meme_et_garde_sa_place(self, client):
        atelier = AtelierFactory()
        InscriptionFactory(atelier=atelier, prenom="BOB", nom="Invite", courriel="bob@example.org")

        client.post(adresse(atelier), saisie(BOB))

        assert etats() == {"BOB": "confirmee", "Malika": "confirmee"}
        assert "déjà" in Courriel.objects.get(destinataire="bob@example.org").objet


class TestTropPeuDePlaces:
    def test_la_page_dit_combien_et_garde_tout(self, client):
        reponse = client.post(adresse(AtelierFactory(capacite=2)), saisie(BOB, ZOE, LEO))

        page = source(reponse)
        assert "Il reste 2 places pour 4 personnes. Qui attend ?" in page
        assert "Cochez au moins 2 personnes" in page
        choix = page.split('id="qui-attend"')[1].split("</fieldset>")[0]
        assert "facultatif" not in choix
        assert 'value="bob@example.org"' in page
        assert page.count('name="attend"') == 4
        assert Inscription.objects.count() == 0
        assert Courriel.objects.count() == 0

    def test_le_contact_choisit_qui_attend(self, client):
        donnees = saisie(BOB, ZOE, LEO) | {"attend": ["contact", "personne-2"]}

        client.post(adresse(AtelierFactory(capacite=2)), donnees)

        assert etats() == {
            "Malika": "en_attente",
            "Bob": "confirmee",
            "Zoé": "en_attente",
            "Léo": "confirmee",
        }

    def test_trop_peu_de_croix_ou_une_place_de_moins_se_redit(self, client):
        atelier = AtelierFactory(capacite=2)
        InscriptionFactory(atelier=atelier)
        donnees = saisie(BOB, ZOE) | {"attend": ["personne-2"]}

        page = source(client.post(adresse(atelier), donnees))

        assert "Il reste 1 place pour 3 personnes. Qui attend ?" in page
        coche = page.split('value="personne-2"')[1].split(">")[0]
        assert "checked" in coche
        assert Inscription.objects.count() == 1

    def test_aucune_place_tout_le_monde_attend_sans_question(self, client):
        client.post(adresse(AtelierFactory(complet=True)), saisie(BOB))

        assert etats() == {"Malika": "en_attente", "Bob": "en_attente"}


def test_recevoir_lit_toutes_les_personnes_en_une_requete(django_assert_num_queries):
    atelier = AtelierFactory()
    demandes = [Demande(prenom="P", nom="N", courriel=f"P{n}@example.org") for n in range(3)]
    connue = InscriptionFactory(
        atelier=atelier,
        prenom="P",
        nom="N",
        courriel="p1@example.org",
        demandee_le=timezone.now() - timedelta(hours=1),
    )

    with django_assert_num_queries(1):
        arrivantes = recevoir(demandes, [atelier])

    assert [a.deja for a in arrivantes] == [{}, {atelier.pk: connue}, {}]
    assert [a.redites for a in arrivantes] == [[], [], []]


@pytest.mark.parametrize("nombre", [1, 3])
def test_reconnaitre_un_bouton_presse_deux_fois_coute_deux_requetes_de_plus(
    django_assert_num_queries, nombre
):
    ateliers = AtelierFactory.create_batch(nombre)
    demandes = [Demande(prenom="P", nom="N", courriel=f"p{n}@example.org") for n in range(nombre)]
    autre = Demande(prenom="P", nom="N", courriel="p0@example.org", structure="La Nef")
    places.inscrire(demandes, ateliers)
    jours = sorted(atelier.pk for atelier in ateliers)

    with django_assert_num_queries(3):  # the rows, their meals, their choices
        arrivantes = recevoir(demandes, ateliers)

    assert [sorted(a.redites) for a in arrivantes] == [jours] * nombre
    assert [(sorted(a.deja), a.redites) for a in recevoir([autre], ateliers)] == [(jours, [])]


class TestDeuxClics:
    def test_en_groupe_personne_n_est_inscrit_deux_fois_et_rien_ne_se_reecrit(self, client):
        repas = RepasFactory()
        donnees = saisie(BOB, ZOE) | {
            f"personne-1-regime_{repas.pk}": "sans",
            f"personne-2-regime_{repas.pk}": "vegetarien",
            f"personne-2-repas_{repas.pk}": "on",
        }

        for _clic in range(2):
            client.post(adresse(repas.atelier), donnees)

        assert etats() == {"Malika": "confirmee", "Bob": "confirmee", "Zoé": "confirmee"}
        assert Inscription.objects.count() == 3
        assert Courriel.objects.count() == 2

    @pytest.mark.parametrize(
        ("nom", "minutes", "lettres"), [("Daure", 1, 1), ("Autre", 1, 2), ("Daure", 3, 2)]
    )
    def test_seule(self, client, nom, minutes, lettres):
        atelier = AtelierFactory()
        inscrire = reverse("inscriptions:inscrire", args=[atelier.slug])
        client.post(inscrire, {**CONTACT})
        Inscription.objects.update(demandee_le=timezone.now() - timedelta(minutes=minutes))

        client.post(inscrire, {**CONTACT, "nom": nom})

        assert Courriel.objects.count() == lettres


def test_annuler_pour_tout_le_monde_n_offre_pas_la_place_a_qui_part_aussi(client):
    atelier = AtelierFactory(capacite=2)
    client.post(adresse(atelier), saisie(BOB, ZOE) | {"attend": ["personne-2"]})
    dossier = Dossier.objects.get()
    tout = reverse("inscriptions:annuler_tout", args=[dossier.jeton])

    page = source(client.get(tout))
    client.post(tout)

    assert "Bob Invité" in page
    assert set(etats().values()) == {"annulee"}
    assert not Courriel.objects.filter(objet__startswith="Une place").exists()


def test_une_place_proposee_a_l_une_ne_l_est_pas_a_l_autre_quand_toutes_partent(client):
    dossier = DossierFactory()
    atelier = AtelierFactory(capacite=1)
    proposee, _suivante = InscriptionFactory.create_batch(
        2, dossier=dossier, atelier=atelier, courriel="", en_attente=True
    )
    places.remplir(atelier.pk)

    client.post(reverse("inscriptions:annuler_tout", args=[dossier.jeton]))

    assert set(etats().values()) == {"annulee"}
    assert [p.inscription for p in Proposition.objects.all()] == [proposee]


def test_une_personne_n_annule_pas_pour_tout_le_monde(client):
    client.post(adresse(AtelierFactory()), saisie(BOB))
    bob = Inscription.objects.get(prenom="Bob")

    reponse = client.post(reverse("inscriptions:annuler_tout", args=[bob.jeton]))

    assert reponse.status_code == 404
    assert set(etats().values()) == {"confirmee"}


def test_le_contact_lit_le_nom_de_chacune_sur_sa_page(client):
    client.post(adresse(AtelierFactory()), saisie(BOB))
    dossier = Dossier.objects.get()

    page = source(client.get(dossier.get_absolute_url()))

    assert '<p class="surtitre">Bob Invité</p>' in page
    assert reverse("inscriptions:annuler_tout", args=[dossier.jeton]) in page
