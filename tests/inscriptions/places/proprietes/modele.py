"""The rules of the seats told a second time, with lists and no database: what must be found there.

It shares nothing with `inscriptions` but the hour until which an offer is kept, which has tests of
its own. Somebody whose offer ran out has left, whether or not the worker has written it yet.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.utils import timezone

from inscriptions.places.echeance import echeance, suivre


class Refuse(Exception):
    """The rules say no."""


class TropPeu(Exception):
    def __init__(self, libres):
        super().__init__(libres)
        self.libres = libres


@dataclass
class Personne:
    """`rang` gives her turn; `ligne` when she was first written down, which decides between two."""

    ligne: int
    etat: str = "absente"
    rang: float = 0
    demandee: float = 0
    demandee_a: datetime | None = None
    jusqu_a: datetime | None = None
    proposee: int = 0
    repas: str = ""
    repas_rang: int = 0
    seance: str = ""
    seance_obtenue: bool = False


@dataclass
class Modele:
    debut: datetime
    fin: datetime
    lieu: str
    capacite: int | None = 2
    couverts: int | None = 1
    commandes_jusqu_a: datetime | None = None
    sieges: dict = field(default_factory=lambda: {"conte": 1, "conference": None})
    sur_approbation: bool = False
    annulee: bool = False
    gens: dict[str, Personne] = field(default_factory=dict)
    rendus: set[str] = field(default_factory=set)
    tour: int = 0
    revision: int = 0

    # Who is where.

    def etat(self, nom: str) -> str:
        """« offre » while it runs; once it ran out she is gone."""
        personne = self.gens.get(nom)
        if personne is None:
            return "absente"
        if personne.etat == "offre" and not self._court(personne):
            return "absente"
        return personne.etat

    def dans(self, etat: str) -> list[str]:
        return [nom for nom in self.gens if self.etat(nom) == etat]

    def file(self) -> list[str]:
        attendent = self.dans("attente")
        return sorted(attendent, key=lambda n: (self.gens[n].rang, self.gens[n].ligne))

    def libres(self) -> float:
        if self.capacite is None:
            return float("inf")
        return max(0, self.capacite - len(self.dans("assise")) - len(self.dans("offre")))

    def est_complete(self) -> bool:
        return not self.libres() or (self.capacite is not None and bool(self.file()))

    def commencee(self) -> bool:
        return timezone.now() >= self.debut

    def finie(self) -> bool:
        return timezone.now() > self.fin

    def commandes_ouvertes(self) -> bool:
        return timezone.now() < (self.commandes_jusqu_a or self.debut)

    # What people and the team do.

    def inscrire(self, noms, repas=False, seance="", attendent=(), par_l_equipe=False):
        if self.annulee or (self.finie() if par_l_equipe else self.commencee()):
            raise Refuse
        nouveaux = [n for n in noms if self.etat(n) == "absente"]
        if self.file() and self.libres():
            self.servir()
        sur_approbation = self.sur_approbation and not par_l_equipe
        redites = [n for n in noms if self._redit(n, repas, seance)]
        pressees = [n for n in noms if n not in attendent and n not in redites]
        if not sur_approbation and not self.est_complete() and len(pressees) > self.libres():
            raise TropPeu(self.libres())
        self._essayer(noms, redites, repas, seance, attendent, par_l_equipe)
        patients = [n for n in nouveaux if n in attendent]
        presses = [n for n in nouveaux if n not in attendent]
        for nom in [*presses, *patients]:
            etat = "attente" if self.est_complete() else "assise"
            self._arrive(nom, "demandee" if sur_approbation else etat)
            self._choisir(nom, repas, seance, par_l_equipe)

    def modifier(self, nom, repas, seance):
        if self.etat(nom) == "absente" or self.finie():
            raise Refuse
        self._choisir(nom, repas, seance)
        self.servir()

    def annuler(self, nom):
        if self.finie():
            raise Refuse
        if self.etat(nom) != "absente":
            self._part(nom)
            self.servir()

    def accepter(self, nom):
        if self.etat(nom) != "offre" or self.annulee or self.commencee():
            raise Refuse
        self._assoit(nom)
        self._servir_les_repas()

    def decliner(self, nom):
        if self.etat(nom) != "offre" or self.annulee or self.commencee():
            raise Refuse
        self._part(nom)
        self.servir()

    def approuver(self, nom):
        self._verifier_la_demande(nom)
        if self.file() and self.libres():
            self.servir()
        personne = self.gens[nom]
        personne.rang = personne.demandee
        if self.est_complete():
            personne.etat = "attente"
        else:
            self._assoit(nom)
        self._servir_les_repas()

    def refuser(self, nom):
        self._verifier_la_demande(nom)
        self._part(nom)

    def avancer(self, nom):
        file = self.file()
        if nom not in file:
            raise Refuse
        if file[0] != nom:
            self.gens[nom].rang = self.gens[file[0]].rang - 1e-6
        self.servir()

    def annuler_la_journee(self):
        self.annulee = True
        self.revision += 1
        self.servir()

    def deplacer(self, ecart):
        self.debut += ecart
        self.fin += ecart
        self.revision += 1

    def changer_de_lieu(self, lieu):
        self.revision += lieu != self.lieu
        self.lieu = lieu

    def servir(self):
        """Offers first, then the queue, then the meals."""
        for nom, personne in list(self.gens.items()):
            if personne.etat != "offre":
                continue
            if self.annulee:
                personne.etat = "attente"
            elif self.commencee() or not self._court(personne):
                self._part(nom)
        if not self.annulee and not self.commencee():
            self._reprendre_les_offres_de_trop()
            self._servir_la_file()
        self._servir_les_repas()

    # How.

    def _redit(self, nom, repas, seance):
        """A button pressed twice: the same words within two minutes."""
        if self.etat(nom) == "absente":
            return False
        personne = self.gens[nom]
        recente = timezone.now() - personne.demandee_a <= timedelta(minutes=2)
        return recente and bool(personne.repas) == repas and personne.seance == seance

    def _essayer(self, noms, redites, repas, seance, attendent, par_l_equipe):
        """What a new person is refused is refused to all, for nobody is to know who was there."""
        libres, attente = self.libres(), bool(self.file())
        chaises = self._chaises(seance)
        for nom in sorted(noms, key=lambda n: n in attendent):
            complete = not libres or (self.capacite is not None and attente)
            assise = not complete and not (self.sur_approbation and not par_l_equipe)
            if nom not in redites:
                if repas and not self.commandes_ouvertes() and not par_l_equipe:
                    raise Refuse
                if assise and not chaises:
                    raise Refuse
            if assise:
                libres, chaises = libres - 1, max(0, chaises - 1)
            elif not self.sur_approbation or par_l_equipe:
                attente = True

    def _chaises(self, seance):
        limite = self.sieges[seance] if seance else None
        return float("inf") if limite is None else max(0, limite - len(self.occupants(seance)))

    def _tour(self):
        self.tour += 1
        return self.tour

    def _court(self, personne):
        return personne.jusqu_a > timezone.now()

    def _verifier_la_demande(self, nom):
        if self.etat(nom) != "demandee" or self.annulee or self.finie():
            raise Refuse

    def _arrive(self, nom, etat):
        personne = self.gens.setdefault(nom, Personne(ligne=len(self.gens)))
        personne.rang = personne.demandee = self._tour()
        personne.demandee_a = timezone.now()
        personne.etat, personne.repas = etat, ""
        personne.seance, personne.seance_obtenue = "", False

    def _part(self, nom):
        personne = self.gens[nom]
        if personne.repas == "reserve" and not self.commandes_ouvertes():
            self.rendus.add(nom)
        personne.etat, personne.repas, personne.seance = "absente", "", ""

    def _assoit(self, nom):
        personne = self.gens[nom]
        personne.etat = "assise"
        if personne.seance and not personne.seance_obtenue:
            personne.seance_obtenue = self._reste_une_chaise(personne.seance)

    def _servir_la_file(self):
        for nom in self.file():
            if not self.libres():
                break
            jusqu_a = echeance(self.debut, timezone.now())
            if jusqu_a is None:
                self._assoit(nom)
            else:
                personne = self.gens[nom]
                personne.etat, personne.jusqu_a = "offre", jusqu_a
                personne.proposee = self._tour()

    def _reprendre_les_offres_de_trop(self):
        offres = sorted(self.dans("offre"), key=lambda n: self.gens[n].proposee)
        while offres and self.capacite is not None:
            if len(self.dans("assise")) + len(offres) <= self.capacite:
                break
            self.gens[offres.pop()].etat = "attente"
        for nom in offres:
            self.gens[nom].jusqu_a = suivre(self.gens[nom].jusqu_a, self.debut)

    # Meals and sequences.

    def commandes(self) -> int:
        return len(self.reserves()) + len(self.rendus)

    def reserves(self) -> list[str]:
        return [n for n in self.gens if self.etat(n) != "absente" and self._a(n, "reserve")]

    def attendent_un_repas(self) -> list[str]:
        """Only who has a seat stands in the queue of a meal."""
        noms = [n for n in self.dans("assise") if self._a(n, "attendu")]
        return sorted(noms, key=lambda n: self.gens[n].repas_rang)

    def occupants(self, seance) -> list[str]:
        assises = (self.gens[n] for n in self.dans("assise"))
        return [p for p in assises if p.seance == seance and p.seance_obtenue]

    def _a(self, nom, repas):
        return self.gens[nom].repas == repas

    def _reste_une_chaise(self, seance):
        limite = self.sieges[seance]
        return limite is None or len(self.occupants(seance)) < limite

    def _choisir(self, nom, repas, seance, par_l_equipe=False):
        personne = self.gens[nom]
        if repas and not personne.repas:
            if not self.commandes_ouvertes() and not par_l_equipe:
                raise Refuse
            self._commander(nom)
        elif personne.repas and not repas and (self.commandes_ouvertes() or par_l_equipe):
            if personne.repas == "reserve" and not self.commandes_ouvertes():
                self.rendus.add(nom)
            personne.repas = ""
        if seance:
            self._s_asseoir_a(personne, seance, par_l_equipe)

    def _s_asseoir_a(self, personne, seance, par_l_equipe):
        assise = personne.etat == "assise"
        if (personne.seance, personne.seance_obtenue) == (seance, assise):
            return
        if self.commencee() and not par_l_equipe:
            raise Refuse
        if assise and not self._reste_une_chaise(seance):
            raise Refuse
        personne.seance, personne.seance_obtenue = seance, assise

    def _commander(self, nom):
        personne = self.gens[nom]
        personne.repas_rang = self._tour()
        libres = float("inf") if self.couverts is None else self.couverts - self.commandes()
        libre = nom in self.rendus or libres > len(self.attendent_un_repas())
        personne.repas = "reserve" if personne.etat == "assise" and libre else "attendu"
        self.rendus.discard(nom)

    def _servir_les_repas(self):
        if self.annulee or not self.commandes_ouvertes():
            return
        for nom in self.attendent_un_repas():
            if self.couverts is None or self.commandes() < self.couverts:
                self.gens[nom].repas = "reserve"
