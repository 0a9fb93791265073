from datetime import date

import pytest

from lieux.standard.lecture import Lexique, lire_la_fiche
from lieux.standard.tableau import FichierIllisible, ouvrir
from tests.factories import CommuneFactory, DepartementFactory

from .fichiers import fichier


@pytest.fixture(autouse=True)
def communes():
    paris = DepartementFactory(code="75", nom="Paris", region="Île-de-France")
    ain = DepartementFactory(code="01", nom="Ain", region="Auvergne-Rhône-Alpes")
    jura = DepartementFactory(code="39", nom="Jura", region="Bourgogne-Franche-Comté")
    CommuneFactory()
    CommuneFactory(
        code_insee="75056",
        nom="Paris",
        codes_postaux="75001 75010",
        autres_codes="75101 75110",
        departement=paris,
        latitude=48.86,
        longitude=2.36,
    )
    CommuneFactory(
        code_insee="01053", nom="Bourg-en-Bresse", codes_postaux="01000", departement=ain
    )
    CommuneFactory(
        code_insee="39368",
        nom="Hauts de Bienne",
        codes_postaux="39400",
        autres_codes="39371",
        autres_noms="La Mouille, Morez",
        departement=jura,
    )
    CommuneFactory(code_insee="39363", nom="Morbier", codes_postaux="39400", departement=jura)
    CommuneFactory(code_insee="32160", nom="L’Isle-Jourdain", codes_postaux="32600")


def lue(**cellules):
    (ligne,) = ouvrir(fichier(cellules)).lignes
    return lire_la_fiche(ligne, Lexique.charger())


def remarques(fiche):
    return [(r.champ, r.texte) for r in fiche.remarques]


@pytest.mark.parametrize(
    ("delimiteur", "codage"),
    [(",", "utf-8"), (";", "utf-8-sig"), ("\t", "utf-8"), (";", "cp1252")],
)
def test_le_fichier_s_ouvre_quel_que_soit_le_tableur(delimiteur, codage):
    tableau = ouvrir(fichier({"nom": "L’Étape"}, delimiteur=delimiteur, codage=codage))

    assert [ligne.valeurs["nom"] for ligne in tableau.lignes] == ["L’Étape"]


def test_une_colonne_inconnue_est_dite_et_ignoree():
    octets = fichier({}, colonnes=("id", "nom", "commune", "code_postal", "date_maj", "couleur"))

    tableau = ouvrir(octets)

    assert tableau.colonnes_inconnues == ["couleur"]
    assert tableau.lignes[0].valeurs["services"] == ""


def test_le_numero_de_ligne_est_celui_du_fichier():
    octets = fichier({"presentation_detail": "Un\nDeux\nTrois"}, {"id": "essai-2"})

    assert [ligne.numero for ligne in ouvrir(octets).lignes] == [2, 5]


@pytest.mark.parametrize(
    ("octets", "raison"),
    [
        (b"", "il y manque les colonnes id, nom, commune, code_postal, date_maj"),
        (b"id,nom,commune,code_postal\n", "il y manque les colonnes date_maj"),
        (b"id,id,nom,commune,code_postal,date_maj\n", "deux fois\u00a0: id"),
        (b'id,nom,commune,code_postal,date_maj\n1,"La,x', "Ligne 2"),
    ],
)
def test_un_fichier_qui_n_est_pas_du_standard_dit_pourquoi(octets, raison):
    with pytest.raises(FichierIllisible) as erreur:
        ouvrir(octets)

    assert raison in str(erreur.value)


