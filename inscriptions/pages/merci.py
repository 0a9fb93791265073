"""A signed cookie carries the answer to the next page, for ten minutes.

No address, session or cache holds it: what a person typed, and what a new person receives, go to
her browser only, for this page only. When the cookie is late, absent or falsified, the page only
thanks.
"""

from collections import defaultdict
from dataclasses import dataclass

from django.conf import settings
from django.core import signing
from django.urls import reverse

from ateliers.enums import EtatInscription
from ateliers.models import Atelier, Cycle, Repas, Sequence

from ..demandes import Annonce, Reponse
from ..models.enums import EtatCouvert

TEMOIN = "merci"
DUREE = 600
AU_PLUS = 3800  # bytes; browsers drop a cookie of more than 4096 without a word
COURT = 20


@dataclass
class Ligne:
    """What one person receives for one day; `repas`: each meal asked for, and True when booked."""

    personne: str
    etat: EtatInscription
    rang: int
    repas: list[tuple[Repas, bool]]
    sequences: list[Sequence]

    @property
    def est_confirmee(self) -> bool:
        return self.etat == EtatInscription.CONFIRMEE

    @property
    def est_a_approuver(self) -> bool:
        return self.etat == EtatInscription.DEMANDEE


@dataclass
class Jour:
    atelier: Atelier
    lignes: list[Ligne]
    a_des_repas: bool

    @property
    def a_une_place(self) -> bool:
        return any(ligne.est_confirmee for ligne in self.lignes)


def remettre(reponse_http, prenom: str, courriel: str, reponse: Reponse):
    """Put the answer in the cookie of the next page."""
    reponse_http.set_cookie(
        TEMOIN,
        _ecrire(prenom, courriel, reponse),
        max_age=DUREE,
        path=reverse("inscriptions:merci"),
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )
    return reponse_http


def contexte_de_la_reponse(request) -> dict:
    """For the template: name, address, and answer for each day; all empty without a cookie."""
    try:
        ecrit = signing.loads(request.COOKIES.get(TEMOIN, ""), salt=TEMOIN, max_age=DUREE)
        prenom, courriel, cycle, noms, lignes = ecrit
    except (signing.BadSignature, ValueError):
        prenom, courriel, cycle, noms, lignes = "", "", None, [], []
    jours = _jours(noms, lignes, request.user)
    etats = {ligne.etat for jour in jours for ligne in jour.lignes}
    return {
        "prenom": prenom,
        "courriel": courriel,
        "jours": jours,
        "a_plusieurs": len(noms) > 1,
        "cycle": jours and Cycle.objects.publies().filter(pk=cycle).first(),
        "une_place": EtatInscription.CONFIRMEE in etats,
        "une_attente": EtatInscription.EN_ATTENTE in etats,
        "une_demande": EtatInscription.DEMANDEE in etats,
    }


def _ecrire(prenom: str, courriel: str, reponse: Reponse) -> str:
    """Very long names are cut, so that the answer still fits the cookie."""
    noms = list(dict.fromkeys(annonce.personne for annonce in reponse.annonces))
    lignes = [_ligne(annonce, noms) for annonce in reponse.annonces]
    cycle = reponse.cycle.pk if reponse.cycle else None
    essais = (
        [prenom, courriel, cycle, noms, lignes],
        [prenom[:COURT], courriel, cycle, [nom[:COURT] for nom in noms], lignes],
    )
    for essai in essais:
        ecrit = signing.dumps(essai, salt=TEMOIN, compress=True)
        if len(ecrit) <= AU_PLUS:
            return ecrit
    return signing.dumps(["", "", None, [], []], salt=TEMOIN)


def _ligne(annonce: Annonce, noms: list[str]) -> list:
    return [
        annonce.atelier,
        noms.index(annonce.personne),
        annonce.etat,
        annonce.rang,
        [[cle, etat == EtatCouvert.CONFIRME] for cle, etat in annonce.repas.items()],
        annonce.sequences,
    ]


def _jours(noms: list[str], lignes: list, personne) -> list[Jour]:
    """By date; the number of queries does not depend on the number of days."""
    ateliers = (
        Atelier.objects.visibles_par(personne)
        .filter(pk__in={ligne[0] for ligne in lignes})
        .select_related("lieu__commune")
        .prefetch_related("repas")
        .order_by("debut", "pk")
    )
    voulues = {cle for ligne in lignes for cle in ligne[5]}
    sequences = Sequence.objects.select_related("creneau").in_bulk(voulues) if voulues else {}
    par_jour = defaultdict(list)
    for atelier, *ligne in lignes:
        par_jour[atelier].append(ligne)
    return [
        Jour(
            atelier,
            [_lire(noms, ligne, atelier, sequences) for ligne in par_jour[atelier.pk]],
            bool(atelier.repas.all()),
        )
        for atelier in (ateliers if lignes else ())
    ]


def _lire(noms: list[str], ligne: list, atelier: Atelier, sequences: dict) -> Ligne:
    qui, etat, rang, commandes, choisies = ligne
    reserves = dict(commandes)
    return Ligne(
        noms[qui],
        EtatInscription(etat),
        rang,
        [(repas, reserves[repas.pk]) for repas in atelier.repas.all() if repas.pk in reserves],
        [sequences[cle] for cle in choisies if cle in sequences],
    )
