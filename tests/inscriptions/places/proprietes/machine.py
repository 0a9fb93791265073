"""People, the team, the worker and the clock do anything in any order; the model says what is due.

After each step the promises are checked (`promesses`), and now and then every page (`affichages`).
"""

from copy import deepcopy
from datetime import UTC, datetime, timedelta

import time_machine
from django.db import transaction
from django.utils import timezone
from hypothesis import strategies as st
from hypothesis.stateful import initialize, precondition, rule

from ateliers.models import Atelier, Repas, Sequence
from inscriptions import places
from inscriptions.courriels import changement as envoi
from inscriptions.demandes import ChoixDeRepas, Contact, Demande
from inscriptions.models import Inscription, Proposition
from inscriptions.places.journee import annuler_la_journee
from inscriptions.refus import Refus, TropPeuDePlaces
from tests.factories import (
    AtelierFactory,
    CreneauFactory,
    CycleFactory,
    LieuFactory,
    RepasFactory,
    SequenceFactory,
)

from .affichages import Affichages
from .modele import Modele, Refuse, TropPeu

# Clocks change between the two: the night of 27 to 28 March.
MAINTENANT = datetime(2027, 3, 22, 15, 0, tzinfo=UTC)
DEBUT = datetime(2027, 3, 30, 8, 0, tzinfo=UTC)

NOMS = ["ana", "bea", "clo", "dan"]
QUI = st.sampled_from(NOMS)
OUI_OU_NON = st.booleans()
CAPACITES = st.one_of(st.none(), st.integers(0, 2), st.just(1))
SEANCES = st.sampled_from(["", "", "conte", "conference"])
HEURES = st.sampled_from([0.1, 2, 10, 26, 60])
LIEUX = ["Simorre", "Gimont"]


