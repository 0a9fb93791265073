"""Through time, second by second: the purge erases exactly the columns due, and nothing else.

Every column of every table is read before and after: what changed must be what was promised.
"""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from auditlog.models import LogEntry as LigneDuJournal
from django.apps import apps
from django.contrib.admin.models import LogEntry as ActionDuBackOffice
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.urls import reverse

from inscriptions.enums import EtatCouvert, Regime
from inscriptions.models import ChangementEtat, Couvert, Dossier, Inscription
from reseau.conservation.enums import Origine
from reseau.conservation.purge import REGLES, purger, purger_ce_qui_est_echu
from reseau.courriels.enums import EtatCourriel
from reseau.models import Courriel, Personne, Purge
from tests.factories import (
    AtelierFactory,
    CommuneFactory,
    CourrielFactory,
    DossierFactory,
    InscriptionFactory,
    LieuFactory,
    PersonneFactory,
    RepasFactory,
)

FIN = datetime(2026, 11, 5, 16, tzinfo=UTC)
ECRIT = FIN - timedelta(days=10)
SECONDE = timedelta(seconds=1)
J7, J30, M24 = timedelta(days=7), timedelta(days=30), timedelta(days=730)


def photo():
    """Each row of each table, but the traces of the purge itself."""
    return {
        (modele._meta.label, ligne[modele._meta.pk.attname]): ligne
        for modele in apps.get_models()
        if modele is not Purge
        for ligne in modele._default_manager.order_by().values()
    }


def differences(avant, apres):
    """{(table, key): columns that changed}; a row may neither come nor go."""
    assert avant.keys() == apres.keys()
    return {
        cle: {colonne for colonne, valeur in ligne.items() if apres[cle][colonne] != valeur}
        for cle, ligne in avant.items()
        if ligne != apres[cle]
    }


def lignes(queryset, *colonnes):
    return {
        (queryset.model._meta.label, pk): set(colonnes)
        for pk in queryset.values_list("pk", flat=True)
    }


def inscrire(atelier, dossier):
    inscription = InscriptionFactory(
        atelier=atelier,
        dossier=dossier,
        telephone="0612345678",
        structure="Les Paniers",
        commune=CommuneFactory(),
        besoins_acces="Fauteuil",
    )
    repas = atelier.repas.first() or RepasFactory(atelier=atelier)
    Couvert.objects.create(
        inscription=inscription,
        repas=repas,
        regime=Regime.ALLERGIE,
        allergie="Noix",
        etat=EtatCouvert.CONFIRME,
    )
    ChangementEtat.objects.create(inscription=inscription, apres="confirmee", motif="Appel de Léa")
    return inscription


def consigner(objet):
    ActionDuBackOffice.objects.create(
        user=Personne.objects.first(),
        content_type=ContentType.objects.get_for_model(objet),
        object_id=str(objet.pk),
        object_repr=str(objet),
        action_flag=2,
        change_message=f"Changé par Léa : {objet}",
    )


@pytest.fixture
def monde():
    """A day that ended, another far ahead, and everything that was written about both."""
    with time_machine.travel(ECRIT, tick=False):
        finie = AtelierFactory(debut=FIN - timedelta(hours=7), fin=FIN)
        lointaine = AtelierFactory(debut=FIN + timedelta(days=900))
        simple = inscrire(finie, DossierFactory(personne=PersonneFactory()))
        fidele = inscrire(finie, DossierFactory())
        inscrire(lointaine, fidele.dossier)
        inscrire(finie, DossierFactory(veut_les_annonces_depuis=ECRIT))
        inscrire(lointaine, DossierFactory())
        DossierFactory()  # no registration, so no day to count from
        for objet in (simple, simple.dossier, Personne.objects.first(), LieuFactory()):
            consigner(objet)
        for etat in EtatCourriel:
            CourrielFactory(etat=etat, repondre_a="lea@example.org", derniere_erreur="550 Léa")
    with time_machine.travel(ECRIT + timedelta(days=700), tick=False):
        CourrielFactory(etat=EtatCourriel.ENVOYE)
        consigner(simple)
        simple.dossier.personne.nom = "Autre"
        simple.dossier.personne.save()
    return finie


def attendu_a_24_mois_des_ecrits():
    effaces = Courriel.objects.filter(
        etat__in=[EtatCourriel.ENVOYE, EtatCourriel.ECHEC], cree_le=ECRIT
    )
    actions = ActionDuBackOffice.objects.filter(action_time=ECRIT).exclude(
        content_type__app_label="lieux"
    )
    journal = LigneDuJournal.objects.filter(timestamp=ECRIT, content_type__model="personne")
    assert (effaces.count(), actions.count(), journal.count()) == (2, 3, 1)
    return {
        **lignes(effaces, "destinataire", "repondre_a", "objet", "derniere_erreur"),
        **lignes(actions, "object_repr", "change_message"),
        **lignes(journal, "object_repr", "changes"),
    }


