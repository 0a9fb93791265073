"""The worker's loop: send what is due, do the periodic duties, wait, again. Nothing kills it."""

import logging
import os
import secrets
import socket
from threading import Event

from django.conf import settings
from django.core.mail import get_connection
from django.db import Error as ErreurDeBase
from django.db import InterfaceError, OperationalError, close_old_connections, reset_queries

from ..courriels import envoi
from ..courriels.models import Courriel
from ..identite.models import Reseau
from .horloge import remettre_a_l_heure
from .models import ENVOI, Travail
from .travaux import faire_les_travaux

journal = logging.getLogger(__name__)

ATTENTE_MAX = 60
LOT = 200


class ServeurInjoignable(Exception):
    """No conversation with the mail server could begin: no message is to blame, all wait."""


class Ouvrier:
    """One worker. `arret` is set by a signal and looked at between two messages."""

    def __init__(self, pause: float = 2, arret: Event | None = None):
        self.pause = pause
        self.arret = arret or Event()
        self.nom = f"{socket.gethostname()[:40]}:{os.getpid()}:{secrets.token_hex(4)}"
        self.transport = get_connection(backend=settings.EMAIL_TRANSPORT)
        self.partis = 0

    def tourner(self) -> None:
        """Until told to stop. After a failure the waits grow, up to a minute."""
        journal.info("ouvrier=%s commence", self.nom)
        echecs = 0
        while not self.arret.is_set():
            attente = self.pause
            try:
                if self.un_tour() == LOT:
                    attente = 0
                echecs = 0
            except Exception as erreur:
                echecs += 1
                attente = min(self.pause * 2**echecs, ATTENTE_MAX)
                self._dire(erreur)
            self._menage()
            self.arret.wait(attente)
        journal.info("ouvrier=%s s’arrête", self.nom)

    def vider(self) -> int:
        """Turn until nothing is due; how many messages left."""
        total = 0
        while not self.arret.is_set():
            traites = self.un_tour()
            total += self.partis
            if traites < LOT:
                break
        return total

    def un_tour(self) -> int:
        """Send what is due, at most a batch, then the periodic duties; how many were tried."""
        remettre_a_l_heure()
        try:
            return self._envoyer_un_lot()
        finally:
            if not self.arret.is_set():
                faire_les_travaux()

    def _envoyer_un_lot(self) -> int:
        """One conversation for the whole batch; opened before a message is taken."""
        traites = self.partis = 0
        reseau = Reseau.objects.le_notre()
        try:
            while traites < LOT and not self.arret.is_set() and self._reste():
                if self._ouvrir():
                    Travail.objects.noter(ENVOI, "")
                courriel = envoi.prendre(self.nom)
                if courriel is None:
                    break
                erreur = envoi.remettre(courriel, self.transport, reseau)
                self._noter(courriel, erreur)
                traites += 1
                if erreur is None:
                    self.partis += 1
                else:
                    self._raccrocher()
        finally:
            self._raccrocher()
        return traites

    def _reste(self) -> bool:
        return Courriel.objects.a_prendre().exists()

    def _ouvrir(self) -> bool:
        """True when the conversation is new."""
        try:
            return bool(self.transport.open())
        except Exception as erreur:
            Travail.objects.noter(ENVOI, envoi.expliquer(erreur))
            raise ServeurInjoignable(envoi.expliquer(erreur)) from erreur

    def _noter(self, courriel: Courriel, erreur: Exception | None) -> None:
        """A message that left must be known as such: if the database is away, wait for it."""
        attente = self.pause
        while True:
            try:
                envoi.noter(courriel, erreur)
                return
            except ErreurDeBase as absence:
                self._dire(absence)
                close_old_connections()
                if self.arret.wait(attente):
                    raise
                attente = min(attente * 2, ATTENTE_MAX)

    def _raccrocher(self) -> None:
        """Close the conversation whatever its state; the next one starts afresh."""
        try:
            self.transport.close()
        except Exception as erreur:
            journal.info("ouvrier=%s raccroche %s", self.nom, type(erreur).__name__)
            self.transport = get_connection(backend=settings.EMAIL_TRANSPORT)

    def _dire(self, erreur: Exception) -> None:
        """Why a server does not answer; any other error of the database quotes what it held."""
        if isinstance(erreur, ServeurInjoignable | OperationalError | InterfaceError):
            journal.error("ouvrier=%s %s %s", self.nom, type(erreur).__name__, erreur)
        else:
            journal.exception("ouvrier=%s erreur inattendue", self.nom)

    def _menage(self) -> None:
        """Drop a dead database connection, and the queries DEBUG remembers."""
        reset_queries()
        close_old_connections()
