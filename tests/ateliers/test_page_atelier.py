import json
import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse
from django.utils import timezone

from ateliers.enums import Acces, Format, Reglement
from ateliers.models import Document
from inscriptions.models import Couvert
from inscriptions.models.enums import EtatCouvert
from tests.factories import (
    AtelierFactory,
    CreneauFactory,
    CycleFactory,
    GroupeFactory,
    InscriptionFactory,
    IntervenantFactory,
    LieuFactory,
    ParticipationFactory,
    PersonneFactory,
    RepasFactory,
    ReseauFactory,
    SequenceFactory,
)

PARIS = ZoneInfo("Europe/Paris")


def page(client, atelier):
    """What a reader sees: the text of <main>, one space between words."""
    html = client.get(atelier.get_absolute_url()).content.decode()
    texte = re.sub(r"<[^>]+>", " ", html.split("<main")[1].split("</main>")[0])
    return re.sub(r"[ \n]+", " ", texte)


def lien_d_inscription(atelier):
    return reverse("inscriptions:inscrire", args=[atelier.slug])


def html(client, atelier):
    return client.get(atelier.get_absolute_url()).content.decode()


def previsionneuse(*codes):
    personne = PersonneFactory(equipe=True)
    personne.user_permissions.set(Permission.objects.filter(codename__in=codes))
    return personne


def test_la_page_dit_quand_ou_et_combien_de_places(client):
    lieu = LieuFactory(nom="La Dynamo", adresse="2 rue du Pont")
    atelier = AtelierFactory(
        titre="Ouvrir un lieu",
        question="Par où commencer\u202f?",
        lieu=lieu,
        salle="Grande salle",
        debut=datetime(2030, 11, 5, 9, tzinfo=PARIS),
        fin=datetime(2030, 11, 5, 17, 30, tzinfo=PARIS),
        capacite=12,
    )
    InscriptionFactory.create_batch(9, atelier=atelier)

    texte = page(client, atelier)

    assert "Ouvrir un lieu Par où commencer\u202f?" in texte
    assert "Mardi 5 novembre 2030, de 9\u00a0h à 17\u00a0h\u00a030" in texte
    assert "La Dynamo 2 rue du Pont 32000 Auch Grande salle" in texte
    assert "12 places\u00a0: 9 inscrits, 3 libres" in texte
    assert f'href="{lieu.get_absolute_url()}"' in html(client, atelier)


def test_un_lieu_non_publie_est_nomme_sans_lien(client):
    lieu = LieuFactory(brouillon=True, nom="Chez l’habitante")
    atelier = AtelierFactory(lieu=lieu)

    contenu = html(client, atelier)

    assert "Chez l’habitante" in contenu
    assert lieu.get_absolute_url() not in contenu


# --- The way in ---------------------------------------------------------------------------------


def test_ouvert_un_bouton_mene_a_l_inscription(client):
    atelier = AtelierFactory(debut=datetime(2030, 11, 5, 9, tzinfo=PARIS))
    atelier.date_limite = datetime(2030, 11, 1, 18, tzinfo=PARIS)
    atelier.save()

    assert f'href="{lien_d_inscription(atelier)}">S’inscrire<' in html(client, atelier)
    texte = page(client, atelier)
    assert "Inscriptions jusqu’au vendredi 1ᵉʳ novembre 2030 à 18\u00a0h." in texte


def test_complet_le_bouton_mene_a_la_liste_d_attente(client):
    atelier = AtelierFactory(capacite=1)
    InscriptionFactory(atelier=atelier)
    InscriptionFactory.create_batch(2, atelier=atelier, en_attente=True)

    contenu = html(client, atelier)

    assert f'href="{lien_d_inscription(atelier)}">Rejoindre la liste d’attente<' in contenu
    assert "1 place\u00a0: 1 inscrit, complet, 2 personnes en liste d’attente" in contenu


def test_apres_la_date_limite_la_page_dit_que_c_est_clos(client):
    atelier = AtelierFactory(date_limite=timezone.now() - timedelta(hours=1))

    assert "Les inscriptions sont closes." in page(client, atelier)
    assert lien_d_inscription(atelier) not in html(client, atelier)


def test_passe_la_page_n_offre_plus_d_inscription(client):
    atelier = AtelierFactory(passe=True)

    assert "Cette journée est passée." in page(client, atelier)
    assert lien_d_inscription(atelier) not in html(client, atelier)


