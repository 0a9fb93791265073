"""A file has the rights of the page that shows it, in each state of its day."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from ateliers.enums import Acces, Statut
from ateliers.models import Document
from tests.factories import AtelierFactory, ParticipationFactory, PersonneFactory
from tests.monde import ROLES, Monde
from tests.pieces import VRAIES, envoi

TOUS = "200 200 200 200 200 200 200"
# In the order of ROLES; « gestionnaire » is a member, « animatrice » leads the group.
ATTENDU = {
    "brouillon": "404 404 404 404 404 200 200",
    "à venir": "404 404 404 404 404 200 200",
    "en cours": "404 404 404 404 404 200 200",
    "passée": TOUS,
    "annulée": "404 404 404 404 404 200 200",
    "brouillon passé": "404 404 404 404 404 200 200",
    "passée, réservée aux membres": "404 404 200 200 200 200 200",
    "passée, réservée au groupe": "404 404 404 200 404 200 200",
    "à venir, réservée au groupe": "404 404 404 404 404 200 200",
}


@pytest.fixture(autouse=True)
def _fichiers_a_part(settings, tmp_path):
    settings.MEDIA_ROOT, settings.RESERVES_ROOT = tmp_path / "media", tmp_path / "reserves"


def document(nom="support.PDF", **atelier):
    hier = timezone.now() - timedelta(days=1)
    jour = AtelierFactory(**{"debut": hier, "fin": hier + timedelta(hours=1), **atelier})
    return Document.objects.create(atelier=jour, titre="Support", fichier=envoi(nom))


def code(client, adresse):
    """What it answers, read to the end: what it opened is then closed, and not the database."""
    reponse = client.get(adresse)
    if reponse.streaming:
        b"".join(reponse)
    return reponse.status_code


def etats(groupe):
    maintenant, heure = timezone.now(), timedelta(hours=1)
    demain = {"debut": maintenant + 24 * heure, "fin": maintenant + 25 * heure}
    du_groupe = {"acces": Acces.GROUPE, "groupe": groupe}
    return {
        "brouillon": document(brouillon=True, **demain),
        "à venir": document(**demain),
        "en cours": document(debut=maintenant - heure, fin=maintenant + heure),
        "passée": document(),
        "annulée": document(statut=Statut.ANNULE),
        "brouillon passé": document(brouillon=True),
        "passée, réservée aux membres": document(acces=Acces.MEMBRES),
        "passée, réservée au groupe": document(**du_groupe),
        "à venir, réservée au groupe": document(**du_groupe, **demain),
    }


@pytest.mark.parametrize("role", ROLES)
def test_chaque_role_ouvre_le_fichier_selon_l_etat_de_sa_journee(role):
    monde = Monde()
    fichiers, client = etats(monde.groupe), monde.client(role)

    obtenus = {etat: code(client, piece.url) for etat, piece in fichiers.items()}

    rang = ROLES.index(role)
    assert obtenus == {etat: int(codes.split()[rang]) for etat, codes in ATTENDU.items()}


@pytest.mark.parametrize("role", ROLES)
def test_la_page_montre_les_fichiers_qui_s_ouvrent_et_aucun_autre(role):
    monde = Monde()
    fichiers, client = etats(monde.groupe), monde.client(role)

    for etat in ("passée", "passée, réservée aux membres", "passée, réservée au groupe"):
        piece = fichiers[etat]
        page = client.get(piece.atelier.get_absolute_url()).content.decode()
        assert (piece.url in page) == (code(client, piece.url) == 200), etat


def test_la_page_d_une_journee_reservee_dit_a_qui_sont_ses_documents(client):
    monde = Monde()
    au_groupe = document(acces=Acces.GROUPE, groupe=monde.groupe)
    aux_membres = document(acces=Acces.MEMBRES)

    pages = [
        client.get(piece.atelier.get_absolute_url()).content.decode()
        for piece in (au_groupe, aux_membres)
    ]

    assert f"réservés au groupe « {monde.groupe} »" in pages[0]
    assert "réservés aux membres du réseau" in pages[1]
    assert all("Support" not in page for page in pages)


def test_qui_a_quitte_le_groupe_ou_dont_le_compte_est_ferme_ne_l_ouvre_plus(client):
    participation = ParticipationFactory(personne=PersonneFactory(membre=True))
    piece = document(acces=Acces.GROUPE, groupe=participation.groupe)
    client.force_login(participation.personne)
    avant = code(client, piece.url)

    participation.quittee_le = timezone.localdate()
    participation.save()

    assert (avant, code(client, piece.url)) == (200, 404)


def test_l_adresse_d_un_autre_jour_n_ouvre_pas_le_fichier(client):
    piece, autre = document(), AtelierFactory()

    assert code(client, reverse("ateliers:document", args=[autre.slug, piece.pk])) == 404


def test_aucun_fichier_reserve_ne_vient_par_media(client, settings):
    piece = document()

    assert not settings.MEDIA_ROOT.exists()
    assert client.get(f"/media/{piece.fichier.name}").status_code == 404
    with pytest.raises(ValueError, match="pas d’autre adresse"):
        piece.fichier.storage.url(piece.fichier.name)


def test_le_nom_sur_le_disque_ne_se_devine_pas():
    noms = [document().fichier.name for _ in range(2)]

    assert all(re.fullmatch(r"documents/[0-9a-f]{32}-support\.pdf", nom) for nom in noms)
    assert noms[0] != noms[1]


@pytest.mark.parametrize("nom", VRAIES)
def test_les_entetes_disent_le_type_le_nom_et_que_rien_ne_se_devine(client, nom):
    piece = document(nom)

    reponse = client.get(piece.url)

    lu_ici = nom.rsplit(".")[-1].lower() in {"pdf", "jpg", "jpeg", "png", "webp"}
    ou = "inline" if lu_ici else "attachment"
    assert b"".join(reponse) == VRAIES[nom]
    assert reponse["Content-Disposition"] == f'{ou}; filename="{nom.lower()}"'
    assert reponse["X-Content-Type-Options"] == "nosniff"
    assert reponse["Cache-Control"] == "private, no-cache"
    assert "html" not in reponse["Content-Type"]
    assert "svg" not in reponse["Content-Type"]


def test_un_fichier_perdu_est_introuvable_et_non_une_panne(client, settings):
    piece = document()
    (settings.RESERVES_ROOT / piece.fichier.name).unlink()

    assert code(client, piece.url) == 404


def test_sur_la_fiche_l_equipe_ouvre_le_fichier_par_la_vue(client, animatrice):
    piece = document(brouillon=True)

    fiche = client.get(reverse("admin:ateliers_atelier_change", args=[piece.atelier.pk]))

    assert f'href="{piece.url}"' in fiche.content.decode()
    assert code(client, piece.url) == 200


def test_le_nom_du_fichier_vient_de_ce_que_la_personne_a_envoye():
    piece = document()
    piece.fichier = envoi("Été à Auch (2).pdf", VRAIES["support.PDF"])
    piece.save()

    assert piece.fichier.name.endswith("-ete-a-auch-2.pdf")
    assert len(piece.fichier.name) < 100
