"""Which models are in the journal, and which of their columns never are.

Registrations are left out: `ChangementEtat` and `Export` keep their history, and the journal, which
copies names, would keep them after they are anonymised (docs/decisions/2026-11-21-back-office.md).
"""

from auditlog.registry import auditlog
from django.apps import apps

from ..donnees_personnelles.inventaire import declaration_de

# Model -> columns left out, besides those declared `Donnee.tue`: links that open something, or
# values computed from others.
SUIVIS = {
    "reseau.Reseau": ["modifie_le"],
    "reseau.Personne": ["last_login", "second_facteur_demande_le"],
    "reseau.GroupeDeTravail": [],
    "reseau.Participation": [],
    "reseau.Reunion": [],
    "reseau.Actualite": [],
    "lieux.Lieu": ["recherche"],
    "lieux.Espace": [],
    "lieux.Label": [],
    "lieux.Labellisation": [],
    "lieux.Terme": [],
    "ateliers.Cycle": ["recherche", "modifie_le"],
    "ateliers.Atelier": ["recherche", "modifie_le", "lien_visio"],
    "ateliers.Creneau": [],
    "ateliers.Sequence": [],
    "ateliers.Repas": [],
    "ateliers.Document": [],
    "ateliers.Intervenant": [],
    "inscriptions.Question": [],
}
LIENS_SUIVIS = {
    "reseau.Personne": {"groups", "user_permissions"},
    "lieux.Lieu": {"termes", "gestionnaires"},
    "ateliers.Sequence": {"intervenants"},
}


def tenir_le_journal() -> None:
    for nom, ecartees in SUIVIS.items():
        modele = apps.get_model(nom)
        auditlog.register(
            modele,
            exclude_fields=[*ecartees, *declaration_de(modele).tus],
            m2m_fields=LIENS_SUIVIS.get(nom, set()),
        )
