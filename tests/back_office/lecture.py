"""What somebody reads on a page, and where its tools lead."""

import re
from html import unescape
from html.parser import HTMLParser

# Where other objects stand by right: what may be chosen, what a list may be narrowed to.
CHOIX = re.compile(
    r"<select\b.*?</select>|<(nav|div) id=\"changelist-filter\".*?</\1>|<script\b.*?</script>"
    r"|<label\b[^>]*><input type=\"checkbox\".*?</label>",
    re.S,
)


def lisible(reponse) -> str:
    """The text of a page without its choices, tags and spaces."""
    texte = CHOIX.sub(" ", reponse.content.decode())
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", texte)))


def titre(reponse) -> str:
    """A public page speaks of other things as well, its title of one."""
    return re.search(r"<title>(.*?)</title>", reponse.content.decode(), re.S)[1]


class _Outils(HTMLParser):
    def __init__(self):
        super().__init__()
        self.profondeur = 0
        self.liens, self.gestes = [], []

    def handle_starttag(self, balise, attributs):
        attributs = dict(attributs)
        if balise == "ul" and (self.profondeur or "object-tools" in attributs.get("class", "")):
            self.profondeur += 1
        if self.profondeur and balise == "a":
            self.liens.append(attributs["href"])
        if self.profondeur and balise == "form":
            self.gestes.append(attributs["action"])

    def handle_endtag(self, balise):
        if balise == "ul" and self.profondeur:
            self.profondeur -= 1


def outils(reponse) -> tuple[list[str], list[str]]:
    """The links, then the buttons, of the tools of a page."""
    lecteur = _Outils()
    lecteur.feed(reponse.content.decode())
    return lecteur.liens, lecteur.gestes
