import re
from datetime import timedelta

import icalendar
import pytest
from django.urls import reverse
from django.utils import timezone

from ateliers.enums import Acces, EtatInscription
from inscriptions.models import Couvert, Dossier, Inscription, Proposition
from inscriptions.places import entrer
from reseau.models import Courriel, PieceJointe
from tests.factories import (
    AtelierFactory,
    CommuneFactory,
    CycleFactory,
    InscriptionFactory,
    LieuFactory,
    PersonneFactory,
    RepasFactory,
)
from tests.pages import source

QUI = {
    "prenom": "Camille",
    "nom": "Daure",
    "courriel": "camille@example.org",
    "profil": "porteur",
    "tout_le_cycle": "on",
}


@pytest.fixture
def cycle(db):
    return CycleFactory(slug="ruralites", titre="Ruralités")


def journee(cycle, rang=1, **champs):
    debut = timezone.now() + timedelta(days=10 * rang)
    return AtelierFactory(
        **{"cycle": cycle, "debut": debut, "titre": f"Journée {rang}", "slug": f"j{rang}", **champs}
    )


def adresse(cycle):
    return reverse("inscriptions:inscrire_au_cycle", args=[cycle.slug])


def cocher(*ateliers):
    return {f"jour_{atelier.pk}": "on" for atelier in ateliers}


def etats(courriel="camille@example.org"):
    inscriptions = Inscription.objects.filter(courriel=courriel).order_by("atelier__debut")
    return [(i.atelier.titre, i.etat) for i in inscriptions.select_related("atelier")]


