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
from django.core.management.base import CommandError
from django.urls import reverse

from ateliers.enums import EtatProposition
from inscriptions.models import ChangementEtat, Couvert, Dossier, Inscription, Proposition
from inscriptions.models.covoiturage import MiseEnRelation, Trajet
from inscriptions.models.enums import EtatCouvert, Regime
from inscriptions.models.questions import ReponseDonnee
from reseau.models import Courriel, Personne, Purge
from reseau.socle.conservation.enums import Origine
from reseau.socle.conservation.purge import REGLES, PurgeIncomplete, purger, purger_ce_qui_est_echu
from reseau.socle.conservation.regles import Travail
from reseau.socle.courriels.enums import EtatCourriel
from tests.factories import (
    AtelierFactory,
    CommuneFactory,
    CourrielFactory,
    DossierFactory,
    InscriptionFactory,
    LieuFactory,
    MiseEnRelationFactory,
    PersonneFactory,
    QuestionFactory,
    RepasFactory,
    TrajetFactory,
)

FIN = datetime(2026, 11, 5, 16, tzinfo=UTC)
ECRIT = FIN - timedelta(days=10)
SECONDE = timedelta(seconds=1)
J7, J30, M24 = timedelta(days=7), timedelta(days=30), timedelta(days=730)


CACHES = ("personne_id", "inscrit_par_id", "code")
PARTIE = {"(toute la ligne)"}


def photo():
    """Each row of each table, but the traces of the purge itself."""
    return {
        (modele._meta.label, ligne[modele._meta.pk.attname]): ligne
        for modele in apps.get_models()
        if modele is not Purge
        for ligne in modele._default_manager.order_by().values()
    }


def differences(avant, apres):
    """{(table, key): columns that changed, or PARTIE}; no row may come."""
    assert apres.keys() <= avant.keys()
    return {
        cle: {c for c, valeur in ligne.items() if apres[cle][c] != valeur}
        if cle in apres
        else PARTIE
        for cle, ligne in avant.items()
        if ligne != apres.get(cle)
    }


def lignes(queryset, *colonnes):
    return {
        (queryset.model._meta.label, pk): set(colonnes)
        for pk in queryset.values_list("pk", flat=True)
    }


def reponses(inscriptions, sensible):
    donnees = ReponseDonnee.objects.filter(inscription__in=inscriptions)
    return lignes(donnees.filter(question__sensible=sensible), *PARTIE)


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
    Proposition.objects.create(
        inscription=inscription,
        atelier=atelier,
        etat=EtatProposition.DECLINEE,
        faite_le=ECRIT,
        expire_le=ECRIT + timedelta(days=2),
        motif="Mon fils est malade",
    )
    for sensible in (True, False):
        ReponseDonnee.objects.create(
            inscription=inscription,
            question=QuestionFactory(atelier=atelier, sensible=sensible),
            valeur="Asthme",
        )
    TrajetFactory(inscription=inscription)
    return inscription


def covoiturer(atelier):
    voiture, passager, _troisieme = Trajet.objects.filter(inscription__atelier=atelier)
    MiseEnRelationFactory(voiture=voiture, passager=passager)


def un_mediateur():
    """A file with an account, a code and the name of who held the pen."""
    return DossierFactory(personne=PersonneFactory(), inscrit_par=PersonneFactory(), code="K7M2QX")


def consigner(objet):
    ActionDuBackOffice.objects.create(
        user=Personne.objects.first(),
        content_type=ContentType.objects.get_for_model(objet),
        object_id=str(objet.pk),
        object_repr=str(objet),
        action_flag=2,
        change_message=f"Changé par Léa : {objet}",
    )


@pytest.fixture(autouse=True)
def _comptes_a_part(settings):
    """Sleeping accounts have their own tests; here nothing may be written."""
    settings.COMPTES_INACTIFS_QUESTION_JOURS = settings.COMPTES_INACTIFS_FERMETURE_JOURS = 10_000


@pytest.fixture
def monde():
    """A day that ended, another far ahead, and everything that was written about both."""
    with time_machine.travel(ECRIT, tick=False):
        finie = AtelierFactory(debut=FIN - timedelta(hours=7), fin=FIN)
        lointaine = AtelierFactory(debut=FIN + timedelta(days=900))
        simple = inscrire(finie, un_mediateur())
        fidele = inscrire(finie, DossierFactory())
        inscrire(lointaine, fidele.dossier)
        inscrire(finie, DossierFactory(veut_les_annonces_depuis=ECRIT))
        covoiturer(finie)
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
    effaces = Courriel.objects.filter(cree_le=ECRIT)
    actions = ActionDuBackOffice.objects.filter(action_time=ECRIT).exclude(
        content_type__app_label="lieux"
    )
    journal = LigneDuJournal.objects.filter(timestamp=ECRIT, content_type__model="personne")
    assert (effaces.count(), actions.count(), journal.count()) == (4, 3, 2)
    vides = Dossier.objects.filter(inscriptions=None)
    mois_derniers = Courriel.objects.filter(cree_le=ECRIT + M24 - J30)
    assert (vides.count(), mois_derniers.count()) == (1, 1)
    return {
        **lignes(vides, "prenom", "nom", "courriel"),
        **lignes(mois_derniers, "texte", "contenu_efface_le"),
        **lignes(effaces, "destinataire", "repondre_a", "objet", "derniere_erreur"),
        **lignes(actions, "object_repr", "change_message"),
        **lignes(journal, "object_repr", "changes"),
    }


