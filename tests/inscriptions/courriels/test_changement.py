"""A change is told: « avant → après », once, to everybody on the list, with the calendar file."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.urls import reverse
from icalendar import Calendar

from ateliers.enums import EtatInscription, EtatProposition, Format
from ateliers.models import Atelier
from inscriptions import places
from inscriptions.courriels import changement as envoi
from inscriptions.courriels.ecarts import Ecart, ecarts
from inscriptions.models import Couvert, Inscription, Proposition
from inscriptions.models.enums import EtatCouvert
from inscriptions.places import entrer
from inscriptions.places.journee import annuler_la_journee
from inscriptions.refus import InscriptionsFermees
from reseau.models import Courriel
from tests.factories import (
    AtelierFactory,
    CreneauFactory,
    CycleFactory,
    DossierFactory,
    InscriptionFactory,
    LieuFactory,
    RepasFactory,
)
from tests.formulaires import champs_du_formulaire, confirmer

pytestmark = pytest.mark.ignore_template_errors

AUJOURD_HUI = datetime(2026, 10, 1, 8, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _en_octobre():
    with time_machine.travel(AUJOURD_HUI, tick=False):
        yield


def jeudi_5(**champs):
    """Thursday 5 November 2026, from 9 to 17 in Paris."""
    debut = datetime(2026, 11, 5, 8, tzinfo=UTC)
    champs = {"titre": "Sarrant", "debut": debut, "fin": debut + timedelta(hours=8)} | champs
    return AtelierFactory(**champs)


def trois_personnes(atelier):
    """One with a seat, one who waits, one who left."""
    return (
        InscriptionFactory(atelier=atelier),
        InscriptionFactory(atelier=atelier, en_attente=True),
        InscriptionFactory(atelier=atelier, annulee=True),
    )


def enregistrer(client, atelier, **champs):
    fiche = reverse("admin:ateliers_atelier_change", args=[atelier.pk])
    saisie = champs_du_formulaire(client.get(fiche), "atelier_form")
    return client.post(fiche, saisie | champs, follow=True)


def deplacer(atelier, **champs):
    """Saved by the verb, told by the package: what the admin does."""
    for champ, valeur in champs.items():
        setattr(atelier, champ, valeur)
    return envoi.du_changement(atelier.enregistrer(), atelier)


def evenement(courriel):
    (piece,) = courriel.pieces.all()
    (lu,) = Calendar.from_ical(bytes(piece.contenu)).walk("VEVENT")
    return lu


def test_la_date_deplacee_demande_confirmation_puis_previent_chaque_personne(client, animatrice):
    atelier = jeudi_5()
    placee, attend, _partie = trois_personnes(atelier)

    refus = enregistrer(client, atelier, jour="2026-11-06")
    avant_l_accord = Courriel.objects.count()
    accord = confirmer(client, refus, follow=True)

    attendue = (
        "2 personnes inscrites ou en attente recevront un courriel\u00a0: "
        "jeudi 5 novembre → vendredi 6 novembre."
    )
    assert attendue in refus.content.decode()
    assert ">Déplacer et prévenir 2 personnes</button>" in refus.content.decode()
    assert avant_l_accord == 0
    assert "2 personnes sont prévenues par courriel." in accord.content.decode()
    assert {c.destinataire for c in Courriel.objects.all()} == {placee.courriel, attend.courriel}


def test_qui_arrive_avant_le_oui_fait_demander_de_nouveau(client, animatrice):
    atelier = jeudi_5()
    InscriptionFactory(atelier=atelier)

    demande = enregistrer(client, atelier, jour="2026-11-06")
    InscriptionFactory(atelier=atelier)
    redemande = confirmer(client, demande)

    assert ">Déplacer et prévenir 1 personne</button>" in demande.content.decode()
    assert ">Déplacer et prévenir 2 personnes</button>" in redemande.content.decode()
    assert not Courriel.objects.exists()
    assert Atelier.objects.get().debut == atelier.debut


def test_enregistrer_plus_bas_n_est_pas_dire_oui(client, animatrice):
    atelier = jeudi_5()
    InscriptionFactory(atelier=atelier)
    demande = enregistrer(client, atelier, jour="2026-11-06")

    encore = client.post(
        demande.wsgi_request.path, champs_du_formulaire(demande, "atelier_form") | {"_save": "1"}
    )

    assert ">Déplacer et prévenir 1 personne</button>" in encore.content.decode()
    assert not Courriel.objects.exists()


def test_apres_le_oui_on_va_la_ou_le_bouton_presse_menait(client, animatrice):
    atelier = jeudi_5()
    InscriptionFactory(atelier=atelier)

    demande = enregistrer(client, atelier, jour="2026-11-06", _continue="1")
    suite = confirmer(client, demande)

    assert suite.url == demande.wsgi_request.path


def test_une_erreur_se_corrige_avant_de_demander_quoi_que_ce_soit(client, animatrice):
    atelier = jeudi_5()
    InscriptionFactory(atelier=atelier)

    page = enregistrer(client, atelier, jour="2026-11-06", titre="").content.decode()
    autre = enregistrer(
        client,
        atelier,
        **{"jour": "2026-11-06", "creneaux-TOTAL_FORMS": "1", "creneaux-0-titre": "Sans heure"},
    ).content.decode()

    for refus in (page, autre):
        assert "Corrigez" in refus
        assert "prévenir 1 personne" not in refus


def test_la_lettre_dit_avant_et_apres_et_met_l_agenda_a_jour():
    atelier = jeudi_5()
    placee, attend, _partie = trois_personnes(atelier)
    lieu = LieuFactory(nom="La Dynamo")
    ancien = atelier.endroit()

    deplacer(
        atelier,
        debut=datetime(2026, 11, 6, 9, tzinfo=UTC),
        fin=datetime(2026, 11, 6, 16, tzinfo=UTC),
        lieu=lieu,
    )

    lettre = Courriel.objects.get(destinataire=placee.courriel)
    assert lettre.objet == ("Changement (date, horaire, lieu)\u00a0: Sarrant, vendredi 6 novembre")
    for ligne in [
        "Date\u00a0: jeudi 5 novembre → vendredi 6 novembre",
        "Horaire\u00a0: de 9\u00a0h à 17\u00a0h → de 10\u00a0h à 17\u00a0h",
        f"Lieu\u00a0: {ancien} → {atelier.endroit()}",
        "Vendredi 6 novembre 2026, de 10\u00a0h à 17\u00a0h",
        "même si la date limite d’inscription est passée",
        placee.dossier.get_absolute_url(),
    ]:
        assert ligne in lettre.texte
    lu = evenement(lettre)
    assert (lu["UID"].split("@")[0], lu["SEQUENCE"]) == (str(atelier.uid), 1)
    assert lu["STATUS"] == "CONFIRMED"
    assert lu.start == datetime(2026, 11, 6, 9, tzinfo=UTC)
    assert "La Dynamo" in lu["LOCATION"]
    autre = Courriel.objects.get(destinataire=attend.courriel)
    assert "Vous gardez votre rang." in autre.texte
    assert not autre.pieces.exists()


@pytest.mark.parametrize(
    ("champs", "attendus"),
    [
        ({"debut": datetime(2026, 11, 5, 9, tzinfo=UTC)}, ["horaire"]),
        ({"fin": datetime(2026, 11, 6, 16, tzinfo=UTC)}, ["date"]),
        ({"salle": "Grange"}, ["salle"]),
        ({"format": Format.HYBRIDE}, ["format"]),
        ({"format": Format.EN_LIGNE}, ["format", "lieu"]),
        ({"titre": "Autre", "capacite": 3, "presentation": "Neuf", "prix": 4}, []),
        ({"lien_visio": "https://visio.example.org/x"}, []),
    ],
)
def test_on_raconte_quand_et_ou_et_rien_d_autre(champs, attendus):
    atelier = jeudi_5()
    InscriptionFactory(atelier=atelier)
    avant = Atelier.objects.get(pk=atelier.pk)

    lettres = deplacer(atelier, **champs)

    assert [ecart.quoi for ecart in ecarts(avant, atelier)] == attendus
    assert lettres == Courriel.objects.count() == bool(attendus)


def test_une_salle_qu_on_ne_connaissait_pas_se_dit_en_mots():
    avant = jeudi_5()
    apres = Atelier.objects.get(pk=avant.pk)
    apres.salle = "Grange"

    assert ecarts(avant, apres) == [Ecart("salle", "à préciser", "Grange")]


def test_l_annee_se_dit_quand_elle_change_et_plusieurs_jours_en_entier():
    avant = jeudi_5()
    apres = Atelier.objects.get(pk=avant.pk)
    apres.debut += timedelta(days=65)
    apres.fin += timedelta(days=65)

    (date,) = ecarts(avant, apres)
    apres.fin += timedelta(days=1)
    (duree,) = ecarts(avant, apres)

    assert date == Ecart("date", "jeudi 5 novembre 2026", "samedi 9 janvier 2027")
    assert duree.apres == (
        "du samedi 9 janvier 2027 à 9\u00a0h au dimanche 10 janvier 2027 à 17\u00a0h"
    )


@pytest.mark.parametrize(
    "journee",
    [
        {"brouillon": True},
        {"annule": True},
        {"debut": AUJOURD_HUI - timedelta(days=2), "fin": AUJOURD_HUI - timedelta(days=1)},
    ],
)
def test_un_brouillon_une_journee_annulee_ou_passee_ne_previennent_personne(journee):
    atelier = jeudi_5(**journee)
    trois_personnes(atelier)

    assert deplacer(atelier, salle="Grange") == 0
    assert deplacer(atelier, fin=atelier.fin + timedelta(days=40)) == 0
    assert not Courriel.objects.exists()


def test_une_journee_commencee_se_raconte_encore():
    atelier = jeudi_5(debut=AUJOURD_HUI - timedelta(hours=1), fin=AUJOURD_HUI + timedelta(hours=3))
    InscriptionFactory(atelier=atelier)

    assert deplacer(atelier, salle="Grange") == 1


def test_le_meme_changement_enregistre_deux_fois_ne_se_raconte_qu_une_fois(client, animatrice):
    atelier = jeudi_5()
    InscriptionFactory(atelier=atelier)
    avant = Atelier.objects.get(pk=atelier.pk)

    demande = enregistrer(client, atelier, jour="2026-11-06")
    for _fois in range(2):
        confirmer(client, demande)
    rejoue = envoi.du_changement(avant, Atelier.objects.get(pk=atelier.pk))

    assert Courriel.objects.count() == rejoue == 1


def test_deux_changements_se_racontent_chacun_depuis_ce_que_disait_la_lettre_d_avant():
    atelier = jeudi_5()
    InscriptionFactory(atelier=atelier)

    deplacer(atelier, salle="Grange")
    deplacer(atelier, salle="Préau")

    seconde, premiere = Courriel.objects.all()
    assert "Salle\u00a0: à préciser → Grange" in premiere.texte
    assert "Salle\u00a0: Grange → Préau" in seconde.texte
    assert (evenement(premiere)["SEQUENCE"], evenement(seconde)["SEQUENCE"]) == (1, 2)


def test_sans_adresse_le_contact_ou_la_mediatrice_est_prevenue_les_autres_sont_a_appeler(
    client, animatrice
):
    atelier = jeudi_5()
    contact = DossierFactory(courriel="mediatheque@example.org")
    InscriptionFactory(atelier=atelier, dossier=contact, courriel="")
    InscriptionFactory(atelier=atelier, dossier=DossierFactory(courriel=""))
    par_une_mediatrice = DossierFactory(courriel="", inscrit_par=animatrice, code="K7M2QX")
    InscriptionFactory(atelier=atelier, dossier=par_une_mediatrice)

    reponse = enregistrer(client, atelier, jour="2026-11-06")
    confirmer(client, reponse)
    refus = reponse.content.decode()

    assert "2 personnes inscrites ou en attente recevront un courriel" in refus
    assert "1 personne n’a pas de courriel\u00a0: appelez-la." in refus
    assert {c.destinataire for c in Courriel.objects.all()} == {
        "mediatheque@example.org",
        animatrice.email,
    }


def test_dans_la_page_du_cycle_chaque_journee_demande_et_previent_pour_elle(client, animatrice):
    cycle = CycleFactory()
    premiere = jeudi_5(cycle=cycle)
    seconde = jeudi_5(
        cycle=cycle,
        debut=AUJOURD_HUI + timedelta(days=60),
        fin=AUJOURD_HUI + timedelta(days=60, hours=6),
    )
    placee, ailleurs = InscriptionFactory(atelier=premiere), InscriptionFactory(atelier=seconde)
    fiche = reverse("admin:ateliers_cycle_change", args=[cycle.pk])
    saisie = champs_du_formulaire(client.get(fiche), "cycle_form")
    rang = next(r for r in range(2) if saisie[f"ateliers-{r}-id"] == str(premiere.pk))
    saisie[f"ateliers-{rang}-jour"] = "2026-11-06"

    refus = client.post(fiche, saisie)
    accord = confirmer(client, refus, "cycle_form", follow=True)

    assert "<strong>Sarrant</strong>\u00a0: 1 personne inscrite" in refus.content.decode()
    assert "jeudi 5 novembre → vendredi 6 novembre" in refus.content.decode()
    assert "1 personne est prévenue par courriel." in accord.content.decode()
    assert [c.destinataire for c in Courriel.objects.all()] == [placee.courriel]
    assert ailleurs.courriel != placee.courriel


def test_annuler_la_journee_le_dit_avec_le_motif_les_repas_et_les_autres_journees(
    client, animatrice
):
    cycle = CycleFactory()
    atelier = jeudi_5(cycle=cycle)
    suite = AtelierFactory(cycle=cycle, titre="Gimont", debut=AUJOURD_HUI + timedelta(days=70))
    AtelierFactory(cycle=cycle, titre="Déjà passée", debut=AUJOURD_HUI - timedelta(days=9))
    AtelierFactory(cycle=cycle, titre="Aussi annulée", annule=True)
    AtelierFactory(cycle=cycle, titre="Pas encore publiée", brouillon=True)
    placee, attend, _partie = trois_personnes(atelier)
    repas = RepasFactory(atelier=atelier)
    Couvert.objects.create(inscription=placee, repas=repas, etat=EtatCouvert.CONFIRME)
    page = reverse("admin:ateliers_atelier_annuler", args=[atelier.pk])

    annonce = client.get(page).content.decode()
    accord = client.post(page, {"motif": "La salle est inondée."}, follow=True)
    client.post(page, {"motif": "Encore."})

    assert "2 personnes inscrites ou en attente recevront un courriel" in annonce
    assert "2 personnes sont prévenues par courriel." in accord.content.decode()
    assert Courriel.objects.count() == 2
    lettre = Courriel.objects.get(destinataire=placee.courriel)
    assert lettre.objet == "Journée annulée\u00a0: Sarrant, jeudi 5 novembre"
    assert "La salle est inondée." in lettre.texte
    assert "Le repas que vous aviez demandé est annulé" in lettre.texte
    assert f"Gimont, {suite.quand()}" in lettre.texte
    for absente in ["Déjà passée", "Aussi annulée", "Pas encore publiée"]:
        assert absente not in lettre.texte
    lu = evenement(lettre)
    assert (lu["STATUS"], lu["SEQUENCE"]) == ("CANCELLED", 1)
    assert lu["UID"].split("@")[0] == str(atelier.uid)
    autre = Courriel.objects.get(destinataire=attend.courriel)
    assert "repas" not in autre.texte
    assert not autre.pieces.exists()


def test_qui_attend_une_approbation_est_prevenue_sans_fichier():
    atelier = jeudi_5()
    InscriptionFactory(atelier=atelier, etat=EtatInscription.DEMANDEE)
    InscriptionFactory(atelier=atelier, etat=EtatInscription.REFUSEE)

    assert deplacer(atelier, salle="Grange") == 1
    lettre = Courriel.objects.get()
    assert "Votre demande suit son cours." in lettre.texte
    assert not lettre.pieces.exists()


def test_annuler_la_journee_retire_aussitot_les_propositions(client, animatrice):
    atelier = jeudi_5()
    attend = InscriptionFactory(atelier=atelier, en_attente=True)
    proposition = Proposition.objects.create(
        inscription=attend, atelier=atelier, expire_le=AUJOURD_HUI + timedelta(days=2)
    )

    page = reverse("admin:ateliers_atelier_annuler", args=[atelier.pk])
    client.post(page, {"motif": "La salle est inondée."})

    proposition.refresh_from_db()
    assert proposition.etat == EtatProposition.RETIREE
    assert [c.destinataire for c in Courriel.objects.all()] == [attend.courriel]


def test_se_retirer_d_une_journee_annulee_ne_donne_son_repas_a_personne():
    atelier = jeudi_5()
    repas = RepasFactory(atelier=atelier, capacite=1)
    placee, affamee = InscriptionFactory.create_batch(2, atelier=atelier)
    for inscription, etat in [(placee, EtatCouvert.CONFIRME), (affamee, EtatCouvert.EN_ATTENTE)]:
        Couvert.objects.create(inscription=inscription, repas=repas, etat=etat)
    annuler_la_journee(atelier, "La salle est inondée.")
    Courriel.objects.all().delete()  # the letters of the cancellation

    places.annuler(placee)

    assert affamee.couverts.get().etat == EtatCouvert.EN_ATTENTE
    lettre = Courriel.objects.get()
    assert lettre.destinataire == placee.courriel
    assert "Demandez une autre place" not in lettre.texte


def test_annuler_une_journee_sans_personne_le_dit(client, animatrice):
    page = reverse("admin:ateliers_atelier_annuler", args=[jeudi_5().pk])

    assert "Personne n’est inscrit\u00a0: aucun courriel ne partira." in (
        client.get(page).content.decode()
    )


@pytest.mark.usefixtures("sans_delai")
def test_apres_un_report_on_se_retire_meme_la_date_limite_passee(client):
    atelier = jeudi_5(date_limite=datetime(2026, 11, 2, 8, tzinfo=UTC), capacite=1)
    placee, attend, _partie = trois_personnes(atelier)
    deplacer(atelier, debut=atelier.debut - timedelta(days=1), fin=atelier.fin - timedelta(days=1))
    adresse = reverse("inscriptions:annuler", args=[placee.dossier.jeton, placee.pk])

    with time_machine.travel(datetime(2026, 11, 3, 8, tzinfo=UTC), tick=False):
        with pytest.raises(InscriptionsFermees):
            entrer.verifier(atelier, None)
        client.post(adresse, {"motif": ""})

    etats = dict(Inscription.objects.values_list("pk", "etat"))
    assert etats[placee.pk] == EtatInscription.ANNULEE
    assert etats[attend.pk] == EtatInscription.CONFIRMEE


def test_les_dates_limites_suivent_la_journee_a_la_meme_heure(client, animatrice):
    atelier = jeudi_5(
        debut=datetime(2026, 10, 22, 7, tzinfo=UTC),  # 9 h, in summer
        fin=datetime(2026, 10, 22, 15, tzinfo=UTC),
        date_limite=datetime(2026, 10, 20, 16, tzinfo=UTC),
    )
    repas = RepasFactory(atelier=atelier, date_limite=datetime(2026, 10, 19, 10, tzinfo=UTC))
    creneau = CreneauFactory(atelier=atelier)

    accord = enregistrer(client, atelier, jour="2026-10-29")

    for ligne in (atelier, repas, creneau):
        ligne.refresh_from_db()
    assert atelier.date_limite == datetime(2026, 10, 27, 17, tzinfo=UTC)  # 18 h, in winter
    assert repas.date_limite == datetime(2026, 10, 26, 11, tzinfo=UTC)
    assert creneau.debut == atelier.debut == datetime(2026, 10, 29, 8, tzinfo=UTC)
    page = accord.content.decode()
    assert "La date limite d’inscription suit la journée\u00a0: mardi 27 octobre 2026" in page
    assert "Le repas se commande désormais jusqu’au lundi 26 octobre 2026" in page


def test_une_date_limite_tapee_avec_la_nouvelle_date_est_gardee_ou_refusee(client, animatrice):
    atelier = jeudi_5(date_limite=datetime(2026, 11, 3, 17, tzinfo=UTC))

    refus = enregistrer(client, atelier, jour="2026-11-02", date_limite="2026-11-04T18:00")
    enregistrer(client, atelier, jour="2026-11-12", date_limite="2026-11-04T18:00")

    assert refus.context["adminform"].form.errors == {
        "date_limite": ["La date limite d’inscription doit venir avant le début."]
    }
    atelier.refresh_from_db()
    assert atelier.date_limite == datetime(2026, 11, 4, 17, tzinfo=UTC)


def test_une_heure_avancee_avant_les_dates_limites_est_refusee_a_cote_d_elles(client, animatrice):
    limite = datetime(2026, 11, 5, 7, 30, tzinfo=UTC)  # 8 h 30
    atelier = jeudi_5(date_limite=limite)
    RepasFactory(atelier=atelier, date_limite=limite)

    refus = enregistrer(client, atelier, heure_debut="08:00")

    assert refus.context["adminform"].form.errors == {
        "date_limite": ["La date limite d’inscription doit venir avant le début."],
        "dejeuner_date_limite": ["On commande le repas avant le début de la journée."],
    }


def test_un_repas_dont_la_commande_rouvre_sert_aussitot_sa_file(client, animatrice):
    atelier = jeudi_5()
    repas = RepasFactory(atelier=atelier, date_limite=AUJOURD_HUI - timedelta(days=1))
    couvert = Couvert.objects.create(
        inscription=InscriptionFactory(atelier=atelier), repas=repas, etat=EtatCouvert.EN_ATTENTE
    )

    confirmer(client, enregistrer(client, atelier, jour="2026-11-12"))

    couvert.refresh_from_db()
    assert couvert.etat == EtatCouvert.CONFIRME


@pytest.mark.parametrize(
    ("champs", "garde"),
    [
        ({"debut": datetime(2026, 11, 4, 8, tzinfo=UTC)}, False),
        ({"debut": datetime(2026, 11, 5, 10, tzinfo=UTC), "salle": "Grange"}, True),
    ],
)
def test_qui_avait_dit_je_viens_ne_l_a_pas_dit_d_un_autre_jour(champs, garde):
    atelier = jeudi_5()
    inscription = InscriptionFactory(atelier=atelier, reconfirmee_le=AUJOURD_HUI)
    ailleurs = InscriptionFactory(reconfirmee_le=AUJOURD_HUI)

    deplacer(atelier, **champs)

    for relue in (inscription, ailleurs):
        relue.refresh_from_db()
    assert (inscription.reconfirmee_le is not None) is garde
    assert ailleurs.reconfirmee_le == AUJOURD_HUI


def test_la_lettre_est_en_francais_meme_quand_l_equipe_travaille_en_anglais(client, animatrice):
    atelier = jeudi_5()
    InscriptionFactory(atelier=atelier)
    client.cookies["django_language"] = "en"

    confirmer(client, enregistrer(client, atelier, jour="2026-11-06"))

    assert "jeudi 5 novembre → vendredi 6 novembre" in Courriel.objects.get().texte
