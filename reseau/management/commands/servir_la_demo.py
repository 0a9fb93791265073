import gc
import os
import signal
from contextlib import suppress

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.urls import get_resolver
from gunicorn.app.base import BaseApplication

ACCUEIL = """
  Faîtière est prête : {adresse}

  Back-office           {adresse}/admin/
  Courriels envoyés     {adresse}/demo/courriels/

  Comptes, mot de passe « demo » :
    animation@example.org   anime le réseau (équipe)
    admin@example.org       administre tout
    lieu@example.org        gère La Dynamo
    membre@example.org      membre, participe aux groupes
    porteuse@example.org    porte un projet

  Ctrl-C pour arrêter.
"""


class Serveur(BaseApplication):
    """Gunicorn inside our process: what is loaded before the fork is shared by its workers."""

    def __init__(self, options):
        self.options = options
        super().__init__()

    def load_config(self):
        for nom, valeur in self.options.items():
            self.cfg.set(nom, valeur)

    def load(self):
        """Import and freeze everything before the fork, so that the workers share it."""
        from reseau.wsgi import application

        settings.DEBUG = False
        _ = get_resolver().url_patterns
        gc.freeze()
        return application


class Command(BaseCommand):
    help = "Sert le réseau de démonstration : le site et l’ouvrier ensemble, jusqu’à Ctrl-C."
    requires_system_checks = []

    def handle(self, *args, **options):
        if not settings.DEMO:
            raise CommandError("La démonstration demande DEBUG=1 ; en production, voir README.")
        port = int(os.environ.get("PORT", "8000"))
        self.stdout.write(ACCUEIL.format(adresse=f"http://127.0.0.1:{port}"))
        self.stdout.flush()
        gc.freeze()
        ouvrier = lancer_l_ouvrier()
        Serveur(
            {
                "bind": f"127.0.0.1:{port}",
                "workers": 2,
                "threads": 4,
                "preload_app": True,
                "loglevel": "warning",
                "control_socket_disable": True,
                "on_exit": lambda _serveur: arreter(ouvrier),
            }
        ).run()


def lancer_l_ouvrier() -> int:
    """Run the worker in a child process, so that it shares loaded modules: a third less memory."""
    ouvrier = os.fork()
    if ouvrier:
        return ouvrier
    try:
        call_command("ouvrier")
    finally:
        os._exit(0)


def arreter(ouvrier: int) -> None:
    """Let the worker finish its message; it may have stopped already, since Ctrl-C reaches both."""
    with suppress(ProcessLookupError, ChildProcessError):
        os.kill(ouvrier, signal.SIGTERM)
        os.waitpid(ouvrier, 0)
