"""What a person without an address must learn reaches who registered her."""

from inscriptions import places
from inscriptions.courriels import places as courriels
from inscriptions.demandes import Demande
from inscriptions.places.autrui import inscrire_autrui
from reseau.models import Courriel
from tests.factories import AtelierFactory, DossierFactory, InscriptionFactory, PersonneFactory

JOSETTE = Demande(prenom="Josette", nom="Lahaille")


def test_une_place_qui_se_libere_est_annoncee_a_qui_l_a_inscrite(settings):
    atelier = AtelierFactory(capacite=1)
    partante = InscriptionFactory(atelier=atelier)
    inscrire_autrui(JOSETTE, atelier, PersonneFactory(email="mediatrice@example.org", membre=True))
    assert not Courriel.objects.exists()

    places.annuler(partante)

    lettre = Courriel.objects.get(destinataire="mediatrice@example.org")
    assert "Ce message concerne Josette Lahaille" in lettre.texte
    assert "Ce message concerne Josette Lahaille" in lettre.html


def test_a_la_personne_elle_meme_on_ne_parle_pas_d_une_autre():
    courriels.place_obtenue(InscriptionFactory())

    assert "Ce message concerne" not in Courriel.objects.get().texte


def test_au_contact_on_dit_de_qui_il_s_agit_sauf_si_c_est_lui():
    dossier = DossierFactory(prenom="Malika", nom="Benali", courriel="malika@example.org")
    for prenom in ("Malika", "Rose"):
        inscription = InscriptionFactory(dossier=dossier, prenom=prenom, nom="Benali", courriel="")
        courriels.place_obtenue(inscription)

    pour_elle, pour_rose = Courriel.objects.order_by("pk")
    assert "Ce message concerne" not in pour_elle.texte
    assert "Ce message concerne Rose Benali" in pour_rose.texte
