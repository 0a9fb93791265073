"""What the production of the test holds: a day with a lunch and a question, and one registration.

`python -m tests.reseau.traces.preparer`, on a database of its own; answers one line of JSON.
"""

# ruff: noqa: E402 (Django first)
import json
import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "reseau.settings")

import django

django.setup()

from tests.factories import (
    AtelierFactory,
    InscriptionFactory,
    PersonneFactory,
    QuestionFactory,
    RepasFactory,
    ReseauFactory,
)

if __name__ == "__main__":
    ReseauFactory()
    atelier = AtelierFactory(slug="sarrant")
    RepasFactory(atelier=atelier)
    QuestionFactory(atelier=atelier)
    inscription = InscriptionFactory(atelier=atelier)
    PersonneFactory(email="nadia@example.org")
    print(json.dumps({"jeton": inscription.dossier.jeton, "pk": inscription.pk}))  # noqa: T201
