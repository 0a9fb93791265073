from django.conf import settings
from django.contrib import admin
from django.contrib.auth.decorators import login_not_required
from django.urls import include, path
from django.views.decorators.csrf import csrf_exempt
from django.views.i18n import set_language
from django.views.static import serve

from reseau.personnes.ailleurs import partir, revenir

urlpatterns = [
    path("", include("reseau.portail.urls")),
    path("", include("reseau.socle.identite.urls")),
    path("", include("inscriptions.urls")),
    path("lieux/", include("lieux.urls")),
    path("ateliers/", include("ateliers.urls")),
    path("cycles/", include("ateliers.cycles.urls")),
    path("groupes/", include("reseau.groupes.urls")),
    path("actualites/", include("reseau.actualites.urls")),
    path("demo/courriels/", include("reseau.socle.courriels.urls")),
    path("mon-espace/", include("reseau.portail.mon_espace.urls")),
    path("compte/oidc/<str:provider_id>/login/", partir, name="partir_se_connecter"),
    path("compte/oidc/<str:provider_id>/login/callback/", revenir, name="revenir_de_la_connexion"),
    path("compte/", include("allauth.urls")),
    # A preference, not a secret: no CSRF token, hence no cookie for people who only read.
    path("langue/", csrf_exempt(login_not_required(set_language)), name="set_language"),
    path("admin/", admin.site.urls),
]

if settings.DEMO:
    # In production the web server or the object store serves these files.
    fichiers = {"document_root": settings.MEDIA_ROOT}
    urlpatterns.append(path("media/<path:path>", login_not_required(serve), fichiers))

handler400 = "reseau.socle.identite.erreurs.demande_incomprise"
handler403 = "reseau.socle.identite.erreurs.acces_refuse"
handler404 = "reseau.socle.identite.erreurs.page_introuvable"
handler429 = "reseau.socle.identite.erreurs.trop_de_demandes"  # allauth's rate limits
handler500 = "reseau.socle.identite.erreurs.panne"
