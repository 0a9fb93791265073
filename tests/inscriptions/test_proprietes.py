"""Whatever people and the team do, in whatever order, the seats stay right."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ateliers.enums import EtatInscription
from ateliers.models import Atelier, Repas
from inscriptions import places
from inscriptions.demandes import ChoixDeRepas, Demande
from inscriptions.enums import EtatCouvert
from inscriptions.models import Couvert, Inscription
from tests.factories import AtelierFactory, RepasFactory

PERSONNES = st.sampled_from(["ana", "bea", "clo", "dan", "eve", "fay"])
CAPACITES = st.one_of(st.none(), st.integers(0, 4))
GESTES = st.lists(
    st.one_of(
        st.tuples(st.just("inscrire"), PERSONNES, st.booleans()),
        st.tuples(st.just("annuler"), PERSONNES),
        st.tuples(st.just("modifier"), PERSONNES, st.booleans()),
        st.tuples(st.just("places"), CAPACITES),
        st.tuples(st.just("couverts"), CAPACITES),
        st.tuples(st.just("clore_les_commandes")),
    ),
    max_size=18,
)


class Journee:
    """A day under test, with what must hold after each gesture."""

    def __init__(self):
        self.repas = RepasFactory(atelier=AtelierFactory(capacite=2), capacite=1)
        self.atelier = self.repas.atelier
        self.ordre = []
        self.assises = self.servis = 0

    def demande(self, qui, repas):
        choix = {self.repas.pk: ChoixDeRepas()} if repas else {}
        return Demande(prenom=qui, nom="D", courriel=f"{qui}@example.org", repas=choix)

    def ligne(self, qui):
        return Inscription.objects.filter(atelier=self.atelier, prenom=qui).first()

    def inscrire(self, qui, repas):
        repas = repas and Repas.objects.get(pk=self.repas.pk).commandes_ouvertes()
        etait_la = self.ligne(qui) and self.ligne(qui).est_active
        places.inscrire(self.demande(qui, repas), [self.atelier])
        if not etait_la:
            self.ordre = [*(q for q in self.ordre if q != qui), qui]

    def annuler(self, qui):
        if inscription := self.ligne(qui):
            places.annuler(inscription)

    def modifier(self, qui, repas):
        inscription = self.ligne(qui)
        repas = repas and Repas.objects.get(pk=self.repas.pk).commandes_ouvertes()
        if inscription and inscription.est_active:
            avant = inscription.couverts.filter(etat=EtatCouvert.CONFIRME).exists()
            places.modifier(inscription, self.demande(qui, repas))
            if avant and not Repas.objects.get(pk=self.repas.pk).commandes_ouvertes():
                assert inscription.couverts.get().est_confirme, "a meal was dropped silently"

    def places(self, capacite):
        Atelier.objects.filter(pk=self.atelier.pk).update(capacite=capacite)
        places.remplir(self.atelier)

    def couverts(self, capacite):
        Repas.objects.filter(pk=self.repas.pk).update(capacite=capacite)
        places.remplir(self.atelier)

    def clore_les_commandes(self):
        Repas.objects.filter(pk=self.repas.pk).update(
            date_limite=timezone.now() - timedelta(minutes=1)
        )

    def verifier(self):
        atelier = Atelier.objects.avec_places().get(pk=self.atelier.pk)
        siennes = Inscription.objects.filter(atelier=atelier)
        confirmees = siennes.confirmees().count()
        file = list(siennes.en_attente().values_list("prenom", flat=True))
        rangs = [i.rang_dans_la_file for i in siennes.en_attente().avec_rang()]

        assert (atelier.jauge.inscrits, atelier.jauge.en_attente) == (confirmees, len(file))
        assert file == [qui for qui in self.ordre if qui in file], "the queue lost its order"
        assert rangs == list(range(1, len(file) + 1))
        self.assises = jamais_de_trop(confirmees, atelier.capacite, avant=self.assises)
        if file:
            assert confirmees >= atelier.capacite, "somebody waits beside a free seat"

    def verifier_les_couverts(self):
        repas = Repas.objects.get(pk=self.repas.pk)
        confirmes = Couvert.objects.filter(repas=repas, etat=EtatCouvert.CONFIRME)
        attendent = Couvert.objects.filter(
            repas=repas,
            etat=EtatCouvert.EN_ATTENTE,
            inscription__etat=EtatInscription.CONFIRMEE,
        )

        assert not confirmes.exclude(inscription__etat=EtatInscription.CONFIRMEE).exists()
        self.servis = jamais_de_trop(confirmes.count(), repas.capacite, avant=self.servis)
        if repas.commandes_ouvertes() and attendent.exists():
            assert confirmes.count() >= repas.capacite, "somebody waits beside a free meal"


def jamais_de_trop(maintenant, capacite, avant):
    """A capacity lowered below what was given throws nobody out, but nobody more comes in."""
    if capacite is not None:
        assert maintenant <= max(capacite, avant)
    return maintenant


@pytest.mark.usefixtures("sans_delai")
@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(gestes=GESTES)
def test_quoi_qu_il_arrive_ni_place_ni_couvert_de_trop_et_la_file_garde_son_ordre(gestes):
    with transaction.atomic():
        journee = Journee()
        for geste in gestes:
            getattr(journee, geste[0])(*geste[1:])
            journee.verifier()
            journee.verifier_les_couverts()
        transaction.set_rollback(True)
