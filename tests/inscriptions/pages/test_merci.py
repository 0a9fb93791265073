"""She knows at once: what a new person receives, day by day; and a known address reads the same."""

import re
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
import time_machine
from django.conf import settings
from django.core import signing
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from ateliers.models import Atelier
from inscriptions import places
from inscriptions.demandes import ChoixDeRepas, Contact, Demande
from inscriptions.models import Couvert, Dossier, Inscription
from inscriptions.models.enums import EtatCouvert
from inscriptions.pages import merci
from reseau.models import Courriel
from tests.factories import (
    AtelierFactory,
    CouvertFactory,
    CreneauFactory,
    CycleFactory,
    InscriptionFactory,
    PersonneFactory,
    RepasFactory,
    SequenceFactory,
)
from tests.pages import texte_principal

QUI = {"prenom": "Camille", "nom": "Daure", "courriel": "camille@example.org", "profil": "porteur"}
DEMANDE = Demande("Camille", "Daure", "camille@example.org", telephone="06 01 02 03 04")
TOUJOURS = "Si vous étiez déjà inscrite ou inscrit, rien n’a changé : votre courriel le dit."
MERCI = reverse("inscriptions:merci")


def page_apres(saisie, nom, *arguments):
    """The text of the page after the button, in a browser of its own."""
    client = Client()
    reponse = client.post(reverse(f"inscriptions:{nom}", args=arguments), saisie)
    assert reponse.url == MERCI
    return texte_principal(client.get(MERCI))


def seule(atelier, **saisie):
    return page_apres({**QUI, **saisie}, "inscrire", atelier.slug)


class TestUnePersonne:
    def test_une_place_avec_le_jour_l_heure_le_lieu_et_la_suite(self, db):
        atelier = AtelierFactory(titre="Simorre", lieu__nom="La Dynamo")

        page = seule(atelier)

        assert "Merci Camille. Voici votre réponse." in page
        assert "Votre place est réservée." in page
        assert str(atelier.quand()).replace("\xa0", " ")[1:] in page
        assert "La Dynamo" in page
        assert "Mettre dans mon agenda" in page
        assert TOUJOURS in page
        assert "La veille, un courriel vous rappelle le rendez-vous." in page

    def test_le_bouton_donne_le_calendrier_public_de_la_journee(self, client, db):
        atelier = AtelierFactory()
        client.post(reverse("inscriptions:inscrire", args=[atelier.slug]), QUI)

        page = client.get(MERCI).content.decode()
        fichier = client.get(reverse("ateliers:ics", args=[atelier.slug]))

        assert reverse("ateliers:ics", args=[atelier.slug]) in page
        assert fichier["Content-Type"].startswith("text/calendar")

    def test_une_demande_attend_l_equipe(self, db):
        page = seule(AtelierFactory(sur_approbation=True))

        assert "Votre demande attend l’équipe." in page
        assert "L’équipe lit chaque demande et y répond par courriel." in page
        assert "Mettre dans mon agenda" not in page
        assert "réservée." not in page.replace("encore réservée.", "")

    def test_la_liste_d_attente_dit_le_rang(self, db):
        atelier = AtelierFactory(complet=True)
        InscriptionFactory.create_batch(4, atelier=atelier, en_attente=True)

        page = seule(atelier)

        assert "Vous êtes en liste d’attente, 5ᵉ dans l’ordre d’arrivée." in page
        assert Inscription.objects.latest("pk").rang() == 5
        assert "Mettre dans mon agenda" not in page

    @pytest.mark.parametrize(
        ("capacite", "places", "demande", "dit"),
        [
            (None, 5, True, "Déjeuner réservé (15 €, à régler sur place)."),
            (0, 5, True, "Déjeuner en attente : tous les couverts sont pris."),
            (None, 0, True, "Déjeuner demandé. Il sera réservé avec votre place"),
            (None, 5, False, "Aucun repas demandé : prévoyez de quoi manger."),
        ],
        ids=["réservé", "en attente", "avec la place", "aucun"],
    )
    def test_le_repas(self, db, capacite, places, demande, dit):
        repas = RepasFactory(capacite=capacite, atelier__capacite=places)
        coche = {f"repas_{repas.pk}": "on", f"regime_{repas.pk}": "vegetarien"}

        page = seule(repas.atelier, **(coche if demande else {}))

        assert dit in page
        assert "égétarien" not in page

    def test_la_sequence_choisie(self, db):
        creneau = CreneauFactory()
        conte, _autre = (SequenceFactory(creneau=creneau, titre=t) for t in ("Conte", "Danse"))

        page = seule(creneau.atelier, **{f"sequence_{creneau.pk}": conte.pk})

        assert "Conte." in page
        assert "Danse" not in page


