import io
from datetime import timedelta

import openpyxl
import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from inscriptions.models import Export, Proposition
from tests.factories import (
    AtelierFactory,
    CycleFactory,
    DossierFactory,
    InscriptionFactory,
    PersonneFactory,
)
from tests.pages import contenu

pytestmark = pytest.mark.ignore_template_errors


def connecter(client, *droits):
    personne = PersonneFactory(equipe=True)
    personne.user_permissions.set(Permission.objects.filter(codename__in=droits))
    client.force_login(personne)
    return personne


def adresse(objet):
    return reverse(f"admin:exporter_{objet._meta.model_name}", args=[objet.pk])


def demander(client, objet, format="csv", **champs):
    return client.post(adresse(objet), {"format": format, "lignes_vides": 3, **champs})


def fermer(reponse):
    """Close its file, without telling Django that the request (and the test's base) is over."""
    for fermeture in reponse._resource_closers:
        fermeture()


@pytest.fixture
def atelier():
    atelier = AtelierFactory(slug="ouvrir-un-lieu")
    for nom, champs in [("Zola", {}), ("Hugo", {"en_attente": True})]:
        InscriptionFactory(
            atelier=atelier, dossier=DossierFactory(nom=nom), besoins_acces="Fauteuil", **champs
        )
    return atelier


def test_la_page_dit_combien_de_personnes_et_ne_laisse_aucune_trace(client, atelier):
    connecter(client, "exporter")

    page = " ".join(client.get(adresse(atelier)).content.decode().split())

    assert "1 inscrit, 1 personne en liste d’attente" in page
    assert "régimes" not in page
    assert not Export.objects.exists()


@pytest.mark.parametrize(
    ("format", "nom", "nombre"),
    [
        ("csv", "inscriptions", 1),
        ("csv_attente", "attente", 1),
        ("xlsx", "inscriptions", 2),
        ("pdf", "emargement", 1),
    ],
)
def test_chaque_export_laisse_sa_trace_et_porte_un_nom_de_fichier(
    client, atelier, format, nom, nombre, time_machine
):
    time_machine.move_to("2026-12-01 10:00:00+00:00")
    animatrice = connecter(client, "exporter")

    reponse = demander(client, atelier, format)
    fermer(reponse)

    extension = format.partition("_")[0]
    assert reponse["Content-Disposition"] == (
        f'attachment; filename="ouvrir-un-lieu-{nom}-2026-12-01.{extension}"'
    )
    assert "no-store" in reponse["Cache-Control"]
    trace = Export.objects.get()
    assert (trace.par, trace.format, trace.nombre) == (animatrice, format, nombre)
    assert (trace.atelier, trace.cycle, trace.donnees_sensibles) == (atelier, None, False)


def test_un_cycle_s_exporte_et_sa_trace_le_nomme(client):
    connecter(client, "exporter")
    cycle = CycleFactory()
    InscriptionFactory(atelier=AtelierFactory(cycle=cycle), dossier=DossierFactory(nom="Zola"))

    liste = contenu(demander(client, cycle))

    assert liste.count("Zola") == 1
    trace = Export.objects.get()
    assert (trace.cycle, trace.atelier, trace.nombre) == (cycle, None, 1)


def test_un_cycle_sans_journee_n_a_rien_a_exporter(client):
    connecter(client, "exporter", "view_cycle")

    reponse = client.post(adresse(CycleFactory()), {"format": "csv"}, follow=True)

    assert "rien à exporter" in reponse.content.decode()
    assert not Export.objects.exists()


def test_les_donnees_sensibles_ne_sortent_que_permises_et_cochees(client, atelier):
    connecter(client, "exporter", "voir_donnees_sensibles")
    discret = contenu(demander(client, atelier))
    complet = contenu(demander(client, atelier, sensibles="on"))
    connecter(client, "exporter")
    force = contenu(demander(client, atelier, sensibles="on"))

    assert ["Fauteuil" in t for t in (discret, complet, force)] == [False, True, False]
    traces = Export.objects.order_by("pk").values_list("donnees_sensibles", flat=True)
    assert list(traces) == [False, True, False]


