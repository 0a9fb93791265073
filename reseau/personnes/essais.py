"""Limit guesses of passwords and codes, without shutting the owner out.

An account counts tries by source: someone who guesses from one computer only blocks that computer.
Tries from everywhere are counted together too, with a higher limit, on passwords alone: the code by
mail stays open, and a browser that already opened the account is counted apart. The owner is told
once.
"""

import logging

from allauth.account.adapter import get_adapter
from allauth.core.internal import ratelimit
from django.http import HttpRequest
from django.urls import reverse

from reseau.socle.frein import origine
from reseau.socle.leurre import ecriture

from . import navigateur
from .titulaire import titulaire

securite = logging.getLogger("reseau.securite")

RYTHMES = {
    # Wrong passwords: from one computer for all accounts, then for one, then for one from anywhere.
    "mot_de_passe_ordinateur": "10/m/ip",
    "mot_de_passe_source": "5/5m/key",
    "mot_de_passe_compte": "20/15m/key",
    "mot_de_passe_navigateur": "10/5m/key",
    # Codes and links sent to an address: nobody may flood a mailbox.
    "courriel_source": "3/m/key,10/h/key",
    "courriel_compte": "30/h/key",
    # Letters that tell the owner about refused tries.
    "alerte": "1/d/key",
}


class Essai:
    """One try on an account.

    Race: the try is counted before it is judged, or a hundred tries at the same instant would count
    as one.
    """

    def __init__(self, request: HttpRequest, courriel: str):
        self.request = request
        self.courriel = courriel.strip().lower()
        self.navigateur = navigateur.reconnu(request, self.courriel)
        self._comptes = []

    @property
    def de_cette_source(self) -> str:
        return f"{self.courriel} {self.navigateur or origine(self.request)}"

    def mot_de_passe_permis(self) -> bool:
        if self.navigateur:
            return self._compter("mot_de_passe_navigateur", self.de_cette_source)
        return (
            self._compter("mot_de_passe_ordinateur")
            and self._compter("mot_de_passe_source", self.de_cette_source)
            and self._compter("mot_de_passe_compte", self.courriel)
        )

    def courriel_permis(self, lettre: str) -> bool:
        """May a code or a link be sent to this address?

        The log of a refusal never looks the address up: a refusal costs the same for every address.
        """
        permis = self._compter("courriel_source", f"{lettre} {self.de_cette_source}") and (
            bool(self.navigateur) or self._compter("courriel_compte", f"{lettre} {self.courriel}")
        )
        if not permis:
            securite.warning("lettres refusées", extra={"acte": "frein", "compte": None})
        return permis

    def pardonner(self) -> None:
        """The password was right: this try no longer counts. Wrong tries of strangers still do."""
        for compte in self._comptes:
            compte.rollback()

    def oublier(self) -> None:
        """A new password was chosen by mail: forget the tries made on the old one."""
        for action, cle in (
            ("mot_de_passe_source", self.de_cette_source),
            ("mot_de_passe_navigateur", self.de_cette_source),
            ("mot_de_passe_compte", self.courriel),
        ):
            ratelimit.clear(self.request, app="reseau", action=action, config=RYTHMES, key=cle)

    def refuser(self) -> None:
        """Log the refusal and tell the owner, once a day at most.

        An unknown address costs the same: its letter is written, then rolled back.
        """
        personne = titulaire(self.courriel)
        securite.warning(
            "mots de passe refusés compte=%s",
            personne.pk if personne else "-",
            extra={"acte": "frein", "compte": personne.pk if personne else None},
        )
        if self._compter("alerte", self.courriel):
            with ecriture(gardee=personne is not None and personne.is_active):
                get_adapter().send_mail(
                    "account/email/essais_refuses",
                    personne.email if personne else self.courriel,
                    {
                        "code_url": reverse("account_request_login_code"),
                        "password_reset_url": reverse("account_reset_password"),
                    },
                )

    def _compter(self, action: str, cle: str | None = None) -> bool:
        compte = ratelimit.consume(
            self.request, app="reseau", action=action, config=RYTHMES, key=cle
        )
        if compte is None:
            return False
        self._comptes.append(compte)
        return True
