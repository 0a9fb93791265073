import pytest
from django.urls import URLPattern, get_resolver

from reseau.socle.traces.adresses import NUMEROS, PUBLICS, route


@pytest.mark.parametrize(
    ("chemin", "ecrit"),
    [
        ("/", "/"),
        ("/ateliers/sarrant/", "/ateliers/sarrant/"),
        ("/inscriptions/retrouver/", "/inscriptions/retrouver/"),
        ("/inscriptions/Xy-9_secret/", "/inscriptions/<jeton>/"),
        ("/inscriptions/Xy-9_secret/12/modifier/", "/inscriptions/<jeton>/12/modifier/"),
        ("/inscriptions/Xy-9_secret/calendrier.ics", "/inscriptions/<jeton>/calendrier.ics"),
        ("/compte/password/reset/key/1-secret/", "/compte/password/reset/key/<uidb36>/"),
        ("/compte/confirm-email/MTI:1abc:secret/", "/compte/confirm-email/<key>/"),
        (
            "/admin/inscriptions/inscription/12/change/",
            "/admin/inscriptions/inscription/<object_id>/change/".replace("<object_id>", "12"),
        ),
        (
            "/admin/reseau/personne/zoe@example.org/change/",
            "/admin/reseau/personne/<object_id>/change/",
        ),
        ("/pointage/secret/", "/…"),
        ("/inscription/Xy-9_secret", "/…"),
        ("/static/css/faitiere.css", "/static/css/faitiere.css"),
        ("/static/../secret@example.org", "/…"),
        ("/ateliers/zoe@example.org/", "/…"),
    ],
)
def test_une_adresse_ne_s_ecrit_que_par_sa_route(chemin, ecrit):
    assert route(chemin) == ecrit


def adresses_a_arguments(resolveur, prefixe=""):
    """(address of the pattern, its pattern), for whatever takes an argument, allauth's included."""
    for motif in resolveur.url_patterns:
        chemin = prefixe + str(motif.pattern)
        if isinstance(motif, URLPattern):
            yield chemin, motif
        else:
            yield from adresses_a_arguments(motif, chemin)


def test_aucun_argument_ne_s_ecrit_sans_qu_on_l_ait_dit_public():
    """Whatever address is added: its argument is hidden, or stands in one of the two lists."""
    ecrits = {}
    for chemin, motif in adresses_a_arguments(get_resolver()):
        for nom in motif.pattern.converters or motif.pattern.regex.groupindex:
            ecrits.setdefault(nom, set()).add(chemin)

    montres = set(ecrits) & (PUBLICS | NUMEROS)
    assert montres == {"slug", "annee", "mois", "pk", "trajet", "demande", "object_id"}
    for chemin in ecrits["slug"]:
        assert chemin.startswith(("ateliers/", "cycles/", "lieux/", "groupes/", "actualites/"))
