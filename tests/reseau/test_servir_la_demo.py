import os
import signal
import socket
import subprocess
import sys
import time
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command


def test_la_demonstration_est_refusee_en_production(settings):
    settings.DEMO = False

    with pytest.raises(CommandError, match="DEBUG=1"):
        call_command("servir_la_demo")


def test_le_site_et_l_ouvrier_partent_et_s_arretent_ensemble(tmp_path):
    port = port_libre()
    trace = tmp_path / "demo.log"
    env = {**os.environ, "DEBUG": "1", "PORT": str(port)}
    env["DATABASE_URL"] = f"sqlite:///{tmp_path / 'base.sqlite3'}"
    with trace.open("wb") as sortie:
        demo = subprocess.Popen(
            [sys.executable, "manage.py", "servir_la_demo"],
            cwd=settings.BASE_DIR,
            env=env,
            stdout=sortie,
            stderr=sortie,
        )

    feuille = ouvrir(f"http://127.0.0.1:{port}/static/css/faitiere.css")
    demo.send_signal(signal.SIGTERM)
    code = demo.wait(timeout=60)

    ecrit = trace.read_text()
    assert b"@layer jetons" in feuille
    assert code == 0
    assert f"http://127.0.0.1:{port}/demo/courriels/" in ecrit
    assert [ecrit.count(mot) for mot in (" commence", " s’arrête")] == [1, 1]


def port_libre():
    with socket.create_server(("127.0.0.1", 0)) as prise:
        return prise.getsockname()[1]


def ouvrir(adresse, secondes=90):
    fin = time.monotonic() + secondes
    while True:
        try:
            with urlopen(adresse) as reponse:
                return reponse.read()
        except URLError:
            assert time.monotonic() < fin, "le site n’est pas parti"
            time.sleep(0.1)
