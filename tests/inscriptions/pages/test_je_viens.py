from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from inscriptions import places
from inscriptions.demandes import Demande
from inscriptions.models import Inscription, Rappel
from inscriptions.models.enums import GenreDeRappel
from inscriptions.places.journee import annuler_la_journee
from tests.factories import AtelierFactory, InscriptionFactory
from tests.pages import source

ANA = Demande(prenom="Ana", nom="Daure", courriel="ana@example.org")


def adresse(inscription):
    return reverse("inscriptions:je_viens", args=[inscription.dossier.jeton, inscription.pk])


def reponse_de(inscription):
    inscription.refresh_from_db()
    return inscription.reconfirmee_le


def interroger(inscription):
    Rappel.objects.create(
        inscription=inscription,
        genre=GenreDeRappel.RECONFIRMATION,
        jour=timezone.localdate(inscription.atelier.debut),
    )


@pytest.mark.parametrize("methode", ["get", "head"])
def test_ouvrir_le_lien_ne_confirme_rien(client, methode):
    inscription = InscriptionFactory()

    assert getattr(client, methode)(adresse(inscription)).status_code == 200

    assert reponse_de(inscription) is None


def test_le_bouton_confirme_et_la_page_privee_le_dit(client):
    inscription = InscriptionFactory()
    interroger(inscription)
    avant = source(client.get(inscription.dossier.get_absolute_url()))

    page = source(client.post(adresse(inscription), follow=True))

    assert adresse(inscription) in avant
    assert "Vous avez confirmé votre venue" in page
    assert adresse(inscription) not in page
    assert reponse_de(inscription) is not None


def test_qui_n_a_pas_ete_interrogee_n_est_pas_pressee_de_repondre(client):
    inscription = InscriptionFactory()

    page = source(client.get(inscription.dossier.get_absolute_url()))

    assert adresse(inscription) not in page


def test_deux_fois_vaut_une_fois(client):
    inscription = InscriptionFactory()
    client.post(adresse(inscription))
    premiere = reponse_de(inscription)

    with time_machine.travel(timezone.now() + timedelta(hours=1)):
        client.post(adresse(inscription))

    assert reponse_de(inscription) == premiere
    assert "Vous avez confirmé votre venue" in source(client.get(adresse(inscription)))


def test_je_libere_ma_place_mene_a_la_page_d_annulation(client):
    inscription = InscriptionFactory()
    annuler = reverse("inscriptions:annuler", args=[inscription.dossier.jeton, inscription.pk])

    assert annuler in source(client.get(adresse(inscription)))


@pytest.mark.parametrize(
    ("champs", "phrase"),
    [
        ({"atelier__annule": True}, "La journée est annulée par l’équipe."),
        ({"annulee": True}, "Votre inscription est annulée."),
        ({"en_attente": True}, "Vous êtes en liste d’attente"),
        ({"atelier__passe": True}, "Cette journée a eu lieu."),
    ],
)
def test_ce_qui_ne_se_confirme_plus_le_dit(client, champs, phrase):
    inscription = InscriptionFactory(**champs)

    page = source(client.get(adresse(inscription)))
    suite = source(client.post(adresse(inscription), follow=True))

    assert phrase in page
    assert 'method="post"' not in page.split("<main")[1].split("</main")[0]
    assert "Cette inscription ne peut plus être confirmée." in suite
    assert reponse_de(inscription) is None


def test_la_journee_annulee_pendant_qu_elle_lisait(client):
    inscription = InscriptionFactory()
    client.get(adresse(inscription))
    annuler_la_journee(inscription.atelier, "Neige")

    page = source(client.post(adresse(inscription), follow=True))

    assert "La journée est annulée par l’équipe." in page
    assert reponse_de(inscription) is None


def test_modifier_ses_coordonnees_garde_la_reponse(client):
    inscription = InscriptionFactory()
    client.post(adresse(inscription))

    places.modifier(Inscription.objects.get(), Demande(prenom="Ana", nom="Daure"))

    assert reponse_de(inscription) is not None


def test_revenir_apres_avoir_annule_ne_garde_pas_la_reponse():
    inscription = places.inscrire([ANA], [AtelierFactory()]).nouvelles[0]
    Inscription.objects.update(reconfirmee_le=timezone.now())
    places.annuler(inscription)

    (encore,) = places.inscrire([ANA], [inscription.atelier]).nouvelles

    assert encore.pk == inscription.pk
    assert reponse_de(encore) is None


def test_un_autre_dossier_n_ouvre_rien(client):
    inscription, autre = InscriptionFactory(), InscriptionFactory()
    d_une_autre = reverse("inscriptions:je_viens", args=[autre.dossier.jeton, inscription.pk])

    assert client.get(d_une_autre).status_code == 404
    assert client.post(d_une_autre).status_code == 404
    assert reponse_de(inscription) is None


def test_la_page_reste_entre_nous(client):
    reponse = client.get(adresse(InscriptionFactory()))

    assert reponse["X-Robots-Tag"] == "noindex, nofollow"
    assert "no-store" in reponse["Cache-Control"]


@pytest.mark.ignore_template_errors
def test_le_back_office_filtre_qui_a_reconfirme_et_qui_se_tait(client, animatrice):
    oui = InscriptionFactory(nom="Oui", reconfirmee_le=timezone.now())
    silence = InscriptionFactory(nom="Silence")
    InscriptionFactory(nom="Jamais")
    interroger(oui)
    interroger(silence)
    liste = reverse("admin:inscriptions_inscription_changelist")

    def noms(valeur):
        page = client.get(liste, {"reconfirmation": valeur})
        return [i.nom for i in page.context["cl"].result_list]

    assert noms("oui") == ["Oui"]
    assert noms("silence") == ["Silence"]
    assert noms("non_demandee") == ["Jamais"]
    assert "n’a pas répondu" in client.get(liste).content.decode()
