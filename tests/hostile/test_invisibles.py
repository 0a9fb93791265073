"""What nobody sees enters by no form; nor does an address that no letter can leave for."""

import importlib
import pkgutil
from contextlib import suppress

import pytest
from allauth.account import app_settings as compte
from allauth.mfa import app_settings as mfa
from allauth.socialaccount import app_settings as ailleurs
from django import forms
from django.apps import apps
from django.contrib import admin
from django.core.exceptions import FieldError
from django.db import models
from django.test import RequestFactory
from django.utils.module_loading import import_string

import ateliers
import inscriptions
import lieux
import reseau
from ateliers.agenda.filters import AgendaFilter
from inscriptions.pages.blocs.champs import champ
from lieux.annuaire.filtres import LieuFilter
from reseau.personnes.saisie import SaisieNette
from reseau.socle import champs
from tests.factories import PersonneFactory, QuestionFactory

from .valeurs import INVISIBLES

NOS_APPLICATIONS = (reseau, lieux, ateliers, inscriptions)
SALE = f"{INVISIBLES}\xa0rose{INVISIBLES}marie{INVISIBLES}\u202f"


def modules():
    for paquet in NOS_APPLICATIONS:
        for module in pkgutil.walk_packages(paquet.__path__, f"{paquet.__name__}."):
            if ".migrations" not in module.name and not module.name.endswith("wsgi"):
                yield importlib.import_module(module.name)


def formulaires_de_nos_modules():
    """Every class of form or of field that our code defines, wherever it stands."""
    list(modules())
    vues, a_voir = set(), [forms.BaseForm]
    while a_voir:
        classe = a_voir.pop()
        a_voir += classe.__subclasses__()
        if classe.__module__.split(".")[0] in {paquet.__name__ for paquet in NOS_APPLICATIONS}:
            vues.add(classe)
    return vues


def formulaires_du_bureau():
    demande = RequestFactory().get("/")
    demande.user = PersonneFactory(superutilisatrice=True)
    demande.resolver_match = None
    for ecran in admin.site._registry.values():
        if not (ecran.has_add_permission(demande) or ecran.has_change_permission(demande)):
            continue
        with suppress(FieldError):  # columns that no form has: it is written by one of our own
            yield ecran.get_form(demande, None)
        for formset, _lignes in ecran.get_formsets_with_inlines(demande, None):
            yield formset.form
        if getattr(ecran, "list_editable", ()):
            yield ecran.get_changelist_form(demande)


def sur_une_ligne(champ):
    return (
        isinstance(champ, forms.CharField)
        and not isinstance(champ.widget, (forms.PasswordInput, forms.Textarea))
        and not champ.widget.is_hidden
        and not isinstance(champ, (forms.JSONField, forms.UUIDField, forms.GenericIPAddressField))
    )


def salit(champ):
    """Does something that nobody sees, or a line break, come through the field?"""
    lu = champ.to_python(f"{SALE}\r\n")
    return bool(set(lu) & set(f"{INVISIBLES}\r\n")) or lu != lu.strip()


def test_aucun_champ_d_une_ligne_de_nos_formulaires_ne_laisse_entrer_l_invisible():
    sales = {
        f"{classe.__module__}.{classe.__qualname__}.{nom}"
        for classe in {*formulaires_de_nos_modules(), *formulaires_du_bureau()}
        if not issubclass(classe, SaisieNette)
        for nom, champ in classe.base_fields.items()
        if sur_une_ligne(champ) and salit(champ)
    }

    assert sales == set()


def test_les_champs_faits_a_la_volee_non_plus():
    """Filters, questions, meals: fields that no class declares."""
    filtres = [*AgendaFilter.base_filters.values(), *LieuFilter.base_filters.values()]
    questions = [champ(question, None) for question in QuestionFactory.build_batch(1)]

    a_la_volee = [*(filtre.field for filtre in filtres), *questions]
    faits = [fait for fait in a_la_volee if sur_une_ligne(fait)]

    assert len(faits) == 3
    assert not [fait for fait in faits if salit(fait)]


@pytest.mark.parametrize(
    "chemin",
    [*compte.FORMS.values(), *mfa.FORMS.values(), *ailleurs.FORMS.values()],
)
def test_les_formulaires_d_allauth_lisent_ce_qui_se_voit(chemin):
    assert issubclass(import_string(chemin), SaisieNette)


# Made by us, or typed in several lines.
COLONNES_QUE_PERSONNE_NE_TAPE = {
    "reseau.Courriel.message_id",
    "reseau.Courriel.cle",
    "reseau.Courriel.bail_par",
    "reseau.Travail.nom",
    "reseau.Passage.cle",
    "reseau.Personne.password",
    "reseau.TraceDeSecurite.page",
    "reseau.TraceDeSecurite.detail",
    "reseau.TraceDeSecurite.demande",
    "lieux.Departement.code",
    "lieux.Departement.nom",
    "lieux.Departement.region",
    "lieux.Commune.code_insee",
    "lieux.Commune.nom",
    "lieux.Commune.codes_postaux",
    "lieux.Lieu.presentation_resume",
    "ateliers.Atelier.motif_annulation",
    "inscriptions.Dossier.jeton",
    "inscriptions.Inscription.jeton",
    "inscriptions.Inscription.cle_du_nom",
    "inscriptions.AdresseAConfirmer.jeton",
    "inscriptions.ChangementEtat.motif",
    "inscriptions.Proposition.motif",
}


def test_aucune_colonne_d_une_ligne_n_est_une_colonne_de_django():
    """Whatever the way in: import, command, shell."""
    nues = {
        f"{modele._meta.label}.{champ.name}"
        for app in ("reseau", "lieux", "ateliers", "inscriptions")
        for modele in apps.get_app_config(app).get_models()
        for champ in modele._meta.concrete_fields
        if isinstance(champ, models.CharField)
        and not isinstance(champ, champs._Nettoye)
        and not champ.choices
    }

    assert nues == COLONNES_QUE_PERSONNE_NE_TAPE
