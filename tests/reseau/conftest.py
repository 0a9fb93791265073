import threading
from http.server import ThreadingHTTPServer

import pytest
from allauth.socialaccount.models import SocialApp

from .service_d_identite import ServiceDIdentite


@pytest.fixture
def service():
    with ThreadingHTTPServer(("127.0.0.1", 0), ServiceDIdentite) as serveur:
        threading.Thread(target=serveur.serve_forever, daemon=True).start()
        adresse = f"http://127.0.0.1:{serveur.server_address[1]}"
        SocialApp.objects.create(
            provider="openid_connect",
            provider_id="sso",
            name="Le portail régional",
            client_id="faitiere",
            secret="secret",
            settings={"server_url": adresse},
        )
        yield adresse
        serveur.shutdown()
