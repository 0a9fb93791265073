"""Processes of the portal that obey a test, all at once."""

import json
import os
import subprocess
import sys
from itertools import chain

ACTEURS = 3


def en_une_liste(listes):
    return list(chain.from_iterable(listes))


class Foule:
    """Processes that obey; an order to all is carried out by all of them at once."""

    MODULE = "tests.inscriptions.places.ruee"

    def __init__(self, url):
        self.url = url
        self.acteurs = [
            subprocess.Popen(
                [sys.executable, "-m", self.MODULE],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
                # A busy machine may make people wait; only a seat too many is a failure.
                env={
                    **os.environ,
                    "DATABASE_URL": url,
                    "DATABASE_TIMEOUT": "120",
                    "PROPOSITION_HEURES": "0",
                },
            )
            for _ in range(ACTEURS)
        ]

    def un_seul(self, verbe, **ordre):
        return self._envoyer([(self.acteurs[0], {"verbe": verbe, **ordre})])[0]

    def tous(self, verbe, **ordre):
        """The same order to each."""
        return en_une_liste(self._envoyer([(a, {"verbe": verbe, **ordre}) for a in self.acteurs]))

    def se_partagent(self, verbe, adresses, **ordre):
        """To each its share of the people."""
        ordres = [
            (acteur, {"verbe": verbe, "adresses": adresses[rang::ACTEURS], **ordre})
            for rang, acteur in enumerate(self.acteurs)
        ]
        return en_une_liste(self._envoyer(ordres))

    def _envoyer(self, ordres):
        for acteur, ordre in ordres:
            acteur.stdin.write(json.dumps(ordre) + "\n")
            acteur.stdin.flush()
        return [json.loads(acteur.stdout.readline()) for acteur, _ordre in ordres]

    def renvoyer(self):
        for acteur in self.acteurs:
            acteur.stdin.close()
            acteur.wait(timeout=20)
            acteur.stdout.close()
