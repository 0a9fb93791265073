"""What must hold after each step, whatever was done: read on the rows and in the letters.

Each promise is a sentence, counted when it was checked: none is kept by never being looked at.
"""

from collections import Counter
from datetime import timedelta
from functools import wraps

from django.utils import timezone
from hypothesis.stateful import RuleBasedStateMachine, invariant

from ateliers import calendrier
from ateliers.enums import EtatInscription, EtatProposition
from ateliers.models import Atelier
from inscriptions.models import Couvert, Inscription, Proposition
from inscriptions.models.enums import EtatCouvert
from reseau.models import Courriel

from .agendas import attendu, evenement, sans_revision

VU = {
    EtatInscription.CONFIRMEE: "assise",
    EtatInscription.DEMANDEE: "demandee",
    EtatInscription.EN_ATTENTE: "attente",
}
REPAS_VU = {EtatCouvert.CONFIRME: "reserve", EtatCouvert.EN_ATTENTE: "attendu"}
TENUES = Counter()


def promesse(phrase):
    """Check it after each step, and keep count under its sentence."""

    def decorer(verifier):
        @invariant()
        @wraps(verifier)
        def verifier_et_compter(self):
            if verifier(self) is not SANS_OBJET:
                TENUES[phrase] += 1

        return verifier_et_compter

    return decorer


SANS_OBJET = object()


