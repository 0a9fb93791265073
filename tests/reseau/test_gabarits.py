"""A net over all templates: strict CSP, documented components, nothing left unused."""

import re

import pytest
from django.conf import settings
from django.template.loader import get_template
from django.urls import reverse

from tests.factories import ReseauFactory

DOSSIER = settings.BASE_DIR / "templates"
GABARITS = sorted(str(chemin.relative_to(DOSSIER)) for chemin in DOSSIER.rglob("*.*"))
PAGES = [nom for nom in GABARITS if nom.endswith(".html") and "/courriels/" not in nom]
COMPOSANTS = [nom for nom in PAGES if nom.startswith("composants/")]
# Found by name by Django, allauth and their admin: nothing in the repo names them.
TROUVES_PAR_LEUR_NOM = ("account/", "admin/", "allauth/", "erreurs/", "mfa/", "socialaccount/")


def lire(nom):
    return (DOSSIER / nom).read_text()


@pytest.mark.parametrize("nom", GABARITS)
def test_chaque_gabarit_se_compile(nom):
    assert get_template(nom).template.name == nom


@pytest.mark.parametrize("nom", PAGES)
def test_aucun_style_ni_script_en_ligne(nom):
    texte = lire(nom)

    assert not re.search(r"\sstyle=|<style|\son[a-z]+=\"|javascript:", texte)
    scripts = re.findall(r"<script\b[^>]*>", texte)
    assert [s for s in scripts if "src=" not in s and 'type="application/' not in s] == []


@pytest.mark.parametrize("nom", PAGES)
def test_aucune_adresse_d_un_autre_site_n_est_chargee(nom):
    assert not re.search(
        r"<(?:script|img|iframe|link)\b[^>]*(?:src|href)=\"(?:https?:)?//", lire(nom)
    )


@pytest.mark.parametrize("nom", COMPOSANTS)
def test_chaque_composant_dit_ses_parametres_en_premiere_ligne(nom):
    assert re.match(r"\{# \S.{20,} #\}\n", lire(nom))


def avec_ses_constantes(source):
    """`f"{ICI}/annulee"` says which folder, once the constants of the module are read."""
    for nom, dossier in re.findall(r'^([A-Z]+) = "([\w/]+)"$', source, re.MULTILINE):
        source = source.replace(f"{{{nom}}}", dossier)
    return source


def test_chaque_gabarit_sert():
    """By its whole path; a view or a letter may name it without its ending."""
    texte = {
        suffixe: "\n".join(
            avec_ses_constantes(chemin.read_text())
            for dossier in ("reseau", "lieux", "ateliers", "inscriptions", "templates")
            for chemin in (settings.BASE_DIR / dossier).rglob(f"*{suffixe}")
        )
        for suffixe in (".py", ".html", ".txt")
    }
    nommes = set(re.findall(r"""["']([\w/.-]+)["']""", "\n".join(texte.values())))
    sans_fin = set(re.findall(r'"([\w/]+/\w+)"', texte[".py"]))

    orphelins = [
        nom
        for nom in GABARITS
        if not nom.startswith(TROUVES_PAR_LEUR_NOM)
        and nom not in nommes
        and nom.rpartition(".")[0] not in sans_fin
    ]

    assert orphelins == []


def test_chaque_icone_demandee_existe():
    dessinees = set(
        re.findall(
            r'<symbol id="([^"]+)"', (settings.BASE_DIR / "static/img/icones.svg").read_text()
        )
    )
    texte = "\n".join(map(lire, PAGES))

    demandees = set(re.findall(r'\{% icone "([^"]+)"|icone_nom="([^"]+)"', texte))

    assert {une or autre for une, autre in demandees} <= dessinees


def test_la_page_type_se_lit_sans_souris_ni_script(client, settings):
    settings.DEMO = True
    ReseauFactory(nom="Les Granges", courriel="bonjour@example.org")

    page = client.get(reverse("demo_composants")).content.decode()

    assert '<html lang="fr">' in page
    assert page.index('href="#contenu"') < page.index("<header")
    assert '<main id="contenu"' in page
    assert page.count("<h1") == 1
    assert "<title>" in page
    assert "– Les Granges" in page
    assert "<script" not in page


def test_la_page_des_composants_n_existe_pas_en_production(client, settings):
    settings.DEMO = False

    assert client.get(reverse("demo_composants")).status_code == 404


def test_un_formulaire_faux_relie_chaque_erreur_a_son_champ(client, settings):
    settings.DEMO = True

    page = client.post(reverse("demo_composants"), {"prenom": "Lou"}).content.decode()

    assert '<a href="#id_courriel">Courriel</a>' in page
    assert '<a href="#id_profil_0">Vous êtes</a>' in page
    assert 'id="id_courriel_error"' in page
    assert re.search(
        r'<input type="email" name="courriel"[^>]*aria-invalid="true"[^>]*'
        r'aria-describedby="id_courriel_helptext id_courriel_error"',
        page,
    )
    assert page.count("(facultatif)") == 3


def test_une_visite_ne_depose_aucun_cookie(client, settings):
    settings.DEMO = True

    assert client.get(reverse("demo_composants") + "?").cookies.keys() <= {"csrftoken"}
    assert client.get(reverse("accueil")).cookies == {}


def test_la_section_ou_l_on_est_est_marquee(client):
    page = client.get(reverse("ateliers:liste")).content.decode()

    assert re.findall(r'<a href="([^"]+)" aria-current="true">', page) == [
        reverse("ateliers:liste")
    ]


PAGES_PUBLIQUES = [
    "accueil",
    "ateliers:liste",
    "cycles:liste",
    "lieux:liste",
    "lieux:carte",
    "groupes:liste",
    "actualites:liste",
    "inscriptions:retrouver",
    "mentions_legales",
    "confidentialite",
    "accessibilite",
]


@pytest.mark.parametrize("nom", PAGES_PUBLIQUES)
def test_chaque_page_publique_a_un_titre_une_langue_et_un_raccourci(client, nom):
    page = client.get(reverse(nom)).content.decode()

    assert len(re.findall(r"<h1[ >]", page)) == 1
    assert len(re.findall(r"<main[ >]", page)) == 1
    assert '<html lang="fr">' in page
    assert '<a class="evitement" href="#contenu">' in page
    assert not re.search(r"\sstyle=|<style|<script(?![^>]*(?:src=|application/))", page)


def test_un_formulaire_dit_ou_il_s_envoie():
    """Else it goes to the address with its #fragment, where browsers do not focus the errors."""
    formulaires = [
        (nom, formulaire)
        for nom in PAGES
        if not nom.startswith(("admin/", "mfa/", "erreurs/")) and nom != "reseau/composants.html"
        for formulaire in re.findall(r"<form\b(?:[^>{]|\{[{%].*?[%}]\})*>", lire(nom))
        if 'method="post"' in formulaire
    ]

    assert len(formulaires) > 20
    assert [trouve for trouve in formulaires if "action=" not in trouve[1]] == []
