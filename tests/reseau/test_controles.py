"""Our drawing of the controls is Django's, to the letter but for empty lines between tags."""

import re

import pytest
from django import forms
from django.forms.renderers import TemplatesSetting
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy

from reseau.socle.formulaires import RenduDesFormulaires

MECHANT = "\"><script>alert('é & co')</script>"
CHOIX = [("", "–"), ("un", "Un & <un>"), (2, gettext_lazy("Lieu")), (MECHANT, MECHANT)]
GROUPES = [("Groupe <b>", [("a", "A"), ("b", "B")]), ("c", "C")]
ATTRIBUTS = {"class": "large", "required": True, "disabled": False, "title": MECHANT, "rows": 2}
VALEURS = [None, "", "un", MECHANT, 2, mark_safe("a&amp;b")]

SIMPLES = [
    forms.TextInput,
    forms.NumberInput,
    forms.EmailInput,
    forms.URLInput,
    forms.TelInput,
    forms.SearchInput,
    forms.ColorInput,
    forms.HiddenInput,
    forms.PasswordInput,
    forms.DateInput,
    forms.DateTimeInput,
    forms.TimeInput,
    forms.CheckboxInput,
    forms.Textarea,
]
A_CHOIX = [forms.Select, forms.RadioSelect]
A_PLUSIEURS_CHOIX = [forms.SelectMultiple, forms.CheckboxSelectMultiple]


def serre(html):
    return re.sub(r"\s+", " ", re.sub(r">\s+<", "><", html))


def les_deux(widget, valeur, attributs):
    return [
        serre(widget.render("champ", valeur, attributs, rendu))
        for rendu in (RenduDesFormulaires(), TemplatesSetting())
    ]


@pytest.mark.parametrize("attributs", [{}, {"id": "id_champ"}, {**ATTRIBUTS, "id": MECHANT}])
@pytest.mark.parametrize("valeur", VALEURS)
@pytest.mark.parametrize("classe", SIMPLES)
def test_une_saisie(classe, valeur, attributs):
    nous, django = les_deux(classe(attrs={"autocomplete": "off"}), valeur, attributs)

    assert nous == django


@pytest.mark.parametrize("attributs", [{"id": "id_champ"}, {**ATTRIBUTS, "id": MECHANT}])
@pytest.mark.parametrize("valeur", VALEURS)
@pytest.mark.parametrize("choix", [CHOIX, GROUPES, []])
@pytest.mark.parametrize("classe", [*A_CHOIX, *A_PLUSIEURS_CHOIX])
def test_un_choix(classe, choix, valeur, attributs):
    valeur = [valeur] if classe in A_PLUSIEURS_CHOIX and valeur else valeur

    nous, django = les_deux(classe(choices=choix), valeur, attributs)

    assert nous == django


@pytest.mark.parametrize("classe", [forms.RadioSelect, forms.CheckboxSelectMultiple])
def test_un_bouton_seul_ou_avec_son_nom(classe):
    def boutons(rendu):
        class Formulaire(forms.Form):
            default_renderer = rendu
            champ = forms.MultipleChoiceField(choices=CHOIX, widget=classe)

        return [
            html
            for bouton in Formulaire()["champ"]
            for html in (serre(bouton.tag()), serre(str(bouton)))
        ]

    assert boutons(RenduDesFormulaires()) == boutons(TemplatesSetting())


def test_nous_dessinons_sans_gabarit(monkeypatch):
    """Else the tests above would compare Django with itself."""

    def interdit(*args):
        raise AssertionError

    monkeypatch.setattr(TemplatesSetting, "render", interdit)

    for classe in (*SIMPLES, *A_CHOIX, *A_PLUSIEURS_CHOIX):
        assert classe().render("champ", None, {"id": "id_champ"}, RenduDesFormulaires())
