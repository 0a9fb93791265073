"""Two of everything in the back office: what is looked at says « Alpha », anything else « Bravo ».

Each Alpha has the key of a Bravo of every other model: a link that mistakes one model for another
then opens a page that exists, and says the wrong name.
"""

from datetime import timedelta

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialToken
from auditlog.models import LogEntry
from django.contrib.auth.models import Group
from django.utils import timezone

from ateliers.models import Atelier, Creneau, Cycle, Intervenant
from inscriptions.models import Dossier, Export, Inscription, MiseEnRelation, Question, Trajet
from inscriptions.models.enums import FormatExport
from lieux.models import Label, Lieu, Terme
from reseau.models import (
    Actualite,
    Courriel,
    GroupeDeTravail,
    Personne,
    Purge,
    Reunion,
    TraceDeSecurite,
    Travail,
)
from tests import factories as f

CLE = 7000
AUTRES = 30_000


def _annuaire(nom, pk):
    terme = f.TermeFactory(pk=pk(Terme), libelle=nom, code=f"{nom.lower()}-{pk(Terme)}")
    label = f.LabelFactory(pk=pk(Label), nom=nom, slug=f"{nom.lower()}-{pk(Label)}")
    lieu = f.LieuFactory(pk=pk(Lieu), nom=nom)
    return terme, label, lieu


def _vie(nom, pk):
    groupe = f.GroupeFactory(pk=pk(GroupeDeTravail), nom=nom)
    reunion = f.ReunionFactory(pk=pk(Reunion), groupe=groupe, titre=nom)
    actualite = f.ActualiteFactory(pk=pk(Actualite), titre=nom)
    personne = f.PersonneFactory(pk=pk(Personne), nom=nom)
    courriel = f.CourrielFactory(pk=pk(Courriel), objet=nom)
    return groupe, reunion, actualite, personne, courriel


def _programme(nom, pk, lieu):
    cycle = f.CycleFactory(pk=pk(Cycle), titre=nom)
    atelier = f.AtelierFactory(pk=pk(Atelier), titre=nom, cycle=cycle, lieu=lieu)
    creneau = f.CreneauFactory(pk=pk(Creneau), atelier=atelier, titre=nom)
    intervenant = f.IntervenantFactory(pk=pk(Intervenant), nom=nom)
    f.RepasFactory(atelier=atelier)
    for _rang in range(2):
        f.SequenceFactory(creneau=creneau).intervenants.add(intervenant)
    question = f.QuestionFactory(pk=pk(Question), atelier=atelier, libelle=nom)
    return cycle, atelier, creneau, intervenant, question


def _venues(nom, pk, atelier):
    dossier = f.DossierFactory(pk=pk(Dossier), nom=nom)
    inscription = f.InscriptionFactory(pk=pk(Inscription), dossier=dossier, atelier=atelier)
    voiture = f.TrajetFactory(pk=pk(Trajet), inscription=inscription)
    passager = f.TrajetFactory(
        pk=AUTRES + pk(Trajet),
        cherche=True,
        inscription__pk=AUTRES + pk(Inscription),
        inscription__atelier=atelier,
        inscription__dossier__pk=AUTRES + pk(Dossier),
        inscription__dossier__nom=nom,
    )
    demande = f.MiseEnRelationFactory(pk=pk(MiseEnRelation), voiture=voiture, passager=passager)
    export = Export.objects.create(
        pk=pk(Export), format=FormatExport.CSV, atelier=atelier, nombre=1
    )
    return dossier, inscription, voiture, demande, export


def _tout(nom, pk):
    _terme, _label, lieu = annuaire = _annuaire(nom, pk)
    programme = _programme(nom, pk, lieu)
    return [*annuaire, *_vie(nom, pk), *programme, *_venues(nom, pk, programme[1])]


ALPHAS = [
    *(Terme, Label, Lieu, GroupeDeTravail, Reunion, Actualite, Personne, Courriel),
    *(Cycle, Atelier, Creneau, Intervenant, Question),
    *(Dossier, Inscription, Trajet, MiseEnRelation, Export),
]


def deux_reseaux() -> list:
    """One row of each model of the back office, named Alpha; the Bravos stand beside."""
    alphas = _tout("Alpha", lambda modele: CLE + ALPHAS.index(modele))
    for rang in range(1, len(ALPHAS)):
        _tout("Bravo", lambda modele, n=rang: CLE + (ALPHAS.index(modele) + n) % len(ALPHAS))
    return [*alphas, *_seuls(alphas)]


def _seuls(alphas) -> list:
    """Models that no address of another names by its key."""
    personne = next(un for un in alphas if isinstance(un, Personne))
    service = SocialApp.objects.create(name="Alpha", provider="openid_connect", client_id="Alpha")
    compte = SocialAccount.objects.create(user=personne, provider="Alpha", uid="Alpha")
    return [
        f.ReseauFactory(nom="Alpha"),
        f.DepartementFactory(code="99", nom="Alpha"),
        f.CommuneFactory(code_insee="99001", nom="Alpha"),
        Group.objects.create(name="Alpha"),
        Travail.objects.create(nom="Alpha", dernier_passage=timezone.now() - timedelta(hours=1)),
        Purge.objects.create(par="ouvrier", total=1, comptes={"Alpha": 1}),
        TraceDeSecurite.objects.create(acte="connexion", compte=personne.pk, detail="Alpha"),
        LogEntry.objects.filter(object_repr__contains="Alpha").first(),
        EmailAddress.objects.create(user=personne, email="Alpha@example.org"),
        Authenticator.objects.create(user=personne, type="totp", data={"secret": "x"}),
        service,
        compte,
        SocialToken.objects.create(app=service, account=compte, token="Alpha"),
    ]
