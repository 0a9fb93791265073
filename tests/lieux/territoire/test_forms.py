import pytest
from django import forms

from lieux.models import Lieu
from lieux.territoire.forms import CommuneField
from tests.factories import CommuneFactory, DepartementFactory, LieuFactory


class Formulaire(forms.Form):
    commune = CommuneField(label="Commune", required=False)


class FormulaireDeLieu(forms.ModelForm):
    commune = CommuneField()

    class Meta:
        model = Lieu
        fields = ["commune"]


@pytest.fixture
def isles():
    vienne = DepartementFactory(code="86", nom="Vienne", region="Nouvelle-Aquitaine")
    return [
        CommuneFactory(code_insee="32160", nom="L’Isle-Jourdain", codes_postaux="32600"),
        CommuneFactory(
            code_insee="86112", nom="L’Isle-Jourdain", codes_postaux="86150", departement=vienne
        ),
    ]


@pytest.mark.parametrize("texte", ["Auch", " auch ", "32000", "Auch (32000)", "AUCH 32000"])
def test_le_champ_comprend_le_nom_et_le_code_postal(isles, texte):
    auch = CommuneFactory()
    form = Formulaire({"commune": texte})

    assert form.is_valid()
    assert form.cleaned_data["commune"] == auch


def test_un_champ_facultatif_laisse_vide_donne_none(isles):
    form = Formulaire({"commune": "   "})

    assert form.is_valid()
    assert form.cleaned_data["commune"] is None


def test_un_champ_obligatoire_laisse_vide_est_refuse(isles):
    form = FormulaireDeLieu({"commune": ""})

    assert form.errors == {"commune": ["Ce champ est obligatoire."]}


def test_une_commune_inconnue_est_refusee_avec_un_conseil(isles):
    form = Formulaire({"commune": "Atlantide"})

    assert form.errors["commune"] == [
        "Aucune commune ne répond à «\u00a0Atlantide\u00a0». Écrivez son nom ou son code postal, "
        "par exemple «\u00a0Auch\u00a0» ou «\u00a032000\u00a0»."
    ]


def test_un_nom_porte_par_deux_communes_propose_les_deux_sans_javascript(isles):
    form = Formulaire({"commune": "Isle Jourdain"})

    assert form.errors["commune"] == [
        "Plusieurs communes répondent à «\u00a0Isle Jourdain\u00a0»\u00a0: "
        "L’Isle-Jourdain (32600), L’Isle-Jourdain (86150). Laquelle\u202f?"
    ]
    assert '<option value="L’Isle-Jourdain (86150)">' in str(form["commune"])
    assert 'list="id_commune-choix"' in str(form["commune"])


def test_les_choix_proposes_a_l_un_ne_restent_pas_pour_le_suivant(isles):
    Formulaire({"commune": "Isle Jourdain"}).is_valid()

    assert "<datalist" not in str(Formulaire()["commune"])


def test_un_code_postal_de_dix_communes_demande_de_preciser():
    for n in range(10):
        CommuneFactory(code_insee=f"3210{n}", nom=f"Bourg-{n}", codes_postaux="32800")
    form = Formulaire({"commune": "32800"})

    assert form.errors["commune"][0].startswith("De nombreuses communes répondent à")
    assert "Bourg-7 (32800)…" in form.errors["commune"][0]
    assert "Bourg-8" not in form.errors["commune"][0]


def test_le_champ_d_un_lieu_montre_sa_commune_et_la_garde(isles):
    # The INSEE code of this commune is the postal code of another.
    CommuneFactory(code_insee="99999", nom="Ailleurs", codes_postaux="32160")
    lieu = LieuFactory(commune=isles[0])

    vu = FormulaireDeLieu(instance=lieu)
    rendu = FormulaireDeLieu({"commune": "L’Isle-Jourdain (32600)"}, instance=lieu)

    assert 'value="L’Isle-Jourdain (32600)"' in str(vu["commune"])
    assert rendu.is_valid()
    assert rendu.cleaned_data["commune"] == isles[0]
    assert not rendu.has_changed()


def test_changer_la_commune_d_un_lieu_se_voit(isles):
    lieu = LieuFactory(commune=isles[0])
    form = FormulaireDeLieu({"commune": "86150"}, instance=lieu)

    assert form.has_changed()
    assert form.save().commune == isles[1]


def test_ce_qui_est_tape_est_rendu_tel_quel_apres_une_erreur(isles):
    form = Formulaire({"commune": '"><script>'})

    assert 'value="&quot;&gt;&lt;script&gt;"' in str(form["commune"])
