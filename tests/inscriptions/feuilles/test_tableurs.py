import csv
import io
import tracemalloc
from datetime import UTC, date, datetime, timedelta

import openpyxl
import pytest
from django.db.models import Value
from django.db.models.functions import Concat
from django.utils import timezone
from pypdf import PdfReader

from ateliers.enums import TypeRepas
from inscriptions.feuilles.classeur import Classeur
from inscriptions.feuilles.colonnes import colonnes
from inscriptions.feuilles.emargement import composer
from inscriptions.feuilles.selection import Selection
from inscriptions.feuilles.sequences import colonnes_des_sequences
from inscriptions.feuilles.tableur_csv import desamorcer, lignes_csv
from inscriptions.models import Couvert, Dossier, Inscription, Proposition
from inscriptions.models.enums import EtatCouvert, Regime
from tests.factories import (
    AtelierFactory,
    ChoixFactory,
    CommuneFactory,
    CouvertFactory,
    CreneauFactory,
    CycleFactory,
    DossierFactory,
    InscriptionFactory,
    RepasFactory,
    ReseauFactory,
    SequenceFactory,
)

MALVEILLANTS = [
    "=cmd|' /C calc'!A0",
    "+1+1",
    "-2+3",
    "@SUM(1;2)",
    "\t=1",
    " =1+1",
    'Guille"mets;et\nligne',
    "#hash $dollar \\antislash",
    "👩‍🌾 Zoé",
    "مرحبا",
    "L" * 80,
]


def inscrire(atelier, nom, prenom="Ana", **champs):
    dossier = DossierFactory(nom=nom, prenom=prenom)
    return InscriptionFactory(atelier=atelier, dossier=dossier, **champs)


def table_csv(selection, attente=False, sensibles=False):
    choisies = colonnes(selection.ateliers, attente=attente, sensibles=sensibles)
    qui = selection.en_attente() if attente else selection.inscrites()
    texte = "".join(lignes_csv(choisies, qui))
    return list(csv.reader(io.StringIO(texte.removeprefix("\ufeff")), delimiter=";"))


def ouvrir(selection, sensibles=False):
    with Classeur(selection, sensibles).ecrire() as fichier:
        return openpyxl.load_workbook(fichier)


def feuilles(selection, sensibles=False):
    classeur = ouvrir(selection, sensibles)
    return {feuille.title: [list(ligne) for ligne in feuille.values] for feuille in classeur}


def colonne(table, titre):
    rang = table[0].index(titre)
    return [ligne[rang] for ligne in table[1:]]


def test_les_confirmees_et_la_liste_d_attente_ne_sont_jamais_dans_la_meme_liste():
    atelier = AtelierFactory()
    inscrire(atelier, "Confirmée")
    inscrire(atelier, "Attente", en_attente=True)
    inscrire(atelier, "Annulée", annulee=True)
    inscrire(AtelierFactory(), "Ailleurs")
    selection = Selection.de_l_atelier(atelier)

    assert colonne(table_csv(selection), "Nom") == ["Confirmée"]
    assert colonne(table_csv(selection, attente=True), "Nom") == ["Attente"]
    classeur = feuilles(selection)
    assert list(classeur) == ["Inscriptions confirmées", "Liste d’attente"]
    assert colonne(classeur["Inscriptions confirmées"], "Nom") == ["Confirmée"]
    assert colonne(classeur["Liste d’attente"], "Nom") == ["Attente"]


def test_les_noms_sont_dans_l_ordre_alphabetique_francais_et_l_attente_dans_celui_de_la_file():
    atelier = AtelierFactory()
    maintenant = timezone.now()
    for nom in ("Zola", "éluard", "Éboué", "Dumas"):
        inscrire(atelier, nom)
    inscrire(atelier, "Seconde", en_attente=True, demandee_le=maintenant)
    inscrire(atelier, "Première", en_attente=True, demandee_le=maintenant - timedelta(hours=1))
    selection = Selection.de_l_atelier(atelier)

    assert colonne(table_csv(selection), "Nom") == ["Dumas", "Éboué", "éluard", "Zola"]
    attente = table_csv(selection, attente=True)
    assert colonne(attente, "Nom") == ["Première", "Seconde"]
    assert colonne(attente, "Rang") == ["1", "2"]


