"""Plant who holds the pen for somebody else, and who has already said « je viens »."""

from django.utils import timezone

from inscriptions.courriels import rappels as courriels
from inscriptions.models import Inscription, Rappel
from inscriptions.models.enums import GenreDeRappel

CODE = "K7PM4RDX"


def a_simorre(inscriptions) -> list[Inscription]:
    """Those who have a seat on the first day to come of the cycle."""
    return [i for i in inscriptions if i.atelier.titre.startswith("Simorre") and i.est_confirmee]


def inscrire_pour_autrui(inscriptions, mediatrice):
    """The last one, not saved yet, has no address: a member registered her, and has this code."""
    inscription = a_simorre(inscriptions)[-1]
    inscription.prenom, inscription.nom, inscription.courriel = "Josette", "Lahaille", ""
    dossier = inscription.dossier
    dossier.prenom, dossier.nom, dossier.courriel = "Josette", "Lahaille", ""
    dossier.inscrit_par, dossier.code = mediatrice, CODE


def inscrire_ensemble(inscriptions):
    """Four of one structure, not saved yet: three have a seat, the fourth waits for hers."""
    afterwork = [
        i
        for i in inscriptions
        if i.atelier.titre.startswith("Afterwork du trimestre au") and not i.dossier.personne
    ]
    assis = [i for i in afterwork if i.est_confirmee][-3:]
    ensemble = assis + [i for i in afterwork if i.est_en_attente][:1]
    for inscription in ensemble:
        inscription.dossier = ensemble[0].dossier
        inscription.structure = "Les Ateliers du Pont"


def demander_qui_vient(inscriptions):
    """Half have answered already; the demo account still has its letter to answer."""
    interrogees = [i for i in a_simorre(inscriptions) if i.courriel]
    Rappel.objects.bulk_create(
        Rappel(
            inscription=i,
            genre=GenreDeRappel.RECONFIRMATION,
            jour=timezone.localdate(i.atelier.debut),
        )
        for i in interrogees
    )
    ont_repondu = [i.pk for i in interrogees if not i.dossier.personne][::2]
    Inscription.objects.filter(pk__in=ont_repondu).update(reconfirmee_le=timezone.now())
    for inscription in interrogees:
        if inscription.dossier.personne:
            courriels.reconfirmation(inscription, cle=None)