class TestPlusieurs:
    def test_une_page_dit_pour_chaque_personne(self, db):
        atelier = AtelierFactory(capacite=2)
        saisie = {**QUI, "je_viens": "on", "personnes": "1", "personne-1-prenom": "Zoé"}
        saisie |= {"personne-1-nom": "Brun", "personne-1-courriel": ""}

        page = page_apres(saisie, "inscrire_plusieurs", atelier.slug)

        for nom in ("Camille Daure", "Zoé Brun"):
            assert f"{nom} place réservée" in page
        assert "Si l’une de ces personnes était déjà inscrite" in page

    def test_qui_attend_y_lit_son_rang(self, db):
        atelier = AtelierFactory(capacite=1)
        saisie = {**QUI, "je_viens": "on", "personnes": "1", "attend": "contact"}
        saisie |= {"personne-1-prenom": "Zoé", "personne-1-nom": "Brun", "personne-1-courriel": ""}

        page = page_apres(saisie, "inscrire_plusieurs", atelier.slug)

        assert "Zoé Brun place réservée" in page
        assert "Camille Daure en liste d’attente, 1ʳᵉ dans l’ordre d’arrivée" in page

    def test_un_cycle_jour_par_jour_ou_entier(self, db):
        cycle = CycleFactory()
        libre = AtelierFactory(cycle=cycle, titre="Libre")
        pleine = AtelierFactory(cycle=cycle, titre="Pleine", complet=True)
        coches = {f"jour_{jour.pk}": "on" for jour in (libre, pleine)}

        entier = page_apres(
            {**QUI, "tout_le_cycle": "on", **coches}, "inscrire_au_cycle", cycle.slug
        )
        un_jour = page_apres(
            {**QUI, "courriel": "b@example.org", f"jour_{libre.pk}": "on"},
            "inscrire_au_cycle",
            cycle.slug,
        )

        assert entier.index("Libre Votre place est réservée.") < entier.index("Pleine Vous êtes en")
        assert "Mettre tout le cycle dans mon agenda" in entier
        assert "Libre Votre place est réservée." in un_jour
        assert "Pleine" not in un_jour
        assert "tout le cycle" not in un_jour


class Cas:
    """A day in some state, and what is posted to it."""

    def __init__(self, nom, *arguments, **saisie):
        self.nom, self.arguments, self.saisie = nom, arguments, saisie


def cas_simple(**atelier):
    def preparer():
        jour = AtelierFactory(**atelier)
        return [jour], Cas("inscrire", jour.slug)

    return preparer


def cas_avec_repas(couverts):
    def preparer():
        repas = RepasFactory(capacite=couverts)
        cases = {f"repas_{repas.pk}": "on", f"regime_{repas.pk}": "sans"}
        return [repas.atelier], Cas("inscrire", repas.atelier.slug, **cases)

    return preparer


def cas_du_cycle(*pris, **cases):
    def preparer():
        cycle = CycleFactory()
        jours = [AtelierFactory(cycle=cycle, capacite=c) for c in (5, 0, None)]
        coches = {f"jour_{jours[rang].pk}": "on" for rang in pris}
        return jours[:1], Cas("inscrire_au_cycle", cycle.slug, **coches, **cases)

    return preparer


def cas_a_plusieurs(capacite, **cases):
    def preparer():
        jour = AtelierFactory(capacite=capacite)
        saisie = {"je_viens": "on", "personnes": "1", "personne-1-prenom": "Zoé", **cases}
        saisie |= {"personne-1-nom": "Brun", "personne-1-courriel": "zoe@example.org"}
        return [jour], Cas("inscrire_plusieurs", jour.slug, **saisie)

    return preparer


CAS = {
    "une place": cas_simple(),
    "sans limite": cas_simple(capacite=None),
    "complet": cas_simple(complet=True),
    "sur approbation": cas_simple(sur_approbation=True),
    "repas": cas_avec_repas(None),
    "repas complet": cas_avec_repas(0),
    "cycle entier": cas_du_cycle(0, 1, 2, tout_le_cycle="on"),
    "cycle jour par jour": cas_du_cycle(0, 2),
    "à plusieurs": cas_a_plusieurs(9),
    "à plusieurs, complet": cas_a_plusieurs(0),
}


