"""Zénobie types something of her own in every field that anybody can type in.

Each field of each form is found on its page, and filled with a mark that no other field holds: a
field added tomorrow is filled too. `marques` tells which field each mark came from.
"""

import itertools
import re
from html.parser import HTMLParser

LETTRES = "bcdfghjklm"
ECRITS = {"text", "email", "tel", "search", "textarea", "password", "url"}


class _Champs(HTMLParser):
    """(name, kind, attributes) of each field of the page, whatever its form."""

    def __init__(self, page):
        super().__init__()
        self.champs, self.liste = {}, None
        self.feed(page)

    def handle_starttag(self, balise, attributs):
        attributs = dict(attributs)
        nom = attributs.get("name")
        if balise == "option" and self.liste:
            genre, options = self.champs[self.liste]
            options.append(attributs.get("value", ""))
        elif nom and balise == "input":
            genre = attributs.get("type", "text")
            if genre in ("checkbox", "radio") and nom in self.champs:
                self.champs[nom][1].append(attributs.get("value", "on"))
            else:
                self.champs[nom] = (genre, [attributs.get("value", "on")])
        elif nom and balise == "textarea":
            self.champs[nom] = ("textarea", [])
        elif nom and balise == "select":
            self.champs[nom], self.liste = ("select", []), nom

    def handle_endtag(self, balise):
        if balise == "select":
            self.liste = None


class Zenobie:
    def __init__(self):
        self.marques = {}
        self._rang = itertools.count()

    def marque(self, champ, genre="text"):
        """As a word, an address or a telephone would be written."""
        rang = next(self._rang)
        mot = "zq" + "".join(LETTRES[int(chiffre)] for chiffre in f"{rang:03d}") + "qz"
        if genre == "tel":
            mot = f"06987{rang:05d}"
        self.marques[mot] = champ
        return {"email": f"{mot}@example.org", "url": f"https://{mot}.example.org"}.get(genre, mot)

    def remplir(self, client, adresse, refusee=False, **dits):
        """Post the form of that page; what is said in `dits` wins over the marks.

        Taken by the portal, unless `refusee` says that it comes back to her.
        """
        page = client.get(adresse)
        assert page.status_code == 200, (adresse, page.status_code)
        champs = _Champs(page.content.decode()).champs
        saisie = {nom: self._valeur(adresse, nom, *champ) for nom, champ in champs.items()}
        saisie = {nom: v for nom, v in saisie.items() if v is not None}
        reponse = client.post(adresse, saisie | dits)
        assert reponse.status_code in (200, 302), (adresse, reponse.status_code)
        if reponse.status_code == 200 and not refusee:
            raise AssertionError(f"{adresse} : {_erreurs(reponse)}")
        return reponse

    def _valeur(self, adresse, nom, genre, options):
        if nom in ("csrfmiddlewaretoken", "adresse_du_site", "q"):
            return None  # the token, the trap for robots, the search of the page
        if "veut_les_annonces" in nom:
            return None  # kept until she says otherwise, and told so
        if "commune" in nom or genre == "time":
            return "08:00" if genre == "time" else "Auch"
        if genre == "hidden" or genre == "number":
            return options[0] if options != ["on"] else ""
        if genre in ECRITS and not re.search(r"date|_FORMS", nom):
            genre = "tel" if "telephone" in nom else genre
            return self.marque(f"{adresse} : {nom}", genre)
        if genre == "select":
            return "allergie" if "allergie" in options else next(filter(None, options), "")
        if genre == "radio":
            return next(filter(None, options), "")
        return options[0] if options else None


def _erreurs(reponse):
    """What the page says is wrong, to mend the test."""
    return re.findall(r'class="[^"]*erreur[^"]*"[^>]*>(.{0,300})', reponse.content.decode(), re.S)
