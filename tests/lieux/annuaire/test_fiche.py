import json
import re
from datetime import date, timedelta
from decimal import Decimal

import pytest
import time_machine
from django.contrib.auth.models import Permission
from django.utils import timezone

from lieux.enums import Famille, StatutLieu
from tests.factories import (
    AtelierFactory,
    CommuneFactory,
    EspaceFactory,
    LabellisationFactory,
    LieuFactory,
    PersonneFactory,
    TermeFactory,
)
from tests.pages import texte


def donnees_liees(reponse):
    return json.loads(re.search(r'ld\+json">(.*?)</script>', reponse.text)[1])


def test_la_fiche_montre_tout_ce_que_le_lieu_dit_de_lui(client):
    lieu = LieuFactory(
        nom="La Dynamo",
        presentation_resume="Au pied de la cathédrale.",
        presentation_detail="## Bienvenue\n\nOn **fabrique**.",
        telephone="05 62 00 00 00",
        courriels=["bonjour@example.org", "presse@example.org"],
        sites_web=["https://www.dynamo.example.org/"],
        prise_rdv="https://rdv.example.org/",
        acces="Bus *2*",
        accessibilite="Plain-pied",
        fiche_acces_libre="https://acceslibre.example.org/fiche",
        mis_a_jour_le=date(2026, 3, 2),
        source="Recensement",
    )
    lieu.termes.add(
        TermeFactory(), TermeFactory(famille=Famille.FRAIS, code="gratuit", libelle="Gratuit")
    )

    reponse = client.get(lieu.get_absolute_url())

    for attendu in (
        "<h1>La Dynamo</h1>",
        "<strong>fabrique</strong>",
        'href="tel:0562000000"',
        'href="mailto:presse@example.org"',
        '<a href="https://www.dynamo.example.org/" rel="external">dynamo.example.org</a>',
        'href="https://rdv.example.org/"',
        "<em>2</em>",
        'href="https://acceslibre.example.org/fiche"',
        'href="/lieux/?activite=coworking"',
        'href="/lieux/?pres_de=32013"',
        "carte-svg__point",
    ):
        assert attendu in reponse.text
    for attendu in (
        "Auch, Gers",
        "1 place de la Libération",
        "Plain-pied",
        "Frais à charge Gratuit",
        "Fiche mise à jour le 2 mars 2026. Source : Recensement.",
    ):
        assert attendu.replace("\u00a0", " ") in texte(reponse).replace("\u00a0", " ")


def test_les_espaces_disent_capacite_et_prix(client):
    lieu = LieuFactory()
    EspaceFactory(lieu=lieu, nom="Grande salle", capacite=40, prix=Decimal("80"), ordre=1)
    EspaceFactory(lieu=lieu, nom="Bureau", capacite=1, prix=None, ordre=2)
    EspaceFactory(lieu=lieu, nom="Café", prix=0, ordre=3)
    EspaceFactory(nom="Salle d’un autre lieu")

    reponse = client.get(lieu.get_absolute_url())

    lignes = texte(reponse).replace("\u00a0", " ")
    assert "Grande salle 40 personnes 80 € la journée" in lignes
    assert "Bureau 1 personne sur demande" in lignes
    assert "Café – gratuit" in lignes
    assert "Salle d’un autre lieu" not in lignes


def test_une_fiche_presque_vide_n_a_pas_de_titre_sans_contenu(client):
    perdue = CommuneFactory(code_insee="32999", nom="Perdue", latitude=None, longitude=None)
    lieu = LieuFactory(commune=perdue, adresse="", code_postal="")

    reponse = client.get(lieu.get_absolute_url())

    titres = re.findall(r"<h2[^>]*>(.*?)</h2>", reponse.text.split("<footer")[0])
    assert titres == ["Adresse"]


def test_seuls_les_labels_valides_aujourd_hui_sont_montres(client):
    lieu = LieuFactory()
    hier = timezone.localdate() - timedelta(days=1)
    LabellisationFactory(lieu=lieu)
    LabellisationFactory(lieu=lieu, label__slug="ancien", label__nom="Ancien label", fin=hier)

    reponse = client.get(lieu.get_absolute_url())

    assert "Fabrique de territoire" in reponse.text
    assert "Ancien label" not in reponse.text


@time_machine.travel("2026-11-20 18:30:00+01:00")
def test_les_horaires_disent_si_le_lieu_est_ouvert_et_la_semaine(client):
    lieu = LieuFactory(horaires="Mo-Fr 09:00-18:00")

    page = texte(client.get(lieu.get_absolute_url())).replace("\u00a0", " ")

    assert "Horaires Fermé, ouvre lundi à 9 h Cette semaine lundi 9 h – 18 h mardi" in page
    assert "samedi fermé dimanche fermé" in page


def test_des_horaires_illisibles_sont_montres_tels_quels_a_verifier(client):
    lieu = LieuFactory(horaires="Lundi <matin> 9h-12h")

    reponse = client.get(lieu.get_absolute_url())

    assert "Lundi &lt;matin&gt; 9h-12h" in reponse.text
    assert "Horaires à vérifier auprès du lieu." in reponse.text


