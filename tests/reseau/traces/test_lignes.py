import logging

import pytest
from django.test import Client, RequestFactory

from reseau.socle.traces.demande import EN_COURS, NumeroDeDemandeMiddleware, nouveau_numero
from reseau.socle.traces.lignes import LigneSansPersonne, sans_personne

FORMAT = LigneSansPersonne()


def ecrire(message, *arguments, **suite):
    """The line that the log would hold."""
    journal = logging.getLogger("essai")
    erreur = suite.pop("erreur", None)
    exc_info = (type(erreur), erreur, erreur.__traceback__) if erreur else None
    ligne = journal.makeRecord(
        "essai", logging.ERROR, "f.py", 1, message, arguments, exc_info, extra=suite
    )
    return FORMAT.format(ligne)


@pytest.mark.parametrize(
    ("dit", "ecrit"),
    [
        ("refus de zoe.quinte+a@mairie-auch.example", "refus de <courriel>"),
        ("Not Found: /inscriptions/Xy-9/?q=Zoe", "Not Found: /…"),
        ("https://x.example/compte/confirm-email/abc:d/", "https://x.example/…"),
        ("clé eyJh0bGciOiJIUzI1NiIsInR5cCI6Ik", "clé <jeton>"),
        ("travail=purger nombre=12", "travail=purger nombre=12"),
    ],
)
def test_une_ligne_d_une_bibliotheque_perd_adresses_liens_et_jetons(dit, ecrit):
    assert sans_personne(dit) == ecrit


def casser(nom, courriel):
    try:
        int(nom)
    except ValueError as erreur:
        raise RuntimeError(f"Key (courriel)=({courriel}) already exists") from erreur


def test_une_erreur_dit_son_genre_et_son_chemin_jamais_ses_mots():
    nom, courriel = "Zénobie", "zenobie@example.org"

    try:
        casser(nom, courriel)
    except RuntimeError as erreur:
        ligne = ecrire("travail=%s echec", "rappels", erreur=erreur)

    assert "travail=rappels echec" in ligne
    assert "builtins.RuntimeError" in ligne
    assert "builtins.ValueError" in ligne
    assert ligne.count("in casser") == 2
    for mot in (nom, courriel, "invalid literal"):
        assert mot not in ligne


def test_une_ligne_ecrite_pendant_une_demande_porte_son_numero():
    demande = RequestFactory().get("/")
    demande.numero = "BCDF-2345"
    jeton = EN_COURS.set(demande)

    ligne = ecrire("quelque chose")
    EN_COURS.reset(jeton)

    assert "essai demande=BCDF-2345 quelque chose" in ligne


def test_le_numero_vient_toujours_de_nous():
    vues = []
    milieu = NumeroDeDemandeMiddleware(lambda demande: vues.append(demande) or {})

    reponse = milieu(RequestFactory().get("/", headers={"X-Request-ID": "choisi\nailleurs"}))

    assert reponse["X-Request-ID"] == vues[0].numero != "choisi\nailleurs"
    assert EN_COURS.get() is None


def test_deux_numeros_ne_se_ressemblent_pas():
    assert len({nouveau_numero() for _ in range(1000)}) == 1000


def test_un_refus_montre_aussi_son_numero():
    reponse = Client(enforce_csrf_checks=True).post("/compte/login/", {})

    assert reponse.status_code == 403
    assert f'class="code-a-lire">{reponse["X-Request-ID"]}<' in reponse.content.decode()
