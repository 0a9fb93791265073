"""A real nginx, set up as docs/exploitation.md says, sends what the portal allows and no more."""

import os
import re
import shutil
import socket
import subprocess
import time
from contextlib import contextmanager, suppress
from http.client import HTTPConnection
from pathlib import Path
from threading import Thread
from wsgiref.simple_server import WSGIRequestHandler, make_server

import pytest
from django.core.wsgi import get_wsgi_application
from django.db import connection, connections

from tests.factories import AtelierFactory, DocumentFactory, LieuFactory
from tests.pieces import VRAIES, envoi

NGINX = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin")
DOC = Path(__file__).parents[2] / "docs" / "exploitation.md"
REGLAGES = """
daemon off; pid {dossier}/pid; error_log {dossier}/erreurs; worker_processes 1;
{compte}
events {{}}
http {{
  access_log off;
  client_body_temp_path {dossier}/a; proxy_temp_path {dossier}/b; fastcgi_temp_path {dossier}/c;
  uwsgi_temp_path {dossier}/d; scgi_temp_path {dossier}/e;
  server {{
    listen 127.0.0.1:{port};
    {blocs}
    location / {{ proxy_pass http://127.0.0.1:{portail}; proxy_set_header Host testserver; }}
  }}
}}
"""

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not NGINX, reason="nginx (Debian package) is not here"),
    pytest.mark.skipif(
        connection.vendor == "sqlite", reason="the test's SQLite lives in the memory of one thread"
    ),
]


class Muet(WSGIRequestHandler):
    def log_message(self, *args):
        pass


def blocs_de_la_documentation(media, reserves):
    """What an operator would copy, with our folders."""
    texte = DOC.read_text()
    blocs = re.findall(
        r"^    (?:client_max|location /(?:media|fichiers)).*?\n(?=    \w|\n)", texte, re.S | re.M
    )
    lus = "".join(blocs)
    assert lus.count("location") == 2
    lus = lus.replace("/srv/faitiere/media-reserves", str(reserves))
    return lus.replace("/srv/faitiere/media", str(media))


def port_libre():
    with socket.create_server(("127.0.0.1", 0)) as prise:
        return prise.getsockname()[1]


@contextmanager
def le_portail(port):
    def application(environ, repondre):
        try:
            yield from get_wsgi_application()(environ, repondre)
        finally:
            connections.close_all()

    with make_server("127.0.0.1", port, application, handler_class=Muet) as serveur:
        fil = Thread(target=serveur.serve_forever)
        fil.start()
        yield
        serveur.shutdown()
        fil.join()


@contextmanager
def nginx(dossier, portail, media, reserves):
    port, ini = port_libre(), dossier / "nginx.conf"
    ini.write_text(
        REGLAGES.format(
            dossier=dossier,
            port=port,
            portail=portail,
            compte="user root;" if os.geteuid() == 0 else "",
            blocs=blocs_de_la_documentation(media, reserves),
        )
    )
    processus = subprocess.Popen([NGINX, "-c", ini], stderr=subprocess.DEVNULL)
    try:
        for _ in range(100):
            with suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
                break
            time.sleep(0.1)
        yield port
    finally:
        processus.terminate()
        processus.wait(10)


def lire(port, adresse):
    connexion = HTTPConnection("127.0.0.1", port, timeout=20)
    connexion.request("GET", adresse, headers={"Host": "testserver"})
    reponse = connexion.getresponse()
    corps = reponse.read()
    connexion.close()
    return reponse, corps


def test_nginx_envoie_ce_que_la_vue_permet_et_rien_d_autre(settings, tmp_path):
    settings.FICHIERS_PAR_LE_PROXY = "X-Accel-Redirect"
    media, reserves = tmp_path / "media", tmp_path / "media-reserves"
    settings.MEDIA_ROOT, settings.RESERVES_ROOT = str(media), str(reserves)
    montre = DocumentFactory(
        atelier=AtelierFactory(passe=True), lien="", fichier=envoi("support.PDF")
    )
    cache = DocumentFactory(atelier=AtelierFactory(), lien="", fichier=envoi("notes.odt"))
    lieu = LieuFactory(photo=envoi("photo.png"))
    portail = port_libre()

    with le_portail(portail), nginx(tmp_path, portail, media, reserves) as port:
        permis, corps = lire(port, montre.url)
        refuse, _ = lire(port, cache.url)
        de_face = [
            lire(port, f"/fichiers-reserves/{piece.fichier.name}")[0].status
            for piece in (montre, cache)
        ]
        par_media = [
            lire(port, f"/media/{piece.fichier.name}")[0].status for piece in (montre, cache)
        ]
        remontee = lire(port, f"/media/../media-reserves/{montre.fichier.name}")[0].status
        voisine = lire(port, f"/media..-reserves/{montre.fichier.name}")[0].status
        photo, _ = lire(port, lieu.photo.url)

    assert (permis.status, corps) == (200, VRAIES["support.PDF"])
    assert permis.headers["Content-Type"] == "application/pdf"
    assert permis.headers["Content-Disposition"] == 'inline; filename="support.pdf"'
    assert permis.headers["X-Content-Type-Options"] == "nosniff"
    assert permis.headers["Cache-Control"] == "private, no-cache"
    assert "X-Accel-Redirect" not in permis.headers
    assert refuse.status == 404
    assert (de_face, par_media) == ([404, 404], [404, 404])
    assert {remontee, voisine} <= {400, 404}
    assert (photo.status, photo.headers["X-Content-Type-Options"]) == (200, "nosniff")
