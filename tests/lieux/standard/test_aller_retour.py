"""Whatever stands in the directory, its export is valid and importing it back changes nothing."""

from datetime import date

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from lieux.models import Commune, Departement, Lieu, Terme
from lieux.standard.champs import CODEES
from lieux.standard.ecriture import lignes_csv
from lieux.standard.importation import importer
from lieux.standard.verdicts import Genre

from .test_ecriture import erreurs

# What breaks files: separators, quotes, line ends, formulas, spaces of all kinds, accents.
TEXTE = st.text(st.sampled_from("aZé0|,;\"'=+@\n\r\t \u00a0\u2028«"), max_size=12)
CHAMPS = (
    *("adresse", "complement_adresse", "code_postal", "telephone", "horaires", "pivot"),
    *("presentation_resume", "presentation_detail", "structure_parente", "source"),
    *("autres_formations_labels", "fiche_acces_libre", "prise_rdv", "identifiant_source"),
)
POSITION = st.none() | st.tuples(st.floats(-90, 90), st.floats(-180, 180))


@pytest.fixture
def termes():
    gers = Departement.objects.create(code="32", nom="Gers", region="Occitanie")
    Commune.objects.create(
        code_insee="32013", nom="Auch", departement=gers, codes_postaux="32000 32008"
    )
    return list(Terme.objects.filter(famille__in=CODEES))


@settings(
    max_examples=40,
    deadline=None,
    # Shrinking a failure would take minutes, and the rows are small enough to read.
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(donnees=st.data())
def test_un_lieu_quelconque_fait_l_aller_retour(termes, donnees):
    Lieu.objects.all().delete()
    textes = donnees.draw(st.fixed_dictionaries(dict.fromkeys(CHAMPS, TEXTE)))
    textes["code_postal"] = textes["code_postal"][:5]
    # The keys of a place enter by forms and files, which strip them.
    for cle in ("source", "identifiant_source"):
        textes[cle] = textes[cle].strip()
    latitude, longitude = donnees.draw(POSITION) or (None, None)
    lieu = Lieu.objects.create(
        nom=donnees.draw(TEXTE.filter(str.strip)),
        slug="lieu",
        statut="publie",
        commune_id="32013",
        latitude=latitude,
        longitude=longitude,
        courriels=donnees.draw(st.lists(TEXTE, max_size=3)),
        sites_web=donnees.draw(st.lists(TEXTE, max_size=3)),
        mis_a_jour_le=donnees.draw(st.dates(date(1990, 1, 1), date(2100, 1, 1))),
        **textes,
    )
    lieu.termes.set(donnees.draw(st.lists(st.sampled_from(termes), max_size=5, unique=True)))

    octets = "".join(lignes_csv(Lieu.objects.publies())).encode()

    (verdict,) = importer(octets).verdicts
    assert (verdict.genre, verdict.fiche.refus) == (Genre.INCHANGE, [])
    assert erreurs(octets) == []
