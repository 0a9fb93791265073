"""Several people of one contact in a cycle taken whole: a day that is added, and leaving."""

import pytest
from django.urls import reverse

from inscriptions.models import Couvert, Inscription, JourneeProposee
from inscriptions.places import ajout
from reseau.models import Courriel
from tests.factories import CycleFactory, DossierFactory, InscriptionFactory, RepasFactory
from tests.pages import source

from .test_cycles_inscription import journee

BOB, LEO, MALIKA, ZOE = (
    "bob|invite bob@example.org",
    "leo|brun leo@example.org",
    "malika|daure malika@example.org",
    "zoe|discrete",
)


@pytest.fixture
def cycle(db):
    return CycleFactory(slug="ruralites", titre="Ruralités")


class Groupe:
    """Malika, Bob who has an address and Zoé who has none took the whole cycle; Léo one day."""

    def __init__(self, cycle):
        self.cycle = cycle
        self.jours = [journee(cycle, rang, slug=f"jour{rang}") for rang in (1, 2)]
        self.dossier = DossierFactory(
            prenom="Malika", nom="Daure", courriel="malika@example.org", cycle=cycle
        )
        for jour in self.jours:
            self.inscrire("Malika", "Daure", "malika@example.org", jour)
            self.inscrire("Bob", "Invité", "bob@example.org", jour)
            self.inscrire("Zoé", "Discrète", "", jour)
        self.inscrire("Léo", "Brun", "leo@example.org", self.jours[0])

    def inscrire(self, prenom, nom, courriel, jour, **champs):
        return InscriptionFactory(
            **{"dossier": self.dossier, **champs},
            prenom=prenom,
            nom=nom,
            courriel=courriel,
            atelier=jour,
        )

    def ajouter(self, **champs):
        nouvelle = journee(self.cycle, 4, **{"slug": "nogaro", "titre": "Nogaro", **champs})
        assert ajout.nombre_a_prevenir([nouvelle]) == ajout.proposer(nouvelle)
        return nouvelle

    def page(self, jour, jeton=None):
        return reverse("inscriptions:journee_ajoutee", args=[jeton or self.dossier.jeton, jour.pk])

    def vient(self, *prenoms):
        """The boxes of the contact's page, ticked for these people."""
        return {f"{cle}-vient": "on" for cle in self.cles(*prenoms)}

    def cles(self, *prenoms):
        return [f"personne-{self.derniere(prenom).pk}" for prenom in prenoms]

    def derniere(self, prenom):
        return self.dossier.inscriptions.filter(prenom=prenom).latest("demandee_le", "pk")

    def lettre(self, adresse):
        return Courriel.objects.filter(destinataire=adresse).latest("pk")

    def quitter(self, client, *cles):
        adresse = reverse("inscriptions:quitter_le_cycle", args=[self.dossier.jeton])
        return client.post(adresse, {"personnes": cles} if cles else {})

    def etats(self, prenom):
        siennes = self.dossier.inscriptions.filter(prenom=prenom).order_by("atelier__debut")
        return [i.etat for i in siennes]


@pytest.fixture
def groupe(cycle):
    return Groupe(cycle)


def presentes(jour):
    return sorted(jour.inscriptions.actives().values_list("prenom", flat=True))


