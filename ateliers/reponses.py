"""Answers to programs that ask again and again: 304 without a body when nothing changed."""

import hashlib

from django.http import HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag

from . import calendrier


def contenu_en_reponse(request, contenu: bytes, type_mime: str, modifie_le=None):
    """Pass `modifie_le` only when any change of content changes it: never for a selection."""
    reponse = HttpResponse(contenu, content_type=type_mime)
    reponse["ETag"] = quote_etag(hashlib.sha256(contenu).hexdigest()[:32])
    return get_conditional_response(request, reponse["ETag"], modifie_le, reponse)


def calendrier_en_reponse(request, contenu: bytes, nom: str):
    reponse = contenu_en_reponse(request, contenu, calendrier.TYPE_MIME)
    reponse["Content-Disposition"] = f'inline; filename="{calendrier.nom_de_fichier(nom)}"'
    return reponse
