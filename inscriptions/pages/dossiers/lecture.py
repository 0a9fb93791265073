"""How private pages read registrations."""

from django.db.models import Prefetch

from inscriptions.models import ChoixDeSequence, Couvert


def pour_la_page_privee(inscriptions):
    """Read all that the private page shows; the number of queries does not depend on the days."""
    choix = ChoixDeSequence.objects.select_related("sequence", "creneau")
    return (
        inscriptions.avec_rang()
        .avec_acces_perdu()
        .avec_reconfirmation_demandee()
        .select_related("dossier__cycle", "atelier__lieu__commune", "atelier__cycle", "commune")
        .select_related("atelier__groupe")
        .prefetch_related(Prefetch("couverts", Couvert.objects.avec_rang()))
        .prefetch_related("couverts__repas__atelier")
        .prefetch_related(Prefetch("choix_de_sequences", choix))
        .prefetch_related("propositions", "reponses__question")
        .order_by("atelier__debut", "pk")
    )