def test_l_attente_suit_la_file_telle_que_les_pages_la_disent():
    """Moved up, then offered a seat, then too late: who came first is not all."""
    atelier, maintenant = AtelierFactory(), timezone.now()
    passee_devant = inscrire(atelier, "Devant", en_attente=True)
    passee_devant.attend_depuis = maintenant - timedelta(days=3)
    passee_devant.save()
    inscrire(atelier, "Ensuite", en_attente=True, demandee_le=maintenant - timedelta(days=1))
    for nom, dans_une_heure in (("Proposée", 1), ("Trop tard", -1)):
        Proposition.objects.create(
            inscription=inscrire(atelier, nom, en_attente=True),
            atelier=atelier,
            faite_le=maintenant - timedelta(hours=2),
            expire_le=maintenant + timedelta(hours=dans_une_heure),
        )

    attente = table_csv(Selection.de_l_atelier(atelier), attente=True)

    assert colonne(attente, "Nom") == ["Proposée", "Devant", "Ensuite"]
    assert colonne(attente, "Rang") == ["place proposée", "1", "2"]


def test_le_csv_commence_par_un_bom_et_separe_par_des_points_virgules():
    atelier = AtelierFactory()
    commune = CommuneFactory()
    inscrire(atelier, "Zola", prenom="Émile", commune=commune, telephone="06 00 00 00 00")
    selection = Selection.de_l_atelier(atelier)

    lignes = list(
        lignes_csv(colonnes([atelier], attente=False, sensibles=False), selection.inscrites())
    )

    assert lignes[0].startswith("\ufeffNom;Prénom;Structure;")
    assert lignes[1].startswith("Zola;Émile;;porteur ou porteuse de projet;contact")
    assert ";06 00 00 00 00;Auch;" in lignes[1]


def tel_quel(inscription, nom):
    """A name as it stands since before: the column would put it on one line."""
    lignes = type(inscription).objects.filter(pk=inscription.pk)
    lignes.update(nom=Concat(Value(nom), Value("")))


@pytest.mark.parametrize("texte", MALVEILLANTS)
def test_ce_que_les_gens_ecrivent_reste_du_texte_dans_un_csv(texte):
    atelier = AtelierFactory()
    tel_quel(inscrire(atelier, "Zola"), texte)

    (lu,) = colonne(table_csv(Selection.de_l_atelier(atelier)), "Nom")

    assert lu.removeprefix("'") == texte
    assert not lu.lstrip(" ").startswith(("=", "+", "-", "@", "\t"))


def test_les_dates_d_un_csv_sont_a_l_heure_de_paris():
    assert desamorcer(datetime(2026, 7, 1, 9, 30)) == "01/07/2026 09:30"


@pytest.mark.parametrize("texte", MALVEILLANTS)
def test_ce_que_les_gens_ecrivent_reste_du_texte_dans_un_classeur(texte):
    atelier = AtelierFactory()
    inscrite = inscrire(atelier, "Zola", structure="https://exemple.org", telephone="0600000000")
    tel_quel(inscrite, texte)
    classeur = ouvrir(Selection.de_l_atelier(atelier))

    feuille = classeur["Inscriptions confirmées"]

    cellule = feuille["A2"]
    assert (cellule.value, cellule.data_type) == (texte, "s")
    assert feuille["C2"].hyperlink is None
    assert feuille["F2"].value == "0600000000"


def test_le_classeur_a_des_dates_typees_un_entete_fige_des_largeurs_et_un_filtre():
    atelier = AtelierFactory()
    inscrire(atelier, "Zola", demandee_le=datetime.fromisoformat("2026-07-01T08:30:00+00:00"))
    classeur = ouvrir(Selection.de_l_atelier(atelier))

    feuille = classeur["Inscriptions confirmées"]

    date = feuille.cell(2, feuille.max_column)
    assert (date.is_date, date.value) == (True, datetime(2026, 7, 1, 10, 30))
    assert feuille.freeze_panes == "A2"
    assert feuille.column_dimensions["A"].width > 20
    assert feuille.auto_filter.ref == "A1:I2"


def test_une_liste_vide_garde_ses_titres():
    classeur = feuilles(Selection.de_l_atelier(AtelierFactory()))

    assert [len(lignes) for lignes in classeur.values()] == [1, 1]


def test_regimes_allergies_et_besoins_n_apparaissent_que_demandes():
    atelier = AtelierFactory()
    dejeuner = RepasFactory(atelier=atelier, type=TypeRepas.DEJEUNER)
    allergique = inscrire(atelier, "Allergique", besoins_acces="Fauteuil")
    inscrire(atelier, "Sans repas")
    Couvert.objects.create(
        inscription=allergique,
        repas=dejeuner,
        etat=EtatCouvert.CONFIRME,
        regime=Regime.ALLERGIE,
        allergie="arachide",
    )
    selection = Selection.de_l_atelier(atelier)

    discrete, complete = table_csv(selection), table_csv(selection, sensibles=True)

    assert colonne(discrete, "Déjeuner") == ["oui", "non"]
    assert not {"fauteuil", "arachide"} & {str(c).lower() for ligne in discrete for c in ligne}
    assert colonne(complete, "Régime (déjeuner)") == ["allergie (à préciser)", ""]
    assert colonne(complete, "Allergie (déjeuner)") == ["arachide", ""]
    assert colonne(complete, "Besoins d’accès") == ["Fauteuil", ""]
    assert "Repas" in feuilles(selection)
    assert "arachide" not in str(feuilles(selection))