def test_annule_un_bandeau_dit_pourquoi(client):
    atelier = AtelierFactory(annule=True, motif_annulation="La route est coupée.")

    texte = page(client, atelier)

    assert "Cette journée est annulée La route est coupée." in texte
    assert "inscrit" not in texte
    assert lien_d_inscription(atelier) not in html(client, atelier)


def test_reserve_aux_membres_la_page_dit_comment_rejoindre_et_se_connecter(client):
    ReseauFactory(comment_adherer="Remplissez le **dossier**.")
    atelier = AtelierFactory(acces=Acces.MEMBRES)

    contenu = html(client, atelier)

    assert "Cette journée est réservée aux membres du réseau." in contenu
    assert "<p>Remplissez le <strong>dossier</strong>.</p>" in contenu
    assert f'href="{reverse("account_login")}?next=/ateliers/{atelier.slug}/"' in contenu
    assert lien_d_inscription(atelier) not in contenu


def test_une_membre_s_inscrit_a_la_journee_des_membres(client):
    atelier = AtelierFactory(acces=Acces.MEMBRES)
    client.force_login(PersonneFactory(membre=True))

    assert lien_d_inscription(atelier) in html(client, atelier)


def test_reserve_a_un_groupe_la_page_mene_au_groupe(client):
    groupe = GroupeFactory(nom="Inclusion numérique")
    atelier = AtelierFactory(acces=Acces.GROUPE, groupe=groupe)
    dedans = ParticipationFactory(groupe=groupe).personne
    client.force_login(PersonneFactory(membre=True))

    contenu = html(client, atelier)

    assert "réservée au groupe «\u00a0Inclusion numérique\u00a0»." in contenu
    assert f'href="{groupe.get_absolute_url()}"' in contenu
    assert lien_d_inscription(atelier) not in contenu
    client.force_login(dedans)
    assert lien_d_inscription(atelier) in html(client, atelier)


def test_deja_inscrite_la_page_mene_a_son_inscription(client):
    personne = PersonneFactory(prenom="Malika", nom="Sy")
    inscription = InscriptionFactory(dossier__personne=personne, dossier__nom="SY")
    client.force_login(personne)

    contenu = html(client, inscription.atelier)

    assert "Votre inscription est confirmée." in contenu
    assert f'href="{inscription.dossier.get_absolute_url()}"' in contenu
    assert lien_d_inscription(inscription.atelier) not in contenu


def test_le_lien_de_visio_ne_va_qu_aux_personnes_confirmees(client):
    lien = "https://visio.example.org/salle-secrete"
    atelier = AtelierFactory(format=Format.EN_LIGNE, lieu=None, lien_visio=lien)
    inscrite, en_attente, etrangere = PersonneFactory.create_batch(3, prenom="Malika", nom="Sy")
    InscriptionFactory(atelier=atelier, dossier__personne=inscrite, dossier__nom="Sy")
    InscriptionFactory(
        atelier=atelier, dossier__personne=en_attente, dossier__nom="Sy", en_attente=True
    )

    vus = {"anonyme": lien in html(client, atelier)}
    for nom, personne in [("inscrite", inscrite), ("file", en_attente), ("autre", etrangere)]:
        client.force_login(personne)
        vus[nom] = lien in html(client, atelier)

    assert vus == {"anonyme": False, "inscrite": True, "file": False, "autre": False}


# --- Meals, programme, after the day --------------------------------------------------------------


def test_le_repas_dit_son_reglement_ses_couverts_et_sa_limite(client):
    atelier = AtelierFactory(debut=datetime(2030, 11, 5, 9, tzinfo=PARIS))
    repas = RepasFactory(
        atelier=atelier,
        reglement=Reglement.LIBRE,
        prix="12",
        capacite=3,
        menu="Soupe au pistou",
        date_limite=datetime(2030, 10, 30, 12, tzinfo=PARIS),
    )
    mangeuse, partie = InscriptionFactory.create_batch(2, atelier=atelier)
    Couvert.objects.create(inscription=mangeuse, repas=repas, etat=EtatCouvert.CONFIRME)
    Couvert.objects.create(inscription=partie, repas=repas, etat=EtatCouvert.ANNULE)

    texte = page(client, atelier)

    assert "Déjeuner\u00a0: participation libre, 12\u00a0€ conseillés. 2 couverts libres." in texte
    assert "Soupe au pistou" in texte
    assert "À commander avant le mercredi 30 octobre 2030 à 12\u00a0h." in texte


