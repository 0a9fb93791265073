"""Plant the people who registered, wait, or cancelled. All are invented."""

from datetime import timedelta

from django.utils import timezone
from django.utils.text import slugify

from ateliers.enums import EtatInscription
from inscriptions.courriels import places as courriels
from inscriptions.courriels import propositions as lettres
from inscriptions.models import ChangementEtat, Dossier, Inscription, Proposition
from inscriptions.places.echeance import echeance
from lieux.models import Commune
from reseau.personnes.enums import Profil

from . import equipe, semis_choix, semis_venues

STRUCTURES = ["", "", "La Dynamo", "Commune", "Le Cadran", "Association Terre d’Astarac", "CIVAM"]


def planter_les_inscriptions(ateliers, comptes, hasard):
    """Registrations for each workshop, as many in each state as its data says."""
    communes = list(
        Commune.objects.filter(departement__code__in=["32", "31", "65", "82"]).order_by(
            "-population"
        )[:60]
    )
    inscriptions = []
    for atelier, modele in ateliers:
        etats = (
            [EtatInscription.CONFIRMEE] * modele.inscrits
            + [EtatInscription.EN_ATTENTE] * modele.en_attente
            + [EtatInscription.DEMANDEE] * modele.demandes
            + [EtatInscription.ANNULEE] * modele.annules
        )
        comptes_du_jour = _comptes_inscrits(atelier, comptes)
        for rang, etat in enumerate(etats):
            compte = comptes_du_jour.pop(etat, None)
            inscriptions.append(
                _inscription(atelier, etat, rang, len(etats), communes, hasard, compte)
            )
    semis_venues.inscrire_pour_autrui(inscriptions, comptes["membre"])
    semis_venues.inscrire_ensemble(inscriptions)
    Dossier.objects.bulk_create(
        {id(inscription.dossier): inscription.dossier for inscription in inscriptions}.values()
    )
    Inscription.objects.bulk_create(inscriptions)
    ChangementEtat.objects.bulk_create(
        ChangementEtat(inscription=inscription, apres=inscription.etat, le=inscription.demandee_le)
        for inscription in inscriptions
    )
    semis_choix.planter_les_choix(inscriptions, ateliers, hasard)
    _ecrire_aux_comptes(inscriptions)
    semis_venues.demander_qui_vient(inscriptions)
    _proposer_les_places_libres(ateliers)


def _proposer_les_places_libres(ateliers):
    """Offer freed seats to the first people waiting; the demo's project holder gets one."""
    for atelier, modele in ateliers:
        file = Inscription.objects.filter(atelier=atelier).dans_la_file().select_related("dossier")
        for inscription in file[: modele.propositions]:
            inscription.atelier = atelier
            jusqu_a = echeance(atelier.debut, timezone.now())
            lettres.proposer(
                Proposition.objects.create(
                    inscription=inscription, atelier=atelier, expire_le=jusqu_a
                )
            )


def _ecrire_aux_comptes(inscriptions):
    """Write the letters that the demo accounts received, so that their mailbox is not empty."""
    for inscription in inscriptions:
        if inscription.dossier.personne and inscription.est_active:
            courriels.reponse_seule(inscription)


def _comptes_inscrits(atelier, comptes):
    """Which demo account takes a seat on this day, to fill its « mon espace »."""
    if atelier.titre.startswith("Simorre"):
        return {EtatInscription.CONFIRMEE: comptes["porteuse"]}
    if atelier.titre.startswith("Afterwork du trimestre au"):
        return {
            EtatInscription.CONFIRMEE: comptes["membre"],
            EtatInscription.EN_ATTENTE: comptes["porteuse"],
        }
    if atelier.titre.startswith("Journée des membres"):
        return {EtatInscription.CONFIRMEE: comptes["lieu"]}
    return {}


def _inscription(atelier, etat, rang, total, communes, hasard, compte) -> Inscription:
    if compte:
        prenom, nom, courriel = compte.prenom, compte.nom, compte.email
    else:
        prenom, nom = hasard.choice(equipe.PRENOMS), hasard.choice(equipe.NOMS)
        courriel = f"{slugify(prenom)}.{slugify(nom)}.{atelier.debut:%m%d}-{rang}@example.org"
    avant = min(timezone.now(), atelier.debut)
    demandee_le = avant - timedelta(hours=5 * (total - rang) + hasard.randint(1, 4))
    dossier = Dossier(
        prenom=prenom, nom=nom, courriel=courriel, personne=compte, cree_le=demandee_le
    )
    return Inscription(
        dossier=dossier,
        atelier=atelier,
        prenom=prenom,
        nom=nom,
        courriel=courriel,
        telephone=f"06 90 00 {hasard.randint(10, 99)} {hasard.randint(10, 99)}",
        structure=compte.structure if compte else hasard.choice(STRUCTURES),
        profil=compte.profil if compte else hasard.choice(Profil.values),
        commune=hasard.choice(communes),
        besoins_acces="" if rang % 11 else "Place assise près de l’entrée",
        etat=etat,
        demandee_le=demandee_le,
        attend_depuis=demandee_le,
    )
