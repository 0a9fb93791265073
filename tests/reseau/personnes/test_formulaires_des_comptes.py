"""What allauth shows and reads goes through our own forms, whatever else the settings say."""

import ast
from collections import Counter
from pathlib import Path

from django.conf import settings
from django.forms import CharField, PasswordInput
from django.utils.module_loading import import_string

from reseau.personnes.saisie import SaisieNette

FORMULAIRES = [
    import_string(chemin)
    for table in (settings.ACCOUNT_FORMS, settings.MFA_FORMS, settings.SOCIALACCOUNT_FORMS)
    for chemin in table.values()
]


def test_un_reglage_ne_s_ecrit_qu_une_fois():
    """The second would silence the first: the codes of the telephones were read uncleaned."""
    module = ast.parse((Path(settings.BASE_DIR) / "reseau" / "settings.py").read_text())
    noms = Counter(
        cible.id
        for ligne in module.body
        if isinstance(ligne, ast.Assign)
        for cible in ligne.targets
        if isinstance(cible, ast.Name)
    )

    assert [nom for nom, fois in noms.items() if fois > 1] == []


def test_chaque_formulaire_d_allauth_ou_l_on_tape_nettoie_la_saisie():
    ou_l_on_tape = [
        classe
        for classe in FORMULAIRES
        for champ in classe.base_fields.values()
        if isinstance(champ, CharField) and not isinstance(champ.widget, PasswordInput)
    ]

    assert len(set(ou_l_on_tape)) >= 5
    assert [classe for classe in ou_l_on_tape if not issubclass(classe, SaisieNette)] == []
