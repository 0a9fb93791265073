"""Unsaved examples for the page that shows every component of the look."""

import re
from datetime import timedelta

from django import forms
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import render
from django.utils import timezone

from ateliers.enums import Acces, Statut
from ateliers.models import Atelier
from lieux.models import Commune, Departement, Lieu
from reseau.socle.formulaires import Coordonnee, CourrielField, UneLigne

SPRITE = settings.BASE_DIR / "static" / "img" / "icones.svg"


class FormulaireDExemple(forms.Form):
    prenom = UneLigne(label="Prénom")
    courriel = CourrielField(
        label="Courriel", help_text="Vous y recevrez la confirmation et le fichier d’agenda."
    )
    telephone = Coordonnee(label="Téléphone", required=False)
    jour = forms.DateField(label="Jour", widget=forms.DateInput(attrs={"type": "date"}))
    profil = forms.ChoiceField(
        label="Vous êtes",
        choices=[("porteur", "porteur ou porteuse de projet"), ("gestionnaire", "gestionnaire")],
        widget=forms.RadioSelect,
    )
    repas = forms.ChoiceField(
        label="Déjeuner", choices=[("", "Sans repas"), ("oui", "Repas du jour, 15 €")]
    )
    besoins = forms.MultipleChoiceField(
        label="Accès",
        required=False,
        help_text="Seule l’équipe du lieu lit ces réponses.",
        choices=[("fauteuil", "fauteuil roulant"), ("lsf", "interprète LSF")],
        widget=forms.CheckboxSelectMultiple,
    )
    message = forms.CharField(label="Message", required=False, widget=forms.Textarea)
    suite = forms.BooleanField(label="Prévenez-moi des prochains cycles", required=False)


def atelier(titre, dans_jours, **champs):
    debut = (timezone.localtime() + timedelta(days=dans_jours)).replace(hour=9, minute=30)
    exemple = Atelier(
        titre=titre,
        slug="exemple",
        statut=champs.pop("statut", Statut.PUBLIE),
        lieu=lieu("La Halle"),
        debut=debut,
        fin=debut + timedelta(hours=7),
        capacite=12,
        **champs,
    )
    exemple.nb_inscrits = exemple.nb_en_attente = exemple.nb_propositions = 0
    return exemple


def lieu(nom):
    gers = Departement(code="32", nom="Gers")
    commune = Commune(code_insee="32147", nom="Gimont", departement=gers)
    return Lieu(
        nom=nom,
        slug="exemple",
        commune=commune,
        presentation_resume="Coworking et fablab sous la halle, du lundi au vendredi.",
    )


def exemples(saisie) -> dict:
    """Everything the page needs; nothing is written, nothing is read."""
    complet = atelier("Monter sa coopérative", 12, prix=15, question="Comment décider ensemble ?")
    complet.nb_inscrits, complet.nb_en_attente, complet.nb_propositions = 12, 3, 0
    return {
        "form": FormulaireDExemple(saisie),
        "page": Paginator(range(200), 10).get_page(7),
        "ateliers": [
            atelier("Ouvrir un tiers-lieu à la campagne", 5, acces=Acces.MEMBRES),
            complet,
            atelier("Visite du fablab", 20, statut=Statut.ANNULE),
        ],
        "lieu": lieu("La Halle"),
        "icones": sorted(re.findall(r'<symbol id="([^"]+)"', SPRITE.read_text())),
    }


@login_not_required
def composants(request):
    """The living page of the look; only where DEMO is on."""
    if not settings.DEMO:
        raise Http404
    saisie = request.POST if request.method == "POST" else None
    return render(request, "reseau/composants.html", exemples(saisie))
