"""/mon-espace/: everything the portal holds for the owner of an account, on one page."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from inscriptions.models import Inscription
from inscriptions.models.cle import cle_du_nom
from lieux.models import Lieu
from reseau.groupes.models import Participation
from reseau.personnes.forms import CoordonneesForm

PASSEES_MONTREES = 20


@require_safe
def mon_espace(request):
    maintenant = timezone.now()
    inscriptions = (
        Inscription.objects.de(request.user)
        .actives()
        .avec_rang()
        .avec_acces_perdu()
        .select_related("dossier", "atelier__lieu__commune", "atelier__cycle")
        .prefetch_related("propositions")
    )
    contexte = {
        "a_venir": [
            (inscription, inscription.page_pour(request.user))
            for inscription in inscriptions.filter(atelier__fin__gte=maintenant).order_by(
                "atelier__debut"
            )
        ],
        "passees": inscriptions.filter(atelier__fin__lt=maintenant).order_by("-atelier__debut")[
            :PASSEES_MONTREES
        ],
        "inscrits_par_moi": Inscription.objects.inscrites_par(request.user)
        .a_venir(maintenant)
        .avec_rang()
        .select_related("dossier", "atelier")
        .prefetch_related("propositions")
        .order_by("atelier__debut", "nom", "pk"),
        "participations": Participation.objects.en_cours()
        .filter(personne=request.user)
        .avec_prochaine_reunion()
        .select_related("groupe"),
        "courriels_verifies": set(request.user.courriels_verifies()),
        "mon_nom": cle_du_nom(request.user.prenom, request.user.nom),
        "lieux": Lieu.objects.geres_par(request.user).select_related("commune"),
    }
    return render(request, "mon_espace/mon_espace.html", contexte)


def mes_coordonnees(request):
    form = CoordonneesForm(
        request.POST if request.method == "POST" else None, instance=request.user
    )
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Vos coordonnées sont à jour."))
        return redirect("mon_espace")
    return render(request, "mon_espace/coordonnees.html", {"form": form})