@pytest.mark.parametrize(
    ("cellules", "champ", "raison"),
    [
        ({"id": ""}, "id", "vide"),
        ({"nom": ""}, "nom", "vide"),
        ({"nom": "x" * 161}, "nom", "plus de 160 caractères"),
        ({"source": ""}, "source", "vide, à donner par --source"),
        ({"date_maj": ""}, "date_maj", "vide"),
        ({"date_maj": "hier"}, "date_maj", "«\u00a0hier\u00a0» n’est pas une date"),
        (
            {"commune": "Atlantide", "code_postal": "99999", "code_insee": ""},
            "commune",
            "introuvable\u00a0: «\u00a0Atlantide\u00a0», code postal «\u00a099999\u00a0», "
            "code INSEE «\u00a0\u00a0»",
        ),
    ],
)
def test_une_ligne_refusee_dit_son_champ_et_sa_raison(cellules, champ, raison):
    assert [(r.champ, r.texte) for r in lue(**cellules).refus] == [(champ, raison)]


def test_une_ligne_trop_courte_est_refusee():
    (ligne,) = ouvrir(b"id,nom,commune,code_postal,date_maj\n1,Ruche,Auch\n").lignes

    fiche = lire_la_fiche(ligne, Lexique.charger(), "Relais")

    assert fiche.refus[0].texte == "n’a pas autant de cellules que l’en-tête"


@pytest.mark.parametrize(
    ("insee", "postal", "nom", "attendu", "dit"),
    [
        ("32013", "32000", "Auch", "32013", False),
        ("75110", "75010", "Paris", "75056", False),
        ("1053", "01000", "Bourg-en-Bresse", "01053", False),
        ("39371", "39400", "La Mouille", "39368", False),
        ("", "75010", "PARIS 10e arrondissement", "75056", False),
        ("", "32000", "AUCH CEDEX 9", "32013", False),
        ("", "32600", "Isle Jourdain", "32160", False),
        ("", "39400", "Morez", "39368", False),
        ("", "32008", "Auch", "32013", True),
        ("", "39400", "Morbiez", "39363", True),
        ("", "39400", "Hauts", "39368", True),
        ("", "32600", "Lieu-dit Pimbo", "32160", True),
        ("32013", "39400", "Morez", "32013", True),
        ("99999", "32000", "Auch", "32013", False),
    ],
)
def test_la_commune_se_retrouve_et_le_doute_est_dit(insee, postal, nom, attendu, dit):
    fiche = lue(code_insee=insee, code_postal=postal, commune=nom)

    assert fiche.valeurs["commune"] == attendu
    assert bool([r for r in fiche.remarques if r.champ == "commune"]) == dit


def test_le_zero_perdu_d_un_code_postal_est_remis_et_dit():
    fiche = lue(
        code_postal="1000",
        code_insee="",
        commune="Bourg-en-Bresse",
        latitude="",
        longitude="",
    )

    assert (fiche.valeurs["commune"], fiche.valeurs["code_postal"]) == ("01053", "01000")
    assert remarques(fiche) == [("code_postal", "zéro perdu remis\u00a0: 01000")]


def test_un_code_postal_absent_vient_de_la_commune_qui_n_en_a_qu_un():
    assert lue(code_postal="0").valeurs["code_postal"] == "32000"


@pytest.mark.parametrize(
    ("latitude", "longitude", "attendu", "dit"),
    [
        ("43.64", "0.58", (43.64, 0.58), None),
        ("43,64", "0,58", (43.64, 0.58), None),
        ("", "", (None, None), None),
        ("0.58", "43.64", (43.64, 0.58), "échangées"),
        ("0", "0", (None, None), "hors de France"),
        ("430", "0.58", (None, None), "hors de France"),
        ("nan", "nan", (None, None), "hors de France"),
        ("40.4", "-3.7", (None, None), "hors de France"),
        ("43.64", "", (None, None), "incomplètes"),
        ("nord", "sud", (None, None), "illisibles"),
        ("48.86", "2.36", (48.86, 2.36), "km de Auch"),
    ],
)
def test_des_coordonnees_douteuses_sont_dites(latitude, longitude, attendu, dit):
    fiche = lue(latitude=latitude, longitude=longitude)

    assert (fiche.valeurs["latitude"], fiche.valeurs["longitude"]) == attendu
    assert [dit in texte for _champ, texte in remarques(fiche)] == ([True] if dit else [])