def test_un_repas_complet_dit_combien_attendent_et_un_repas_clos_qu_il_l_est(client):
    complet = RepasFactory(capacite=0)
    for etat in ("confirmee", "confirmee", "en_attente"):
        mangeuse = InscriptionFactory(atelier=complet.atelier, etat=etat)
        Couvert.objects.create(inscription=mangeuse, repas=complet, etat=EtatCouvert.EN_ATTENTE)
    clos = RepasFactory(date_limite=timezone.now() - timedelta(days=1))

    assert "Complet\u00a0: 2 personnes attendent." in page(client, complet.atelier)
    assert "Les commandes sont closes." in page(client, clos.atelier)


def test_sans_repas_fourni_chacun_apporte_le_sien(client):
    assert "Chacun et chacune apporte son repas." in page(
        client, AtelierFactory(repas_apporte=True)
    )
    assert "repas" not in page(client, AtelierFactory()).lower()


def test_le_programme_va_par_creneaux_avec_les_sequences_en_parallele(client):
    atelier = AtelierFactory(debut=datetime(2030, 11, 5, 9, tzinfo=PARIS))
    apres_midi = CreneauFactory(
        atelier=atelier, titre="Au choix", debut=datetime(2030, 11, 5, 14, tzinfo=PARIS)
    )
    CreneauFactory(atelier=atelier, titre="Accueil")
    jardin = SequenceFactory(creneau=apres_midi, titre="Jardin", salle="Dehors")
    SequenceFactory(creneau=apres_midi, titre="Comptes")
    jardin.intervenants.add(IntervenantFactory(nom="Barthès", fonction="fondatrice"))

    texte = page(client, atelier)

    assert "9\u00a0h – 10\u00a0h Accueil 14\u00a0h – 15\u00a0h Au choix" in texte
    assert "En parallèle, au choix\u00a0: Jardin (Dehors) Nadia Barthès, fondatrice" in texte
    assert texte.index("Nadia Barthès") < texte.index("Comptes")


@pytest.mark.parametrize(
    ("trait", "montres"),
    [({"passe": True}, True), ({}, False), ({"passe": True, "annule": True}, False)],
)
def test_documents_et_compte_rendu_se_montrent_apres_la_journee(client, trait, montres):
    atelier = AtelierFactory(compte_rendu="On était **dix-neuf**.", **trait)
    Document.objects.create(atelier=atelier, titre="Diaporama", lien="https://example.org/d.pdf")

    contenu = html(client, atelier)

    assert ("Diaporama" in contenu) is montres
    assert ("<strong>dix-neuf</strong>" in contenu) is montres


# --- In its cycle -------------------------------------------------------------------------------


def test_la_page_mene_aux_etapes_voisines_du_cycle(client):
    cycle = CycleFactory(titre="Ruralités")
    debut = timezone.now() + timedelta(days=30)
    jours = [timedelta(days=n) for n in (0, 7, 14)]
    un, deux, trois = [AtelierFactory(cycle=cycle, debut=debut + jour) for jour in jours]
    AtelierFactory(cycle=cycle, debut=debut + timedelta(days=8), brouillon=True)

    contenu = html(client, deux)

    assert "étape 2 sur 3" in contenu
    assert f'href="{un.get_absolute_url()}" rel="prev"' in contenu
    assert f'href="{trois.get_absolute_url()}" rel="next"' in contenu
    assert f'href="{cycle.get_absolute_url()}"' in contenu


def test_un_cycle_encore_brouillon_ne_se_devine_pas(client):
    atelier = AtelierFactory(cycle=CycleFactory(brouillon=True, titre="Cycle secret"))

    assert "Cycle secret" not in html(client, atelier)
    assert "Cycle secret" not in client.get(reverse("ateliers:liste")).content.decode()
    ics = client.get(reverse("ateliers:ics", args=[atelier.slug])).content.decode()
    assert "Cycle secret" not in ics


# --- Drafts: the page is its own preview ----------------------------------------------------------


