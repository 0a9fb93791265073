"""What a token opens: a whole dossier, or one registration.

The link of the contact gives power over all the people she registered. Each of these people who has
an address holds a link to her own registration only. Every private page asks here, and its links
keep the token that opened it (`acces.jeton`).
"""

from dataclasses import dataclass
from functools import wraps

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.cache import never_cache

from ..models import Dossier, Inscription
from ..models.inscriptions_queryset import InscriptionQuerySet


@dataclass(frozen=True)
class LienPrive:
    jeton: str
    titulaire: Dossier | Inscription

    @property
    def est_celui_du_contact(self) -> bool:
        return isinstance(self.titulaire, Dossier)

    @property
    def dossier(self) -> Dossier:
        return self.titulaire if self.est_celui_du_contact else self.titulaire.dossier

    def page(self) -> str:
        return reverse("inscriptions:dossier", args=[self.jeton])

    def inscriptions(self) -> InscriptionQuerySet:
        if self.est_celui_du_contact:
            return Inscription.objects.filter(dossier=self.titulaire)
        return Inscription.objects.filter(pk=self.titulaire.pk)


def ouvrir(jeton: str) -> LienPrive | None:
    titulaire = (
        Dossier.objects.filter(jeton=jeton).select_related("cycle", "personne").first()
        or Inscription.objects.filter(jeton=jeton).select_related("dossier__cycle").first()
    )
    return LienPrive(jeton, titulaire) if titulaire else None


def inscription_ouverte(
    jeton: str, pk: int, parmi: InscriptionQuerySet | None = None
) -> tuple[LienPrive, Inscription]:
    """The registration, and the link that opens it: its token or that of its dossier; else 404."""
    inscriptions = Inscription.objects.all() if parmi is None else parmi
    lues = inscriptions.avec_acces_perdu().select_related(
        "dossier", "commune", "atelier__lieu__commune"
    )
    inscription = get_object_or_404(lues.qu_ouvre(jeton), pk=pk)
    du_contact = jeton == inscription.dossier.jeton
    return LienPrive(jeton, inscription.dossier if du_contact else inscription), inscription


def page_privee(vue):
    """No cache stores the page, no search engine lists it, no other site sees its address.

    Not `no-referrer`: browsers would send `Origin: null` with our forms, and Django refuses it.
    """

    @login_not_required
    @never_cache
    @wraps(vue)
    def privee(request, *args, **kwargs):
        reponse = vue(request, *args, **kwargs)
        reponse["Referrer-Policy"] = "same-origin"
        reponse["X-Robots-Tag"] = "noindex, nofollow"
        return reponse

    return privee
