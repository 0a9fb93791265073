"""Letters about seats and meals."""

from collections.abc import Collection, Iterable
from datetime import datetime

from django.conf import settings
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from ateliers.enums import EtatInscription
from ateliers.models import Atelier

from ..demandes import Placee, Pris, Reponse
from ..models import ChoixDeSequence, Couvert, Dossier, Inscription
from ..models.enums import EtatCouvert
from ..models.personnes import par_personne, qui
from .lettre import adresse, ecrire, envoyer, pris_par, quand_et_quoi

GABARITS = "inscriptions/places/courriels"
JOURS_NOMMES = 2  # days named in a subject
ADIEUX = {
    EtatInscription.CONFIRMEE: _("Inscription annulée : %(atelier)s"),
    EtatInscription.EN_ATTENTE: _("Liste d’attente quittée : %(atelier)s"),
    EtatInscription.DEMANDEE: _("Demande retirée : %(atelier)s"),
}


# A registration, its rank, meals and choices, and the link of one that existed already.
Ligne = tuple[Inscription, int, list[Couvert], list[ChoixDeSequence], str]


def repondre(reponse: Reponse) -> None:
    """Write one letter to the contact, whatever the number of people and days.

    Each person with her own address gets her own letter, known or not, unless the button was
    pressed twice. A new person whose mailbox is that of a person on the list reads that both are on
    it.
    """
    if reponse.dossier and not reponse.dossier.courriel:
        return  # the author reads the answer on screen, and prints it
    deja_de = par_personne(
        ligne for ligne in reponse.deja_inscrites if ligne.pk not in reponse.redites
    )
    if reponse.dossier and reponse.nouvelles:
        seule = _seule_personne(reponse.dossier, reponse.nouvelles)
        deja = deja_de.pop(seule, []) if seule else []
        a_elles = [p for p in reponse.placees if not p.inscription.est_du_contact]
        voisines = _de_la_boite(reponse.voisines, reponse.dossier.courriel)
        if len(reponse.placees) == 1 and not deja and not a_elles:
            (placee,) = reponse.placees
            reponse_seule(placee.inscription, placee, voisines)
        else:
            nouvelles, placees = reponse.nouvelles, reponse.placees
            reponse_groupee(reponse.dossier, nouvelles, deja, None, voisines, placees)
        for placee in a_elles:
            voisines = _de_la_boite(reponse.voisines, placee.inscription.courriel)
            reponse_seule(placee.inscription, placee, voisines)
    for lignes in deja_de.values():
        if len(lignes) == 1:
            deja_inscrit(lignes[0])
        else:
            deja_inscrit_partout(lignes)


def _seule_personne(dossier: Dossier, nouvelles: Iterable[Inscription]) -> str | None:
    """The contact, if she registers only herself: her former days go in the same letter."""
    contact = qui(dossier)
    return contact if set(map(qui, nouvelles)) == {contact} else None


def _de_la_boite(voisines: Iterable[Inscription], courriel: str) -> list[Inscription]:
    """People of the mailbox that gets this letter, each once whatever the number of days."""
    y_lisent = [ligne for ligne in voisines if ligne.courriel.lower() == courriel.lower()]
    return [lignes[0] for lignes in par_personne(y_lisent).values()]


def reponse_seule(
    inscription: Inscription,
    placee: Placee | None = None,
    voisines: Collection[Inscription] = (),
) -> None:
    """Write that she is confirmed (with a calendar file), waits (with her rank) or awaits approval.

    `placee` is her row as just written, if it was: it is not read again.
    """
    contexte: dict[str, object] = {"nouvelles": [inscription], "voisines": voisines}
    if inscription.est_confirmee:
        gabarit, objet = f"{GABARITS}/confirmee", _("Inscription confirmée : %(atelier)s")
    elif inscription.est_a_approuver:
        gabarit, objet = f"{GABARITS}/demandee", _("Demande reçue : %(atelier)s")
    else:
        gabarit, objet = f"{GABARITS}/en_attente", _("Sur liste d’attente : %(atelier)s")
        contexte["rang"] = placee.rang if placee else inscription.rang()
    calendrier, pris = inscription.est_confirmee, placee.pris if placee else None
    ecrire(gabarit, inscription, objet, calendrier, None, pris, **contexte)


def reponse_groupee(
    dossier: Dossier,
    nouvelles: list[Inscription],
    deja: Collection[Inscription] = (),
    cle: str | None = None,
    voisines: Collection[Inscription] = (),
    placees: Collection[Placee] = (),
) -> None:
    """Write one letter for all days and people, with one calendar file for all confirmed days.

    Days registered before (`deja`) are recalled, each with its link. `placees` are the `nouvelles`
    just written: they are not read again.
    """
    if not dossier.courriel:
        return
    inscriptions = [*nouvelles, *deja]
    rangs = _rangs(inscriptions, placees)
    pris_de = pris_par(inscriptions, {p.inscription.pk: p.pris for p in placees if p.pris})
    jours: dict[Atelier, list[Ligne]] = {}
    for inscription in sorted(inscriptions, key=_par_date):
        lien = adresse(inscription) if inscription in deja else ""
        pris = pris_de[inscription.pk]
        ligne = (inscription, rangs[inscription.pk], pris.couverts, pris.choix, lien)
        jours.setdefault(inscription.atelier, []).append(ligne)
    obtenus = [
        jour for jour, lignes in jours.items() if any(ligne[0].est_confirmee for ligne in lignes)
    ]
    with translation.override(settings.LANGUAGE_CODE):
        contexte = {
            "dossier": dossier,
            "jours": [
                (jour, settings.SITE_URL + jour.get_absolute_url(), lignes)
                for jour, lignes in jours.items()
            ],
            "plusieurs_personnes": any(len(lignes) > 1 for lignes in jours.values()),
            "nouvelles": [lignes[0] for lignes in par_personne(nouvelles).values()],
            "voisines": voisines,
            "lien": settings.SITE_URL + dossier.get_absolute_url(),
        }
        objet = _("Vos inscriptions : %(titres)s") % {"titres": _quels_jours(list(jours))}
        envoyer(f"{GABARITS}/groupe", dossier.courriel, objet, contexte, obtenus, cle)


