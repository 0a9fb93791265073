import pytest

from reseau.socle.markdown import en_clair, rendre


@pytest.mark.parametrize(
    ("source", "attendu"),
    [
        ("# Un\n## Deux", "<h3>Un</h3>\n<h4>Deux</h4>\n"),
        ("## Un\n### Deux\n#### Trois", "<h3>Un</h3>\n<h4>Deux</h4>\n<h4>Trois</h4>\n"),
    ],
)
def test_le_plus_haut_titre_de_l_auteur_suit_celui_de_la_page(source, attendu):
    assert rendre(source, 3) == attendu


def test_un_texte_ne_peut_pas_porter_de_script():
    html = rendre("<script>alert(1)</script> [clic](javascript:alert(1)) <b onclick=x>gras</b>")

    assert "<script" not in html
    assert "<b" not in html
    assert 'href="javascript' not in html


def test_un_lien_sort_sans_laisser_de_prise_a_la_page_ouverte():
    assert rendre("[Le lieu](https://example.org)") == (
        '<p><a href="https://example.org" rel="noopener nofollow">Le lieu</a></p>\n'
    )


@pytest.mark.parametrize(
    ("source", "attendu"),
    [
        ("- **Covoiturage conseillé** : peu de cars.", "- Covoiturage conseillé : peu de cars."),
        ("# Venir\n*À pied* ou __en car__", "Venir\nÀ pied ou en car"),
        ("Le [plan](https://example.org/a_b_c)", "Le plan (https://example.org/a_b_c)"),
        ("Écrivez à [nous](mailto:a@b.fr)", "Écrivez à nous (a@b.fr)"),
        ("3 * 4 * 5, mon_nom_de_salle", "3 * 4 * 5, mon_nom_de_salle"),
    ],
)
def test_une_lettre_en_texte_ne_montre_pas_les_signes_de_la_mise_en_forme(source, attendu):
    assert en_clair(source) == attendu
