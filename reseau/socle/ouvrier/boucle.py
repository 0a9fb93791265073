"""The loop of the worker: send due mail, do the periodic duties, wait. No error stops it."""

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
    """The mail server does not answer: no message is to blame, all of them wait."""


class Ouvrier:
    """One worker. A signal sets `arret`, which is read between two messages."""

    def __init__(self, pause: float = 2, arret: Event | None = None):
        self.pause = pause
        self.arret = arret or Event()
        self.nom = f"{socket.gethostname()[:40]}:{os.getpid()}:{secrets.token_hex(4)}"
        self.transport = get_connection(backend=settings.EMAIL_TRANSPORT)
        self.partis = 0

    def tourner(self) -> None:
        """Turn until `arret`. After a failure the waits grow, up to a minute."""
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
        """Turn until nothing is due; return how many messages were sent."""
        total = 0
        while not self.arret.is_set():
            traites = self.un_tour()
            total += self.partis
            if traites < LOT:
                break
        return total

    def un_tour(self) -> int:
        """Send due messages, one batch at most, then do the duties; return how many were tried."""
        remettre_a_l_heure()
        try:
            return self._envoyer_un_lot()
        finally:
            if not self.arret.is_set():
                faire_les_travaux()

    def _envoyer_un_lot(self) -> int:
        """One connection for the whole batch; it is opened before a message is taken."""
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
        """Open the connection; True when it is new."""
        try:
            return bool(self.transport.open())
        except Exception as erreur:
            Travail.objects.noter(ENVOI, envoi.expliquer(erreur))
            raise ServeurInjoignable(envoi.expliquer(erreur)) from erreur

    def _noter(self, courriel: Courriel, erreur: Exception | None) -> None:
        """A sent message must be marked as sent: when the database is away, wait for it."""
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
        """Close the connection whatever its state; the next one starts afresh."""
        try:
            self.transport.close()
        except Exception as erreur:
            journal.info("ouvrier=%s raccroche %s", self.nom, type(erreur).__name__)
            self.transport = get_connection(backend=settings.EMAIL_TRANSPORT)

    def _dire(self, erreur: Exception) -> None:
        """The text of an error of a server that does not answer; other errors may quote rows."""
        if isinstance(erreur, ServeurInjoignable | OperationalError | InterfaceError):
            journal.error("ouvrier=%s %s %s", self.nom, type(erreur).__name__, erreur)
        else:
            journal.exception("ouvrier=%s erreur inattendue", self.nom)

    def _menage(self) -> None:
        """Close a dead database connection, and drop the queries that DEBUG remembers."""
        reset_queries()
        close_old_connections()