def attendu_a_30_jours_des_ecrits():
    """Words of all; those that never left are given up."""
    lettres = Courriel.objects.filter(cree_le=ECRIT)
    attendu = lignes(lettres, "texte", "contenu_efface_le")
    for cle in lignes(lettres.filter(etat__in=[EtatCourriel.A_ENVOYER, EtatCourriel.EN_COURS])):
        attendu[cle] |= {"etat", "derniere_erreur"}
    return attendu


def attendu_a_24_mois_de_la_journee(finie):
    siennes = Inscription.objects.filter(atelier=finie)
    dossiers = Dossier.objects.filter(inscriptions__in=siennes, veut_les_annonces_depuis=None)
    seul = dossiers.exclude(inscriptions__in=Inscription.objects.exclude(atelier=finie))
    assert (siennes.count(), seul.count()) == (3, 1)
    return {
        **lignes(siennes, "prenom", "nom", "cle_du_nom", "courriel", "structure", "commune_id"),
        **lignes(seul, "prenom", "nom", "courriel", *CACHES),
        **lignes(ChangementEtat.objects.filter(inscription__in=siennes), "motif"),
        **lignes(Proposition.objects.filter(atelier=finie), "motif"),
        **reponses(siennes, sensible=False),
    }


def attendu_a_7_jours(finie):
    siennes = Inscription.objects.filter(atelier=finie)
    trajets = Trajet.objects.filter(inscription__in=siennes)
    return {
        **lignes(siennes, "besoins_acces"),
        **lignes(Couvert.objects.filter(inscription__in=siennes), "regime", "allergie"),
        **reponses(siennes, sensible=True),
        **lignes(trajets, *PARTIE),
        **lignes(MiseEnRelation.objects.filter(voiture__in=trajets), *PARTIE),
    }


def test_chaque_colonne_part_a_sa_seconde_et_aucune_autre(monde):
    siennes = Inscription.objects.filter(atelier=monde)
    promesses = [
        (FIN + J7, attendu_a_7_jours(monde)),
        (ECRIT + J30, attendu_a_30_jours_des_ecrits()),
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
    for cle, colonnes in attendu_a_30_jours_des_ecrits().items():
        attendu[cle] |= colonnes
    attendu = attendu_a_7_jours(monde) | attendu
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
    assert (
        premiere.comptes
        == essai
        == dict.fromkeys(essai, 0)
        | {
            "besoins": 3,
            "regimes": 3,
            "trajets": 3,
            "reponses_sensibles": 3,
        }
    )
    assert (seconde.par, seconde.total) == (Origine.COMMANDE, 0)


def test_une_purge_qui_echoue_n_efface_rien_et_ne_laisse_pas_de_trace(monde, monkeypatch):
    avant = photo()
    monkeypatch.setattr(
        "reseau.socle.conservation.purge.Purge.objects.create",
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


def test_une_regle_qui_echoue_en_chemin_n_a_rien_efface(monde, monkeypatch):
    def effacer_puis_casser(a):
        Dossier.objects.update(nom="")
        raise RuntimeError("Zénobie")

    regle = Travail("cassee", "cassée", lambda a: 1, effacer_puis_casser)
    monkeypatch.setattr("reseau.socle.conservation.purge.REGLES", [regle])
    avant = photo()

    with pytest.raises(PurgeIncomplete, match="cassee"):
        purger()

    assert differences(avant, photo()) == {}


def test_une_regle_qui_echoue_n_en_retient_aucune_autre_et_se_dit(monde, monkeypatch):
    def casser(a):
        raise RuntimeError("Zénobie")

    monkeypatch.setattr(
        "reseau.socle.conservation.purge.REGLES",
        [Travail("cassee", "cassée", lambda a: 1, casser), *REGLES],
    )
    avant, attendu = photo(), attendu_a_7_jours(monde)

    with time_machine.travel(FIN + J7 + SECONDE, tick=False):
        with pytest.raises(PurgeIncomplete, match="cassee"):
            purger()
        with pytest.raises(CommandError, match="Le reste est effacé, mais pas : cassee"):
            call_command("purger")

    assert differences(avant, photo()) == attendu
    assert "cassee" not in Purge.objects.first().comptes


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
