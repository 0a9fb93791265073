"""Plant what people eat and do: meals with their queue, places in the parallel sequences."""

from collections import defaultdict

from ateliers.enums import EtatInscription
from inscriptions.models import ChoixDeSequence, Couvert
from inscriptions.models.enums import EtatCouvert, Regime

ALLERGIQUE = 4  # at every meal, the fifth person says which
REGIMES = [Regime.SANS] * 6 + [Regime.VEGETARIEN] * 3 + [Regime.VEGETALIEN, Regime.SANS_GLUTEN]


def planter_les_choix(inscriptions, ateliers, hasard):
    confirmees, annulees = defaultdict(list), defaultdict(list)
    for inscription in inscriptions:
        if inscription.etat == EtatInscription.CONFIRMEE:
            confirmees[inscription.atelier_id].append(inscription)
        elif inscription.etat == EtatInscription.ANNULEE:
            annulees[inscription.atelier_id].append(inscription)
    for atelier, modele in ateliers:
        for repas, prevu in zip(atelier.repas.order_by("pk"), modele.tous_les_repas(), strict=True):
            etats = _etats(confirmees[atelier.pk], annulees[atelier.pk], prevu, hasard)
            _reserver(repas, etats, hasard)
        _repartir(atelier, modele, confirmees[atelier.pk])


def _etats(confirmees, annulees, prevu, hasard):
    """Registrations with a meal, and its state: taken, waited for, or left after the cut-off."""
    if "pris" not in prevu:
        mangent = (
            inscription
            for inscription in confirmees
            if inscription.dossier.personne_id or hasard.random() < 0.85
        )
        return [(inscription, EtatCouvert.CONFIRME) for inscription in mangent]
    attendus = prevu["pris"] + prevu.get("attendus", 0)
    return [
        *((inscription, EtatCouvert.CONFIRME) for inscription in confirmees[: prevu["pris"]]),
        *(
            (inscription, EtatCouvert.EN_ATTENTE)
            for inscription in confirmees[prevu["pris"] : attendus]
        ),
        *(
            (inscription, EtatCouvert.A_REDISTRIBUER)
            for inscription in annulees[: prevu.get("a_redistribuer", 0)]
        ),
    ]


def _reserver(repas, etats, hasard):
    couverts = [
        Couvert(
            inscription=inscription,
            repas=repas,
            regime=hasard.choice(REGIMES),
            etat=etat,
            demande_le=inscription.demandee_le,
        )
        for inscription, etat in etats
    ]
    for couvert in couverts[ALLERGIQUE : ALLERGIQUE + 1]:
        couvert.regime, couvert.allergie = Regime.ALLERGIE, "Arachide"
    Couvert.objects.bulk_create(couverts)


def _repartir(atelier, modele, confirmees):
    """Give places of the sequences in order, as many as the data of each one says."""
    for creneau, (*_horaire, paralleles) in zip(
        atelier.creneaux.filter(sequences__ordre=1).order_by("debut"),
        [ligne for ligne in modele.programme if len(ligne) > 4],
        strict=True,
    ):
        libres = iter(confirmees)
        ChoixDeSequence.objects.bulk_create(
            ChoixDeSequence(
                inscription=inscription, creneau=creneau, sequence=sequence, obtenu=True
            )
            for sequence, (*_quoi, prises) in zip(creneau.sequences.all(), paralleles, strict=True)
            for _rang, inscription in zip(range(prises), libres, strict=False)
        )
