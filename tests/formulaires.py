"""What a browser would post: the fields of a page's main form, as they stand in its HTML."""

from html.parser import HTMLParser


class _Lecteur(HTMLParser):
    def __init__(self, identifiant):
        super().__init__()
        self.identifiant = identifiant
        self.dedans = False
        self.champs = {}
        self.accord = {}
        self.liste = self.zone = None

    def handle_starttag(self, balise, attributs):
        attributs = dict(attributs)
        if balise == "form":
            self.dedans = attributs.get("id") == self.identifiant
        if not self.dedans or "disabled" in attributs:
            return
        nom = attributs.get("name")
        if balise == "input" and nom:
            self._lire_input(nom, attributs)
        elif balise == "button" and nom == "accord":
            self.accord = {nom: attributs["value"]}
        elif balise == "textarea":
            self.zone = nom
            self.champs[nom] = ""
        elif balise == "select":
            self.liste = nom
        elif balise == "option" and self.liste and "selected" in attributs:
            self.champs[self.liste] = attributs.get("value", "")

    def _lire_input(self, nom, attributs):
        genre = attributs.get("type", "text")
        if genre in ("submit", "button", "file"):
            return
        if genre in ("checkbox", "radio"):
            if "checked" in attributs:
                self.champs[nom] = attributs.get("value", "on")
            return
        self.champs[nom] = attributs.get("value", "")

    def handle_data(self, texte):
        if self.zone:
            self.champs[self.zone] += texte

    def handle_endtag(self, balise):
        if balise == "form":
            self.dedans = False
        elif balise == "textarea":
            self.champs[self.zone] = self.champs[self.zone].removeprefix("\n")  # as HTML has it
            self.zone = None
        elif balise == "select":
            self.liste = None


def champs_du_formulaire(reponse, identifiant):
    lecteur = _Lecteur(identifiant)
    lecteur.feed(reponse.content.decode())
    return lecteur.champs


def confirmer(client, reponse, identifiant="atelier_form", **suite):
    """Press the button of a page that asks to confirm: what it holds is sent, and nothing else."""
    lecteur = _Lecteur(identifiant)
    lecteur.feed(reponse.content.decode())
    assert lecteur.accord, "la page ne demande rien à confirmer"
    return client.post(reponse.wsgi_request.path, lecteur.champs | lecteur.accord, **suite)
