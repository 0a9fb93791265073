from datetime import date
from decimal import Decimal

import pytest
import time_machine
from django.db import IntegrityError, transaction

from reseau.groupes import participations
from reseau.groupes.enums import RoleDansLeGroupe
from reseau.models import GroupeDeTravail, Participation
from tests.factories import (
    AtelierFactory,
    GroupeFactory,
    ParticipationFactory,
    PersonneFactory,
    ReunionFactory,
)


def test_un_membre_rejoint_un_groupe_avec_sa_promesse():
    groupe = GroupeFactory()
    personne = PersonneFactory(membre=True)

    participation = participations.rejoindre(groupe, personne, Decimal("1.5"))

    participation.refresh_from_db()
    assert participation.heures_par_mois == Decimal("1.5")
    assert participation.role == RoleDansLeGroupe.MEMBRE
    assert list(groupe.membres.all()) == [personne]


def test_l_equipe_du_reseau_peut_rejoindre_un_groupe():
    participation = participations.rejoindre(GroupeFactory(), PersonneFactory(equipe=True), 2)

    assert participation.quittee_le is None


def test_un_compte_qui_n_est_pas_membre_ne_rejoint_pas():
    with pytest.raises(participations.ReserveAuxMembres):
        participations.rejoindre(GroupeFactory(), PersonneFactory(), Decimal("1"))

    assert Participation.objects.count() == 0


def test_rejoindre_deux_fois_est_refuse_par_un_echec_nomme():
    groupe = GroupeFactory()
    personne = PersonneFactory(membre=True)
    participations.rejoindre(groupe, personne, Decimal("1"))

    with pytest.raises(participations.DejaDansLeGroupe):
        participations.rejoindre(groupe, personne, Decimal("3"))

    assert Participation.objects.get().heures_par_mois == Decimal("1.0")


def test_une_promesse_impossible_est_refusee_par_la_base():
    with pytest.raises(IntegrityError), transaction.atomic():
        participations.rejoindre(GroupeFactory(), PersonneFactory(membre=True), Decimal("0.1"))


def test_quitter_garde_l_histoire_et_revenir_ouvre_une_nouvelle_ligne():
    groupe = GroupeFactory()
    personne = PersonneFactory(membre_depuis=date(2026, 1, 1))

    with time_machine.travel("2026-03-10 12:00+01:00", tick=False):
        participations.rejoindre(groupe, personne, Decimal("1"))
    with time_machine.travel("2026-05-04 23:30+02:00", tick=False):
        participations.quitter(groupe, personne)
    with time_machine.travel("2026-09-01 12:00+02:00", tick=False):
        participations.rejoindre(groupe, personne, Decimal("4"))

    lignes = Participation.objects.order_by("pk").values_list(
        "depuis", "quittee_le", "heures_par_mois"
    )
    assert list(lignes) == [
        (date(2026, 3, 10), date(2026, 5, 4), Decimal("1.0")),
        (date(2026, 9, 1), None, Decimal("4.0")),
    ]


def test_quitter_deux_fois_est_un_echec_nomme_et_garde_la_premiere_date():
    groupe = GroupeFactory()
    personne = PersonneFactory(membre=True)
    ParticipationFactory(groupe=groupe, personne=personne)
    participations.quitter(groupe, personne)

    with pytest.raises(participations.PasDansLeGroupe):
        participations.quitter(groupe, personne)


def test_promettre_change_les_heures_de_la_seule_participation_en_cours():
    groupe = GroupeFactory()
    personne = PersonneFactory(membre=True)
    ancienne = ParticipationFactory(
        groupe=groupe, personne=personne, heures_par_mois=7, quittee_le=date(2026, 1, 1)
    )
    autre = ParticipationFactory(groupe=groupe, heures_par_mois=2)
    participations.rejoindre(groupe, personne, Decimal("1"))

    participations.promettre(groupe, personne, Decimal("5.5"))

    assert groupe.participation_de(personne).heures_par_mois == Decimal("5.5")
    ancienne.refresh_from_db()
    autre.refresh_from_db()
    assert [ancienne.heures_par_mois, autre.heures_par_mois] == [7, 2]


def test_l_effectif_compte_chaque_promesse_une_fois_quelles_que_soient_les_jointures():
    plein = GroupeFactory(slug="plein")
    GroupeFactory(slug="vide")
    premiere, *_ = ParticipationFactory.create_batch(3, groupe=plein, heures_par_mois="1.5")
    ParticipationFactory(groupe=plein, heures_par_mois=40, quittee_le=date(2026, 1, 1))
    ReunionFactory.create_batch(2, groupe=plein)
    AtelierFactory.create_batch(2, groupe=plein)

    par_une_jointure = (
        GroupeDeTravail.objects.filter(
            participations__personne=premiere.personne, reunions__isnull=False
        )
        .distinct()
        .avec_effectif()
    )

    effectifs = GroupeDeTravail.objects.avec_effectif().values_list(
        "slug", "nb_membres", "heures_promises"
    )
    assert sorted(effectifs) == [("plein", 3, Decimal("4.5")), ("vide", 0, None)]
    assert [(g.nb_membres, g.heures_promises) for g in par_une_jointure] == [(3, Decimal("4.5"))]


def test_la_prochaine_reunion_est_la_premiere_qui_n_est_pas_finie():
    groupe = GroupeFactory()
    ReunionFactory(
        groupe=groupe, titre="Lointaine", debut="2026-12-01 09:00Z", fin="2026-12-01 10:00Z"
    )
    prochaine = ReunionFactory(groupe=groupe, debut="2026-11-23 09:00Z", fin="2026-11-23 10:00Z")
    ReunionFactory(groupe=groupe, titre="Finie", debut="2026-11-20 09:00Z", fin="2026-11-20 10:00Z")
    prochaine.refresh_from_db()

    with time_machine.travel("2026-11-23 09:30Z", tick=False):
        lu = GroupeDeTravail.objects.avec_prochaine_reunion().get()

    assert lu.prochaine_reunion == prochaine.debut