class Promesses(RuleBasedStateMachine):
    """Of the machine it reads `modele`, `atelier` and `repas`."""

    def __init__(self):
        super().__init__()
        self.assises = self.commandes = self.au_conte = 0
        self.lues, self.assises_avant = 0, set()
        self.publie = None

    @promesse("chacune est où la règle la met, avec son repas et sa séance")
    def chacune_est_ou_la_regle_la_met(self):
        lignes = self.lignes()
        for nom in self.NOMS:
            vu = vue(lignes.get(nom))
            personne = self.modele.gens.get(nom)
            voulu = self.modele.etat(nom)
            if voulu == "absente":
                assert vu == {"etat": "absente"}, nom
                continue
            assert vu["etat"] == voulu, nom
            assert vu["repas"] == personne.repas, nom
            assert vu["seance"] == (personne.seance, personne.seance_obtenue), nom
            if voulu == "offre":
                assert abs(vu["jusqu_a"] - personne.jusqu_a) < timedelta(minutes=1)
                personne.jusqu_a = vu["jusqu_a"]

    @promesse("la file garde son ordre et dit à chacune son rang")
    def la_file_garde_son_ordre(self):
        file = Inscription.objects.filter(atelier=self.atelier).dans_la_file().avec_rang()

        assert [(i.prenom, i.rang_dans_la_file) for i in file] == [
            (nom, rang) for rang, nom in enumerate(self.modele.file(), start=1)
        ]

    @promesse("jamais une place de trop")
    def jamais_une_place_de_trop(self):
        atelier = Atelier.objects.avec_places().get(pk=self.atelier.pk)
        tenues = atelier.nb_inscrits + atelier.nb_propositions

        assert (atelier.nb_inscrits, atelier.nb_propositions, atelier.nb_en_attente) == (
            len(self.modele.dans("assise")),
            len(self.modele.dans("offre")),
            len(self.modele.file()),
        )
        self.assises = jamais_de_trop(tenues, atelier.capacite, avant=self.assises)

    @promesse("jamais un couvert ni une chaise de trop")
    def jamais_un_couvert_ni_une_chaise_de_trop(self):
        couverts = Couvert.objects.filter(repas=self.repas)
        rendus = couverts.filter(etat=EtatCouvert.A_REDISTRIBUER)
        reserves = couverts.filter(etat=EtatCouvert.CONFIRME)
        au_conte = len(self.modele.occupants("conte"))

        assert {c.inscription.prenom for c in rendus} == self.modele.rendus
        assert not reserves.exclude(inscription__etat=EtatInscription.CONFIRMEE).exists()
        commandes = reserves.count() + rendus.count()
        self.commandes = jamais_de_trop(commandes, self.modele.couverts, avant=self.commandes)
        self.au_conte = jamais_de_trop(au_conte, self.modele.sieges["conte"], avant=self.au_conte)

    @promesse("une proposition ne survit pas au début et ne finit jamais la nuit")
    def une_proposition_ne_survit_jamais_au_debut_et_ne_finit_jamais_la_nuit(self):
        propositions = Proposition.objects.filter(etat=EtatProposition.EN_COURS)
        for proposition in propositions:
            assert proposition.expire_le <= self.modele.debut
            if proposition.expire_le != self.modele.debut:
                heure = timezone.localtime(proposition.expire_le)
                assert 8 <= heure.hour + heure.minute / 60 + heure.second / 3600 <= 20.001
        return None if propositions else SANS_OBJET

    @promesse("le calendrier monte d’une révision quand date, lieu ou statut change, et alors seul")
    def le_calendrier_monte_quand_il_le_faut(self):
        """Told by the model, then seen from one reading to the next, without it."""
        avant, self.publie = self.publie, self.calendrier()
        assert self.publie.items() >= attendu(self.modele).items()
        if avant:
            monte = int(self.publie["SEQUENCE"]) - int(avant["SEQUENCE"])
            assert monte == (sans_revision(avant) != sans_revision(self.publie))
            assert avant["UID"] == self.publie["UID"]

    @promesse("qui s’assoit reçoit le calendrier du moment, une fois, et personne qui attend")
    def les_lettres_joignent_le_calendrier_du_moment(self):
        """Who already sat gets it again when the day moves or is called off."""
        lettres = Courriel.objects.filter(pk__gt=self.lues).prefetch_related("pieces")
        joints = [(c.destinataire, bytes(p.contenu)) for c in lettres for p in c.pieces.all()]
        self.lues = max([self.lues, *(courriel.pk for courriel in lettres)])
        avant, self.assises_avant = self.assises_avant, set(self.modele.dans("assise"))

        assert all(evenement(contenu) == self.calendrier() for _a, contenu in joints)
        recus = Counter(adresse.partition("@")[0] for adresse, _contenu in joints)
        recus.pop("lou", None)
        assert self.assises_avant - avant <= set(recus) <= self.assises_avant
        assert set(recus.values()) <= {1}
        return None if joints else SANS_OBJET

    def calendrier(self):
        ateliers = Atelier.objects.pour_le_calendrier().filter(pk=self.atelier.pk)
        return evenement(calendrier.fichier(ateliers))

    def lignes(self):
        inscriptions = Inscription.objects.filter(atelier=self.atelier)
        lues = inscriptions.prefetch_related(
            "propositions", "couverts", "choix_de_sequences__sequence"
        )
        return {ligne.prenom: ligne for ligne in lues}


def vue(ligne):
    """Somebody as the rows show her; an offer that ran out is judged when it is read."""
    if ligne is None or ligne.etat not in VU:
        return {"etat": "absente"}
    en_cours = (p for p in ligne.propositions.all() if p.etat == EtatProposition.EN_COURS)
    proposition = next(en_cours, None)
    if proposition and not proposition.est_valable():
        return {"etat": "absente"}
    repas = [REPAS_VU[c.etat] for c in ligne.couverts.all() if c.est_actif]
    choix = [(c.sequence.titre, c.obtenu) for c in ligne.choix_de_sequences.all()]
    return {
        "etat": "offre" if proposition else VU[ligne.etat],
        "jusqu_a": proposition and proposition.expire_le,
        "repas": repas[0] if repas else "",
        "seance": choix[0] if choix else ("", False),
    }


def jamais_de_trop(maintenant, capacite, avant):
    """A capacity lowered below what was given throws nobody out, but nobody more comes in."""
    if capacite is not None:
        assert maintenant <= max(capacite, avant)
    return maintenant
