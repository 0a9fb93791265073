"""One letter about a registration: its subject, its two bodies, its calendar file, its way out.

The packages that write to people (answers, offers, reminders, changes…) call `ecrire`, never the
outbox. Always in French: the person written to is not the visitor whose language is active.
"""

import re
from collections.abc import Iterable

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db.models import F
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from ateliers import calendrier
from ateliers.models import Atelier
from reseau.courriels.boite import deposer
from reseau.dates import jour
from reseau.models import Reseau

from .models import Couvert, Inscription


def ecrire(
    gabarit: str,
    inscription: Inscription,
    objet: str,
    avec_calendrier: bool = False,
    cle: str | None = None,
    **contexte,
) -> None:
    """Write to the person, else to who registered her, else to nobody.

    `gabarit` is a path below templates/ without its ending: it exists as .txt and as .html, and
    both extend inscriptions/courriels/_base. `objet` may hold %(atelier)s. With a `cle` the letter
    leaves once only, however often it is written.
    """
    destinataire = destinataire_de(inscription)
    if not destinataire:
        return
    atelier = inscription.atelier
    with translation.override(settings.LANGUAGE_CODE):
        contexte |= {
            "inscription": inscription,
            "concerne": "" if est_a_elle(inscription) else nom_de(inscription),
            "atelier": atelier,
            "couverts": couverts_de(inscription),
            "choix": inscription.choix_de_sequences.select_related("sequence", "creneau"),
            "lien": adresse(inscription),
            "page": settings.SITE_URL + atelier.get_absolute_url(),
            "inscrire": settings.SITE_URL + reverse("inscriptions:inscrire", args=[atelier.slug]),
        }
        ateliers = [atelier] if avec_calendrier else []
        objet = str(objet) % {"atelier": quand_et_quoi(atelier)}
        envoyer(gabarit, destinataire, objet, contexte, ateliers, cle)


def envoyer(
    gabarit: str,
    destinataire: str,
    objet: str,
    contexte: dict,
    ateliers: Iterable[Atelier] = (),
    cle: str | None = None,
) -> None:
    """Put a letter into the outbox, with one calendar file for `ateliers` when there are some."""
    reseau = Reseau.objects.le_notre()
    contexte = {"concerne": "", **contexte, "reseau": reseau, "objet": objet}
    contexte["site"] = settings.SITE_URL
    message = EmailMultiAlternatives(
        subject=objet,
        body=_aere(render_to_string(f"{gabarit}.txt", contexte)),
        to=[destinataire],
        reply_to=[reseau.courriel] if reseau.courriel else None,
    )
    if ateliers:
        message.attach("inscription.ics", calendrier.fichier(ateliers), calendrier.TYPE_MIME)
    message.attach_alternative(render_to_string(f"{gabarit}.html", contexte), "text/html")
    deposer(message, cle=cle)


def destinataire_de(inscription: Inscription) -> str:
    """Her address, else the contact's, else that of who held the pen for her."""
    dossier = inscription.dossier
    if inscription.courriel or dossier.courriel:
        return inscription.courriel or dossier.courriel
    return dossier.inscrit_par.email if dossier.inscrit_par else ""


def est_a_elle(inscription: Inscription) -> bool:
    """Is she the one who reads? A contact reads for the people she came with."""
    dossier = inscription.dossier
    if inscription.courriel or not dossier.courriel:
        return bool(inscription.courriel)
    return (inscription.prenom, inscription.nom) == (dossier.prenom, dossier.nom)


def nom_de(inscription: Inscription) -> str:
    return f"{inscription.prenom} {inscription.nom}"


def couverts_de(inscription: Inscription) -> list[Couvert]:
    """Her meals; the workshop is handed over so that cut-offs are read without another query."""
    siens = inscription.couverts.actifs()
    if not siens.exists():
        return []
    dans_l_ordre = siens.order_by(F("repas__jour").asc(nulls_first=True), "repas__type")
    couverts = list(dans_l_ordre.avec_rang().select_related("repas"))
    for couvert in couverts:
        couvert.repas.atelier = inscription.atelier
    return couverts


def adresse(inscription: Inscription) -> str:
    """Her own page, or the contact's when it is the contact who reads."""
    page = reverse("inscriptions:dossier", args=[inscription.jeton_du_destinataire])
    return settings.SITE_URL + page


def quand_et_quoi(atelier: Atelier) -> str:
    """« Sarrant, le pari du livre, jeudi 12 mars »: enough to know the day in a list of mails."""
    return f"{atelier.titre}, {jour(atelier.debut, annee=False)}"


def _aere(texte: str) -> str:
    """One empty line between paragraphs, whatever the template left out."""
    return re.sub(r"\n{3,}", "\n\n", texte).strip() + "\n"