class TestLaPage:
    def test_chaque_journee_dit_sa_date_son_lieu_ses_places_et_son_dejeuner(self, client, cycle):
        lieu = LieuFactory(nom="La Tour", commune=CommuneFactory(code_insee="32416", nom="Sarrant"))
        libre, complet = journee(cycle, 1, lieu=lieu), journee(cycle, 2, complet=True)
        InscriptionFactory.create_batch(2, atelier=complet, en_attente=True)
        RepasFactory(atelier=libre, menu="Garbure")

        page = source(client.get(adresse(cycle)))

        assert libre.quand().replace("\xa0", " ")[1:] in page
        assert "La Tour, Sarrant" in page
        assert "12 places : 0 inscrit, 12 libres" in page
        assert "Complet : vous serez 3ᵉ sur la liste d’attente." in page
        assert "Garbure" in page
        assert len(re.findall(r'name="jour_\d+"[^>]* checked', page)) == 2

    def test_les_distances_viennent_quand_on_dit_d_ou_l_on_part(self, client, cycle):
        CommuneFactory(code_insee="32160", nom="Gimont", codes_postaux="32200", latitude=43.6267,
                       longitude=0.8766)  # fmt: skip
        journee(cycle, 1)
        journee(cycle, 2, format="en_ligne", lieu=None)

        sans = source(client.get(adresse(cycle)))
        avec = source(client.get(adresse(cycle), {"depuis": "Gimont"}))

        assert " km" not in sans
        assert "<strong>24 km</strong> à vol d’oiseau depuis Gimont" in avec
        assert avec.count(" km<") == 1
        assert 'value="Gimont (32200)"' in avec

    def test_une_commune_inconnue_se_dit_sans_rien_casser(self, client, cycle):
        journee(cycle)

        page = source(client.get(adresse(cycle), {"depuis": "Nullepart"}))

        assert "Aucune commune ne répond à « Nullepart »" in page
        assert " km<" not in page

    def test_ce_qui_ne_se_prend_pas_dit_pourquoi_et_n_a_pas_de_case(self, client, cycle):
        ouverte = journee(cycle, 1)
        journee(cycle, 2, passe=True, debut=timezone.now() - timedelta(days=9))
        journee(cycle, 3, annule=True, motif_annulation="Neige")
        journee(cycle, 4, date_limite=timezone.now() - timedelta(hours=1))
        journee(cycle, 5, acces=Acces.MEMBRES)
        journee(cycle, 6, brouillon=True)

        page = source(client.get(adresse(cycle)))

        for raison in ("Journée passée", "Neige", "Inscriptions closes", "Réservé aux membres"):
            assert raison in page
        assert "Journée 6" not in page
        assert re.findall(r'name="(jour_\d+)"', page) == [f"jour_{ouverte.pk}"]

    def test_sans_journee_ouverte_il_n_y_a_pas_de_formulaire(self, client, cycle):
        journee(cycle, complet=True, date_limite=timezone.now() - timedelta(hours=1))

        page = source(client.get(adresse(cycle)))

        assert "Aucune journée ne peut être prise pour le moment." in page
        assert 'name="prenom"' not in page

    def test_connectee_ses_journees_ne_se_reprennent_pas_et_sa_commune_est_connue(
        self, client, cycle
    ):
        premiere, seconde = journee(cycle, 1), journee(cycle, 2)
        leila = PersonneFactory(prenom="Leïla", nom="Sy")
        siennes = InscriptionFactory(
            atelier=premiere,
            dossier__personne=leila,
            dossier__prenom="leila",
            dossier__nom="SY",
            commune=CommuneFactory(),
            en_attente=True,
        )
        InscriptionFactory(atelier=seconde)
        client.force_login(leila)

        page = source(client.get(adresse(cycle)))

        assert re.findall(r'name="(jour_\d+)"', page) == [f"jour_{seconde.pk}"]
        assert "Vous êtes déjà sur la liste d’attente, 1ʳᵉ." in page
        assert siennes.dossier.get_absolute_url() in page
        assert 'value="Leïla"' in page
        assert page.count("Dans votre commune") == 2

    def test_un_cycle_en_brouillon_n_existe_pas(self, client):
        assert client.get(adresse(CycleFactory(brouillon=True))).status_code == 404

    @pytest.mark.parametrize("nombre", [1, 3])
    def test_autant_de_requetes_pour_une_journee_que_pour_trois(
        self, client, cycle, nombre, django_assert_num_queries
    ):
        for rang in range(nombre):
            RepasFactory(atelier=journee(cycle, rang + 1))
        client.get(adresse(cycle))

        with django_assert_num_queries(7):
            client.get(adresse(cycle))

    def test_une_place_proposee_s_y_lit_au_lieu_d_un_rang(self, client, cycle):
        jour, leila = journee(cycle, 1), PersonneFactory(prenom="Malika", nom="Sy")
        inscription = InscriptionFactory(
            atelier=jour, dossier__personne=leila, dossier__nom="Sy", en_attente=True
        )
        Proposition.objects.create(
            inscription=inscription, atelier=jour, expire_le=timezone.now() + timedelta(hours=30)
        )
        client.force_login(leila)

        page = source(client.get(adresse(cycle)))

        assert "Une place s’est libérée pour vous." in page
        assert "déjà sur la liste d’attente" not in page

    @pytest.mark.parametrize("nombre", [1, 3])
    def test_connectee_aussi(self, client, cycle, nombre, django_assert_num_queries):
        leila = PersonneFactory(prenom="Malika", nom="Sy")
        for rang in range(nombre):
            RepasFactory(atelier=journee(cycle, rang + 1))
            InscriptionFactory(
                atelier=journee(cycle, rang + 5), dossier__personne=leila, dossier__nom="Sy"
            )
        client.force_login(leila)
        client.get(adresse(cycle))

        with django_assert_num_queries(12):
            client.get(adresse(cycle))


