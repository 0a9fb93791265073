"""The calendar of the day: what the rules want in it, and what a file says, read by hand."""

import re

from django.utils import timezone

COMPARES = ("UID", "SEQUENCE", "STATUS", "DTSTART", "DTEND", "LOCATION")


def attendu(modele):
    return {
        "SEQUENCE": str(modele.revision),
        "STATUS": "CANCELLED" if modele.annulee else "CONFIRMED",
        "DTSTART": f"{timezone.localtime(modele.debut):%Y%m%dT%H%M%S}",
        "DTEND": f"{timezone.localtime(modele.fin):%Y%m%dT%H%M%S}",
        "LOCATION": modele.lieu,
    }


def evenement(contenu):
    """The one event of a file; None when it holds none. LOCATION: what comes before the comma."""
    texte = re.sub(r"\r\n[ \t]", "", contenu.decode())
    evenements = re.findall(r"BEGIN:VEVENT\r\n(.*?)END:VEVENT", texte, re.DOTALL)
    if not evenements:
        return None
    (seul,) = evenements
    lignes = (ligne.partition(":") for ligne in seul.splitlines())
    valeurs = {nom.partition(";")[0]: valeur for nom, _, valeur in lignes}
    valeurs["LOCATION"] = valeurs["LOCATION"].partition("\\,")[0]
    return {nom: valeurs[nom] for nom in COMPARES}


def sans_revision(lu):
    return {nom: valeur for nom, valeur in lu.items() if nom != "SEQUENCE"}