@pytest.mark.parametrize(
    ("personne", "statut"),
    [
        (lambda: None, 404),
        (lambda: PersonneFactory(membre=True), 404),
        (lambda: previsionneuse(), 404),
        (lambda: previsionneuse("view_atelier"), 404),
        (lambda: previsionneuse("view_atelier", "publier"), 200),
    ],
)
@pytest.mark.parametrize("adresse", ["detail", "ics"])
def test_un_brouillon_n_existe_que_pour_qui_le_prepare(client, personne, statut, adresse):
    atelier = AtelierFactory(brouillon=True)
    if visiteuse := personne():
        client.force_login(visiteuse)

    assert client.get(reverse(f"ateliers:{adresse}", args=[atelier.slug])).status_code == statut


def test_l_apercu_d_un_brouillon_se_dit_brouillon_et_n_inscrit_pas(client):
    atelier = AtelierFactory(brouillon=True)
    client.force_login(previsionneuse("view_atelier", "publier"))

    contenu = html(client, atelier)

    assert "Brouillon" in contenu
    assert '<meta name="robots" content="noindex">' in contenu
    assert "application/ld+json" not in contenu
    assert lien_d_inscription(atelier) not in contenu


def test_l_apercu_montre_deja_le_cycle_et_les_etapes_encore_brouillons(client):
    cycle = CycleFactory(brouillon=True, titre="Ruralités")
    atelier = AtelierFactory(brouillon=True, cycle=cycle)
    suivante = AtelierFactory(
        brouillon=True, cycle=cycle, debut=atelier.debut + timedelta(days=7), titre="Gimont"
    )
    client.force_login(previsionneuse("view_atelier", "publier"))

    contenu = html(client, atelier)

    assert "étape 1 sur 2" in contenu
    assert f'href="{suivante.get_absolute_url()}" rel="next"' in contenu


# --- For machines -------------------------------------------------------------------------------


def donnees(client, atelier):
    contenu = html(client, atelier)
    bloc = contenu.split('<script type="application/ld+json">')[1].split("</script>")[0]
    return json.loads(bloc)


def test_les_donnees_structurees_disent_la_meme_chose_que_la_page(client, settings):
    settings.SITE_URL = "https://reseau.example.org"
    lieu = LieuFactory(nom="La Dynamo", latitude=43.65, longitude=0.58)
    atelier = AtelierFactory(
        slug="ouvrir",
        lieu=lieu,
        debut=datetime(2030, 7, 5, 9, tzinfo=PARIS),
        fin=datetime(2030, 7, 5, 17, tzinfo=PARIS),
        capacite=3,
    )
    InscriptionFactory(atelier=atelier)

    lues = donnees(client, atelier)

    assert (lues["@type"], lues["url"]) == ("Event", "https://reseau.example.org/ateliers/ouvrir/")
    assert lues["startDate"] == "2030-07-05T09:00:00+02:00"
    assert lues["eventStatus"] == "https://schema.org/EventScheduled"
    assert (lues["maximumAttendeeCapacity"], lues["remainingAttendeeCapacity"]) == (3, 2)
    assert lues["location"][0]["name"] == "La Dynamo"
    assert lues["location"][0]["geo"]["latitude"] == 43.65
    assert lues["offers"]["availability"] == "https://schema.org/InStock"
    assert (lues["offers"]["price"], lues["isAccessibleForFree"]) == ("0.00", True)


def test_un_titre_malveillant_ne_sort_pas_des_donnees_structurees(client):
    titre = "</script><script>alert(1)</script> & <b>"
    atelier = AtelierFactory(titre=titre)

    assert donnees(client, atelier)["name"] == titre
    assert "<script>alert(1)" not in html(client, atelier)


def test_une_journee_annulee_l_est_aussi_pour_les_moteurs(client):
    lues = donnees(client, AtelierFactory(annule=True))

    assert lues["eventStatus"] == "https://schema.org/EventCancelled"
    assert "offers" not in lues


@pytest.mark.parametrize("nombre", [1, 3])
def test_la_page_coute_sept_requetes_quel_que_soit_le_programme(
    client, django_assert_num_queries, nombre
):
    atelier = AtelierFactory(cycle=CycleFactory())
    AtelierFactory.create_batch(nombre, cycle=atelier.cycle)
    RepasFactory(atelier=atelier)
    for _ in range(nombre):
        sequence = SequenceFactory(creneau=CreneauFactory(atelier=atelier))
        sequence.intervenants.add(*IntervenantFactory.create_batch(nombre))

    with django_assert_num_queries(7):
        client.get(atelier.get_absolute_url())


def test_la_page_ne_se_lit_qu_en_get(client):
    assert client.post(AtelierFactory().get_absolute_url()).status_code == 405