@pytest.mark.parametrize("cas", CAS)
@pytest.mark.parametrize("etat", ["confirmee", "en_attente", "demandee", "annulee", "refusee"])
def test_une_adresse_connue_lit_la_meme_page(db, cas, etat):
    """The day is in the same public state for both: one registration, of hers or of another."""
    pages, debut = [], timezone.now() + timedelta(days=10)
    for connue in (True, False):
        jours, demande = CAS[cas]()
        Atelier.objects.update(debut=debut, fin=debut + timedelta(hours=6))
        for jour in jours:
            elle = {"prenom": "Camille", "nom": "DAURE"} if connue else {}
            courriel = QUI["courriel"] if connue else "autre@example.org"
            InscriptionFactory(
                atelier=jour,
                dossier__courriel=courriel,
                etat=etat,
                demandee_le=timezone.now() - timedelta(days=1),
                **elle,
            )
        page = page_apres({**QUI, **demande.saisie}, demande.nom, *demande.arguments)
        pages.append(re.sub(r"Atelier \d+|Lieu \d+", "…", page))

    assert pages[0] == pages[1]


def test_meme_place_pour_une_nouvelle_que_ce_que_dit_sa_lettre(db):
    """What is announced to new people is what they get: last seats, last meals, in a group too."""
    repas = RepasFactory(capacite=1, atelier__capacite=2)
    demandes = [
        Demande(f"P{rang}", "N", f"p{rang}@example.org", repas={repas.pk: ChoixDeRepas()})
        for rang in range(4)
    ]

    reponse = places.inscrire(
        demandes, [repas.atelier], contact=Contact("C", "D", "c@example.org"), attendent=[2, 3]
    )

    annonces = [(a.personne, a.etat, a.repas[repas.pk]) for a in reponse.annonces]
    obtenues = [
        (f"{c.inscription.prenom} N", c.inscription.etat, c.etat)
        for c in Couvert.objects.order_by("inscription")
    ]
    assert annonces == obtenues
    assert [e for _p, _e, e in annonces] == [EtatCouvert.CONFIRME] + [EtatCouvert.EN_ATTENTE] * 3
    attendent = [a.rang for a in reponse.annonces if a.etat == "en_attente"]
    assert attendent == [i.rang() for i in Inscription.objects.en_attente()] == [1, 2]


class TestCeQuiEstRefuseALUneLEstALAutre:
    """A refusal would tell as much as an answer: full is full, closed is closed."""

    def deja(self, atelier, **champs):
        return InscriptionFactory(
            atelier=atelier,
            dossier__prenom="Camille",
            dossier__nom="Daure",
            **{"dossier__courriel": QUI["courriel"], **champs},
        )

    def refus(self, atelier, **demande):
        with pytest.raises(Exception) as leve:
            places.inscrire([Demande(**{**vars(DEMANDE), **demande})], [atelier])
        return leve.type.__name__

    @pytest.mark.parametrize("connue", [True, False])
    def test_une_sequence_complete(self, db, connue):
        creneau = CreneauFactory()
        pleine, _autre = (SequenceFactory(creneau=creneau, capacite=c) for c in (0, None))
        if connue:
            self.deja(creneau.atelier)

        assert self.refus(creneau.atelier, sequences={creneau.pk: pleine.pk}) == "SequenceComplete"

    @pytest.mark.parametrize("connue", [True, False])
    def test_un_repas_commande_trop_tard(self, db, connue):
        repas = RepasFactory(date_limite=timezone.now() - timedelta(seconds=1))
        if connue:
            self.deja(repas.atelier)

        assert self.refus(repas.atelier, repas={repas.pk: ChoixDeRepas()}) == "CommandesCloses"

    @pytest.mark.parametrize("connue", [True, False])
    def test_trop_peu_de_places_pour_deux(self, client, db, connue):
        atelier = AtelierFactory(capacite=2)
        if connue:
            self.deja(atelier, demandee_le=timezone.now() - timedelta(days=1))
        else:
            InscriptionFactory(atelier=atelier)
        saisie = {**QUI, "je_viens": "on", "personnes": "1", "personne-1-courriel": ""}
        saisie |= {"personne-1-prenom": "Zoé", "personne-1-nom": "Brun"}

        reponse = client.post(
            reverse("inscriptions:inscrire_plusieurs", args=[atelier.slug]), saisie
        )

        assert "Il reste 1 place pour 2 personnes" in " ".join(reponse.content.decode().split())

    def test_deux_clics_en_groupe_ne_posent_pas_la_question(self, client, db):
        atelier = AtelierFactory(capacite=3)
        saisie = {**QUI, "je_viens": "on", "personnes": "1", "personne-1-courriel": ""}
        saisie |= {"personne-1-prenom": "Zoé", "personne-1-nom": "Brun"}

        urls = [
            client.post(reverse("inscriptions:inscrire_plusieurs", args=[atelier.slug]), saisie)
            for _clic in range(2)
        ]

        assert [reponse.url for reponse in urls] == [MERCI, MERCI]
        assert Inscription.objects.count() == 2


