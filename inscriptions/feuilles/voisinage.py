"""Similar names on one day, which may be one person twice: the team should look.

A warning for the back office: nothing is refused or merged, and the public never sees it. Pairs are
found by what they share rather than by comparing all of them: a day of a thousand people costs a
thousand times that of one.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations

from django.utils.translation import gettext as _

from ..models import Inscription
from ..models.cle import cle_du_nom

CHIFFRES_DU_NUMERO = 9  # the same digits for « 06 12 34 56 78 » and « +33 6 12 34 56 78 »
LETTRES_AU_PLUS = 2


@dataclass(frozen=True)
class Voisinage:
    premiere: Inscription
    seconde: Inscription
    pourquoi: str


def voisinages(inscriptions: Iterable[Inscription]) -> list[Voisinage]:
    """Each pair once, in the order of the list, with what makes it similar."""
    lignes = list(inscriptions)
    rangs = {inscription.pk: rang for rang, inscription in enumerate(lignes)}
    trouves = {}
    for premiere, seconde in _paires(lignes):
        premiere, seconde = sorted(
            (premiere, seconde), key=lambda inscription: rangs[inscription.pk]
        )
        if (premiere.pk, seconde.pk) not in trouves and (pourquoi := _pourquoi(premiere, seconde)):
            trouves[premiere.pk, seconde.pk] = Voisinage(premiere, seconde, pourquoi)
    return sorted(trouves.values(), key=lambda v: (rangs[v.premiere.pk], rangs[v.seconde.pk]))


def _pourquoi(premiere: Inscription, seconde: Inscription) -> str:
    if premiere.cle_du_nom == seconde.cle_du_nom:
        return _("même nom, autre adresse")
    if _envers(premiere) == seconde.cle_du_nom:
        return _("prénom et nom échangés")
    ecart = ecart_entre(premiere.cle_du_nom, seconde.cle_du_nom)
    if _boite(premiere) and _boite(premiere) == _boite(seconde) and ecart <= LETTRES_AU_PLUS:
        return _("même adresse, noms proches")
    meme_numero = _numero(premiere) and _numero(premiere) == _numero(seconde)
    if meme_numero and (ecart <= LETTRES_AU_PLUS or _meme_initiale(premiere, seconde)):
        return _("même téléphone, noms proches")
    return _("noms proches") if ecart <= 1 else ""


def _paires(lignes: list[Inscription]) -> Iterator[tuple[Inscription, Inscription]]:
    """Pairs that share a name but for a letter, a swapped name, a mailbox or a telephone."""
    for clefs in (_noms_a_une_lettre, _noms_dans_les_deux_sens, _liens):
        groupes = defaultdict(dict)
        for inscription in lignes:
            for clef in clefs(inscription):
                groupes[clef][inscription.pk] = inscription
        for groupe in groupes.values():
            yield from combinations(groupe.values(), 2)


def _noms_a_une_lettre(inscription: Inscription) -> Iterator[str]:
    """The name, and the name without each of its letters: names one letter apart share one."""
    nom = inscription.cle_du_nom
    yield nom
    yield from (nom[:rang] + nom[rang + 1 :] for rang in range(len(nom)))


def _noms_dans_les_deux_sens(inscription: Inscription) -> Iterator[str]:
    yield inscription.cle_du_nom
    yield _envers(inscription)


def _liens(inscription: Inscription) -> Iterator[tuple[str, str]]:
    if boite := _boite(inscription):
        yield "boîte", boite
    if numero := _numero(inscription):
        yield "téléphone", numero


def _envers(inscription: Inscription) -> str:
    return cle_du_nom(inscription.nom, inscription.prenom)


def _boite(inscription: Inscription) -> str:
    return (inscription.courriel or inscription.dossier.courriel).lower()


def _numero(inscription: Inscription) -> str:
    return re.sub(r"\D", "", inscription.telephone)[-CHIFFRES_DU_NUMERO:]


def _meme_initiale(premiere: Inscription, seconde: Inscription) -> bool:
    """« A. Béranger » may be « Anne Béranger »; her husband Luc is not."""
    prenom, nom = premiere.cle_du_nom.split("|")
    autre_prenom, autre_nom = seconde.cle_du_nom.split("|")
    return nom == autre_nom and prenom[:1] == autre_prenom[:1]


def ecart_entre(mot: str, autre_mot: str) -> int:
    """Smallest number of letters to add, drop, change or swap from one to the other."""
    avant_derniere, derniere = [], list(range(len(autre_mot) + 1))
    for rang, lettre in enumerate(mot, 1):
        ligne = [rang]
        for autre_rang, autre_lettre in enumerate(autre_mot, 1):
            cout = min(
                derniere[autre_rang] + 1,
                ligne[-1] + 1,
                derniere[autre_rang - 1] + (lettre != autre_lettre),
            )
            if (
                rang > 1
                and autre_rang > 1
                and mot[rang - 2 : rang] == _retournees(autre_mot, autre_rang)
            ):
                cout = min(cout, avant_derniere[autre_rang - 2] + 1)
            ligne.append(cout)
        avant_derniere, derniere = derniere, ligne
    return derniere[-1]


def _retournees(mot: str, rang: int) -> str:
    return mot[rang - 1] + mot[rang - 2]
