"""Turn a row of the standard into a Fiche: values to store, values set aside and why."""

import re
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from reseau.socle.recherche import normaliser

from ..annuaire.models import Lieu
from ..vocabulaire.models import Terme
from . import valeurs
from .champs import CODEES, SEPARATEUR, STANDARD
from .geographie import Communes, position
from .tableau import Ligne
from .valeurs import Lue
from .verdicts import Fiche, Remarque

LONGUEURS = {
    champ.name: champ.max_length for champ in Lieu._meta.concrete_fields if champ.max_length
}


@dataclass
class Lexique:
    """Rows of the database that a file refers to, read once a file."""

    communes: Communes
    termes: dict[str, dict[str, int]]
    valeurs: dict[int, str]

    @classmethod
    def charger(cls) -> "Lexique":
        termes: dict[str, dict[str, int]] = {famille: {} for famille in CODEES}
        exactes = {}
        for terme in Terme.objects.filter(famille__in=CODEES).order_by("-ordre", "-pk"):
            if valeur := terme.equivalences.get(STANDARD):
                termes[terme.famille][normaliser(valeur)] = terme.pk
                exactes[terme.pk] = valeur
        return cls(Communes.charger(), termes, exactes)


def lire_la_fiche(ligne: Ligne, lexique: Lexique, source: str = "") -> Fiche:
    """`source` applies to rows without one. A refused Fiche has its reasons in `refus`."""
    brut = ligne.valeurs
    fiche = Fiche(ligne.numero, brut["id"], brut["source"] or source)
    fiche.valeurs["nom"] = brut["nom"]
    if ligne.incomplete:
        fiche.refus.append(Remarque("", _("n’a pas autant de cellules que l’en-tête")))
    identite(fiche)
    dater(fiche, brut["date_maj"])
    situer(fiche, brut, lexique.communes)
    decrire(fiche, brut)
    for famille in CODEES:
        garder(fiche, famille, coder(brut[famille], famille, lexique))
    return fiche


def garder(fiche: Fiche, champ: str, lue: Lue) -> None:
    fiche.valeurs[champ] = lue.valeur
    if lue.remarque:
        fiche.remarques.append(Remarque(champ, lue.remarque))
    if lue.hors:
        fiche.hors[champ] = list(lue.hors)


def identite(fiche: Fiche) -> None:
    for champ, valeur, longueur in (
        ("id", fiche.identifiant, LONGUEURS["identifiant_source"]),
        ("nom", fiche.nom, LONGUEURS["nom"]),
        ("source", fiche.source, LONGUEURS["source"]),
    ):
        if not valeur:
            raison = _("vide, à donner par --source") if champ == "source" else _("vide")
            fiche.refus.append(Remarque(champ, raison))
        elif len(valeur) > longueur:
            fiche.refus.append(Remarque(champ, _("plus de %(n)s caractères") % {"n": longueur}))


def dater(fiche: Fiche, brut: str) -> None:
    jour, remarque = valeurs.date_maj(brut)
    fiche.valeurs["date_maj"] = jour
    if jour is None:
        raison = _("« %(brut)s » n’est pas une date") % {"brut": brut} if brut else _("vide")
        fiche.refus.append(Remarque("date_maj", raison))
    elif jour > timezone.localdate():
        fiche.remarques.append(Remarque("date_maj", _("dans l’avenir")))
    elif remarque:
        fiche.remarques.append(Remarque("date_maj", remarque))


def situer(fiche: Fiche, brut: dict[str, str], communes: Communes) -> None:
    garder(fiche, "code_postal", valeurs.code_postal(brut["code_postal"]))
    commune, remarque = communes.trouver(
        brut["code_insee"], fiche.valeurs["code_postal"], brut["commune"]
    )
    if commune is None:
        fiche.refus.append(
            Remarque(
                "commune",
                _("introuvable : « %(nom)s », code postal « %(cp)s », code INSEE « %(insee)s »")
                % {"nom": brut["commune"], "cp": brut["code_postal"], "insee": brut["code_insee"]},
            )
        )
        return
    garder(fiche, "commune", Lue(commune.pk, remarque))
    if not fiche.valeurs["code_postal"] and len(commune.codes_postaux) == LONGUEURS["code_postal"]:
        fiche.valeurs["code_postal"] = commune.codes_postaux
    lue = position(brut["latitude"], brut["longitude"], commune)
    garder(fiche, "latitude", lue)
    fiche.valeurs["latitude"], fiche.valeurs["longitude"] = lue.valeur


def decrire(fiche: Fiche, brut: dict[str, str]) -> None:
    garder(fiche, "pivot", valeurs.pivot(brut["pivot"]))
    garder(fiche, "adresse", valeurs.adresse(brut["adresse"], LONGUEURS["adresse"]))
    garder(fiche, "telephone", valeurs.telephone(brut["telephone"]))
    garder(fiche, "courriels", valeurs.plusieurs(morceaux(brut["courriels"]), valeurs.courriel))
    garder(fiche, "site_web", valeurs.plusieurs(morceaux(brut["site_web"]), valeurs.site_web))
    for champ in ("fiche_acces_libre", "prise_rdv"):
        garder(fiche, champ, valeurs.site_web(brut[champ]))
    resume = brut["presentation_resume"]
    garder(fiche, "presentation_resume", valeurs.resume(resume, LONGUEURS["presentation_resume"]))
    for champ in (
        *("complement_adresse", "horaires", "presentation_detail", "structure_parente"),
        "autres_formations_labels",
    ):
        garder(fiche, champ, valeurs.texte(brut[champ], LONGUEURS.get(champ)))


def morceaux(brut: str, separateurs: str = SEPARATEUR) -> list[str]:
    return [propre for m in re.split(f"[{re.escape(separateurs)}]", brut) if (propre := m.strip())]


def coder(brut: str, famille: str, lexique: Lexique) -> Lue:
    """Keys of the terms; accents, case and the « ; » of the former version are accepted."""
    connus = lexique.termes[famille]
    cles, repares, inconnus = set(), [], []
    for morceau in morceaux(brut):
        parts = [morceau]
        if normaliser(morceau) not in connus:
            parts = morceaux(morceau, ";")
        for part in parts:
            cle = connus.get(normaliser(part))
            if cle is None:
                inconnus.append(part)
            else:
                cles.add(cle)
                if part != lexique.valeurs[cle] or len(parts) > 1:
                    repares.append(lexique.valeurs[cle])
    remarques = []
    if repares:
        remarques.append(_("compris comme %(valeurs)s") % {"valeurs": " | ".join(repares)})
    if inconnus:
        remarques.append(
            _("hors du standard, mis de côté : %(valeurs)s") % {"valeurs": " | ".join(inconnus)}
        )
    return Lue(frozenset(cles), " ; ".join(remarques), tuple(inconnus))