class TestUneJourneeSAjoute:
    def test_une_lettre_au_contact_pour_toutes_une_a_qui_a_son_adresse(self, groupe):
        nouvelle = groupe.ajouter()

        assert sorted(Courriel.objects.values_list("destinataire", flat=True)) == [
            "bob@example.org",
            "malika@example.org",
        ]
        au_contact, a_bob = groupe.lettre("malika@example.org"), groupe.lettre("bob@example.org")
        assert groupe.page(nouvelle) in au_contact.texte
        for nom in ("Malika Daure", "Bob Invité", "Zoé Discrète"):
            assert nom in au_contact.texte
            assert nom in au_contact.html
        assert "Léo" not in au_contact.texte
        assert groupe.dossier.jeton not in a_bob.texte + a_bob.html
        assert "Malika" not in a_bob.texte
        assert "Zoé" not in a_bob.texte
        assert "Bonjour Bob" in a_bob.texte
        assert JourneeProposee.objects.count() == 1
        assert ajout.proposer(nouvelle) == 0

    def test_le_contact_coche_qui_vient(self, client, groupe):
        nouvelle = groupe.ajouter()
        repas = RepasFactory(atelier=nouvelle)
        page = source(client.get(groupe.page(nouvelle)))
        assert "Une journée s’ajoute : qui vient ?" in page
        assert [f"{nom} vient" in page for nom in ("Malika Daure", "Bob Invité", "Léo Brun")] == [
            *(True, True, False)
        ]
        malika, zoe = groupe.cles("Malika", "Zoé")

        reponse = client.post(
            groupe.page(nouvelle),
            {
                **groupe.vient("Malika", "Zoé"),
                f"{zoe}-repas_{repas.pk}": "on",
                f"{zoe}-regime_{repas.pk}": "vegetarien",
                f"{malika}-regime_{repas.pk}": "sans",
            },
        )

        assert reponse.url == groupe.dossier.get_absolute_url()
        assert presentes(nouvelle) == ["Malika", "Zoé"]
        assert set(nouvelle.inscriptions.values_list("dossier", flat=True)) == {groupe.dossier.pk}
        assert Couvert.objects.get().inscription.prenom == "Zoé"

    def test_elle_reste_proposee_a_qui_ne_l_a_pas_prise(self, client, groupe):
        nouvelle = groupe.ajouter()
        client.post(groupe.page(nouvelle), groupe.vient("Malika", "Zoé"))

        sa_page = source(client.get(groupe.dossier.get_absolute_url()))
        page = source(client.get(groupe.page(nouvelle)))

        assert "Proposée à : Bob Invité" in sa_page
        assert "Une journée s’ajoute : qui vient ?" in page
        assert [f"{nom} vient" in page for nom in ("Malika Daure", "Bob Invité")] == [False, True]

    def test_qui_repond_pour_elle_entre_temps_ne_decale_personne(self, client, groupe):
        nouvelle = groupe.ajouter()
        coches = groupe.vient("Malika", "Bob")
        bob = groupe.derniere("Bob")
        client.post(groupe.page(nouvelle, bob.jeton))

        client.post(groupe.page(nouvelle), coches)

        assert presentes(nouvelle) == ["Bob", "Malika"]

    def test_la_derniere_qui_reste_ne_vient_que_si_on_l_a_cochee(self, client, groupe):
        nouvelle = groupe.ajouter()
        coches = groupe.vient("Bob")
        client.post(groupe.page(nouvelle), groupe.vient("Malika"))
        client.post(groupe.page(nouvelle, groupe.derniere("Bob").jeton))

        refus = client.post(groupe.page(nouvelle), coches)

        assert "Cochez au moins une personne." in source(refus)
        assert presentes(nouvelle) == ["Bob", "Malika"]

    def test_chacune_la_prend_avec_son_lien_pour_elle_seule(self, client, groupe):
        nouvelle = groupe.ajouter()
        bob = groupe.dossier.inscriptions.filter(prenom="Bob").latest("demandee_le", "pk")
        page = groupe.page(nouvelle, bob.jeton)
        assert page in groupe.lettre("bob@example.org").texte
        assert "Zoé" not in source(client.get(page))

        reponse = client.post(page, groupe.vient("Malika", "Bob"))

        assert reponse.url == reverse("inscriptions:dossier", args=[bob.jeton])
        assert presentes(nouvelle) == ["Bob"]
        au_contact = source(client.get(groupe.dossier.get_absolute_url()))
        assert "Proposée à : Malika Daure et Zoé Discrète" in au_contact

    def test_le_lien_de_qui_n_a_pas_tout_pris_ne_l_ouvre_pas(self, client, groupe):
        nouvelle = groupe.ajouter()
        leo = groupe.dossier.inscriptions.get(prenom="Léo")

        reponse = client.post(groupe.page(nouvelle, leo.jeton))

        assert reponse.url == reverse("inscriptions:dossier", args=[leo.jeton])
        assert presentes(nouvelle) == []
        assert client.get(groupe.page(nouvelle, "inconnu")).status_code == 404

    def test_personne_de_cochee_et_trop_peu_de_places(self, client, groupe):
        nouvelle = groupe.ajouter(capacite=1)
        toutes = groupe.vient("Malika", "Bob", "Zoé")

        assert "Cochez au moins une personne." in source(client.post(groupe.page(nouvelle), {}))
        page = source(client.post(groupe.page(nouvelle), toutes))
        assert "Il reste 1 place pour 3 personnes. Qui attend ?" in page
        assert presentes(nouvelle) == []
        client.post(groupe.page(nouvelle), toutes | {"attend": groupe.cles("Malika", "Bob")})

        assert nouvelle.inscriptions.confirmees().get().prenom == "Zoé"
        assert nouvelle.inscriptions.en_attente().count() == 2

    def test_qui_a_decline_une_journee_ajoutee_se_voit_proposer_la_suivante(self, client, groupe):
        premiere = groupe.ajouter()
        client.post(groupe.page(premiere), groupe.vient("Malika"))

        groupe.ajouter(slug="auch", titre="Auch")

        assert "Bob Invité" in groupe.lettre("malika@example.org").texte

    def test_la_meme_adresse_en_deux_dossiers_n_a_qu_une_lettre(self, cycle):
        for rang in (1, 2):
            dossier = DossierFactory(courriel="malika@example.org", nom="Daure", cycle=cycle)
            InscriptionFactory(dossier=dossier, atelier=journee(cycle, rang, slug=f"j{rang}"))
        nouvelle = journee(cycle, 4)

        assert ajout.nombre_a_prevenir([nouvelle]) == 1
        assert ajout.proposer(nouvelle) == 1
        assert JourneeProposee.objects.get().dossier == dossier

    @pytest.mark.parametrize("nombre", [1, 3])
    def test_autant_de_requetes_pour_trois_dossiers(self, cycle, nombre, django_assert_num_queries):
        jour, nouvelle = journee(cycle, 1, slug="j1"), journee(cycle, 4)
        for _rang in range(nombre):
            InscriptionFactory(dossier__cycle=cycle, atelier=jour)

        with django_assert_num_queries(4):
            assert len(ajout.a_prevenir(nouvelle)) == nombre


