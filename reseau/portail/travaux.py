"""The periodic duties of the worker: an explicit list."""

from datetime import timedelta

from inscriptions.annonces.rappels import rappeler_ce_qui_est_du
from inscriptions.places import expirer_les_propositions

from ..socle.conservation.purge import purger_ce_qui_est_echu
from ..socle.courriels.purge import effacer_les_contenus
from ..socle.fichiers.oublies import effacer_les_oublies
from ..socle.ouvrier.travaux import Periodique

TRAVAUX = [
    Periodique("expirer_les_propositions", expirer_les_propositions, timedelta(minutes=1)),
    Periodique("effacer_les_contenus", effacer_les_contenus, timedelta(hours=6)),
    Periodique("rappels", rappeler_ce_qui_est_du, timedelta(minutes=15)),
    Periodique("purger", purger_ce_qui_est_echu, timedelta(hours=6)),
    Periodique("effacer_les_fichiers_oublies", effacer_les_oublies, timedelta(hours=12)),
]
