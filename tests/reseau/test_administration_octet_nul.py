"""A NUL byte in an address of the back office: our page 400, never a 500 (seen on PostgreSQL)."""

import pytest
from django.urls import reverse

from reseau.socle.ouvrier.models import Travail
from tests.factories import AtelierFactory, PersonneFactory

pytestmark = pytest.mark.ignore_template_errors


@pytest.mark.parametrize(
    "adresse",
    [
        "/admin/ateliers/atelier/?statut__exact=%00",
        "/admin/ateliers/atelier/?q=%00",
        "/admin/inscriptions/inscription/?etat=a%00b",
        "/admin/reseau/travail/%00/change/",
    ],
)
def test_un_octet_nul_dans_l_adresse_donne_la_page_400(client, settings, adresse):
    settings.DEBUG = False
    Travail.objects.create(nom="purger")
    client.force_login(PersonneFactory(superutilisatrice=True))

    reponse = client.get(adresse)

    assert reponse.status_code == 400
    assert "Nous n’avons pas compris la demande" in reponse.content.decode()


def test_un_pourcentage_suivi_de_deux_zeros_n_est_pas_un_octet_nul(client):
    client.force_login(PersonneFactory(superutilisatrice=True))
    AtelierFactory(titre="100 %00 local")

    reponse = client.get(reverse("admin:ateliers_atelier_changelist"), {"q": "%00"})

    assert reponse.status_code == 200
    assert "100 %00 local" in reponse.content.decode()
