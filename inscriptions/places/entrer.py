"""Register: lock, check the rules of access, give a seat or a rank to each, answer once."""

from collections.abc import Collection, Iterable, Mapping

from allauth.account.models import EmailAddress
from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.utils import timezone

from ateliers.enums import Acces, EtatInscription, Statut
from ateliers.jauge import Jauge
from ateliers.models import Atelier
from reseau.models import Personne

from ..courriels import places as courriels
from ..demandes import Contact, Demande, Placee, Reponse
from ..models import Dossier, Inscription, nouveau_jeton
from ..models.jetons import nouveau_code
from ..refus import AccesReserve, InscriptionsFermees
from . import verrou
from .arrivees import Arrivante, annoncer, recevoir
from .etats import changer, noter
from .file import compter_apres_la_file, fermer_les_propositions_echues


@transaction.atomic
def inscrire(
    demandes: list[Demande],
    ateliers: Collection[Atelier],
    par: Personne | None = None,
    *,
    contact: Contact | None = None,
    dossier: Dossier | None = None,
    attendent: Collection[int] | None = None,
    par_l_equipe: bool = False,
) -> Reponse:
    """Give each person a seat in each of `ateliers`, else the end of its queue; write once.

    Races: many people for the last seat, and a form sent twice. The second to take the lock counts
    what the first wrote. All or nothing: one refused day refuses them all. Several people may come
    with one `contact`; if seats are too few for them, raises TropPeuDePlaces until `attendent` says
    who prefers to wait (by their rank among `demandes`). The team (`par_l_equipe`) may register a
    person after the deadline, past the rule of access and without approval, until the day is over;
    never beyond the capacity. A day joins an existing `dossier` only when the caller holds its
    token.
    """
    ateliers = verrou.verrouiller(atelier.pk for atelier in ateliers)
    for atelier in ateliers:
        verifier(atelier, par, par_l_equipe=par_l_equipe)
    fermer_les_propositions_echues(ateliers)
    jauges = compter_apres_la_file(ateliers, par)
    arrivantes = recevoir(demandes, ateliers, attendent or (), contact)
    annonces = annoncer(arrivantes, ateliers, jauges, par_l_equipe=par_l_equipe)
    a_placer = [(jour, a) for jour in ateliers for a in arrivantes if jour.pk not in a.deja]
    placees = []
    if a_placer:
        dossier = dossier or ouvrir_dossier(contact or demandes[0].contact(), par, par_l_equipe)
        placees = _placer(a_placer, jauges, dossier, par, par_l_equipe)
    reponse = Reponse(
        dossier,
        placees,
        [ligne for a in arrivantes for ligne in a.deja.values()],
        redites=[a.deja[jour].pk for a in arrivantes for jour in a.redites],
        voisines=[voisine for a in arrivantes for voisine in a.voisines],
        annonces=annonces,
        cycle=contact.cycle if contact else None,
    )
    courriels.repondre(reponse)
    return reponse


def verifier(
    atelier: Atelier, personne: Personne | AnonymousUser | None, *, par_l_equipe: bool = False
) -> None:
    """Raise the reason why `personne` (maybe anonymous, maybe None) cannot register.

    Pages ask it first, and `inscrire` again under the lock. The team may register until the day is
    over; other people while registration is open.
    """
    if par_l_equipe:
        if atelier.statut != Statut.PUBLIE or atelier.est_passe():
            raise InscriptionsFermees
        return
    if not atelier.inscriptions_ouvertes():
        raise InscriptionsFermees(atelier)
    if not atelier.est_accessible_a(personne or AnonymousUser()):
        raise AccesReserve(atelier)


def ouvrir_dossier(contact: Contact, par: Personne | None, par_l_equipe: bool = False) -> Dossier:
    """Create a dossier, hence a new link: an old link never opens later registrations.

    It joins the account of `par` only with her own verified address: otherwise a registration made
    with the address of another person would show, in an account, that it was new. Without an
    address, the author registers for another person, and a code on paper replaces the link.
    """
    a_elle = (
        par is not None
        and par.is_authenticated
        and EmailAddress.objects.filter(
            user=par, verified=True, email__iexact=contact.courriel
        ).exists()
    )
    return Dossier.objects.create(
        prenom=contact.prenom,
        nom=contact.nom,
        courriel=contact.courriel.lower(),
        personne=par if a_elle else None,
        cycle=contact.cycle,
        inscrit_par=par if par_l_equipe or not contact.courriel else None,
        code=None if contact.courriel else nouveau_code(),
        veut_les_annonces_depuis=timezone.now() if contact.veut_les_annonces else None,
    )


def reprendre_ou_creer(
    demande: Demande,
    atelier: Atelier,
    dossier: Dossier,
    ancienne: Inscription | None,
    par: Personne | None,
    par_l_equipe: bool,
) -> Inscription:
    """Return an unsaved row for that day: the one she left, reset, else a new one."""
    inscription = ancienne or Inscription(atelier=atelier, courriel=demande.courriel.lower())
    demande.remplir(inscription)
    inscription.dossier = dossier
    inscription.jeton = nouveau_jeton()
    inscription.reconfirmee_le = None
    _dire_de_quel_droit(inscription, par, par_l_equipe)
    inscription.demandee_le = inscription.attend_depuis = timezone.now()
    return inscription


def _dire_de_quel_droit(inscription: Inscription, par: Personne | None, par_l_equipe: bool) -> None:
    """Record, for a reserved day, whose right opened it, or that the team did."""
    reservee = inscription.atelier.acces != Acces.PUBLIC
    inscription.par_droit = reservee and not par_l_equipe
    inscription.au_titre_de = par if inscription.par_droit else None
    inscription.maintenue_le = timezone.now() if reservee and par_l_equipe else None


def _placer(
    a_placer: Iterable[tuple[Atelier, Arrivante]],
    jauges: Mapping[int, Jauge],
    dossier: Dossier,
    par: Personne | None,
    par_l_equipe: bool,
) -> list[Placee]:
    """Give a seat or a rank to each in turn, day by day: each counts the ones before."""
    jauges = dict(jauges)
    placees = []
    for atelier, arrivante in a_placer:
        jauge, ancienne = jauges[atelier.pk], arrivante.anciennes.get(atelier.pk)
        sur_approbation = atelier.sur_approbation and not par_l_equipe
        etat = EtatInscription.DEMANDEE if sur_approbation else jauge.etat_d_arrivee
        inscription = reprendre_ou_creer(
            arrivante.demande, atelier, dossier, ancienne, par, par_l_equipe
        )
        changer(inscription, etat, par)
        pris = noter(
            inscription, arrivante.demande, nee=ancienne is None, par_l_equipe=par_l_equipe
        )
        placees.append(Placee(inscription, jauge.rang_suivant, pris if ancienne is None else None))
        jauges[atelier.pk] = jauge.avec(etat)
    return placees