class TestQuitter:
    def test_elle_dit_qui_part_et_part_seule_si_elle_ne_dit_rien_de_plus(self, client, groupe):
        page = source(
            client.get(reverse("inscriptions:quitter_le_cycle", args=[groupe.dossier.jeton]))
        )
        coches = [bout.split('"')[0] for bout in page.split('name="personnes" value="')[1:]]
        assert sorted(coches) == [BOB, LEO, MALIKA, ZOE]
        assert page.count(" checked") == 1

        groupe.quitter(client, MALIKA)

        assert groupe.etats("Malika") == ["annulee", "annulee"]
        assert groupe.etats("Bob") == ["confirmee", "confirmee"]
        groupe.dossier.refresh_from_db()
        assert groupe.dossier.cycle == groupe.cycle
        assert [c.destinataire for c in Courriel.objects.all()] == ["malika@example.org"]
        assert "Bob" not in Courriel.objects.get().texte

    def test_qui_est_partie_n_est_plus_sollicitee_les_autres_si(self, client, groupe):
        groupe.quitter(client, MALIKA)

        groupe.ajouter()

        lettre = groupe.lettre("malika@example.org").texte
        assert "Malika Daure" not in lettre
        assert "Bob Invité et Zoé Discrète" in lettre

    def test_pour_une_collegue_le_contact_et_elle_le_lisent(self, client, groupe):
        groupe.quitter(client, BOB)

        assert groupe.etats("Bob") == ["annulee", "annulee"]
        au_contact = groupe.lettre("malika@example.org")
        assert au_contact.objet.startswith("Départ du cycle")
        assert au_contact.texte.count("Bob Invité") == 2
        assert Courriel.objects.filter(destinataire="bob@example.org").count() == 2

    @pytest.mark.parametrize(
        ("elle", "dit"),
        [
            (MALIKA, "Vous avez quitté le cycle."),
            (BOB, "C’est noté : ces personnes ont quitté le cycle."),
        ],
    )
    def test_la_page_dit_qui_vient_de_partir(self, client, groupe, elle, dit):
        reponse = groupe.quitter(client, elle)

        assert f"{dit} Merci d’avoir prévenu." in source(client.get(reponse.url))

    def test_toutes_parties_le_dossier_ne_suit_plus_le_cycle(self, client, groupe):
        groupe.quitter(client, MALIKA, BOB, LEO, ZOE)

        groupe.dossier.refresh_from_db()
        assert groupe.dossier.cycle is None
        assert not groupe.dossier.inscriptions.actives().exists()

    def test_personne_de_coche_ne_quitte_rien(self, client, groupe):
        assert "Cochez au moins une personne." in source(groupe.quitter(client))
        assert not Inscription.objects.filter(etat="annulee").exists()

    def test_les_journees_prises_a_part_avec_la_meme_adresse_partent_aussi(self, client, cycle):
        jours = [journee(cycle, rang, slug=f"j{rang}") for rang in (1, 2, 3)]
        premier = DossierFactory(courriel="malika@example.org", nom="Daure", cycle=cycle)
        second = DossierFactory(courriel="Malika@example.org", nom="DAURE", cycle=cycle)
        for jour, dossier in zip(jours, (premier, premier, second), strict=True):
            InscriptionFactory(
                dossier=dossier, atelier=jour, courriel="malika@example.org", prenom="Malika"
            )
        collegue = InscriptionFactory(dossier=second, atelier=jours[2], nom="Lou", courriel="")
        ailleurs = InscriptionFactory(courriel="malika@example.org")
        adresse = reverse("inscriptions:quitter_le_cycle", args=[premier.jeton])
        page = source(client.get(adresse))
        assert "Vous laissez 3 journées à venir." in page
        assert page.count("Prise à part, avec la même adresse.") == 1

        client.post(adresse)

        parties = Inscription.objects.filter(etat="annulee")
        assert {i.atelier for i in parties} == set(jours)
        assert parties.count() == 3
        for reste in (collegue, ailleurs):
            reste.refresh_from_db()
            assert reste.est_confirmee
        for dossier, suit in ((premier, None), (second, cycle)):
            dossier.refresh_from_db()
            assert dossier.cycle == suit
        assert [c.objet.split("\xa0:")[0] for c in Courriel.objects.all()] == [
            "Vous quittez le cycle"
        ]

    def test_deux_journees_en_deux_dossiers_font_un_cycle_a_quitter(self, client, cycle):
        seules = [
            InscriptionFactory(
                dossier__courriel="malika@example.org",
                dossier__nom="Daure",
                atelier=journee(cycle, rang, slug=f"j{rang}"),
            )
            for rang in (1, 2)
        ]

        page = source(client.get(seules[0].dossier.get_absolute_url()))
        client.post(reverse("inscriptions:quitter_le_cycle", args=[seules[0].dossier.jeton]))

        assert "Quitter le cycle" in page
        assert not Inscription.objects.actives().exists()
