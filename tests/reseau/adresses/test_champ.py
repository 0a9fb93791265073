"""« Vouliez-vous dire … ? », in the form where the address was typed, without JavaScript."""

import importlib
import pkgutil

import pytest
from allauth.account.forms import LoginForm
from django import forms
from django.conf import settings

import ateliers
import inscriptions
import lieux
import reseau
from reseau.groupes.admin import GroupeForm as GroupeFormDuBureau
from reseau.personnes import forms_admin
from reseau.portail.identite import ReseauForm
from reseau.portail.vitrine import FormulaireDExemple
from reseau.socle.adresses.champ import SaisieDeCourriel
from reseau.socle.formulaires import CourrielField


class AdresseForm(forms.Form):
    courriel = CourrielField()

    def dit(self):
        return self.cleaned_data["courriel"] if self.is_valid() else self.errors["courriel"][0]


def form(**donnees):
    return AdresseForm(donnees)


def test_la_premiere_fois_elle_est_demandee_et_rien_de_ce_qui_est_tape_n_est_perdu():
    saisie = form(courriel="rose@gmial.com")

    assert saisie.errors == {"courriel": ["Vouliez-vous dire rose@gmail.com ?"]}
    page = str(saisie)
    assert 'value="rose@gmial.com"' in page
    assert "Écrire plutôt à rose@gmail.com" in page
    assert "Garder rose@gmial.com" in page


def test_un_clic_prend_l_adresse_proposee():
    saisie = form(
        **{
            "courriel": "rose@gmial.com",
            "courriel-demandee": "rose@gmial.com",
            "faute_de_frappe": "courriel:oui",
        }
    )

    assert saisie.is_valid()
    assert saisie.cleaned_data == {"courriel": "rose@gmail.com"}
    assert 'value="rose@gmail.com"' in str(saisie["courriel"])


class NomEtAdresseForm(AdresseForm):
    nom = forms.CharField()

    def clean(self):
        if self.data.get("nom") == "trop":
            raise forms.ValidationError("Patientez un peu.")
        return super().clean()


@pytest.mark.parametrize(
    ("saisie", "titre"),
    [
        ({"courriel": "rose@gmial.com", "nom": "Rose"}, "Une question avant d’envoyer"),
        ({"courriel": "rose@gmail.com", "nom": "trop"}, "Votre demande n’a pas abouti"),
        ({"courriel": "rose@gmial.com"}, "Le formulaire n’est pas encore complet"),
        ({"courriel": "rose@gmial.com", "nom": "trop"}, "Le formulaire n’est pas encore complet"),
        ({"courriel": "rose", "nom": "Rose"}, "Le formulaire n’est pas encore complet"),
    ],
)
def test_le_titre_des_erreurs_dit_vrai(saisie, titre):
    page = str(NomEtAdresseForm(saisie))

    assert page.split('message__titre">')[1].split("\u00a0:")[0] == titre


@pytest.mark.parametrize("reponse", [{"faute_de_frappe": "courriel:non"}, {}])
def test_un_clic_la_garde_et_le_bouton_du_formulaire_aussi(reponse):
    saisie = form(
        **{"courriel": "rose@gmial.com", "courriel-demandee": " rose@gmial.com", **reponse}
    )

    assert saisie.is_valid()
    assert saisie.cleaned_data == {"courriel": "rose@gmial.com"}


def test_gardee_elle_ne_se_redemande_pas_quand_la_page_revient():
    saisie = form(
        **{
            "courriel": "rose@gmial.com",
            "courriel-demandee": "rose@gmial.com",
            "faute_de_frappe": "courriel:non",
        }
    )

    page = saisie["courriel"].as_field_group()

    assert '<input type="hidden" name="courriel-gardee" value="rose@gmial.com">' in page
    gardee = {"courriel": "rose@gmial.com", "courriel-gardee": "rose@gmial.com"}
    assert form(**gardee, faute_de_frappe="autre:oui").is_valid()