def _par_date(inscription: Inscription) -> tuple[datetime, int]:
    return inscription.atelier.debut, inscription.atelier_id


def _rangs(inscriptions: list[Inscription], placees: Collection[Placee]) -> dict[int, int]:
    rangs = {placee.inscription.pk: placee.rang for placee in placees}
    a_lire = [inscription.pk for inscription in inscriptions if inscription.pk not in rangs]
    if a_lire:
        lignes = Inscription.objects.avec_rang().filter(pk__in=a_lire)
        rangs |= dict(
            lignes.values_list("pk", "rang_dans_la_file")  # type: ignore[misc]  # from avec_rang
        )
    return rangs


def _quels_jours(ateliers: list[Atelier]) -> str:
    """Titles for a list of mails on a phone: many days become the name of their cycle."""
    titres = list(dict.fromkeys(atelier.titre for atelier in ateliers))
    cycle = ateliers[0].cycle_publie if len(titres) > JOURS_NOMMES else None
    if cycle is None:
        return ", ".join(titres)
    valeurs = {"cycle": cycle.titre, "nombre": len(ateliers)}
    return _("%(cycle)s, %(nombre)d journées") % valeurs


def place_obtenue(inscription: Inscription) -> None:
    objet = _("Une place s’est libérée pour vous : %(atelier)s")
    ecrire(f"{GABARITS}/place_obtenue", inscription, objet, avec_calendrier=True)


def place_acceptee(inscription: Inscription) -> None:
    """After an accepted offer: the same letter as for any confirmed person."""
    objet = _("Inscription confirmée : %(atelier)s")
    ecrire(f"{GABARITS}/confirmee", inscription, objet, avec_calendrier=True)


def approuvee(inscription: Inscription) -> None:
    objet = _("Demande acceptée : %(atelier)s")
    rang = 0 if inscription.est_confirmee else inscription.rang()
    ecrire(
        f"{GABARITS}/approuvee",
        inscription,
        objet,
        avec_calendrier=inscription.est_confirmee,
        rang=rang,
    )


def refusee(inscription: Inscription, motif: str) -> None:
    ecrire(f"{GABARITS}/refusee", inscription, _("Votre demande : %(atelier)s"), motif=motif)


def repas_obtenu(couvert: Couvert) -> None:
    ecrire(
        f"{GABARITS}/repas_obtenu", couvert.inscription, _("Votre repas est réservé : %(atelier)s")
    )


def repas_donne(couvert: Couvert) -> None:
    """A meal ordered for a person who does not come, after the cut-off: hence another letter."""
    objet = _("Un repas pour vous : %(atelier)s")
    ecrire(f"{GABARITS}/repas_donne", couvert.inscription, objet, repas_donne=couvert.repas)


def annulation(inscription: Inscription, avant: EtatInscription) -> None:
    """Say what is given up, which depends on the former state: a seat, a rank or a request.

    Meals and choices are already left: none is read.
    """
    ecrire(
        f"{GABARITS}/annulee",
        inscription,
        ADIEUX[avant],
        pris=Pris([], []),
        quittait_la_liste=avant == EtatInscription.EN_ATTENTE,
        retirait_sa_demande=avant == EtatInscription.DEMANDEE,
        repas_a_redistribuer=inscription.couverts.filter(etat=EtatCouvert.A_REDISTRIBUER).exists(),
    )


def deja_inscrit(inscription: Inscription) -> None:
    """Send the link of the existing row to its owner; once an hour, however often it is asked."""
    heure = timezone.now().strftime("%Y%m%d%H")
    ecrire(
        f"{GABARITS}/deja_inscrit",
        inscription,
        _("Vous êtes déjà sur la liste : %(atelier)s"),
        cle=f"deja-inscrit:{inscription.pk}:{heure}",
        rang=0 if inscription.est_confirmee else inscription.rang(),
    )


def deja_inscrit_partout(inscriptions: list[Inscription]) -> None:
    """Send one letter for several days asked again, the same one once an hour at most."""
    heure = timezone.now().strftime("%Y%m%d%H")
    jours = "-".join(sorted(str(inscription.pk) for inscription in inscriptions))
    dossier = inscriptions[0].dossier
    reponse_groupee(dossier, [], inscriptions, cle=f"deja-inscrits:{jours}:{heure}")


def retrouver(courriel: str, inscriptions: Collection[Inscription]) -> None:
    """Send the links of all that is to come to the address of their registrations.

    Each is named after its person when several people share the address.
    """
    with translation.override(settings.LANGUAGE_CODE):
        liens: dict[str, list[tuple[str, Inscription]]] = {}
        for inscription in inscriptions:
            ligne = (quand_et_quoi(inscription.atelier), inscription)
            liens.setdefault(_adresse_pour(courriel, inscription), []).append(ligne)
        contexte = {"liens": liens, "plusieurs": len(par_personne(inscriptions)) > 1}
        envoyer(f"{GABARITS}/retrouver", courriel, str(_("Vos inscriptions")), contexte)


def _adresse_pour(courriel: str, inscription: Inscription) -> str:
    """The page of the dossier for its contact, whoever comes; else the page of the person."""
    dossier = inscription.dossier
    if dossier.courriel.lower() == courriel.lower():
        return settings.SITE_URL + dossier.get_absolute_url()
    return adresse(inscription)
