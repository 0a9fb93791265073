"""Another service that says who people are: a real one, small, answering on this machine."""

import json
from http.server import BaseHTTPRequestHandler

DEPART = "/compte/oidc/sso/login/"


class ServiceDIdentite(BaseHTTPRequestHandler):
    prouvee = True  # what it says of the address
    annonce = ...  # what it says of itself, when not its true addresses

    def do_GET(self):
        ici = f"http://{self.headers['Host']}"
        noms = ("issuer", "authorization_endpoint", "token_endpoint", "userinfo_endpoint")
        annonce = self.annonce
        if annonce is ...:
            annonce = {nom: f"{ici}/{nom}" for nom in noms}
        elle = {
            "sub": "1",
            "email": "sonia@example.org",
            "email_verified": self.prouvee,
            "given_name": "Sonia",
            "family_name": "O" * 99,
        }
        self.repondre(elle if "userinfo" in self.path else annonce)

    def do_POST(self):
        self.rfile.read(int(self.headers["Content-Length"]))
        self.repondre({"access_token": "jeton", "token_type": "Bearer"})

    def repondre(self, donnees):
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(json.dumps(donnees).encode())

    def log_message(self, *args):
        """Silent."""