def test_les_ateliers_a_venir_dans_ce_lieu_et_eux_seuls(client):
    lieu = LieuFactory()
    demain = timezone.now() + timedelta(days=1)
    AtelierFactory(lieu=lieu, titre="Deuxième")
    AtelierFactory(lieu=lieu, titre="Premier", debut=demain)
    AtelierFactory(lieu=lieu, titre="Passé", passe=True)
    AtelierFactory(lieu=lieu, titre="En préparation", brouillon=True)
    AtelierFactory(titre="Dans un autre lieu")

    reponse = client.get(lieu.get_absolute_url())

    assert [a.titre for a in reponse.context["fiche"].ateliers] == ["Premier", "Deuxième"]
    assert "Ateliers à venir dans ce lieu" in reponse.text


@pytest.mark.parametrize("nombre", [1, 3])
def test_la_fiche_fait_toujours_autant_de_requetes(client, nombre, django_assert_num_queries):
    lieu = LieuFactory()
    for i in range(nombre):
        EspaceFactory(lieu=lieu)
        LabellisationFactory(lieu=lieu, label__slug=f"label-{i}", label__nom=f"Label {i}")
        lieu.termes.add(TermeFactory(code=f"t{i}", libelle=f"Terme {i}"))
        AtelierFactory(lieu=lieu)

    with django_assert_num_queries(6):
        client.get(lieu.get_absolute_url())


def test_les_donnees_liees_decrivent_le_lieu(client):
    lieu = LieuFactory(
        nom="La Dynamo",
        slug="la-dynamo",
        latitude=43.6,
        longitude=0.58,
        horaires="Mo-Fr 09:00-18:00",
        courriels=["bonjour@example.org"],
    )

    donnees = donnees_liees(client.get(lieu.get_absolute_url()))

    assert donnees == {
        "@context": "https://schema.org",
        "@type": "LocalBusiness",
        "@id": "http://127.0.0.1:8000/lieux/la-dynamo/",
        "name": "La Dynamo",
        "url": "http://127.0.0.1:8000/lieux/la-dynamo/",
        "email": "bonjour@example.org",
        "address": {
            "@type": "PostalAddress",
            "streetAddress": "1 place de la Libération",
            "postalCode": "32000",
            "addressLocality": "Auch",
            "addressCountry": "FR",
        },
        "geo": {"@type": "GeoCoordinates", "latitude": 43.6, "longitude": 0.58},
        "openingHours": "Mo-Fr 09:00-18:00",
    }


def test_aucun_texte_ne_sort_des_donnees_liees_ni_de_la_page(client):
    piege = "</script><script>alert('«&»')</script>"
    lieu = LieuFactory(nom=piege, presentation_resume=piege, presentation_detail=piege)

    reponse = client.get(lieu.get_absolute_url())

    assert "<script>alert" not in reponse.text
    assert donnees_liees(reponse)["name"] == piege


def test_un_lien_web_douteux_n_est_pas_suivi(client):
    lieu = LieuFactory(sites_web=["javascript:alert(1)", "https://sain.example.org"])

    reponse = client.get(lieu.get_absolute_url())

    assert "javascript:" not in reponse.text
    assert "https://sain.example.org" in reponse.text


def test_un_brouillon_n_est_vu_que_de_qui_le_prepare(client):
    lieu = LieuFactory(brouillon=True)
    gestionnaire, animatrice = PersonneFactory(), PersonneFactory(equipe=True)
    lieu.gestionnaires.add(gestionnaire)
    animatrice.user_permissions.add(Permission.objects.get(codename="view_lieu"))

    def statut(personne=None):
        client.logout()
        if personne:
            client.force_login(personne)
        return client.get(lieu.get_absolute_url()).status_code

    assert statut() == 404
    assert statut(PersonneFactory()) == 404
    assert statut(PersonneFactory(equipe=True)) == 404
    assert statut(gestionnaire) == 200
    assert statut(animatrice) == 200


def test_un_brouillon_le_dit_et_ne_se_laisse_pas_indexer(client):
    lieu = LieuFactory(brouillon=True)
    client.force_login(PersonneFactory(superutilisatrice=True))

    reponse = client.get(lieu.get_absolute_url())

    assert "Cette fiche n’est pas publiée" in reponse.text
    assert '<meta name="robots" content="noindex">' in reponse.text
    assert "ld+json" not in reponse.text


def test_un_lieu_archive_a_disparu_et_la_page_montre_les_environs(client):
    lieu = LieuFactory(nom="Fermé depuis peu", statut=StatutLieu.ARCHIVE)

    reponse = client.get(lieu.get_absolute_url())

    assert reponse.status_code == 410
    assert "ne figure plus dans l’annuaire" in reponse.text
    assert 'href="/lieux/?pres_de=32013"' in reponse.text


def test_un_lieu_inconnu_n_existe_pas(client):
    assert client.get("/lieux/nulle-part/").status_code == 404


def test_une_vieille_fiche_invite_a_appeler(client):
    vieille = LieuFactory(mis_a_jour_le=timezone.localdate() - timedelta(days=541))
    recente = LieuFactory(mis_a_jour_le=timezone.localdate() - timedelta(days=540))

    assert "Elle date un peu" in client.get(vieille.get_absolute_url()).text
    assert "Elle date un peu" not in client.get(recente.get_absolute_url()).text


def test_le_lien_vers_le_back_office_est_pour_qui_peut_modifier(client):
    lieu = LieuFactory()
    adresse = f"/admin/lieux/lieu/{lieu.pk}/change/"

    assert adresse not in client.get(lieu.get_absolute_url()).text
    client.force_login(PersonneFactory(superutilisatrice=True))
    assert adresse in client.get(lieu.get_absolute_url()).text
