from django.urls import path

from .pages.adresses import views as adresses
from .pages.autrui import views as autrui
from .pages.covoiturage import urls as covoiturage
from .pages.cycles import privees as suite_du_cycle
from .pages.cycles import views as cycles
from .pages.dossiers import views as dossiers
from .pages.je_viens import views as rappels
from .pages.plusieurs import privees as suite_de_l_ensemble
from .pages.plusieurs import views as ensemble
from .pages.propositions import views as propositions
from .pages.repas import views as repas
from .pages.seule import views

app_name = "inscriptions"
urlpatterns = [
    path("ateliers/<slug:slug>/inscription/", views.inscrire, name="inscrire"),
    path(
        "ateliers/<slug:slug>/inscription/plusieurs/",
        ensemble.inscrire,
        name="inscrire_plusieurs",
    ),
    path(
        "ateliers/<slug:slug>/inscription/plusieurs/une-de-plus/",
        ensemble.ajouter_un_bloc,
        name="plusieurs_de_plus",
    ),
    path(
        "ateliers/<slug:slug>/inscription/pour-quelqu-un/",
        autrui.pour_quelqu_un,
        name="pour_quelqu_un",
    ),
    path("cycles/<slug:slug>/inscription/", cycles.inscrire_au_cycle, name="inscrire_au_cycle"),
    path("inscriptions/merci/", views.merci, name="merci"),
    path("inscriptions/retrouver/", views.retrouver, name="retrouver"),
    path("inscriptions/retrouver/code/", autrui.retrouver_par_code, name="retrouver_par_code"),
    path(
        "inscriptions/adresse/<slug:jeton>/",
        adresses.confirmer_l_adresse,
        name="confirmer_l_adresse",
    ),
    path("inscriptions/<slug:jeton>/", dossiers.dossier, name="dossier"),
    path(
        "inscriptions/<slug:jeton>/adresse/", adresses.changer_d_adresse, name="changer_d_adresse"
    ),
    path(
        "inscriptions/<slug:jeton>/<int:pk>/adresse/",
        adresses.changer_d_adresse,
        name="changer_l_adresse_de",
    ),
    path("inscriptions/<slug:jeton>/annuler-tout/", ensemble.annuler_tout, name="annuler_tout"),
    path(
        "inscriptions/<slug:jeton>/ajouter/",
        suite_de_l_ensemble.ajouter_des_personnes,
        name="ajouter_des_personnes",
    ),
    path(
        "inscriptions/<slug:jeton>/ajouter/une-ligne/",
        suite_de_l_ensemble.une_ligne_de_plus,
        name="une_ligne_de_plus",
    ),
    path("inscriptions/<slug:jeton>/<int:pk>/modifier/", dossiers.modifier, name="modifier"),
    path("inscriptions/<slug:jeton>/<int:pk>/annuler/", dossiers.annuler, name="annuler"),
    path("inscriptions/<slug:jeton>/<int:pk>/je-viens/", rappels.je_viens, name="je_viens"),
    path(
        "inscriptions/<slug:jeton>/<int:pk>/proposition/",
        propositions.proposition,
        name="proposition",
    ),
    path(
        "inscriptions/<slug:jeton>/<int:pk>/proposition/accepter/",
        propositions.accepter,
        name="accepter",
    ),
    path(
        "inscriptions/<slug:jeton>/<int:pk>/proposition/decliner/",
        propositions.decliner,
        name="decliner",
    ),
    path(
        "inscriptions/<slug:jeton>/<int:pk>/confirmation/",
        autrui.confirmation,
        name="confirmation",
    ),
    path(
        "inscriptions/<slug:jeton>/repas/<int:pk>/laisser/", repas.laisser, name="laisser_un_repas"
    ),
    path(
        "inscriptions/<slug:jeton>/journee-ajoutee/<int:pk>/",
        suite_du_cycle.journee_ajoutee,
        name="journee_ajoutee",
    ),
    path(
        "inscriptions/<slug:jeton>/quitter-le-cycle/",
        suite_du_cycle.quitter,
        name="quitter_le_cycle",
    ),
    path("inscriptions/<slug:jeton>/calendrier.ics", dossiers.ics, name="ics"),
    *covoiturage.urlpatterns,
]
