"""The two letters sent before a day."""

from datetime import date

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..models import Inscription
from ..models.enums import GenreDeRappel
from .lettre import ecrire

GABARITS = "inscriptions/rappels/courriels"


def rappeler(genre: GenreDeRappel, inscription: Inscription, jour: date, aujourd_hui: date) -> None:
    """Write with a key that holds the date: the outbox refuses the same letter twice."""
    cle = f"rappel:{genre}:{inscription.pk}:{jour:%Y%m%d}"
    if genre == GenreDeRappel.RECONFIRMATION:
        reconfirmation(inscription, cle)
    else:
        veille(inscription, cle, c_est_aujourd_hui=jour == aujourd_hui)


def reconfirmation(inscription: Inscription, cle: str | None) -> None:
    ecrire(
        f"{GABARITS}/reconfirmation",
        inscription,
        _("Venez-vous toujours ? %(atelier)s"),
        cle=cle,
        je_viens=_page("je_viens", inscription),
        annuler=_page("annuler", inscription),
    )


def veille(inscription: Inscription, cle: str, c_est_aujourd_hui: bool) -> None:
    objet = _("C’est aujourd’hui : %(atelier)s") if c_est_aujourd_hui else _("Demain : %(atelier)s")
    ecrire(
        f"{GABARITS}/veille",
        inscription,
        objet,
        cle=cle,
        c_est_aujourd_hui=c_est_aujourd_hui,
        repas_du_jour=list(inscription.atelier.repas.all()),
        annuler=_page("annuler", inscription),
        covoiturage=_page("covoiturage", inscription) if inscription.peut_covoiturer() else "",
    )


def _page(nom: str, inscription: Inscription) -> str:
    chemin = reverse(
        f"inscriptions:{nom}", args=[inscription.jeton_du_destinataire, inscription.pk]
    )
    return settings.SITE_URL + chemin


def jour_de(inscription: Inscription) -> date:
    return timezone.localdate(inscription.atelier.debut)
