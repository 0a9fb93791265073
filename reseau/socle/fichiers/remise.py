"""Send a reserved file to a visitor whom the view let in: by the proxy, the bucket, or us."""

from urllib.parse import quote

from django.conf import settings
from django.db.models.fields.files import FieldFile
from django.http import FileResponse, Http404, HttpResponse, HttpResponseRedirect
from django.utils.http import content_disposition_header

from .champs import nom_lisible
from .genres import se_lit_dans_le_navigateur, type_mime

SECONDES_D_UNE_ADRESSE_SIGNEE = 60


def remettre(fichier: FieldFile) -> HttpResponse:
    """Call it once rights are checked: it checks none."""
    nom = nom_lisible(fichier.name)
    remise = content_disposition_header(not se_lit_dans_le_navigateur(nom), nom)
    reponse = _par(fichier, {"type": type_mime(nom), "remise": remise})
    reponse["X-Content-Type-Options"] = "nosniff"
    reponse["X-Robots-Tag"] = "noindex"
    # Shared caches never keep it; the browser asks again each time.
    reponse["Cache-Control"] = "private, no-cache"
    return reponse


def _par(fichier: FieldFile, entetes: dict) -> HttpResponse:
    if hasattr(fichier.storage, "bucket_name"):
        return HttpResponseRedirect(_adresse_signee(fichier, entetes))
    if settings.FICHIERS_PAR_LE_PROXY and fichier.storage.exists(fichier.name):
        reponse = HttpResponse(content_type=entetes["type"])
        nom, valeur = _a_dire_au_proxy(fichier)
        reponse[nom] = valeur
    else:
        reponse = FileResponse(_ouvrir(fichier), content_type=entetes["type"])
    reponse["Content-Disposition"] = entetes["remise"]
    return reponse


def _a_dire_au_proxy(fichier: FieldFile) -> tuple[str, str]:
    """The header for the proxy: nginx and Caddy take an address of theirs, X-Sendfile a path."""
    if settings.FICHIERS_PAR_LE_PROXY == "X-Sendfile":
        return "X-Sendfile", fichier.path
    return "X-Accel-Redirect", "/fichiers-reserves/" + quote(fichier.name)


def _adresse_signee(fichier: FieldFile, entetes: dict) -> str:
    return fichier.storage.url(
        fichier.name,
        parameters={
            "ResponseContentType": entetes["type"],
            "ResponseContentDisposition": entetes["remise"],
        },
        expire=SECONDES_D_UNE_ADRESSE_SIGNEE,
    )


def _ouvrir(fichier: FieldFile):
    try:
        return fichier.open("rb")
    except FileNotFoundError as absent:
        raise Http404 from absent
