"""One letter about a registration: its subject, its two bodies, its calendar file.

Packages that write to people (answers, offers, reminders, changes…) call `ecrire`, never the
outbox. Letters are always in French: the language of the visitor is not that of the reader.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Mapping

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db.models import F
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.functional import Promise

from ateliers import calendrier
from ateliers.models import Atelier
from reseau.models import Reseau
from reseau.socle.courriels.boite import deposer
from reseau.socle.dates import jour

from ..demandes import Pris
from ..models import ChoixDeSequence, Couvert, Inscription
from ..models.cle import cle_du_nom


def ecrire(
    gabarit: str,
    inscription: Inscription,
    objet: str | Promise,
    avec_calendrier: bool = False,
    cle: str | None = None,
    pris: Pris | None = None,
    **contexte: object,
) -> None:
    """Write to the person, else to the author of her registration, else to nobody.

    `gabarit` is a path below templates/ without its ending: it exists as .txt and as .html, and
    both extend inscriptions/courriels/_base. `objet` may hold %(atelier)s. With a `cle` the letter
    leaves once only, however often it is written. `pris` is read unless it was just written.
    """
    destinataire = destinataire_de(inscription)
    if not destinataire:
        return
    atelier = inscription.atelier
    pris = pris_par([inscription], {inscription.pk: pris} if pris else {})[inscription.pk]
    with translation.override(settings.LANGUAGE_CODE):
        contexte |= {
            "inscription": inscription,
            "concerne": "" if est_a_elle(inscription) else inscription.nom_complet,
            "atelier": atelier,
            "couverts": pris.couverts,
            "choix": pris.choix,
            "lien": adresse(inscription),
            "page": settings.SITE_URL + atelier.get_absolute_url(),
            "inscrire": settings.SITE_URL + reverse("inscriptions:inscrire", args=[atelier.slug]),
        }
        ateliers = [atelier] if avec_calendrier else []
        sujet = str(objet) % {"atelier": quand_et_quoi(atelier)}
        envoyer(gabarit, destinataire, sujet, contexte, ateliers, cle)


def envoyer(
    gabarit: str,
    destinataire: str,
    objet: str,
    contexte: dict[str, object],
    ateliers: Collection[Atelier] = (),
    cle: str | None = None,
) -> None:
    """Put a letter into the outbox, with one calendar file for `ateliers` if there are some."""
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
    """Her address, else that of the contact, else that of the author of the registration."""
    dossier = inscription.dossier
    if inscription.courriel or dossier.courriel:
        return inscription.courriel or dossier.courriel
    return dossier.inscrit_par.email if dossier.inscrit_par else ""


def est_a_elle(inscription: Inscription) -> bool:
    """Is she the reader? A contact reads for the people she came with."""
    dossier = inscription.dossier
    if inscription.courriel or not dossier.courriel:
        return bool(inscription.courriel)
    return inscription.cle_du_nom == cle_du_nom(dossier.prenom, dossier.nom)


def pris_par(inscriptions: Collection[Inscription], ecrits: Mapping[int, Pris]) -> dict[int, Pris]:
    """Meals and choices by key of registration: as just written (`ecrits`), else read.

    A waiting meal is read in any case, since its rank counts the meals of others.
    """
    pris = dict(ecrits)
    a_lire = [
        inscription
        for inscription in inscriptions
        if inscription.pk not in ecrits or _attend_un_repas(inscription, ecrits[inscription.pk])
    ]
    if a_lire:
        couverts, choix = _couverts_des(a_lire), _choix_des(a_lire)
        pris |= {lue.pk: Pris(couverts[lue.pk], choix[lue.pk]) for lue in a_lire}
    return pris


def _attend_un_repas(inscription: Inscription, pris: Pris) -> bool:
    return inscription.est_confirmee and not all(c.est_confirme for c in pris.couverts)


def _couverts_des(inscriptions: Collection[Inscription]) -> dict[int, list[Couvert]]:
    """The meals of each; they get the workshop already read, so that cut-offs take no query."""
    par_cle = {inscription.pk: inscription for inscription in inscriptions}
    par_inscription: dict[int, list[Couvert]] = defaultdict(list)
    couverts = (
        Couvert.objects.actifs()
        .filter(inscription__in=par_cle)
        .order_by(F("repas__jour").asc(nulls_first=True), "repas__type")
        .avec_rang()
        .select_related("repas")
    )
    for couvert in couverts:
        couvert.repas.atelier = par_cle[couvert.inscription_id].atelier
        par_inscription[couvert.inscription_id].append(couvert)
    return par_inscription


def _choix_des(inscriptions: Collection[Inscription]) -> dict[int, list[ChoixDeSequence]]:
    par_inscription: dict[int, list[ChoixDeSequence]] = defaultdict(list)
    choisies = ChoixDeSequence.objects.filter(inscription__in=inscriptions)
    for choix in choisies.select_related("sequence", "creneau"):
        par_inscription[choix.inscription_id].append(choix)
    return par_inscription


def adresse(inscription: Inscription) -> str:
    """The page of the person, or of the contact when the contact reads."""
    page = reverse("inscriptions:dossier", args=[inscription.jeton_du_destinataire])
    return settings.SITE_URL + page


def quand_et_quoi(atelier: Atelier) -> str:
    """« Sarrant, le pari du livre, jeudi 12 mars »: enough to know the day in a list of mails."""
    return f"{atelier.titre}, {jour(atelier.debut, annee=False)}"


def _aere(texte: str) -> str:
    """Keep one empty line between paragraphs, whatever the template leaves out."""
    return re.sub(r"\n{3,}", "\n\n", texte).strip() + "\n"