def attendu_a_24_mois_de_la_journee(finie):
    siennes = Inscription.objects.filter(atelier=finie)
    dossiers = Dossier.objects.filter(inscriptions__in=siennes, veut_les_annonces_depuis=None)
    seul = dossiers.exclude(inscriptions__in=Inscription.objects.exclude(atelier=finie))
    assert (siennes.count(), seul.count()) == (3, 1)
    return {
        **lignes(siennes, "prenom", "nom", "courriel", "structure", "commune_id"),
        **lignes(seul, "prenom", "nom", "courriel", "personne_id"),
        **lignes(ChangementEtat.objects.filter(inscription__in=siennes), "motif"),
    }


def test_chaque_colonne_part_a_sa_seconde_et_aucune_autre(monde):
    siennes = Inscription.objects.filter(atelier=monde)
    promesses = [
        (
            FIN + J7,
            {
                **lignes(siennes, "besoins_acces"),
                **lignes(Couvert.objects.filter(inscription__in=siennes), "regime", "allergie"),
            },
        ),
        (FIN + J30, lignes(siennes, "telephone")),
        (ECRIT + M24, attendu_a_24_mois_des_ecrits()),
        (FIN + M24, attendu_a_24_mois_de_la_journee(monde)),
    ]

    for echeance, attendu in promesses:
        avant = photo()
        with time_machine.travel(echeance - SECONDE, tick=False):
            call_command("purger")
        assert differences(avant, photo()) == {}, f"trop tôt : {echeance}"
        with time_machine.travel(echeance + SECONDE, tick=False):
            call_command("purger", "--essai")
            assert differences(avant, photo()) == {}, f"essai : {echeance}"
            call_command("purger")
            apres = photo()
            call_command("purger")
        assert differences(avant, apres) == attendu, echeance
        assert differences(apres, photo()) == {}, f"deux fois : {echeance}"


def test_une_installation_arretee_deux_ans_rattrape_tout_d_un_coup(monde):
    siennes = Inscription.objects.filter(atelier=monde)
    attendu = attendu_a_24_mois_des_ecrits() | attendu_a_24_mois_de_la_journee(monde)
    for cle in lignes(siennes):
        attendu[cle] |= {"besoins_acces", "telephone"}
    attendu |= lignes(Couvert.objects.filter(inscription__in=siennes), "regime", "allergie")
    avant = photo()

    with time_machine.travel(FIN + M24 + SECONDE, tick=False):
        purger()

    assert differences(avant, photo()) == attendu


def test_chaque_purge_laisse_sa_trace_et_un_essai_aucune(monde):
    with time_machine.travel(FIN + J7 + SECONDE, tick=False):
        essai = purger(essai=True)
        traces_de_l_essai = Purge.objects.count()
        effacees = purger_ce_qui_est_echu()
        call_command("purger")

    seconde, premiere = Purge.objects.all()
    assert traces_de_l_essai == 0
    assert (premiere.par, premiere.le, premiere.total) == (
        Origine.OUVRIER,
        FIN + J7 + SECONDE,
        effacees,
    )
    assert premiere.comptes == essai == dict.fromkeys(essai, 0) | {"besoins": 3, "regimes": 3}
    assert (seconde.par, seconde.total) == (Origine.COMMANDE, 0)


def test_une_purge_qui_echoue_n_efface_rien_et_ne_laisse_pas_de_trace(monde, monkeypatch):
    avant = photo()
    monkeypatch.setattr(
        "reseau.conservation.purge.Purge.objects.create",
        lambda **champs: (_ for _ in ()).throw(RuntimeError("disque plein")),
    )

    with time_machine.travel(FIN + M24 + SECONDE, tick=False), pytest.raises(RuntimeError):
        purger()

    assert differences(avant, photo()) == {}
    assert not Purge.objects.exists()


def test_la_commande_dit_combien_de_lignes_de_chaque_sorte(monde, capsys):
    with time_machine.travel(FIN + J7 + SECONDE, tick=False):
        call_command("purger")

    sortie = capsys.readouterr().out.splitlines()
    assert sortie[:3] == [
        "      3  besoins d’accès",
        "      3  régimes et allergies",
        "      0  téléphones",
    ]
    assert len(sortie) == len(REGLES) + 1
    assert sortie[-1] == "C’est effacé."


@pytest.mark.ignore_template_errors
def test_le_back_office_montre_la_trace_sans_laisser_la_changer(client, monde):
    client.force_login(PersonneFactory(superutilisatrice=True))
    purger(a=FIN + J7 + SECONDE)
    trace = Purge.objects.get()
    adresse = reverse("admin:reseau_purge_change", args=[trace.pk])

    page = client.get(adresse).content.decode()
    refus = client.post(adresse, {"total": 0})

    assert "<tr><th>régimes et allergies</th><td>3</td></tr>" in page
    assert "la commande «\u00a0purger\u00a0»" in page
    assert refus.status_code == 403


@pytest.mark.ignore_template_errors
@pytest.mark.parametrize("nombre", [1, 3])
def test_la_liste_des_purges_coute_autant_quel_que_soit_leur_nombre(
    client, django_assert_num_queries, nombre
):
    client.force_login(PersonneFactory(superutilisatrice=True))
    for _fois in range(nombre):
        purger()

    with django_assert_num_queries(9):
        reponse = client.get(reverse("admin:reseau_purge_changelist"))

    assert len(reponse.context["cl"].result_list) == nombre


def test_les_noms_des_regles_ne_se_repetent_pas():
    assert len({regle.nom for regle in REGLES}) == len(REGLES)
