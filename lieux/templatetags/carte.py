"""`{% carte_svg points %}`: the server-drawn map, for any page."""

from django import template

from ..carte.dessin import dessiner

register = template.Library()


@register.inclusion_tag("lieux/_carte_svg.html", takes_context=True)
def carte_svg(
    context, points, titre="", largeur=640, serre=False, trajet=False, etiquettes=False, requete=""
):
    """Draw a list of `lieux.carte.points.Point` (`depuis_lieux(lieux)` makes one).

    Beyond 60 points, those that would touch become one, with their number; it leads to the list of
    the directory around them.

    titre       what the map shows, told to screen readers;
    largeur     width of the drawing in its own units: it fills its container, and a smaller
                figure gives coarser outlines, bigger dots and fewer bytes;
    serre       frame the points, not the whole territory of the network;
    trajet      join the points in their order by a line (number them with Point.numero);
    etiquettes  write each point's title beside it;
    requete     query string of the directory's selection, kept by the links of grouped points.
    """
    departements = context["reseau"].departements
    return {
        "carte": dessiner(points, departements, largeur, serre),
        "titre": titre,
        "trajet": trajet,
        "etiquettes": etiquettes,
        "requete": requete,
    }
