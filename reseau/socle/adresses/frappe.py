"""A typing mistake in the domain of an address: which domain was meant."""

from functools import lru_cache

# The mailboxes of people in France, the most common first. They are never doubted.
BOITES = """
gmail.com orange.fr hotmail.fr hotmail.com yahoo.fr free.fr wanadoo.fr sfr.fr laposte.net outlook.fr
outlook.com live.fr icloud.com bbox.fr yahoo.com neuf.fr aol.com msn.com live.com numericable.fr
protonmail.com proton.me club-internet.fr gmx.fr aliceadsl.fr cegetel.net nordnet.fr googlemail.com
me.com rocketmail.com ymail.com gmx.com aol.fr mailo.com netcourrier.com tutanota.com riseup.net
""".split()
# Real too, one letter away from those above, or the same name in another country.
PRESQUE_LES_MEMES = """
laposte.fr orange.com sfr.com free.com mail.com mail.fr email.com email.fr mac.com pm.me gmx.net
gmx.de gmx.at gmx.ch protonmail.ch tuta.io tuta.com mailo.fr mailo.net mailo.eu aol.de aol.it
aol.co.uk orange.be orange.es orange.pl free.org neuf.com
""".split()
PAYS = """
be ch ca de es it nl pt at pl gr ie in se dk no fi ro cz co.uk com.br com.ar com.mx com.au co.jp
""".split()
INTERNATIONALES = ("hotmail", "outlook", "live", "yahoo", "msn")
VRAIES = {
    *BOITES,
    *PRESQUE_LES_MEMES,
    *(f"{nom}.{pays}" for nom in INTERNATIONALES for pays in PAYS),
}
# Endings that no domain has.
FAUSSES_FINS = {
    "com": "con cmo ocm vom xom cpm comm coom comn",
    "fr": "f fe ft ff fd frr ffr rf fer",
    "net": "nte nett ner met",
    "org": "ogr orgg rog orh",
}
FINS = {fausse: fin for fin, fausses in FAUSSES_FINS.items() for fausse in fausses.split()}
NOM_LONG = 7  # letters; a name this long may have two mistakes
NOM_COURT = 4  # letters; a name this short needs the right ending
NOM_DISTINCT = 3  # letters; in a shorter name one letter makes another name
TROP_LOIN = 9


def corrigee(courriel: str) -> str:
    """The address that was probably meant; empty when nothing looks wrong."""
    boite, arobase, domaine = courriel.strip().rpartition("@")
    boite, domaine = boite.rstrip("@"), domaine.lower()
    if not boite or not arobase or domaine in VRAIES:
        return ""
    voulu = _boite_voulue(domaine) or _fin_voulue(domaine)
    return f"{boite}@{voulu}" if voulu else ""


@lru_cache(maxsize=1024)
def _boite_voulue(domaine: str) -> str:
    ecarts = {connu: _ecart(domaine, connu) for connu in BOITES}
    proche = min(BOITES, key=ecarts.get)  # the most common of those at the same distance
    return proche if ecarts[proche] < TROP_LOIN else ""


def _ecart(domaine: str, connu: str) -> int:
    """Distance of two domains: a right name may have any ending, another must be close."""
    if domaine.replace(".", "") == connu.replace(".", ""):
        return 1
    nom, _point, fin = domaine.partition(".")
    nom_connu, _point, fin_connue = connu.partition(".")
    fautes = distance(nom, nom_connu)
    fins = min(distance(fin, fin_connue), 2)
    if fautes == 0:
        return fins
    if len(nom_connu) < NOM_DISTINCT:
        return TROP_LOIN
    permises = 2 if len(nom_connu) >= NOM_LONG else 1
    if fautes > permises or (len(nom_connu) <= NOM_COURT and fins):
        return 1 if distance(domaine, connu) == 1 else TROP_LOIN
    return fautes + fins


def _fin_voulue(domaine: str) -> str:
    """« asso-du-four.con »: correct an ending that no domain has, whatever the name."""
    nom, point, fin = domaine.rpartition(".")
    return f"{nom}.{FINS[fin]}" if nom and point and fin in FINS else ""


def distance(lu: str, voulu: str) -> int:
    """Number of mistakes from one to the other: a letter more, less, changed, or two swapped."""
    avant, lignes = [], list(range(len(voulu) + 1))
    for rang, lettre in enumerate(lu, 1):
        ligne = [rang]
        for rang_voulu, voulue in enumerate(voulu, 1):
            cout = min(
                ligne[-1] + 1, lignes[rang_voulu] + 1, lignes[rang_voulu - 1] + (lettre != voulue)
            )
            if (
                rang > 1
                and rang_voulu > 1
                and lettre == voulu[rang_voulu - 2]
                and lu[rang - 2] == voulue
            ):
                cout = min(cout, avant[rang_voulu - 2] + 1)
            ligne.append(cout)
        avant, lignes = lignes, ligne
    return lignes[-1]
