"""Django's controls are drawn by its Jinja2 templates: the same HTML as by its own engine."""

import re

import pytest
from django import forms
from django.forms.renderers import TemplatesSetting
from django.template.engine import Engine

from reseau.socle.formulaires import RenduDesFormulaires

MECHANT = "\"><script>alert('é & co')</script>"
CHOIX = [("", "–"), ("un", "Un & <un>"), ("Groupe <b>", [("a", MECHANT)]), (MECHANT, "c")]
CONTROLES = [
    forms.TextInput(),
    forms.Textarea(),
    forms.CheckboxInput(),
    forms.Select(choices=CHOIX),
    forms.RadioSelect(choices=CHOIX),
    forms.CheckboxSelectMultiple(choices=CHOIX),
]


def serre(html):
    return re.sub(r"\s+", " ", re.sub(r">\s+<", "><", html)).replace("&#34;", "&quot;")


@pytest.mark.parametrize("controle", CONTROLES, ids=lambda controle: type(controle).__name__)
@pytest.mark.parametrize("valeur", [None, "un", MECHANT])
def test_un_controle_est_celui_de_django(controle, valeur):
    attributs = {"id": "id_champ", "title": MECHANT, "required": True, "disabled": False}

    nous, django = (
        serre(controle.render("champ", valeur, attributs, rendu))
        for rendu in (RenduDesFormulaires(), TemplatesSetting())
    )

    assert "<script>" not in nous
    assert nous == django.replace("&#x27;", "&#39;")


def test_le_moteur_des_pages_n_y_est_pour_rien(monkeypatch):
    """Else the test above would compare Django with itself."""

    def interdit(*args):
        raise AssertionError

    monkeypatch.setattr(Engine, "get_template", interdit)

    for controle in CONTROLES:
        assert controle.render("champ", None, {"id": "id_champ"}, RenduDesFormulaires())
