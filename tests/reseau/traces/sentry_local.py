"""A server that speaks Sentry's protocol, as far as receiving goes, and keeps all it is sent."""

import gzip
import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import brotli


class SentryLocal:
    """`recu` is every byte received, headers included, once unpacked; `evenements` the errors."""

    def __init__(self):
        self.recu = ""
        self.evenements = []
        self.serveur = ThreadingHTTPServer(("127.0.0.1", 0), self._guichet())
        threading.Thread(target=self.serveur.serve_forever, daemon=True).start()

    @property
    def dsn(self):
        return f"http://cle@127.0.0.1:{self.serveur.server_port}/1"

    def fermer(self):
        self.serveur.shutdown()
        self.serveur.server_close()

    def garder(self, entetes, corps):
        self.recu += f"{entetes}\n{corps}\n"
        lignes = [json.loads(ligne) for ligne in corps.splitlines() if ligne]
        self.evenements += [ligne for ligne in lignes if "event_id" in ligne and "level" in ligne]

    def _guichet(maison):  # noqa: N805 - the server, seen from its counter
        class Guichet(BaseHTTPRequestHandler):
            def do_POST(self):
                corps = self.rfile.read(int(self.headers["Content-Length"]))
                depaqueter = {"gzip": gzip.decompress, "br": brotli.decompress}
                corps = depaqueter.get(self.headers["Content-Encoding"], bytes)(corps)
                maison.garder(str(self.headers), corps.decode())
                self.send_response(200)
                self.send_header("Content-Length", "2")
                self.end_headers()
                self.wfile.write(b"{}")

            def log_message(self, *args):
                pass

        return Guichet