def test_un_repas_annule_n_est_pas_compte_et_un_repas_en_attente_le_dit():
    atelier = AtelierFactory()
    dejeuner = RepasFactory(atelier=atelier)
    for nom, etat in [
        ("A", EtatCouvert.CONFIRME),
        ("B", EtatCouvert.EN_ATTENTE),
        ("C", EtatCouvert.ANNULE),
    ]:
        Couvert.objects.create(inscription=inscrire(atelier, nom), repas=dejeuner, etat=etat)
    selection = Selection.de_l_atelier(atelier)

    assert colonne(table_csv(selection), "Déjeuner") == ["oui", "en attente", "non"]
    assert colonne(feuilles(selection)["Repas"], "Couverts") == [1]


def test_un_cycle_donne_une_ligne_par_personne_et_par_jour_puis_qui_vient_quel_jour():
    cycle = CycleFactory()
    debut = timezone.now() + timedelta(days=10)
    second = AtelierFactory(cycle=cycle, debut=debut + timedelta(days=7), titre="Second")
    premier = AtelierFactory(cycle=cycle, debut=debut, titre="Premier")
    AtelierFactory(cycle=cycle, annule=True)
    fidele = {"courriel": "fidele@example.org"}
    inscrire(premier, "Zola", **fidele)
    inscrire(second, "Zola", **fidele)
    inscrire(second, "Dumas")
    inscrire(premier, "Attente", en_attente=True)

    classeur = feuilles(Selection.du_cycle(cycle))

    confirmees = classeur["Inscriptions confirmées"]
    assert list(zip(colonne(confirmees, "Journée"), colonne(confirmees, "Nom"), strict=True)) == [
        ("Premier", "Zola"),
        ("Second", "Dumas"),
        ("Second", "Zola"),
    ]
    presences = [[ligne[0], *ligne[3:]] for ligne in classeur["Présences"][1:]]
    assert presences == [["Dumas", None, 1], ["Zola", 1, 1], ["Total", 1, 2]]
    assert colonne(classeur["Liste d’attente"], "Nom") == ["Attente"]


def test_la_feuille_des_repas_compte_par_regime_sans_aucun_nom():
    atelier = AtelierFactory(titre="Journée")
    dejeuner = RepasFactory(atelier=atelier)
    for rang, (regime, allergie) in enumerate(
        [
            (Regime.ALLERGIE, "noix"),
            (Regime.VEGETARIEN, ""),
            (Regime.ALLERGIE, "arachide"),
            (Regime.SANS, ""),
            (Regime.VEGETARIEN, ""),
        ]
    ):
        Couvert.objects.create(
            inscription=inscrire(atelier, f"Nom{rang}"),
            repas=dejeuner,
            etat=EtatCouvert.CONFIRME,
            regime=regime,
            allergie=allergie,
        )
    selection = Selection.de_l_atelier(atelier)

    detail = [ligne[1:] for ligne in feuilles(selection, sensibles=True)["Repas"]]

    assert detail == [
        ["Journée", "Repas", "Régime", "Couverts", "Dont à redistribuer"],
        ["Journée", "déjeuner", "sans régime particulier", 1, 0],
        ["Journée", "déjeuner", "végétarien", 2, 0],
        ["Journée", "déjeuner", "allergie : arachide", 1, 0],
        ["Journée", "déjeuner", "allergie : noix", 1, 0],
        ["Journée", "déjeuner", "total", 5, 0],
    ]
    assert [ligne[2:] for ligne in feuilles(selection)["Repas"]] == [
        ["Repas", "Couverts", "Dont à redistribuer"],
        ["déjeuner", 5, 0],
    ]


@pytest.mark.parametrize("nombre", [1, 3])
def test_le_nombre_de_requetes_ne_depend_pas_du_nombre_de_personnes(
    django_assert_num_queries, nombre
):
    atelier = AtelierFactory()
    dejeuner = RepasFactory(atelier=atelier)
    for rang in range(nombre):
        Couvert.objects.create(
            inscription=inscrire(atelier, f"Nom{rang}"), repas=dejeuner, etat=EtatCouvert.CONFIRME
        )
    atelier.refresh_from_db()

    with django_assert_num_queries(8):
        table_csv(Selection.de_l_atelier(atelier), sensibles=True)