class TestLeTemoin:
    def apres(self, client, **saisie):
        atelier = AtelierFactory(titre="Simorre")
        return client.post(reverse("inscriptions:inscrire", args=[atelier.slug]), {**QUI, **saisie})

    def test_rien_de_personnel_dans_l_adresse_ni_dans_la_session(self, client, db):
        reponse = self.apres(client)

        assert urlsplit(reponse.url).query == ""
        assert settings.SESSION_COOKIE_NAME not in reponse.cookies
        temoin = reponse.cookies[merci.TEMOIN]
        assert (temoin["path"], temoin["httponly"], temoin["samesite"]) == (MERCI, True, "Lax")
        assert temoin["max-age"] == 600

    def test_relire_la_page_ne_change_rien(self, client, db):
        self.apres(client)

        pages = [texte_principal(client.get(MERCI)) for _fois in range(2)]

        assert pages[0] == pages[1]
        assert Inscription.objects.count() == Courriel.objects.count() == 1

    def test_passe_son_temps_la_page_remercie_seulement(self, client, db):
        self.apres(client)

        with time_machine.travel(timezone.now() + timedelta(seconds=601)):
            page = texte_principal(client.get(MERCI))

        assert page.startswith("Merci. Nous venons de vous écrire.")
        assert "Simorre" not in page
        assert "Camille" not in page
        assert TOUJOURS in page

    @pytest.mark.parametrize("valeur", ["", "a:b:c", "é", "W10:1:x"])
    def test_un_temoin_falsifie_est_ignore(self, client, db, valeur):
        client.cookies[merci.TEMOIN] = valeur

        assert texte_principal(client.get(MERCI)).startswith("Merci.")

    def test_celui_d_avant_la_mise_a_jour_est_ignore(self, client, db):
        client.cookies[merci.TEMOIN] = signing.dumps(["Ana", "a@example.org"], salt=merci.TEMOIN)

        assert texte_principal(client.get(MERCI)).startswith("Merci.")

    def test_le_lien_prive_n_y_est_jamais(self, client, db):
        reponse = self.apres(client)
        page = client.get(MERCI).content.decode()

        for jeton in (Dossier.objects.get().jeton, Inscription.objects.get().jeton):
            assert jeton not in page
            assert jeton not in str(reponse.cookies)

    def test_dix_noms_tres_longs_tiennent_dans_le_temoin(self, client, db):
        atelier = AtelierFactory(capacite=None)
        noms = ["".join(chr(0x4E00 + 97 * rang + n * 13) for n in range(80)) for rang in range(10)]
        saisie = {**QUI, "prenom": noms[9], "nom": noms[9], "je_viens": "on", "personnes": "9"}
        for rang, nom in enumerate(noms[:9], 1):
            saisie |= {f"personne-{rang}-prenom": nom, f"personne-{rang}-nom": nom}
            saisie[f"personne-{rang}-courriel"] = ""

        reponse = client.post(
            reverse("inscriptions:inscrire_plusieurs", args=[atelier.slug]), saisie
        )

        assert len(reponse.cookies[merci.TEMOIN].OutputString()) < 4096
        assert texte_principal(client.get(MERCI)).count("place réservée") == 10

    @pytest.mark.parametrize("nombre", [1, 3])
    def test_autant_de_requetes_pour_trois_jours(
        self, client, db, nombre, django_assert_num_queries
    ):
        cycle = CycleFactory()
        jours = AtelierFactory.create_batch(nombre, cycle=cycle)
        for jour in jours:
            RepasFactory(atelier=jour)
        client.post(
            reverse("inscriptions:inscrire_au_cycle", args=[cycle.slug]),
            {**QUI, **{f"jour_{jour.pk}": "on" for jour in jours}},
        )

        with django_assert_num_queries(4):
            client.get(MERCI)


def test_connectee_a_son_adresse_elle_va_droit_a_sa_page(client, db):
    personne = PersonneFactory(email=QUI["courriel"])
    personne.emailaddress_set.create(email=QUI["courriel"], verified=True)
    client.force_login(personne)

    reponse = client.post(reverse("inscriptions:inscrire", args=[AtelierFactory().slug]), QUI)

    assert reponse.url == Dossier.objects.get().get_absolute_url()


def test_un_repas_pris_par_une_autre_se_dit_tout_de_suite(db):
    repas = RepasFactory(capacite=1)
    CouvertFactory(repas=repas)

    page = seule(repas.atelier, **{f"repas_{repas.pk}": "on", f"regime_{repas.pk}": "sans"})

    assert "Votre place est réservée." in page
    assert "Déjeuner en attente" in page
