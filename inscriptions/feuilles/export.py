"""Export a list: check rights, write the trace, answer in the format asked."""

from dataclasses import dataclass

from django.db import transaction
from django.http import FileResponse, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from ateliers.enums import EtatInscription
from reseau.models import Personne, Reseau

from ..models import Export
from ..models.enums import FormatExport
from .classeur import Classeur
from .emargement import composer
from .questions import toutes_les_colonnes
from .selection import Selection
from .tableur_csv import lignes_csv

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ETATS = {
    FormatExport.XLSX: [EtatInscription.CONFIRMEE, EtatInscription.EN_ATTENTE],
    FormatExport.CSV: [EtatInscription.CONFIRMEE],
    FormatExport.CSV_ATTENTE: [EtatInscription.EN_ATTENTE],
    FormatExport.PDF: [EtatInscription.CONFIRMEE],
}


@dataclass(frozen=True)
class Commande:
    """One request for an export."""

    selection: Selection
    format: FormatExport
    sensibles: bool = False
    lignes_vides: int = 5


@transaction.atomic
def exporter(commande: Commande, par: Personne) -> HttpResponseBase:
    """The trace is written with the answer: no list leaves without one."""
    selection = commande.selection
    sensibles = commande.sensibles and commande.format != FormatExport.PDF
    Export.objects.create(
        par=par,
        format=commande.format,
        atelier=None if selection.cycle else selection.ateliers[0],
        cycle=selection.cycle,
        nombre=selection.compter(*ETATS[commande.format]),
        donnees_sensibles=sensibles,
    )
    return FABRIQUES[commande.format](commande)


def _csv(commande: Commande) -> HttpResponseBase:
    selection = commande.selection
    choisies = toutes_les_colonnes(selection, attente=False, sensibles=commande.sensibles)
    return _en_csv(commande, lignes_csv(choisies, selection.inscrites()), _("inscriptions"))


def _csv_attente(commande: Commande) -> HttpResponseBase:
    selection = commande.selection
    choisies = toutes_les_colonnes(selection, attente=True, sensibles=commande.sensibles)
    return _en_csv(commande, lignes_csv(choisies, selection.en_attente()), _("attente"))


def _en_csv(commande: Commande, lignes, contenu: str) -> HttpResponseBase:
    reponse = StreamingHttpResponse(lignes, content_type="text/csv; charset=utf-8")
    return _nommer(reponse, commande, contenu, "csv")


def _xlsx(commande: Commande) -> HttpResponseBase:
    classeur = Classeur(commande.selection, commande.sensibles).ecrire()
    reponse = FileResponse(classeur, content_type=XLSX)
    return _nommer(reponse, commande, _("inscriptions"), "xlsx")


def _pdf(commande: Commande) -> HttpResponseBase:
    pdf = composer(commande.selection, Reseau.objects.le_notre(), commande.lignes_vides)
    reponse = HttpResponse(pdf, content_type="application/pdf")
    return _nommer(reponse, commande, _("emargement"), "pdf")


def _nommer(reponse, commande: Commande, contenu: str, extension: str) -> HttpResponseBase:
    jour = timezone.localdate().isoformat()
    nom = f"{commande.selection.slug}-{contenu}-{jour}.{extension}"
    reponse["Content-Disposition"] = content_disposition_header(True, nom)
    return reponse


FABRIQUES = {
    FormatExport.XLSX: _xlsx,
    FormatExport.CSV: _csv,
    FormatExport.CSV_ATTENTE: _csv_attente,
    FormatExport.PDF: _pdf,
}