def test_trois_fois_plus_de_personnes_ne_demandent_pas_plus_de_memoire():
    pics = [pic_de_memoire(inscrire_en_nombre(nombre)) for nombre in (600, 1800)]

    assert pics[1] < pics[0] * 1.5


def inscrire_en_nombre(nombre):
    atelier = AtelierFactory(capacite=None)
    dossiers = Dossier.objects.bulk_create(DossierFactory.build_batch(nombre))
    Inscription.objects.bulk_create(
        InscriptionFactory.build(atelier=atelier, dossier=dossier) for dossier in dossiers
    )
    return Selection.de_l_atelier(atelier)


def pic_de_memoire(selection):
    choisies = colonnes(selection.ateliers, attente=False, sensibles=True)
    tracemalloc.start()
    for _ligne in lignes_csv(choisies, selection.inscrites()):
        pass
    pic = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return pic


def test_plusieurs_repas_par_journee_ont_chacun_leur_colonne_et_leur_commande():
    debut = datetime(2027, 3, 11, 8, tzinfo=UTC)
    atelier = AtelierFactory(debut=debut, fin=debut + timedelta(days=1, hours=8))
    midi = RepasFactory(atelier=atelier)
    lendemain = RepasFactory(atelier=atelier, jour=date(2027, 3, 12))
    soir = RepasFactory(atelier=atelier, type=TypeRepas.DINER)
    ana, bea = inscrire(atelier, "Ana"), inscrire(atelier, "Bea")
    for inscription, repas in ((ana, midi), (ana, soir), (bea, lendemain)):
        CouvertFactory(inscription=inscription, repas=repas)
    CouvertFactory(repas=soir, inscription__annulee=True, etat=EtatCouvert.A_REDISTRIBUER)
    CouvertFactory(repas=soir, etat=EtatCouvert.EN_ATTENTE, inscription=bea)
    selection = Selection.de_l_atelier(atelier)

    liste = table_csv(selection)

    assert colonne(liste, "Déjeuner") == ["oui", "non"]
    assert colonne(liste, "Dîner") == ["oui", "en attente"]
    assert colonne(liste, "Déjeuner (2ᵉ jour)") == ["non", "oui"]
    assert [ligne[2:] for ligne in feuilles(selection)["Repas"]] == [
        ["Repas", "Couverts", "Dont à redistribuer"],
        ["déjeuner", 1, 0],
        ["dîner", 2, 1],
        ["déjeuner du vendredi 12 mars", 1, 0],
    ]


def test_chaque_creneau_au_choix_a_sa_colonne():
    atelier = AtelierFactory()
    creneau = CreneauFactory(atelier=atelier, titre="Au choix")
    charte, roles = (
        SequenceFactory(creneau=creneau, titre=titre) for titre in ("La charte", "Les rôles")
    )
    ChoixFactory(sequence=charte, inscription=inscrire(atelier, "Ana"))
    ChoixFactory(sequence=roles, inscription=inscrire(atelier, "Bea"), obtenu=False)
    ChoixFactory(
        sequence=roles, inscription=inscrire(atelier, "Clo", etat="en_attente"), obtenu=False
    )
    selection = Selection.de_l_atelier(atelier)

    classeur = feuilles(selection)

    assert colonne(classeur["Inscriptions confirmées"], "Au choix") == ["La charte", None]
    assert colonne(classeur["Liste d’attente"], "Au choix") == ["Les rôles"]
    feuille = " ".join(
        PdfReader(io.BytesIO(composer(selection, ReseauFactory(), 1)))
        .pages[0]
        .extract_text()
        .split()
    )
    assert "Structure Au choix Signature" in feuille
    assert "La charte" in feuille


@pytest.mark.parametrize("jours", [1, 3])
def test_les_sequences_coutent_trois_requetes_quel_que_soit_le_nombre_de_jours(
    django_assert_num_queries, jours
):
    cycle = CycleFactory()
    for atelier in AtelierFactory.create_batch(jours, cycle=cycle):
        for sequence in SequenceFactory.create_batch(2, creneau=CreneauFactory(atelier=atelier)):
            ChoixFactory(sequence=sequence)
    selection = Selection.du_cycle(cycle)

    personnes = list(Inscription.objects.values_list("pk", flat=True))

    with django_assert_num_queries(3):
        titres = [c.titre for c in colonnes_des_sequences(selection)]
        selection._sequences(personnes)

    assert titres == (["Séquence"] if jours > 1 else ["Accueil"])
