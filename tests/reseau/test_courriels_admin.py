import pytest
from django.contrib.auth.models import Permission
from django.core.mail import EmailMultiAlternatives
from django.urls import reverse
from django.utils import timezone

from reseau.socle.courriels.boite import deposer
from reseau.socle.courriels.enums import EtatCourriel
from reseau.socle.courriels.models import PieceJointe
from reseau.socle.ouvrier.models import ENVOI, Travail
from tests.factories import CourrielFactory, PersonneFactory

LISTE = reverse("admin:reseau_courriel_changelist")


def page(courriel):
    return reverse("admin:reseau_courriel_change", args=[courriel.pk])


def connecter(client, *droits):
    personne = PersonneFactory(equipe=True)
    personne.user_permissions.set(
        Permission.objects.filter(codename__in=droits, content_type__app_label="reseau")
    )
    client.force_login(personne)


@pytest.fixture
def animatrice(client):
    connecter(client, "view_courriel", "reessayer")
    return client


@pytest.fixture
def lectrice(client):
    connecter(client, "view_courriel")
    return client


def deposer_complet(**options):
    message = EmailMultiAlternatives("Bonjour", "Voici votre lien", to=["zoe@example.org"])
    message.attach_alternative("<p>Voici</p>", "text/html")
    message.attach("jour.ics", "BEGIN:VCALENDAR", "text/calendar")
    return deposer(message, **options)[0]


def test_la_liste_dit_l_etat_et_la_suite_de_chaque_courriel(animatrice):
    CourrielFactory(objet="Parti", etat=EtatCourriel.ENVOYE, envoye_le=timezone.now())
    CourrielFactory(objet="Perdu", etat=EtatCourriel.ECHEC, tentatives=8)
    CourrielFactory(objet="Patient", tentatives=2)

    contenu = animatrice.get(LISTE).content.decode()

    assert 'etiquette--succes">envoyé<' in contenu
    assert 'etiquette--erreur">en échec<' in contenu
    assert 'etiquette--alerte">à envoyer<' in contenu
    assert contenu.count("prochain essai") == 1
    assert contenu.count("ne repartira pas tout seul") == 1


@pytest.mark.parametrize("nombre", [1, 3])
def test_la_liste_coute_le_meme_nombre_de_requetes(animatrice, django_assert_num_queries, nombre):
    CourrielFactory.create_batch(nombre)

    with django_assert_num_queries(11):
        animatrice.get(LISTE)


def test_une_panne_du_serveur_de_courriel_se_voit_en_tete_de_liste(animatrice):
    Travail.objects.noter(ENVOI, "ConnectionRefusedError : refusé")

    contenu = animatrice.get(LISTE).content.decode()
    Travail.objects.noter(ENVOI, "")
    apres = animatrice.get(LISTE).content.decode()

    assert "Le serveur de courriel ne répond pas" in contenu
    assert "Le serveur de courriel ne répond pas" not in apres


def test_un_courriel_se_lit_sans_se_modifier_ni_se_supprimer(animatrice):
    courriel = deposer_complet()

    contenu = animatrice.get(page(courriel)).content.decode()

    assert "Voici votre lien" in contenu
    assert "jour.ics" in contenu
    assert 'name="_save"' not in contenu
    assert animatrice.get(reverse("admin:reseau_courriel_add")).status_code == 403
    suppression = reverse("admin:reseau_courriel_delete", args=[courriel.pk])
    assert animatrice.post(suppression, {"post": "yes"}).status_code == 403


def test_le_bouton_reessayer_rend_le_courriel_a_l_ouvrier(animatrice):
    courriel = CourrielFactory(etat=EtatCourriel.ECHEC, tentatives=8)
    autre = CourrielFactory(etat=EtatCourriel.ECHEC, tentatives=8)
    adresse = reverse("admin:courriel_reessayer", args=[courriel.pk])
    assert adresse in animatrice.get(page(courriel)).content.decode()

    reponse = animatrice.post(adresse, follow=True)

    courriel.refresh_from_db()
    autre.refresh_from_db()
    assert (courriel.etat, courriel.tentatives) == (EtatCourriel.A_ENVOYER, 0)
    assert autre.etat == EtatCourriel.ECHEC
    assert "1 courriel repart au prochain passage" in reponse.content.decode()


def test_l_action_reessayer_compte_les_seuls_courriels_qui_peuvent_repartir(animatrice):
    perdus = CourrielFactory.create_batch(2, etat=EtatCourriel.ECHEC)
    parti = CourrielFactory(etat=EtatCourriel.ENVOYE)
    choisis = [c.pk for c in [*perdus, parti]]

    reponse = animatrice.post(
        LISTE, {"action": "reessayer", "_selected_action": choisis}, follow=True
    )

    assert "2 courriels repartent" in reponse.content.decode()
    parti.refresh_from_db()
    assert parti.etat == EtatCourriel.ENVOYE


def test_sans_la_permission_ni_bouton_ni_action_ni_adresse(lectrice):
    courriel = CourrielFactory(etat=EtatCourriel.ECHEC)
    adresse = reverse("admin:courriel_reessayer", args=[courriel.pk])

    assert adresse not in lectrice.get(page(courriel)).content.decode()
    assert "reessayer" not in lectrice.get(LISTE).content.decode()
    assert lectrice.post(adresse).status_code == 403
    courriel.refresh_from_db()
    assert courriel.etat == EtatCourriel.ECHEC


def test_reessayer_ne_se_fait_pas_par_un_lien(animatrice):
    courriel = CourrielFactory(etat=EtatCourriel.ECHEC)

    assert (
        animatrice.get(reverse("admin:courriel_reessayer", args=[courriel.pk])).status_code == 405
    )
    courriel.refresh_from_db()
    assert courriel.etat == EtatCourriel.ECHEC


def test_un_courriel_qui_ouvre_un_compte_ne_se_lit_pas(animatrice):
    courriel = deposer_complet(confidentiel=True)
    piece = PieceJointe.objects.get()

    contenu = animatrice.get(page(courriel)).content.decode()

    assert "Voici votre lien" not in contenu
    assert "Ce courriel ouvre un compte" in contenu
    assert animatrice.get(reverse("admin:courriel_html", args=[courriel.pk])).status_code == 404
    assert animatrice.get(reverse("admin:courriel_piece", args=[piece.pk])).status_code == 404


def test_la_version_html_et_les_pieces_demandent_le_droit_de_voir(client):
    courriel = deposer_complet()
    piece = PieceJointe.objects.get()
    adresses = [
        reverse("admin:courriel_html", args=[courriel.pk]),
        reverse("admin:courriel_piece", args=[piece.pk]),
    ]
    connecter(client, "view_courriel")
    assert [client.get(adresse).status_code for adresse in adresses] == [200, 200]

    connecter(client)
    assert [client.get(adresse).status_code for adresse in adresses] == [403, 403]


def test_les_travaux_de_l_ouvrier_se_lisent(client):
    connecter(client, "view_travail")
    Travail.objects.noter("effacer_les_contenus", "RuntimeError : disque plein")

    contenu = client.get(reverse("admin:reseau_travail_changelist")).content.decode()

    assert "RuntimeError : disque plein" in contenu