@pytest.mark.parametrize(
    ("brut", "attendu", "dit"),
    [
        ("+33562600000", "+33562600000", False),
        ("05 62 60 00 00", "+33562600000", True),
        ("05.62.60.00.00", "+33562600000", True),
        ("0033562600000", "+33562600000", True),
        ("+33 (0)5 62 60 00 00", "+33562600000", True),
        ("0262 20 00 00", "+262262200000", True),
        ("0639 69 00 00", "+262639690000", True),
        ("0590 81 00 00", "+590590810000", True),
        ("3949", "", True),
        ("", "", False),
    ],
)
def test_le_telephone_est_rendu_international(brut, attendu, dit):
    fiche = lue(telephone=brut)

    assert fiche.valeurs["telephone"] == attendu
    assert bool(fiche.remarques) == dit
    assert fiche.hors == ({"telephone": ["3949"]} if brut == "3949" else {})


@pytest.mark.parametrize(
    ("brut", "attendu"),
    [
        ("00000000000000", ""),
        ("434 933 123 00029", "43493312300029"),
        ("W321000123", "W321000123"),
        ("inconnu !", ""),
        ("", ""),
    ],
)
def test_le_pivot_est_garde_s_il_a_la_forme_d_un_siret_ou_d_un_rna(brut, attendu):
    assert lue(pivot=brut).valeurs["pivot"] == attendu


def test_les_adresses_web_sont_completees_et_les_dangereuses_mises_de_cote():
    fiche = lue(site_web="ruche.example.org|javascript:alert(1)|https://b.example.org")

    assert fiche.valeurs["site_web"] == ["https://ruche.example.org", "https://b.example.org"]
    assert fiche.hors == {"site_web": ["javascript:alert(1)"]}


def test_un_courriel_incorrect_est_mis_de_cote_sans_refuser_la_ligne():
    fiche = lue(courriels="contact@ruche.example.org|pas une adresse")

    assert fiche.valeurs["courriels"] == ["contact@ruche.example.org"]
    assert fiche.hors == {"courriels": ["pas une adresse"]}
    assert not fiche.refus


def test_une_valeur_presque_juste_est_comprise_et_dite():
    lexique = Lexique.charger()

    fiche = lue(services="loisirs et creations numeriques", frais_a_charge="Gratuit;Payant")

    valeurs = [lexique.valeurs[cle] for cle in fiche.valeurs["services"]]
    assert valeurs == ["Loisirs et créations numériques"]
    assert len(fiche.valeurs["frais_a_charge"]) == 2
    assert remarques(fiche) == [
        ("services", "compris comme Loisirs et créations numériques"),
        ("frais_a_charge", "compris comme Gratuit | Payant"),
    ]


def test_une_presentation_trop_longue_est_coupee_et_gardee_entiere_a_cote():
    longue = "mot " * 100

    fiche = lue(presentation_resume=longue)

    resume = fiche.valeurs["presentation_resume"]
    assert len(resume) <= 280
    assert resume.endswith("mot…")
    assert fiche.hors == {"presentation_resume": [longue.strip()]}


@pytest.mark.parametrize("champ", ["horaires", "structure_parente", "adresse"])
def test_un_texte_trop_long_pour_sa_colonne_est_mis_de_cote(champ):
    fiche = lue(**{champ: "x" * 501})

    assert fiche.valeurs[champ] == ""
    assert fiche.hors == {champ: ["x" * 501]}


@pytest.mark.parametrize("brut", ["2019-06-13", "13/06/2019", "2019-06-13T10:00:00+02:00"])
def test_la_date_se_lit_sous_ses_formes_courantes(brut):
    assert lue(date_maj=brut).date_maj == date(2019, 6, 13)


def test_une_date_a_venir_est_dite():
    assert [champ for champ, _texte in remarques(lue(date_maj="2999-01-01"))] == ["date_maj"]
