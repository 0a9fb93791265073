"""Plant shared cars to Simorre.

The project holder of the demo has not chosen yet: two cars have seats for her.
"""

from datetime import time

from django.utils import timezone

from inscriptions.models import Inscription, MiseEnRelation, Trajet
from inscriptions.models.enums import EtatDemande, Role, Sens
from lieux.models import Commune

# (role, sens, commune, heure, places, précision)
TRAJETS = [
    (Role.PROPOSE, Sens.ALLER_RETOUR, "Auch", time(8), 3, "Rendez-vous au parking de la gare"),
    (Role.PROPOSE, Sens.ALLER, "Samatan", time(8, 20), 2, "Je rentre tard : aller seulement"),
    (Role.CHERCHE, Sens.ALLER_RETOUR, "Seissan", None, 1, ""),
    (Role.CHERCHE, Sens.ALLER_RETOUR, "Lombez", time(8, 15), 1, "J’apporte le café"),
]


def planter_le_covoiturage(ateliers):
    """Two cars and two passengers; the woman of Seissan rides with the car from Auch."""
    simorre = next(atelier for atelier, _modele in ateliers if atelier.titre.startswith("Simorre"))
    inscriptions = Inscription.objects.confirmees().filter(atelier=simorre, dossier__personne=None)
    trajets = [
        _planter(inscription, *trajet)
        for inscription, trajet in zip(inscriptions.order_by("pk"), TRAJETS, strict=False)
    ]
    voiture, deuxieme, passagere, en_attente = trajets
    MiseEnRelation.objects.create(
        voiture=voiture,
        passager=passagere,
        demandee_par=Role.CHERCHE,
        sens=Sens.ALLER_RETOUR,
        etat=EtatDemande.ACCEPTEE,
        repondue_le=timezone.now(),
    )
    MiseEnRelation.objects.create(
        voiture=deuxieme, passager=en_attente, demandee_par=Role.CHERCHE, sens=Sens.ALLER
    )


def _planter(inscription, role, sens, commune, heure, places, message) -> Trajet:
    return Trajet.objects.create(
        inscription=inscription,
        role=role,
        sens=sens,
        commune=Commune.objects.get(nom=commune, departement="32"),
        heure=heure,
        places=places,
        message=message,
    )