class TestSInscrire:
    def test_tout_le_cycle_en_un_envoi_un_dossier_un_courriel_une_reponse_par_jour(
        self, client, cycle
    ):
        libre, complete = journee(cycle, 1), journee(cycle, 2, complet=True)
        InscriptionFactory(atelier=complete, en_attente=True)
        repas = RepasFactory(atelier=libre)

        reponse = client.post(
            adresse(cycle),
            {**QUI, **cocher(libre, complete), f"repas_{repas.pk}": "on",
             f"regime_{repas.pk}": "vegetarien"},
        )  # fmt: skip

        assert reponse.url == reverse("inscriptions:merci")
        assert etats() == [("Journée 1", "confirmee"), ("Journée 2", "en_attente")]
        dossier = Dossier.objects.get(courriel="camille@example.org")
        assert dossier.cycle == cycle
        assert dossier.inscriptions.count() == 2
        assert Couvert.objects.get().regime == "vegetarien"
        lettre = Courriel.objects.get(destinataire="camille@example.org")
        assert "place réservée" in lettre.texte
        assert "en liste d’attente, 2ᵉ" in lettre.texte
        assert "vegetarien" not in lettre.texte.lower()

    def test_le_calendrier_a_un_evenement_par_jour_obtenu_chacun_a_son_endroit(self, client, cycle):
        ici = LieuFactory(nom="Ici", latitude=43.1, longitude=0.1)
        la_bas = LieuFactory(nom="Là-bas", latitude=44.2, longitude=1.2)
        un, deux = journee(cycle, 1, lieu=ici), journee(cycle, 2, lieu=la_bas)
        complete = journee(cycle, 3, complet=True)

        client.post(adresse(cycle), {**QUI, **cocher(un, deux, complete)})

        agenda = icalendar.Calendar.from_ical(PieceJointe.objects.get().contenu)
        assert [
            (e["summary"], str(e["location"]).split(",")[0], e["geo"].to_ical())
            for e in agenda.walk("VEVENT")
        ] == [("Journée 1", "Ici", "43.1;0.1"), ("Journée 2", "Là-bas", "44.2;1.2")]

    def test_deux_jours_sur_trois_ne_sont_pas_le_cycle_entier(self, client, cycle):
        un, _deux, trois = (journee(cycle, rang) for rang in (1, 2, 3))

        client.post(adresse(cycle), {**QUI, **cocher(un, trois)})

        assert [titre for titre, _etat in etats()] == ["Journée 1", "Journée 3"]
        assert Dossier.objects.get().cycle is None

    def test_toutes_les_journees_sans_vouloir_la_suite(self, client, cycle):
        un = journee(cycle)
        qui = {cle: valeur for cle, valeur in QUI.items() if cle != "tout_le_cycle"}

        client.post(adresse(cycle), {**qui, **cocher(un)})

        assert Dossier.objects.get().cycle is None

    def test_aucune_journee_cochee_est_une_erreur_claire(self, client, cycle):
        journee(cycle)

        reponse = client.post(adresse(cycle), QUI)

        assert reponse.status_code == 200
        assert "Cochez au moins une journée." in source(reponse)
        assert 'value="Camille"' in source(reponse)
        assert not Inscription.objects.exists()

    def test_ce_qu_on_tape_pour_un_jour_decoche_ne_peut_pas_etre_faux(self, client, cycle):
        pris, laisse = journee(cycle, 1), journee(cycle, 2)
        repas = RepasFactory(atelier=laisse)

        reponse = client.post(
            adresse(cycle),
            {**QUI, **cocher(pris), f"repas_{repas.pk}": "on", f"regime_{repas.pk}": "allergie"},
        )

        assert reponse.status_code == 302
        assert not Couvert.objects.exists()

    def test_un_jour_clos_entre_temps_n_ecrit_rien_et_garde_la_saisie(self, client, cycle):
        ouverte = journee(cycle, 1)
        close = journee(cycle, 2, date_limite=timezone.now() - timedelta(minutes=1))

        reponse = client.post(adresse(cycle), {**QUI, **cocher(ouverte, close)})

        page = source(reponse)
        assert "« Journée 2 » ne se prend plus : inscriptions closes." in page
        assert "Ce que vous aviez écrit" not in page
        assert "Cette journée ne se prend plus. Rien n’est encore enregistré." in page
        assert 'value="camille@example.org"' in page
        assert not Inscription.objects.exists()
        assert client.post(adresse(cycle), {**QUI, **cocher(ouverte)}).status_code == 302

    def test_un_jour_clos_sous_le_verrou_se_dit_a_cote_de_lui(self, client, cycle, monkeypatch):
        ouverte, close = journee(cycle, 1), journee(cycle, 2)
        verifier = entrer.verifier

        def clore_a_l_instant(atelier, personne, **options):
            atelier.date_limite = (
                timezone.now() - timedelta(minutes=1) if atelier == close else None
            )
            verifier(atelier, personne, **options)

        monkeypatch.setattr(entrer, "verifier", clore_a_l_instant)
        reponse = client.post(adresse(cycle), {**QUI, **cocher(ouverte, close)})

        form = reponse.context["form"]
        assert form.errors == {f"jour_{close.pk}": ["Les inscriptions viennent de se clore."]}
        assert not Inscription.objects.exists()

    def test_deja_inscrite_un_jour_elle_le_garde_et_la_lettre_le_dit(self, client, cycle):
        deja, neuve = journee(cycle, 1), journee(cycle, 2)
        ancienne = InscriptionFactory(
            atelier=deja,
            dossier__prenom=QUI["prenom"],
            dossier__nom=QUI["nom"],
            dossier__courriel="camille@example.org",
            telephone="06 01 02 03 04",
        )

        reponse = client.post(adresse(cycle), {**QUI, **cocher(deja, neuve)})

        assert reponse.url == reverse("inscriptions:merci")
        assert etats() == [("Journée 1", "confirmee"), ("Journée 2", "confirmee")]
        ancienne.refresh_from_db()
        assert ancienne.dossier.cycle is None
        lettre = Courriel.objects.get()
        assert "vous l’aviez déjà" in lettre.texte
        assert ancienne.dossier.get_absolute_url() in lettre.texte

    def test_deja_inscrite_partout_une_seule_lettre_par_heure(self, client, cycle):
        jours = [journee(cycle, rang) for rang in (1, 2)]
        client.post(adresse(cycle), {**QUI, **cocher(*jours)})
        Inscription.objects.update(demandee_le=timezone.now() - timedelta(minutes=3))

        for _fois in range(2):
            reponse = client.post(adresse(cycle), {**QUI, **cocher(*jours)})
            assert reponse.url == reverse("inscriptions:merci")

        objets = [courriel.objet.split(" :")[0].strip() for courriel in Courriel.objects.all()]
        assert len(objets) == 2
        assert Dossier.objects.count() == 1

    @pytest.mark.parametrize(
        ("nombre", "dit"),
        [
            (1, "Inscription confirmée : Journée 1, "),
            (2, "Vos inscriptions : Journée 1, Journée 2"),
            (3, "Vos inscriptions : Rural, 3 journées"),
        ],
    )
    def test_l_objet_de_la_lettre_se_lit_sur_un_telephone(self, client, nombre, dit):
        cycle = CycleFactory(titre="Rural")
        jours = [journee(cycle, rang + 1) for rang in range(nombre)]

        client.post(adresse(cycle), {**QUI, **cocher(*jours)})

        objet = Courriel.objects.get().objet.replace("\xa0", " ")
        assert objet.startswith(dit) if nombre == 1 else objet == dit

    def test_connectee_avec_son_adresse_elle_va_droit_a_son_dossier(self, client, cycle):
        jour = journee(cycle)
        leila = PersonneFactory(email="camille@example.org")
        leila.emailaddress_set.create(email=leila.email, verified=True, primary=True)
        client.force_login(leila)

        reponse = client.post(adresse(cycle), {**QUI, **cocher(jour)})

        assert reponse.url == Dossier.objects.get().get_absolute_url()

    def test_un_robot_qui_remplit_le_piege_n_inscrit_personne(self, client, cycle):
        jour = journee(cycle)

        client.post(adresse(cycle), {**QUI, **cocher(jour), "adresse_du_site": "x"})

        assert not Inscription.objects.exists()

    def test_sur_approbation_la_demande_attend_et_le_reste_est_pris(self, client, cycle):
        libre, demande = journee(cycle, 1), journee(cycle, 2, sur_approbation=True)

        client.post(adresse(cycle), {**QUI, **cocher(libre, demande)})

        assert etats() == [
            ("Journée 1", EtatInscription.CONFIRMEE),
            ("Journée 2", EtatInscription.DEMANDEE),
        ]


class TestLesLiens:
    def test_la_page_du_cycle_et_celle_de_chaque_jour_y_menent(self, client, cycle):
        jour, autre = journee(cycle, 1), journee(cycle, 2)

        for page in (cycle.get_absolute_url(), jour.get_absolute_url(), autre.get_absolute_url()):
            assert f'href="{adresse(cycle)}"' in source(client.get(page))

    def test_pas_quand_plus_rien_n_est_ouvert(self, client, cycle):
        passe = journee(cycle, passe=True, debut=timezone.now() - timedelta(days=9))

        for page in (cycle.get_absolute_url(), passe.get_absolute_url()):
            assert adresse(cycle) not in source(client.get(page))
