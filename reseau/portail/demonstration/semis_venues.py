"""Plant the people whom somebody else registered, and answers « je viens »."""

from django.utils import timezone

from inscriptions.courriels import rappels as courriels
from inscriptions.models import Inscription, Rappel
from inscriptions.models.enums import GenreDeRappel

CODE = "K7PM4RDX"


def a_simorre(inscriptions) -> list[Inscription]:
    """People with a seat at Simorre, the first day of the cycle to come."""
    return [
        inscription
        for inscription in inscriptions
        if inscription.atelier.titre.startswith("Simorre") and inscription.est_confirmee
    ]


def inscrire_pour_autrui(inscriptions, mediatrice):
    """Not saved yet. The last one has no address: a member registered her, with this code."""
    inscription = a_simorre(inscriptions)[-1]
    inscription.prenom, inscription.nom, inscription.courriel = "Josette", "Lahaille", ""
    dossier = inscription.dossier
    dossier.prenom, dossier.nom, dossier.courriel = "Josette", "Lahaille", ""
    dossier.inscrit_par, dossier.code = mediatrice, CODE


def inscrire_ensemble(inscriptions):
    """Not saved yet. Four people of one structure: three have a seat, the fourth waits."""
    afterwork = [
        inscription
        for inscription in inscriptions
        if inscription.atelier.titre.startswith("Afterwork du trimestre au")
        and not inscription.dossier.personne
    ]
    assis = [inscription for inscription in afterwork if inscription.est_confirmee][-3:]
    ensemble = assis + [inscription for inscription in afterwork if inscription.est_en_attente][:1]
    for inscription in ensemble:
        inscription.dossier = ensemble[0].dossier
        inscription.structure = "Les Ateliers du Pont"


def demander_qui_vient(inscriptions):
    """Half have answered already; the demo account has not answered its letter yet."""
    interrogees = [inscription for inscription in a_simorre(inscriptions) if inscription.courriel]
    Rappel.objects.bulk_create(
        Rappel(
            inscription=inscription,
            genre=GenreDeRappel.RECONFIRMATION,
            jour=timezone.localdate(inscription.atelier.debut),
        )
        for inscription in interrogees
    )
    ont_repondu = [
        inscription.pk for inscription in interrogees if not inscription.dossier.personne
    ][::2]
    Inscription.objects.filter(pk__in=ont_repondu).update(reconfirmee_le=timezone.now())
    for inscription in interrogees:
        if inscription.dossier.personne:
            courriels.reconfirmation(inscription, cle=None)
