"""Who is on whose way, in straight lines."""

import pytest

from inscriptions.models.covoiturage import Trajet
from inscriptions.models.enums import Sens
from inscriptions.pages.covoiturage.route import detour, voisins
from tests.factories import AtelierFactory, CommuneFactory, TrajetFactory

SIMORRE, AUCH, TOULOUSE = (43.45, 0.74), (43.6465, 0.5855), (43.6, 1.44)


def commune(nom, latitude, longitude):
    return CommuneFactory(code_insee=nom[:5], nom=nom, latitude=latitude, longitude=longitude)


@pytest.mark.parametrize(
    ("depart", "arret", "arrivee", "attendu"),
    [
        (AUCH, AUCH, SIMORRE, 0),
        (AUCH, SIMORRE, SIMORRE, 0),
        (AUCH, ((AUCH[0] + SIMORRE[0]) / 2, (AUCH[1] + SIMORRE[1]) / 2), SIMORRE, 0),
        (AUCH, TOULOUSE, SIMORRE, 103),
        (None, AUCH, SIMORRE, None),
        (AUCH, None, SIMORRE, None),
        (AUCH, AUCH, None, None),
    ],
)
def test_le_detour_est_ce_que_la_voiture_fait_en_plus(depart, arret, arrivee, attendu):
    km = detour(depart, arret, arrivee)

    assert (km if km is None else round(km)) == attendu


def test_le_plus_petit_detour_d_abord_et_l_impossible_a_la_fin():
    atelier = AtelierFactory(
        lieu__commune=commune("Simorre", *SIMORRE), lieu__latitude=None, lieu__longitude=None
    )

    def trajet(nom, ou, **champs):
        depart = commune(nom, *ou)
        return TrajetFactory(inscription__atelier=atelier, commune=depart, **champs)

    moi = trajet("Auch", AUCH, cherche=True, sens=Sens.ALLER)
    moi = Trajet.objects.avec_accords().get(pk=moi.pk)
    trajet("Toulouse", TOULOUSE)
    trajet("Preignan", (43.71, 0.63))
    trajet("Pavie", (43.6, 0.62), sens=Sens.RETOUR)
    trajet("Inconnue", (None, None))

    vus = voisins(
        moi,
        moi.commune,
        Trajet.objects.de_la_journee(atelier).exclude(pk=moi.pk).pour_les_autres(),
        atelier,
        [],
    )

    assert [voisin.trajet.commune.nom for voisin in vus] == [
        "Preignan",
        "Toulouse",
        "Inconnue",
        "Pavie",
    ]
    assert [voisin.est_sur_la_route for voisin in vus] == [True, False, False, False]
    assert [voisin.sens for voisin in vus] == [Sens.ALLER] * 3 + [None]
