"""Factories without surprise: each makes the smallest valid row, traits tell the rest."""

from datetime import time, timedelta

import factory
from django.utils import timezone

from ateliers.enums import EtatInscription, Reglement, Statut
from ateliers.models import Atelier, Creneau, Cycle, Document, Intervenant, Repas, Sequence
from inscriptions.models import (
    ChoixDeSequence,
    Couvert,
    Dossier,
    Inscription,
    MiseEnRelation,
    Question,
    Trajet,
)
from inscriptions.models.enums import EtatCouvert, EtatDemande, Role, Sens, TypeDeQuestion
from lieux.enums import Famille, StatutLieu
from lieux.models import Commune, Departement, Espace, Label, Labellisation, Lieu, Terme
from reseau.models import Actualite, GroupeDeTravail, Participation, Personne, Reseau, Reunion
from reseau.socle.courriels.models import Courriel

MOT_DE_PASSE = "mot de passe de test"


class ReseauFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Reseau
        django_get_or_create = ["id"]

    id = 1
    nom = "Tiers-lieux d’essai"


class PersonneFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Personne
        skip_postgeneration_save = True

    email = factory.Sequence(lambda n: f"personne{n}@example.org")
    prenom = "Camille"
    nom = factory.Sequence(lambda n: f"Nom{n}")
    password = factory.django.Password(MOT_DE_PASSE)

    class Params:
        equipe = factory.Trait(is_staff=True)
        superutilisatrice = factory.Trait(is_staff=True, is_superuser=True)
        membre = factory.Trait(membre_depuis=factory.LazyFunction(timezone.localdate))


class DepartementFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Departement
        django_get_or_create = ["code"]

    code = "32"
    nom = "Gers"
    region = "Occitanie"


class CommuneFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Commune
        django_get_or_create = ["code_insee"]

    code_insee = "32013"
    nom = "Auch"
    departement = factory.SubFactory(DepartementFactory)
    codes_postaux = "32000"
    latitude = 43.6465
    longitude = 0.5855
    population = 22_000


class TermeFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Terme
        django_get_or_create = ["famille", "code"]

    famille = Famille.ACTIVITE
    code = "coworking"
    libelle = "Coworking"


class LieuFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Lieu

    nom = factory.Sequence(lambda n: f"Lieu {n}")
    slug = factory.Sequence(lambda n: f"lieu-{n}")
    statut = StatutLieu.PUBLIE
    adresse = "1 place de la Libération"
    code_postal = "32000"
    commune = factory.SubFactory(CommuneFactory)

    class Params:
        brouillon = factory.Trait(statut=StatutLieu.BROUILLON)


class EspaceFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Espace

    lieu = factory.SubFactory(LieuFactory)
    nom = "Salle de réunion"


class LabelFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Label
        django_get_or_create = ["slug"]

    nom = "Fabrique de territoire"
    slug = "fabrique-de-territoire"


class LabellisationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Labellisation

    lieu = factory.SubFactory(LieuFactory)
    label = factory.SubFactory(LabelFactory)
    debut = factory.LazyFunction(lambda: timezone.localdate() - timedelta(days=100))


class CycleFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Cycle

    titre = factory.Sequence(lambda n: f"Cycle {n}")
    slug = factory.Sequence(lambda n: f"cycle-{n}")
    statut = Statut.PUBLIE
    publie_le = factory.LazyFunction(timezone.now)

    class Params:
        brouillon = factory.Trait(statut=Statut.BROUILLON, publie_le=None)


class IntervenantFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Intervenant

    prenom = "Nadia"
    nom = factory.Sequence(lambda n: f"Intervenante{n}")


class AtelierFactory(factory.django.DjangoModelFactory):
    """Published, on site, in ten days, six hours long, 12 seats."""

    class Meta:
        model = Atelier

    titre = factory.Sequence(lambda n: f"Atelier {n}")
    slug = factory.Sequence(lambda n: f"atelier-{n}")
    lieu = factory.SubFactory(LieuFactory)
    statut = Statut.PUBLIE
    publie_le = factory.LazyFunction(timezone.now)
    debut = factory.LazyFunction(lambda: timezone.now() + timedelta(days=10))
    fin = factory.LazyAttribute(lambda a: a.debut + timedelta(hours=6))
    capacite = 12

    class Params:
        brouillon = factory.Trait(statut=Statut.BROUILLON, publie_le=None)
        annule = factory.Trait(statut=Statut.ANNULE)
        passe = factory.Trait(
            debut=factory.LazyFunction(lambda: timezone.now() - timedelta(days=10))
        )
        complet = factory.Trait(capacite=0)


class CreneauFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Creneau

    atelier = factory.SubFactory(AtelierFactory)
    debut = factory.SelfAttribute("atelier.debut")
    fin = factory.LazyAttribute(lambda c: c.debut + timedelta(hours=1))
    titre = "Accueil"


class SequenceFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Sequence

    creneau = factory.SubFactory(CreneauFactory)
    titre = "Tour de table"


class RepasFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Repas

    atelier = factory.SubFactory(AtelierFactory)
    reglement = Reglement.PRIX
    prix = "15"


class DossierFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Dossier

    prenom = "Malika"
    nom = factory.Sequence(lambda n: f"Contact{n}")
    courriel = factory.Sequence(lambda n: f"contact{n}@example.org")