def test_l_emargement_ne_montre_jamais_de_donnee_sensible(client, atelier):
    connecter(client, "exporter", "voir_donnees_sensibles")

    reponse = demander(client, atelier, "pdf", sensibles="on")

    (page,) = PdfReader(io.BytesIO(reponse.content)).pages
    assert "Fauteuil" not in page.extract_text()
    assert not Export.objects.get().donnees_sensibles


def test_le_classeur_arrive_entier(client, atelier):
    connecter(client, "exporter")

    reponse = demander(client, atelier, "xlsx")

    classeur = openpyxl.load_workbook(io.BytesIO(b"".join(reponse.streaming_content)))
    fermer(reponse)
    assert classeur.sheetnames == ["Inscriptions confirmées", "Liste d’attente"]


def test_sans_la_permission_rien_ne_sort_et_rien_ne_se_trace(client, atelier):
    connecter(client, "view_inscription", "view_atelier")

    assert client.get(adresse(atelier)).status_code == 403
    assert demander(client, atelier).status_code == 403
    assert not Export.objects.exists()


def test_qui_n_est_pas_de_l_equipe_est_renvoye_a_la_connexion(client, atelier):
    client.force_login(PersonneFactory())

    reponse = demander(client, atelier)

    assert reponse.status_code == 302
    assert not Export.objects.exists()


def test_un_atelier_inconnu_n_existe_pas(client):
    connecter(client, "exporter")

    assert client.get(reverse("admin:exporter_atelier", args=[999])).status_code == 404


def test_un_formulaire_faux_dit_pourquoi_et_ne_donne_rien(client, atelier):
    connecter(client, "exporter")

    reponse = demander(client, atelier, "docx", lignes_vides=400)

    assert set(reponse.context["form"].errors) == {"format", "lignes_vides"}
    assert not Export.objects.exists()


def test_les_traces_se_lisent_sans_se_modifier(client, atelier):
    connecter(client, "exporter", "view_export", "delete_export", "change_export")
    fermer(demander(client, atelier))
    trace = Export.objects.get()

    liste = client.get(reverse("admin:inscriptions_export_changelist")).content.decode()

    assert str(atelier) in liste
    suppression = reverse("admin:inscriptions_export_delete", args=[trace.pk])
    assert client.post(suppression, {"post": "yes"}).status_code == 403
    assert client.get(reverse("admin:inscriptions_export_add")).status_code == 403


def test_les_fiches_d_atelier_et_de_cycle_menent_a_l_export_pour_qui_peut(client):
    atelier = AtelierFactory(cycle=CycleFactory())
    fiches = [
        reverse("admin:ateliers_atelier_change", args=[atelier.pk]),
        reverse("admin:ateliers_cycle_change", args=[atelier.cycle.pk]),
    ]
    cibles = [adresse(atelier), adresse(atelier.cycle)]

    connecter(client, "view_atelier", "view_cycle", "exporter")
    avec = [client.get(fiche).content.decode() for fiche in fiches]
    connecter(client, "view_atelier", "view_cycle")
    sans = [client.get(fiche).content.decode() for fiche in fiches]

    assert [cible in page for cible, page in zip(cibles, avec, strict=True)] == [True, True]
    assert [cible in page for cible, page in zip(cibles, sans, strict=True)] == [False, False]


def test_la_page_d_export_dit_les_memes_chiffres_que_la_page_publique(client, animatrice):
    atelier = AtelierFactory(capacite=2)
    InscriptionFactory(atelier=atelier)
    proposee = InscriptionFactory(atelier=atelier, en_attente=True)
    InscriptionFactory(atelier=atelier, en_attente=True)
    Proposition.objects.create(
        inscription=proposee, atelier=atelier, expire_le=timezone.now() + timedelta(hours=30)
    )

    page = client.get(reverse("admin:exporter_atelier", args=[atelier.pk]))

    chiffres = "1 inscrit, 1 proposition en cours, 1 personne en liste d’attente"
    assert chiffres in page.text.replace("\u00a0", " ")
