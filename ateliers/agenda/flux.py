"""The selection as an Atom 1.0 feed: stable ids, true update dates."""

from collections.abc import Iterable

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import format_html_join
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from reseau.models import Reseau
from reseau.socle.invisibles import sur_une_ligne

from ..calendrier import sans_controles
from ..enums import Statut
from ..models import Atelier

TYPE_MIME = Atom1Feed.content_type


class FluxDesAteliers(Atom1Feed):
    def latest_post_date(self):
        """An empty feed has the date of the last change of the network, not of each reading."""
        return super().latest_post_date() if self.items else self.feed["modifie_le"]


def ecrire(ateliers: Iterable[Atelier], reseau: Reseau, requete: str) -> str:
    """`ateliers` come from `.avec_places()`, with lieu__commune and cycle selected."""
    nom = sur_une_ligne(str(reseau.nom))
    flux = FluxDesAteliers(
        title=_("Agenda – %(reseau)s") % {"reseau": nom},
        link=settings.SITE_URL + reverse("ateliers:liste") + requete,
        description=None,
        subtitle=_("Les ateliers et rencontres du réseau"),
        language=get_language(),
        author_name=nom,
        feed_url=settings.SITE_URL + reverse("ateliers:flux") + requete,
        modifie_le=reseau.modifie_le or timezone.now(),
    )
    for atelier in ateliers:
        adresse = settings.SITE_URL + atelier.get_absolute_url()
        flux.add_item(
            title=sur_une_ligne(atelier.titre_annonce()),
            link=adresse,
            description=sans_controles(_resume(atelier)),
            unique_id=atelier.uid.urn,
            pubdate=atelier.publie_le,
            updateddate=atelier.modifie_le,
            categories=[str(atelier.get_genre_display())],
        )
    return flux.writeString("utf-8")


def _resume(atelier: Atelier) -> str:
    """Date, place and seats, in escaped paragraphs: Atom summaries are HTML."""
    lignes = [
        atelier.motif_annulation if atelier.statut == Statut.ANNULE else "",
        atelier.quand(),
        atelier.endroit(),
        atelier.jauge.phrase() if atelier.statut == Statut.PUBLIE else "",
        atelier.question,
    ]
    return format_html_join("", "<p>{}</p>", ((ligne,) for ligne in lignes if ligne))
