"""Carpooling: the holder of the link of a registration sees the trips of its day."""

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

GABARITS = "inscriptions/covoiturage"
DEMANDES_PAR_HEURE = 20


def du_jour(*methodes):
    """Give the view the link and the registration.

    A day without carpooling leads back to the private page.
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
    mon_trajet = _mon_trajet(inscription)
    demandes = list(MiseEnRelation.objects.avec_les_deux().du_trajet(mon_trajet))
    depuis = mon_trajet.commune if mon_trajet else inscription.commune
    trajets = Trajet.objects.de_la_journee(inscription.atelier).exclude(inscription=inscription)
    tous = voisins(mon_trajet, depuis, trajets.pour_les_autres(), inscription.atelier, demandes)
    contexte = {
        "trajet": mon_trajet,
        "form": None if mon_trajet else _formulaire(inscription),
        "accords": [_accord(d.trajet_en_face(mon_trajet), d) for d in demandes if d.est_acceptee],
        "recues": [d for d in demandes if d.attend and not d.est_demandee_par(mon_trajet)],
        "listes": _listes(mon_trajet, tous),
        "mesure_possible": bool(depuis),
    }
    return _page(request, f"{GABARITS}/covoiturage", acces, inscription, **contexte)


@du_jour("GET", "HEAD", "POST")
def trajet(request, acces, inscription):
    """Create or change my trip."""
    form = _formulaire(inscription, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            places.covoiturage.enregistrer(form.save(commit=False))
        except RefusDeCovoiturage as refus:
            form.add_error(None, str(refus))
        else:
            messages.success(request, _("Votre trajet est noté."))
            return _retour(acces, inscription)
    return _page(request, f"{GABARITS}/trajet", acces, inscription, form=form, trajet=form.instance)


@du_jour("GET", "HEAD", "POST")
def retirer(request, acces, inscription):
    mon_trajet = _mon_trajet(inscription)
    if request.method == "POST":
        places.covoiturage.retirer_le_trajet(inscription)
        messages.success(request, _("Votre trajet est retiré : plus personne ne le voit."))
    if request.method == "POST" or mon_trajet is None:
        return _retour(acces, inscription)
    engages = MiseEnRelation.objects.acceptees().du_trajet(mon_trajet).count()
    return _page(
        request, f"{GABARITS}/retirer", acces, inscription, trajet=mon_trajet, engages=engages
    )


@du_jour("GET", "HEAD", "POST")
def demander(request, acces, inscription, trajet):
    """Ask a person of the same day for a seat, or offer her one."""
    mon_trajet = _mon_trajet(inscription)
    if mon_trajet is None:
        messages.info(request, _("Dites d’abord d’où vous partez."))
        return _retour(acces, inscription)
    trajets = Trajet.objects.de_la_journee(inscription.atelier).exclude(pk=mon_trajet.pk)
    trajet = get_object_or_404(trajets.pour_les_autres(), pk=trajet)
    if request.method == "POST":
        with _refus_en_message(request):
            _demander_sans_abus(mon_trajet, trajet)
            messages.success(
                request, _("C’est demandé. Un courriel vous dira la réponse, quelle qu’elle soit.")
            )
        return _retour(acces, inscription)
    (voisin,) = voisins(mon_trajet, mon_trajet.commune, [trajet], inscription.atelier, [])
    return _page(
        request, f"{GABARITS}/demander", acces, inscription, trajet=mon_trajet, voisin=voisin
    )


@du_jour("GET", "HEAD")
def demande(request, acces, inscription, demande):
    """The page of the letter: read a demand, then accept, refuse or take it back."""
    mon_trajet, demande = _ma_demande(inscription, demande)
    en_face = demande.trajet_en_face(mon_trajet)
    trajets = Trajet.objects.pour_les_autres().filter(pk=en_face.pk)
    (voisin,) = voisins(mon_trajet, mon_trajet.commune, trajets, inscription.atelier, [demande])
    contexte = {
        "trajet": mon_trajet,
        "demande": demande,
        "voisin": voisin,
        "accord": _accord(en_face, demande) if demande.est_acceptee else None,
        "a_moi_de_repondre": demande.attend and not demande.est_demandee_par(mon_trajet),
    }
    return _page(request, f"{GABARITS}/demande", acces, inscription, **contexte)


@du_jour("POST")
def accepter(request, acces, inscription, demande):
    mon_trajet, demande = _ma_demande(inscription, demande)
    with _refus_en_message(request):
        places.covoiturage.accepter(demande, mon_trajet)
        messages.success(request, _("C’est d’accord : voici comment vous joindre."))
    return _retour(acces, inscription)


@du_jour("POST")
def refuser(request, acces, inscription, demande):
    mon_trajet, demande = _ma_demande(inscription, demande)
    with _refus_en_message(request):
        places.covoiturage.refuser(demande, mon_trajet)
        messages.success(request, _("C’est noté. Nous le disons gentiment à l’autre."))
    return _retour(acces, inscription)


@du_jour("POST")
def renoncer(request, acces, inscription, demande):
    """Take back my demand, or leave an agreement that either person asked for."""
    mon_trajet, demande = _ma_demande(inscription, demande)
    with _refus_en_message(request):
        places.covoiturage.renoncer(demande, mon_trajet)
        messages.success(request, _("C’est noté. La place est de nouveau libre."))
    return _retour(acces, inscription)


def _ma_demande(inscription, demande):
    """My trip and the demand; 404 for a demand between two other people."""
    mon_trajet = _mon_trajet(inscription)
    demandes = MiseEnRelation.objects.avec_les_deux().du_trajet(mon_trajet)
    return mon_trajet, get_object_or_404(demandes, pk=demande)


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


def _listes(mon_trajet, tous):
    """Cars, and people who look for one; a driver reads the latter first."""
    voitures = [voisin for voisin in tous if voisin.trajet.est_voiture]
    recherches = [
        voisin
        for voisin in tous
        if not voisin.trajet.est_voiture and (voisin.demande or not voisin.est_case)
    ]
    seule_a_proposer = _("Vous êtes pour l’instant la seule personne à proposer des places.")
    seule_a_chercher = _("Vous êtes pour l’instant la seule personne à chercher une place.")
    en_voiture = mon_trajet and mon_trajet.est_voiture
    aucune_voiture = (
        seule_a_proposer if en_voiture else _("Personne ne propose encore de place. Revenez voir.")
    )
    personne_ne_cherche = (
        seule_a_chercher
        if mon_trajet and not en_voiture
        else _("Personne ne cherche encore de place. Revenez voir.")
    )
    listes = [
        (_("Les voitures qui partent"), voitures, aucune_voiture),
        (_("Qui cherche une place"), recherches, personne_ne_cherche),
    ]
    return listes[::-1] if en_voiture else listes


def _accord(trajet, demande):
    return {"trajet": trajet, "contact": Coordonnees.de(trajet.inscription), "demande": demande}


def _demander_sans_abus(mon_trajet, trajet):
    if not laisse_passer("covoiturage", DEMANDES_PAR_HEURE, str(mon_trajet.inscription_id)):
        raise TropDeDemandes
    places.covoiturage.mettre_en_relation(mon_trajet, trajet)


@contextmanager
def _refus_en_message(request) -> Iterator[None]:
    """A refusal raised inside becomes a message of the next page."""
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
