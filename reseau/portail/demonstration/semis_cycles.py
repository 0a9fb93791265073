"""Plant people who took the whole rural cycle, one with a colleague, and the day added since."""

from ateliers.enums import EtatInscription
from inscriptions.models import Dossier, Inscription
from inscriptions.places import ajout

PERSONNE = ("prenom", "nom", "courriel", "telephone", "structure", "profil", "commune")
FIDELES = 3


def planter_les_cycles_entiers(ateliers):
    """The project holder and three others have Simorre and Gimont; Auch is proposed to them."""
    jours = {atelier.titre.split(" :")[0].split("\xa0:")[0]: atelier for atelier, _ in ateliers}
    simorre, gimont, ajoutee = jours["Simorre"], jours["Gimont"], jours["Auch"]
    porteuse = _seules(simorre).exclude(dossier__personne=None)[:1]
    fideles = [
        *porteuse,
        *_seules(simorre).filter(dossier__personne=None).order_by("-pk")[:FIDELES],
    ]
    a_rejoindre = _seules(gimont).filter(dossier__personne=None).order_by("-pk")
    for fidele, inscription in zip(fideles, a_rejoindre, strict=False):
        _joindre(inscription, fidele, simorre.cycle)
    _accompagner(fideles[-1], simorre, gimont)
    ajout.proposer(ajoutee)


def _seules(atelier):
    """Confirmed people, alone in their dossier, with an address."""
    return Inscription.objects.filter(
        atelier=atelier, etat=EtatInscription.CONFIRMEE, dossier__inscrit_par=None
    ).exclude(courriel="")


def _accompagner(fidele, *jours):
    """A colleague without an address comes to each day too: the contact answers for both."""
    for jour in jours:
        collegue = _seules(jour).filter(dossier__personne=None, dossier__cycle=None).last()
        vide = collegue.dossier_id
        collegue.prenom, collegue.nom, collegue.courriel = "Odile", "Marquès", ""
        collegue.structure, collegue.telephone = fidele.structure, fidele.telephone
        collegue.dossier = fidele.dossier
        collegue.save()
        Dossier.objects.filter(pk=vide).delete()


def _joindre(inscription, fidele, cycle):
    """Give this seat of another person to `fidele`: the day keeps as many people."""
    vide = inscription.dossier_id
    for champ in PERSONNE:
        setattr(inscription, champ, getattr(fidele, champ))
    inscription.dossier = fidele.dossier
    inscription.save()
    fidele.dossier.cycle = cycle
    fidele.dossier.save(update_fields=["cycle"])
    Dossier.objects.filter(pk=vide).delete()
