"""Carpooling from the private page: who holds the link of a registration sees her day's trips."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import wraps

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from inscriptions import places
from inscriptions.courriels.covoiturage import Coordonnees
from inscriptions.models.covoiturage import MiseEnRelation, Trajet
from inscriptions.refus import RefusDeCovoiturage, TropDeDemandes
from reseau.socle.frein import laisse_passer

from ..acces import inscription_ouverte, page_privee
from .forms import TrajetForm
from .route import voisins

ICI = "inscriptions/covoiturage"
DEMANDES_PAR_HEURE = 20


def du_jour(*methodes):
    """Hand over what the link opens, and the registration.

    A day without carpooling leads back to her page.
    """

    def decorer(vue):
        @page_privee
        @require_http_methods(methodes)
        @wraps(vue)
        def pour_l_inscription(request, jeton, pk, **reste):
            acces, inscription = inscription_ouverte(jeton, pk)
            if not inscription.peut_covoiturer():
                return redirect(acces.page())
            return vue(request, acces, inscription, **reste)

        return pour_l_inscription

    return decorer


@du_jour("GET", "HEAD")
def covoiturage(request, acces, inscription):
    moi = _mon_trajet(inscription)
    demandes = list(MiseEnRelation.objects.avec_les_deux().du_trajet(moi))
    depuis = moi.commune if moi else inscription.commune
    autres = Trajet.objects.de_la_journee(inscription.atelier).exclude(inscription=inscription)
    tous = voisins(moi, depuis, autres.pour_les_autres(), inscription.atelier, demandes)
    contexte = {
        "trajet": moi,
        "form": None if moi else _formulaire(inscription),
        "accords": [_accord(d.trajet_en_face(moi), d) for d in demandes if d.est_acceptee],
        "recues": [d for d in demandes if d.attend and not d.est_demandee_par(moi)],
        "listes": _listes(moi, tous),
        "mesure_possible": bool(depuis),
    }
    return _page(request, f"{ICI}/covoiturage", acces, inscription, **contexte)


@du_jour("GET", "HEAD", "POST")
def trajet(request, acces, inscription):
    """Say my trip, or change it."""
    form = _formulaire(inscription, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            places.covoiturage.enregistrer(form.save(commit=False))
        except RefusDeCovoiturage as refus:
            form.add_error(None, str(refus))
        else:
            messages.success(request, _("Votre trajet est noté."))
            return _retour(acces, inscription)
    return _page(request, f"{ICI}/trajet", acces, inscription, form=form, trajet=form.instance)


@du_jour("GET", "HEAD", "POST")
def retirer(request, acces, inscription):
    moi = _mon_trajet(inscription)
    if request.method == "POST":
        places.covoiturage.retirer_le_trajet(inscription)
        messages.success(request, _("Votre trajet est retiré : plus personne ne le voit."))
    if request.method == "POST" or moi is None:
        return _retour(acces, inscription)
    engages = MiseEnRelation.objects.acceptees().du_trajet(moi).count()
    return _page(request, f"{ICI}/retirer", acces, inscription, trajet=moi, engages=engages)


@du_jour("GET", "HEAD", "POST")
def demander(request, acces, inscription, autre):
    """Ask somebody of the same day for a seat, or offer her one."""
    moi = _mon_trajet(inscription)
    if moi is None:
        messages.info(request, _("Dites d’abord d’où vous partez."))
        return _retour(acces, inscription)
    autres = Trajet.objects.de_la_journee(inscription.atelier).exclude(pk=moi.pk)
    autre = get_object_or_404(autres.pour_les_autres(), pk=autre)
    if request.method == "POST":
        with _refus_en_message(request):
            _demander_sans_abus(moi, autre)
            messages.success(
                request, _("C’est demandé. Un courriel vous dira la réponse, quelle qu’elle soit.")
            )
        return _retour(acces, inscription)
    (voisin,) = voisins(moi, moi.commune, [autre], inscription.atelier, [])
    return _page(request, f"{ICI}/demander", acces, inscription, trajet=moi, voisin=voisin)


@du_jour("GET", "HEAD")
def demande(request, acces, inscription, demande):
    """Where the letter leads: look, then say yes, no, or give up."""
    moi, demande = _ma_demande(inscription, demande)
    autres = Trajet.objects.pour_les_autres().filter(pk=demande.trajet_en_face(moi).pk)
    (voisin,) = voisins(moi, moi.commune, autres, inscription.atelier, [demande])
    contexte = {
        "trajet": moi,
        "demande": demande,
        "voisin": voisin,
        "accord": _accord(demande.trajet_en_face(moi), demande) if demande.est_acceptee else None,
        "a_moi_de_repondre": demande.attend and not demande.est_demandee_par(moi),
    }
    return _page(request, f"{ICI}/demande", acces, inscription, **contexte)


@du_jour("POST")
def accepter(request, acces, inscription, demande):
    moi, demande = _ma_demande(inscription, demande)
    with _refus_en_message(request):
        places.covoiturage.accepter(demande, moi)
        messages.success(request, _("C’est d’accord : voici comment vous joindre."))
    return _retour(acces, inscription)


@du_jour("POST")
def refuser(request, acces, inscription, demande):
    moi, demande = _ma_demande(inscription, demande)
    with _refus_en_message(request):
        places.covoiturage.refuser(demande, moi)
        messages.success(request, _("C’est noté. Nous le disons gentiment à l’autre."))
    return _retour(acces, inscription)


@du_jour("POST")
def renoncer(request, acces, inscription, demande):
    """Take back my demand, or an agreement, whoever asked."""
    moi, demande = _ma_demande(inscription, demande)
    with _refus_en_message(request):
        places.covoiturage.renoncer(demande, moi)
        messages.success(request, _("C’est noté. La place est de nouveau libre."))
    return _retour(acces, inscription)


def _ma_demande(inscription, demande):
    """My trip, and that demand; nobody opens the demand of two others."""
    moi = _mon_trajet(inscription)
    demandes = MiseEnRelation.objects.avec_les_deux().du_trajet(moi)
    return moi, get_object_or_404(demandes, pk=demande)


def _mon_trajet(inscription):
    trajets = Trajet.objects.select_related("commune").avec_accords()
    trajet = trajets.filter(inscription=inscription).first()
    if trajet is not None:
        trajet.inscription = inscription
    return trajet


def _formulaire(inscription, donnees=None):
    instance = _mon_trajet(inscription) or Trajet(inscription=inscription)
    initial = {} if instance.pk else {"commune": inscription.commune, "places": 3}
    return TrajetForm(donnees, instance=instance, initial=initial)


def _listes(moi, tous):
    """Cars and people who look for one; first those with whom something can be done."""
    voitures = [voisin for voisin in tous if voisin.trajet.est_voiture]
    recherches = [
        voisin
        for voisin in tous
        if not voisin.trajet.est_voiture and (voisin.demande or not voisin.est_case)
    ]
    seule_a_proposer = _("Vous êtes pour l’instant la seule personne à proposer des places.")
    seule_a_chercher = _("Vous êtes pour l’instant la seule personne à chercher une place.")
    en_voiture = moi and moi.est_voiture
    aucune_voiture = (
        seule_a_proposer if en_voiture else _("Personne ne propose encore de place. Revenez voir.")
    )
    personne_ne_cherche = (
        seule_a_chercher
        if moi and not en_voiture
        else _("Personne ne cherche encore de place. Revenez voir.")
    )
    listes = [
        (_("Les voitures qui partent"), voitures, aucune_voiture),
        (_("Qui cherche une place"), recherches, personne_ne_cherche),
    ]
    return listes[::-1] if en_voiture else listes


def _accord(autre, demande):
    return {"trajet": autre, "contact": Coordonnees.de(autre.inscription), "demande": demande}


def _demander_sans_abus(moi, autre):
    if not laisse_passer("covoiturage", DEMANDES_PAR_HEURE, str(moi.inscription_id)):
        raise TropDeDemandes
    places.covoiturage.mettre_en_relation(moi, autre)


@contextmanager
def _refus_en_message(request) -> Iterator[None]:
    """What is refused inside is said at the top of the next page."""
    try:
        yield
    except RefusDeCovoiturage as refus:
        messages.warning(request, str(refus))


def _retour(acces, inscription):
    return redirect("inscriptions:covoiturage", acces.jeton, inscription.pk)


def _page(request, gabarit, acces, inscription, **contexte):
    contexte |= {
        "acces": acces,
        "inscription": inscription,
        "atelier": inscription.atelier,
    }
    return render(request, f"{gabarit}.html", contexte)