class DocumentFactory(factory.django.DjangoModelFactory):
    """Something to read elsewhere; `fichier` for a file of ours."""

    class Meta:
        model = Document

    atelier = factory.SubFactory(AtelierFactory)
    titre = "Support"
    lien = "https://example.org/support"


class InscriptionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Inscription

    dossier = factory.SubFactory(DossierFactory)
    atelier = factory.SubFactory(AtelierFactory)
    prenom = factory.SelfAttribute("dossier.prenom")
    nom = factory.SelfAttribute("dossier.nom")
    courriel = factory.SelfAttribute("dossier.courriel")
    etat = EtatInscription.CONFIRMEE
    demandee_le = factory.LazyFunction(timezone.now)
    attend_depuis = factory.SelfAttribute("demandee_le")

    class Params:
        en_attente = factory.Trait(etat=EtatInscription.EN_ATTENTE)
        annulee = factory.Trait(etat=EtatInscription.ANNULEE)


class TrajetFactory(factory.django.DjangoModelFactory):
    """A car from Auch with three seats, both ways, at eight."""

    class Meta:
        model = Trajet

    inscription = factory.SubFactory(InscriptionFactory)
    role = Role.PROPOSE
    sens = Sens.ALLER_RETOUR
    commune = factory.SubFactory(CommuneFactory)
    heure = time(8)
    places = 3

    class Params:
        cherche = factory.Trait(role=Role.CHERCHE, heure=None, places=1)


class MiseEnRelationFactory(factory.django.DjangoModelFactory):
    """The passenger asks for a seat, both ways, and waits for the answer."""

    class Meta:
        model = MiseEnRelation

    voiture = factory.SubFactory(TrajetFactory)
    passager = factory.SubFactory(
        TrajetFactory,
        cherche=True,
        inscription__atelier=factory.SelfAttribute("...voiture.inscription.atelier"),
    )
    demandee_par = Role.CHERCHE
    sens = Sens.ALLER_RETOUR

    class Params:
        acceptee = factory.Trait(
            etat=EtatDemande.ACCEPTEE, repondue_le=factory.LazyFunction(timezone.now)
        )
        refusee = factory.Trait(
            etat=EtatDemande.REFUSEE, repondue_le=factory.LazyFunction(timezone.now)
        )


class QuestionFactory(factory.django.DjangoModelFactory):
    """A short text asked for a day."""

    class Meta:
        model = Question

    class Params:
        du_cycle = factory.Trait(atelier=None, cycle=factory.SubFactory(CycleFactory))
        oui_non = factory.Trait(type=TypeDeQuestion.OUI_NON)
        a_choix = factory.Trait(type=TypeDeQuestion.CHOIX, choix="une idée\nun lieu\nune équipe")
        a_plusieurs_choix = factory.Trait(
            type=TypeDeQuestion.PLUSIEURS_CHOIX, choix="l’argent\nla décision\nle repas"
        )

    atelier = factory.SubFactory(AtelierFactory)
    libelle = factory.Sequence(lambda n: f"Question {n} ?")
    ordre = factory.Sequence(lambda n: n)


class CouvertFactory(factory.django.DjangoModelFactory):
    """Booked."""

    class Meta:
        model = Couvert

    repas = factory.SubFactory(RepasFactory)
    inscription = factory.SubFactory(
        InscriptionFactory, atelier=factory.SelfAttribute("..repas.atelier")
    )
    etat = EtatCouvert.CONFIRME


class ChoixFactory(factory.django.DjangoModelFactory):
    """A place held."""

    class Meta:
        model = ChoixDeSequence

    sequence = factory.SubFactory(SequenceFactory)
    creneau = factory.SelfAttribute("sequence.creneau")
    inscription = factory.SubFactory(
        InscriptionFactory, atelier=factory.SelfAttribute("..sequence.creneau.atelier")
    )
    obtenu = True


class GroupeFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = GroupeDeTravail

    nom = factory.Sequence(lambda n: f"Groupe {n}")
    slug = factory.Sequence(lambda n: f"groupe-{n}")
    theme = "Avancer ensemble"


class ParticipationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Participation

    groupe = factory.SubFactory(GroupeFactory)
    personne = factory.SubFactory(PersonneFactory)


class ReunionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Reunion

    groupe = factory.SubFactory(GroupeFactory)
    titre = "Point mensuel"
    debut = factory.LazyFunction(lambda: timezone.now() + timedelta(days=5))
    fin = factory.LazyAttribute(lambda r: r.debut + timedelta(hours=1))


class ActualiteFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Actualite

    titre = factory.Sequence(lambda n: f"Nouvelle {n}")
    slug = factory.Sequence(lambda n: f"nouvelle-{n}")
    corps = "Une nouvelle du réseau."
    publiee_le = factory.LazyFunction(timezone.now)


class CourrielFactory(factory.django.DjangoModelFactory):
    """Due now."""

    class Meta:
        model = Courriel

    destinataire = factory.Sequence(lambda n: f"destinataire{n}@example.org")
    expediteur = "ne-pas-repondre@example.org"
    objet = factory.Sequence(lambda n: f"Objet {n}")
    texte = "Bonjour"
    message_id = factory.Sequence(lambda n: f"<{n}@essai.example.org>")