class Journee(Affichages):
    NOMS = NOMS

    def __init__(self):
        super().__init__()
        self.voyage = time_machine.travel(MAINTENANT, tick=True)
        self.temps = self.voyage.start()
        self.transaction = transaction.atomic()
        self.transaction.__enter__()
        self.lieux = {nom: LieuFactory(nom=nom) for nom in LIEUX}
        self.atelier = AtelierFactory(
            cycle=CycleFactory(), lieu=self.lieux[LIEUX[0]], capacite=2, debut=DEBUT
        )
        self.repas = RepasFactory(atelier=self.atelier, capacite=1)
        creneau = CreneauFactory(atelier=self.atelier)
        self.seances = {
            "conte": SequenceFactory(creneau=creneau, titre="conte", capacite=1).pk,
            "conference": SequenceFactory(creneau=creneau, titre="conference").pk,
        }
        self.modele = Modele(self.atelier.debut, self.atelier.fin, LIEUX[0])

    def teardown(self):
        transaction.set_rollback(True)
        self.transaction.__exit__(None, None, None)
        self.voyage.stop()

    @initialize(noms=st.permutations(NOMS))
    def une_file_se_forme(self, noms):
        for nom in noms:
            self._inscrire([nom], repas=nom < "c")

    # People.

    @rule(qui=QUI, repas=OUI_OU_NON, seance=SEANCES, par_l_equipe=OUI_OU_NON)
    def s_inscrire(self, qui, repas, seance, par_l_equipe):
        self._inscrire([qui], repas, seance, par_l_equipe=par_l_equipe)

    @rule(noms=st.lists(QUI, min_size=2, max_size=3, unique=True), repas=OUI_OU_NON)
    def venir_a_plusieurs(self, noms, repas):
        """If seats are too few, the last ones named say they would rather wait."""
        try:
            self._inscrire(noms, repas)
        except TropPeuDePlaces as refus:
            self._inscrire(noms, repas, attendent=noms[refus.libres :])

    @rule(qui=QUI)
    def annuler(self, qui):
        if ligne := self.ligne(qui):
            self._faire("annuler", [qui], lambda: places.annuler(ligne))

    @precondition(lambda self: self.modele.dans("assise") and not self.modele.finie())
    @rule()
    def une_place_se_libere(self):
        self.annuler(self.modele.dans("assise")[0])

    @precondition(lambda self: not self.modele.annulee)
    @rule(qui=QUI, repas=OUI_OU_NON, seance=SEANCES)
    def modifier(self, qui, repas, seance):
        if ligne := self.ligne(qui):
            demande = self.demande(qui, repas, seance)
            self._faire("modifier", [qui, repas, seance], lambda: places.modifier(ligne, demande))

    @rule(qui=QUI, verbe=st.sampled_from(["accepter", "decliner"]))
    def repondre_a_une_proposition(self, qui, verbe):
        if proposition := self.derniere_proposition(qui):
            self._faire(verbe, [qui], lambda: getattr(places, verbe)(proposition))

    # The team.

    @rule(sur_approbation=OUI_OU_NON)
    def demander_l_accord(self, sur_approbation):
        Atelier.objects.filter(pk=self.atelier.pk).update(sur_approbation=sur_approbation)
        self.modele.sur_approbation = sur_approbation

    @rule(qui=QUI, oui=OUI_OU_NON)
    def decider(self, qui, oui):
        ligne = self.ligne(qui)
        if ligne and oui:
            self._faire("approuver", [qui], lambda: places.approuver(ligne))
        elif ligne:
            self._faire("refuser", [qui], lambda: places.refuser(ligne, None, "Non"))

    @rule(qui=QUI)
    def avancer(self, qui):
        if ligne := self.ligne(qui):
            self._faire("avancer", [qui], lambda: places.avancer(ligne, None, "Elle anime"))

    @rule(capacite=CAPACITES)
    def changer_les_places(self, capacite):
        self._enregistrer(capacite=capacite)
        self.modele.capacite = capacite
        self._remplir()

    @rule(capacite=CAPACITES)
    def changer_les_couverts(self, capacite):
        self._regler(Repas, self.repas.pk, capacite=capacite)
        self.modele.couverts = capacite
        self._remplir()

    @rule(capacite=CAPACITES)
    def changer_les_chaises(self, capacite):
        self._regler(Sequence, self.seances["conte"], capacite=capacite)
        self.modele.sieges["conte"] = capacite

    @rule(heures=st.sampled_from([-30, 0.01, 20]))
    def clore_les_commandes(self, heures):
        jusqu_a = timezone.now() + timedelta(hours=heures)
        self._regler(Repas, self.repas.pk, date_limite=jusqu_a)
        self.modele.commandes_jusqu_a = jusqu_a
        self._remplir()

    @rule(heures=st.sampled_from([-72, -24, -3, 24]))
    def deplacer_la_journee(self, heures):
        ecart = timedelta(hours=heures)
        self.modele.deplacer(ecart)
        self._enregistrer(debut=self.modele.debut, fin=self.modele.fin)
        self._remplir()

    @rule(lieu=st.sampled_from(LIEUX))
    def changer_de_lieu(self, lieu):
        self.modele.changer_de_lieu(lieu)
        self._enregistrer(lieu=self.lieux[lieu])

    @rule(question=st.sampled_from(["Où ?", "Comment ?"]))
    def retoucher_la_page(self, question):
        self._enregistrer(question=question)

    @precondition(lambda self: not self.modele.annulee and not self.modele.finie())
    @rule(vraiment=st.integers(0, 5))
    def annuler_la_journee(self, vraiment):
        if vraiment == 5:
            annuler_la_journee(Atelier.objects.get(pk=self.atelier.pk), "Tempête")
            self.modele.annuler_la_journee()

    # The clock and the worker.

    @rule(heures=HEURES)
    def laisser_passer(self, heures):
        self.temps.shift(timedelta(hours=heures))

    @precondition(lambda self: self.modele.dans("offre"))
    @rule(apres=OUI_OU_NON)
    def aller_au_terme_d_une_proposition(self, apres):
        terme = min(self.modele.gens[nom].jusqu_a for nom in self.modele.dans("offre"))
        self.temps.move_to(max(timezone.now(), terme + timedelta(minutes=0 if apres else -1)))

    @precondition(lambda self: self.modele.dans("offre"))
    @rule(repas=OUI_OU_NON, d_abord_modifier=OUI_OU_NON)
    def revenir_avant_que_l_ouvrier_ait_note_l_echeance(self, repas, d_abord_modifier):
        qui = min(self.modele.dans("offre"), key=lambda n: self.modele.gens[n].jusqu_a)
        self.temps.move_to(self.modele.gens[qui].jusqu_a + timedelta(minutes=1))
        if d_abord_modifier:
            self.modifier(qui, repas, "")
        self._inscrire([qui], repas)

    @rule()
    def passage_de_l_ouvrier(self):
        places.expirer_les_propositions()
        proposees = [nom for nom, p in self.modele.gens.items() if p.etat == "offre"]
        if any(self.modele.annulee or self.modele.etat(nom) == "absente" for nom in proposees):
            self.modele.servir()

    # Who looks.

    @precondition(lambda self: not self.modele.annulee and not self.modele.finie())
    @rule()
    def lire_les_chiffres(self):
        self.les_chiffres_sont_partout_les_memes()

    @rule()
    def lire_les_calendriers(self):
        self.les_calendriers_sont_partout_les_memes()

    # How.

    def _inscrire(self, noms, repas, seance="", attendent=(), par_l_equipe=False):
        demandes = [self.demande(nom, repas, seance) for nom in noms]
        rangs = [noms.index(nom) for nom in attendent]
        self._faire(
            "inscrire",
            [noms, repas, seance, attendent, par_l_equipe],
            lambda: places.inscrire(
                demandes,
                [self.atelier],
                contact=Contact("Lou", "Contact", "lou@example.org") if len(noms) > 1 else None,
                attendent=rangs,
                par_l_equipe=par_l_equipe,
            ),
        )

    def _faire(self, verbe, arguments, geste):
        """The same to both; what the rules refuse must be refused, and change nothing."""
        apres, attendu, refus = deepcopy(self.modele), None, None
        try:
            getattr(apres, verbe)(*arguments)
        except (Refuse, TropPeu) as erreur:
            attendu = erreur
        else:
            self.modele = apres
        try:
            geste()
        except Refus as erreur:
            refus = erreur
        assert (attendu is None) == (refus is None), f"{attendu!r} attendu, {refus!r} obtenu"
        assert isinstance(attendu, TropPeu) == isinstance(refus, TropPeuDePlaces)
        if isinstance(refus, TropPeuDePlaces):
            assert refus.libres == attendu.libres
            raise refus

    def _regler(self, modele, cle, **champs):
        modele.objects.filter(pk=cle).update(**champs)

    def _enregistrer(self, **champs):
        """As the form of the back office does: saved by its verb, then told to who counts on it."""
        atelier = Atelier.objects.get(pk=self.atelier.pk)
        for champ, valeur in champs.items():
            setattr(atelier, champ, valeur)
        envoi.du_changement(atelier.enregistrer(), atelier)

    def _remplir(self):
        places.remplir(self.atelier.pk)
        self.modele.servir()

    def demande(self, nom, repas, seance=""):
        return Demande(
            prenom=nom,
            nom="D",
            courriel=f"{nom}@example.org",
            repas={self.repas.pk: ChoixDeRepas()} if repas else {},
            sequences=self.choix(seance) if seance else {},
        )

    def choix(self, seance):
        sequence = Sequence.objects.get(pk=self.seances[seance])
        return {sequence.creneau_id: sequence.pk}

    def ligne(self, nom):
        return Inscription.objects.filter(atelier=self.atelier, prenom=nom).first()

    def derniere_proposition(self, nom):
        propositions = Proposition.objects.filter(inscription__prenom=nom)
        return propositions.select_related("inscription").first()
