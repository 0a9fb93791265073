import re

from django.template import Context, Template

from lieux.carte.points import Point, depuis_lieux
from reseau.models import Reseau
from tests.factories import CommuneFactory, LieuFactory

ETAPES = [
    Point(43.775, 0.80, "Sarrant", "/ateliers/sarrant/", numero=1, passe=True),
    Point(43.45, 0.74, "Simorre", "/ateliers/simorre/", numero=2),
]


def dessiner(points, options="", **reseau):
    gabarit = Template("{% load carte %}{% carte_svg points " + options + " %}")
    return gabarit.render(Context({"points": points, "reseau": Reseau(**reseau)}))


def test_chaque_lieu_est_un_lien_nomme():
    lieu = LieuFactory.build(nom="Chez <Léa> & co", slug="chez-lea", commune=CommuneFactory.build())

    html = dessiner(depuis_lieux([lieu]), departements=["32"])

    assert '<a href="/lieux/chez-lea/"' in html
    assert "<title>Chez &lt;Léa&gt; &amp; co, Auch</title>" in html


def test_un_lieu_sans_aucune_position_n_est_pas_sur_la_carte():
    commune = CommuneFactory.build(latitude=None, longitude=None)

    assert depuis_lieux([LieuFactory.build(commune=commune)]) == []


def test_des_lieux_regroupes_menent_a_la_liste_autour_d_eux():
    auch = CommuneFactory.build()
    lieux = [LieuFactory.build(slug=f"lieu-{i}", commune=auch) for i in range(70)]

    html = dessiner(depuis_lieux(lieux), 'requete="q=fablab"', departements=["32"])

    assert 'href="/lieux/?pres_de=32013&amp;rayon=5&amp;q=fablab"' in html
    assert "<title>70 lieux\u00a0: Auch</title>" in html
    assert ">70</text>" in html


def test_un_trajet_relie_les_etapes_numerotees():
    html = dessiner(ETAPES, "serre=True trajet=True etiquettes=True")

    assert "<polyline" in html
    assert re.findall(r"<title>(\d\. \w+)</title>", html) == ["1. Sarrant", "2. Simorre"]
    assert html.count("carte-svg__point--passe") == 1
    assert html.count("carte-svg__etiquette") == 2


def test_une_etape_seule_n_a_pas_de_ligne():
    assert "<polyline" not in dessiner(ETAPES[:1], "trajet=True")


def test_le_dessin_ne_porte_ni_style_ni_script():
    html = dessiner(ETAPES, "trajet=True etiquettes=True")

    assert "style=" not in html
    assert "<script" not in html


def test_le_titre_est_dit_aux_lecteurs_d_ecran():
    assert 'role="group" aria-label="Trajet du cycle"' in dessiner(
        ETAPES, 'titre="Trajet du cycle"'
    )
