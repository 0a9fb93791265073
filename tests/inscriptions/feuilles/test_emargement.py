import io
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone
from PIL import Image
from pypdf import PdfReader

from inscriptions.feuilles import emargement
from inscriptions.feuilles.selection import Selection
from tests.factories import (
    AtelierFactory,
    CycleFactory,
    DossierFactory,
    InscriptionFactory,
    LieuFactory,
    ReseauFactory,
)

PARIS = ZoneInfo("Europe/Paris")


def inscrire(atelier, nom, prenom="Ana", **champs):
    dossier = DossierFactory(nom=nom, prenom=prenom)
    return InscriptionFactory(atelier=atelier, dossier=dossier, **champs)


def lire(selection, lignes_vides=2, reseau=None):
    reseau = reseau or ReseauFactory(nom="Tiers-lieux d’essai")
    return PdfReader(io.BytesIO(emargement.composer(selection, reseau, lignes_vides)))


def textes(pdf):
    return [" ".join(page.extract_text().split()) for page in pdf.pages]


def test_la_feuille_dit_quoi_quand_ou_et_qui_sans_la_liste_d_attente():
    atelier = AtelierFactory(
        titre="Ouvrir un lieu",
        lieu=LieuFactory(nom="La Dynamo"),
        debut=datetime(2026, 12, 1, 9, 0, tzinfo=PARIS),
        fin=datetime(2026, 12, 1, 16, 30, tzinfo=PARIS),
    )
    inscrire(atelier, "Zola", prenom="Émile", structure="La Ruche")
    inscrire(atelier, "Attente", en_attente=True)

    (page,) = textes(lire(Selection.de_l_atelier(atelier)))

    for mot in (
        "Tiers-lieux d’essai",
        "Ouvrir un lieu",
        "mardi 1ᵉʳ décembre 2026, de 9 h à 16 h 30",
        "La Dynamo, 1 place de la Libération, 32000 Auch",
        "1 personne inscrite",
        "Signature matin Signature après-midi",
        "Zola Émile La Ruche",
        "Page 1 / 1",
    ):
        assert mot in page
    assert "Attente" not in page


@pytest.mark.parametrize(
    "nom",
    [
        "=cmd|' /C calc'!A0",
        'Guille"mets',
        '#import "x" #panic()',
        "$x^2$ *gras* _italique_",
        "C:\\Temp\\@label <ref>",
        "Sœur d’Œ…",
    ],
)
def test_ce_que_les_gens_ecrivent_n_est_jamais_du_balisage(nom):
    atelier = AtelierFactory()
    inscrire(atelier, nom)

    (page,) = textes(lire(Selection.de_l_atelier(atelier)))

    assert nom.replace(" ", "") in page.replace("\u200b", "").replace(" ", "")


@pytest.mark.parametrize("nom", ["👩‍🌾 Zoé", "مرحبا", "李小龍", "x" * 80, "\u202egauche"])
def test_un_nom_que_la_police_ne_sait_pas_ecrire_n_empeche_pas_la_feuille(nom):
    atelier = AtelierFactory()
    inscrire(atelier, nom)
    inscrire(atelier, "Voisine")

    (page,) = textes(lire(Selection.de_l_atelier(atelier)))

    assert "Voisine" in page


def test_un_cycle_a_une_page_par_jour_et_les_pages_sont_numerotees():
    cycle = CycleFactory(titre="Tiers-lieux ruraux")
    debut = timezone.now() + timedelta(days=10)
    for rang, titre in enumerate(["Sarrant", "Simorre"]):
        inscrire(
            AtelierFactory(cycle=cycle, titre=titre, debut=debut + timedelta(days=rang)),
            f"Personne de {titre}",
        )

    pages = textes(lire(Selection.du_cycle(cycle)))

    assert [("Sarrant" in p, "Simorre" in p) for p in pages] == [(True, False), (False, True)]
    assert ["Page 1 / 2" in pages[0], "Page 2 / 2" in pages[1]] == [True, True]
    assert all("Cycle « Tiers-lieux ruraux »" in page for page in pages)


def test_une_longue_liste_repete_ses_titres_sur_chaque_page():
    atelier = AtelierFactory()
    for rang in range(40):
        inscrire(atelier, f"Nom{rang:02}")

    pages = textes(lire(Selection.de_l_atelier(atelier)))

    assert len(pages) == 2
    assert all("Prénom" in page for page in pages)


def test_une_demi_journee_n_a_qu_une_signature():
    matin = AtelierFactory(
        debut=datetime(2026, 12, 1, 9, 0, tzinfo=PARIS),
        fin=datetime(2026, 12, 1, 12, 30, tzinfo=PARIS),
    )

    (page,) = textes(lire(Selection.de_l_atelier(matin)))

    assert "Signature" in page
    assert "Signature après-midi" not in page


def test_le_pdf_est_balise_dit_sa_langue_et_son_titre():
    atelier = AtelierFactory(titre="Ouvrir un lieu")
    pdf = lire(Selection.de_l_atelier(atelier))

    racine = pdf.trailer["/Root"]

    assert racine["/Lang"].startswith("fr")
    assert bool(racine["/MarkInfo"]["/Marked"])
    assert pdf.metadata.title == "Émargement – Ouvrir un lieu"
    assert "pdfuaid" in racine["/Metadata"].get_data().decode()


def test_le_logo_du_reseau_figure_et_un_logo_illisible_est_laisse_de_cote(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    tampon = io.BytesIO()
    Image.new("CMYK", (40, 20)).save(tampon, "JPEG")
    reseau = ReseauFactory()
    selection = Selection.de_l_atelier(AtelierFactory())

    reseau.logo.save("logo.jpg", ContentFile(tampon.getvalue()))
    avec = lire(selection, reseau=reseau)
    reseau.logo.save("logo.jpg", ContentFile(b"pas une image"))
    sans = lire(selection, reseau=reseau)

    assert [len(pdf.pages[0].images) for pdf in (avec, sans)] == [1, 0]


def test_les_lignes_vides_attendent_qui_vient_sans_s_etre_inscrit():
    selection = Selection.de_l_atelier(AtelierFactory())

    assert [len(lire(selection, lignes_vides=n).pages) for n in (0, 40)] == [1, 2]
