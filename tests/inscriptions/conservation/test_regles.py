from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from inscriptions.courriels.covoiturage import cle_du_jour
from inscriptions.models import ChangementEtat, Couvert, Inscription
from inscriptions.models.enums import EtatCouvert, Regime
from reseau.socle.conservation.purge import purger
from reseau.socle.courriels.enums import EtatCourriel
from reseau.socle.courriels.models import Courriel
from tests.factories import (
    AtelierFactory,
    CommuneFactory,
    CourrielFactory,
    DossierFactory,
    InscriptionFactory,
    RepasFactory,
)

PERSONNELS = (
    *("prenom", "nom", "courriel", "telephone", "structure", "commune_id", "besoins_acces"),
)


def inscrire(**champs):
    """Somebody who told everything, for a day that ends now."""
    fin = timezone.now()
    atelier = AtelierFactory(debut=fin - timedelta(hours=6), fin=fin)
    inscription = InscriptionFactory(
        atelier=atelier,
        telephone="0612345678",
        structure="Les Paniers",
        commune=CommuneFactory(),
        besoins_acces="Fauteuil",
        **champs,
    )
    Couvert.objects.create(
        inscription=inscription,
        repas=RepasFactory(atelier=atelier),
        regime=Regime.ALLERGIE,
        allergie="Noix",
        etat=EtatCouvert.CONFIRME,
    )
    ChangementEtat.objects.create(inscription=inscription, apres="confirmee", motif="Appel de Léa")
    return inscription


def effaces(inscription):
    """Names of the personal fields that are empty now."""
    relue = Inscription.objects.get(pk=inscription.pk)
    couvert = relue.couverts.get()
    vides = {champ for champ in PERSONNELS if not getattr(relue, champ)}
    vides |= {champ for champ in ("regime", "allergie") if not getattr(couvert, champ)}
    if not relue.dossier.nom:
        vides.add("dossier")
    if not relue.changements.get().motif:
        vides.add("motif")
    return vides


DE_TOUT = ("besoins", "regimes", "telephones", "inscriptions", "dossiers", "motifs")
SENSIBLES = {"besoins_acces", "regime", "allergie"}


@pytest.mark.parametrize(
    ("jours", "attendu"),
    [
        (6, set()),
        (8, SENSIBLES),
        (29, SENSIBLES),
        (31, SENSIBLES | {"telephone"}),
        (729, SENSIBLES | {"telephone"}),
        (731, {*PERSONNELS, *SENSIBLES, "dossier", "motif"}),
    ],
)
def test_chaque_donnee_s_efface_a_son_heure_et_pas_avant(jours, attendu):
    inscription = inscrire()

    purger(a=timezone.now() + timedelta(days=jours))

    assert effaces(inscription) == attendu


def test_la_place_et_son_histoire_restent_comptees():
    inscription = inscrire()

    purger(a=timezone.now() + timedelta(days=731))

    inscription.refresh_from_db()
    assert (inscription.etat, inscription.couverts.count()) == ("confirmee", 1)


def test_un_essai_compte_sans_rien_effacer_et_la_seconde_purge_ne_trouve_plus_rien():
    inscription = inscrire()
    plus_tard = timezone.now() + timedelta(days=731)

    essai = purger(a=plus_tard, essai=True)

    assert {nom: nombre for nom, nombre in essai.items() if nombre} == dict.fromkeys(DE_TOUT, 1)
    assert effaces(inscription) == set()
    assert purger(a=plus_tard) == essai
    assert purger(a=plus_tard) == dict.fromkeys(essai, 0)


def test_qui_veut_les_annonces_garde_son_adresse_de_contact():
    inscription = inscrire()
    inscription.dossier.veut_les_annonces_depuis = timezone.now()
    inscription.dossier.save()

    purger(a=timezone.now() + timedelta(days=731))

    inscription.refresh_from_db()
    assert (inscription.courriel, bool(inscription.dossier.courriel)) == ("", True)


@pytest.mark.parametrize("veut", [True, False])
def test_un_dossier_sans_inscription_ne_garde_son_contact_que_pour_les_annonces(veut):
    maintenant = timezone.now()
    dossier = DossierFactory(veut_les_annonces_depuis=maintenant if veut else None)

    purger(a=maintenant + timedelta(days=731))

    dossier.refresh_from_db()
    assert bool(dossier.courriel) == veut


@pytest.mark.parametrize(("d_un_trajet", "ensuite"), [(False, [""]), (True, [])])
def test_un_courriel_qui_part_en_ce_moment_ne_s_efface_pas(d_un_trajet, ensuite):
    """It is in the hands of a worker; once out of them it goes as the others."""
    maintenant = timezone.now()
    courriel = CourrielFactory(
        cle=f"{cle_du_jour(maintenant - timedelta(days=20))}:1" if d_un_trajet else None,
        destinataire="ana@example.org",
        etat=EtatCourriel.EN_COURS,
        bail_jusqu_a=maintenant + timedelta(minutes=1),
        cree_le=maintenant - timedelta(days=800),
    )
    destinataires = Courriel.objects.filter(pk=courriel.pk).values_list("destinataire", flat=True)

    purger()
    assert list(destinataires.all()) == ["ana@example.org"]

    Courriel.objects.update(bail_jusqu_a=maintenant - timedelta(minutes=1))
    purger()
    assert list(destinataires.all()) == ensuite


def test_un_dossier_qui_a_encore_une_journee_recente_garde_son_contact():
    ancienne = inscrire()
    InscriptionFactory(
        dossier=ancienne.dossier,
        atelier=AtelierFactory(debut=timezone.now() + timedelta(days=700)),
    )

    purger(a=timezone.now() + timedelta(days=731))

    ancienne.dossier.refresh_from_db()
    assert ancienne.dossier.nom != ""


def test_la_commande_dit_ce_qu_elle_fait(capsys):
    inscrire()

    call_command("purger", "--essai")

    assert "Essai : rien n’a été effacé." in capsys.readouterr().out