@pytest.mark.parametrize("reponse", ["courriel:oui", "courriel:non", ""])
def test_changee_entre_temps_elle_est_relue_pour_elle_meme(reponse):
    change = {"courriel-demandee": "rose@gmial.com", "faute_de_frappe": reponse}

    assert form(courriel="rose@example.org", **change).dit() == ("rose@example.org")
    assert form(courriel="rose@hotmial.fr", **change).dit() == (
        "Vouliez-vous dire rose@hotmail.fr ?"
    )


def test_la_reponse_donnee_a_une_autre_ne_vaut_pas_pour_elle():
    saisie = form(
        **{
            "courriel": "rose@gmial.com",
            "courriel-demandee": "rose@gmial.com",
            "faute_de_frappe": "personne-1-courriel:oui",
        }
    )

    assert saisie.errors == {"courriel": ["Vouliez-vous dire rose@gmail.com ?"]}


def test_incomplete_elle_se_corrige_d_un_clic_mais_ne_se_garde_pas():
    saisie = form(courriel="rose@orange.f")

    assert saisie.errors == {
        "courriel": ["Cette adresse n’est pas complète : elle s’écrit comme rose@exemple.fr."]
    }
    page = str(saisie)
    assert "Écrire plutôt à rose@orange.fr" in page
    assert "Garder" not in page
    oui = {"courriel-demandee": "rose@orange.f", "faute_de_frappe": "courriel:oui"}
    assert form(courriel="rose@orange.f", **oui).dit() == "rose@orange.fr"


def test_ce_qui_est_tape_ne_sort_pas_du_champ():
    page = str(form(courriel='"><script>@gmial.com'))

    assert "<script>" not in page


# --- The net: no form takes an address without asking. ------------------------------------------

SANS_QUESTION = (
    LoginForm,  # nothing is sent there: a wrong address is said at once
    FormulaireDExemple,  # the page that shows the look
    ReseauForm,  # the network's own, of Django's own page in the back office
    GroupeFormDuBureau,
    forms_admin.PersonneForm,
    forms_admin.NouvellePersonneForm,
)


def formulaires():
    for paquet in (reseau, lieux, ateliers, inscriptions):
        for module in pkgutil.walk_packages(paquet.__path__, f"{paquet.__name__}."):
            if "migrations" in module.name or module.name.endswith(("wsgi", "__main__")):
                continue
            importlib.import_module(module.name)
    a_voir, vus = [forms.BaseForm], set()
    while a_voir:
        for classe in a_voir.pop().__subclasses__():
            if classe not in vus:
                vus.add(classe)
                a_voir.append(classe)
    return vus


def test_chaque_formulaire_ou_l_on_tape_une_adresse_pose_la_question():
    des_notres = {
        classe
        for classe in formulaires()
        if classe.__module__.split(".")[0] in {"reseau", "lieux", "ateliers", "inscriptions"}
        and not issubclass(classe, SANS_QUESTION)
    }

    avec = {
        classe.__name__: sorted(
            nom
            for nom, champ in getattr(classe, "base_fields", {}).items()
            if isinstance(champ, forms.EmailField)
            and not (
                isinstance(champ, CourrielField) and isinstance(champ.widget, SaisieDeCourriel)
            )
        )
        for classe in des_notres
    }

    assert {nom: champs for nom, champs in avec.items() if champs} == {}
    assert {"InscriptionForm", "PersonneForm", "AjoutForm", "OubliDuMotDePasse"} <= set(avec)


def test_les_pages_de_compte_ou_l_on_tape_une_adresse_sont_les_notres():
    assert set(settings.ACCOUNT_FORMS) >= {
        "add_email",
        "change_email",
        "request_login_code",
        "reset_password",
        "signup",
    }
    assert "signup" in settings.SOCIALACCOUNT_FORMS
