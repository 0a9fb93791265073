"""A mark in each sensitive column, and what each role reads of it, channel by channel."""

import io
import re
from html import unescape
from http.cookies import SimpleCookie
from zipfile import ZipFile

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialApp
from auditlog.models import LogEntry
from django.apps import apps
from django.contrib import admin
from django.contrib.auth.models import Group, Permission
from django.test import RequestFactory
from django.urls import resolve, reverse
from pypdf import PdfReader

from inscriptions.models import AdresseAConfirmer, ChangementEtat, ReponseDonnee
from inscriptions.models.enums import FormatExport
from reseau.models import Courriel, PieceJointe
from tests import factories as f
from tests.back_office.lecture import CHOIX
from tests.monde import ROLES, Monde
from tests.test_permissions import TABLE as PUBLIQUES
from tests.test_permissions_back_office import ACTIONS

TOUS = [*ROLES, "administration", "lectrice"]
DU_BUREAU = ["equipe", "administration", "lectrice", "superutilisatrice"]
# « lectrice » may see every table of the network, and none of what is sensitive.
SES_TABLES = ["reseau", "lieux", "ateliers", "inscriptions", "auditlog"]
SANS = str.maketrans("", "", "_ ")
CALENDRIERS = re.compile(r"\.ics$|:flux$|_ics$|standard_csv|export_|sitemap|contours|communes")


def nu(texte: str) -> str:
    """However it is drawn: a number by pairs, a code in two halves."""
    return re.sub(r"[\s\u00a0\u202f-]+", "", unescape(texte)).lower()


class Colonnes:
    """One row of everything, as in `Monde`; `marques` tells what stands in each column."""

    def __init__(self):
        self.monde = Monde()
        self.marques, self.objets = {}, set()
        self.monde.personnes |= {role: self._equipiere(role) for role in DU_BUREAU[1:3]}
        self._planter()

    def _equipiere(self, role):
        elle = f.PersonneFactory(equipe=True)
        if role == "administration":
            elle.groups.add(Group.objects.get(name="Administration"))
        else:
            vues = Permission.objects.filter(codename__startswith="view_")
            elle.user_permissions.set(vues.filter(content_type__app_label__in=SES_TABLES))
        return elle

    def marquer(self, objet, forme="{}", **precisions):
        """Write a mark of its own in each column named; {column: what makes it differ}."""
        for champ, suite in precisions.items():
            mot = f"zq{objet._meta.model_name}{champ}{suite}zz".translate(SANS)
            self.ecrire(objet, champ, mot, forme.format(mot), suite)

    def ecrire(self, objet, champ, mot, valeur=None, suite=""):
        type(objet)._base_manager.filter(pk=objet.pk).update(**{champ: valeur or mot})
        self.marques[f"{objet._meta.label}.{champ}{suite and f', {suite}'}"] = mot
        self.objets.add(objet)

    def _planter(self):
        self._une_inscription(self.monde)
        self._un_compte()
        self._des_courriels()
        self.marquer(self.monde.atelier, "https://visio.example.org/{}", lien_visio="")
        self.marquer(self.monde.reunion, "https://visio.example.org/{}", lien_visio="")
        self.marquer(self.monde.groupe, "https://travail.example.org/{}", espace_de_travail="")

    def _une_inscription(self, monde):
        inscription = monde.inscription
        self.marquer(inscription, jeton="", besoins_acces="")
        self.marquer(inscription, "{}@example.org", courriel="")
        self.ecrire(inscription, "telephone", "0612345601")
        self.marquer(monde.couvert, allergie="")
        self.ecrire(monde.couvert, "regime", "sans porc", "sans_porc")
        self.marquer(monde.voiture, message="")
        changement = ChangementEtat.objects.create(inscription=inscription, apres="confirmee")
        self.marquer(changement, motif="")
        for sensible in (True, False):
            question = f.QuestionFactory(atelier=monde.atelier, sensible=sensible)
            donnee = ReponseDonnee.objects.create(
                inscription=inscription, question=question, valeur="x"
            )
            self.marquer(donnee, valeur="sensible" if sensible else "")
        neuve = AdresseAConfirmer.objects.create(
            dossier=inscription.dossier, inscription=inscription, courriel="neuve@example.org"
        )
        self.marquer(neuve, jeton="")
        self.marquer(neuve, "{}@example.org", courriel="")
        self.marquer(inscription.dossier, jeton="")
        self.marquer(inscription.dossier, "{}@example.org", courriel="")
        venue = f.InscriptionFactory(atelier=monde.atelier, dossier__courriel="")
        sur_papier = venue.dossier
        self.objets.add(venue)
        self.marquer(sur_papier, jeton="sans adresse")
        self.ecrire(sur_papier, "code", "ZQCODE42")

    def _un_compte(self):
        elle = f.PersonneFactory(prenom="Une", nom="Autre", structure="zqchanges")
        elle.structure = ""
        elle.save()
        self.marques["auditlog.LogEntry.changes"] = "zqchanges"
        self.objets |= set(LogEntry.objects.get_for_object(elle))
        self.ecrire(elle, "telephone", "0612345602")
        self.marquer(elle, "{}@example.org", email="")
        self.marquer(elle, "md5$selselsel${}", password="")
        totp = Authenticator.objects.create(user=elle, type="totp", data={"secret": "zqtotp"})
        self.marques[f"{totp._meta.label}.data"] = "zqtotp"
        service = SocialApp.objects.create(
            name="S", provider="openid_connect", provider_id="s", client_id="c"
        )
        self.marquer(service, secret="")

    def _des_courriels(self):
        for confidentiel in (True, False):
            suite = "confidentiel" if confidentiel else ""
            courriel = f.CourrielFactory(confidentiel=confidentiel)
            self.marquer(courriel, texte=suite, html=suite, bail_par=suite)
            mot = f"zqentetes{suite}zz"
            self.ecrire(courriel, "entetes", mot, {"X-Essai": mot}, suite)
            piece = PieceJointe.objects.create(courriel=courriel, nom="a.txt", contenu=b"x")
            mot = f"zqcontenu{suite}zz"
            self.ecrire(piece, "contenu", mot, mot.encode(), suite)
        lien = "https://x.example.org/inscriptions/zqlien/annuler/"
        f.CourrielFactory(texte=f"Bonjour {lien}", html=f'<a href="{lien}">{lien}</a>')
        self.marques["reseau.Courriel.texte, jeton d’un lien"] = "zqlien"

    def lu(self, role) -> dict[str, set[str]]:
        """{column: the channels where this role reads its mark}."""
        lecture = Lecture(self.monde, role, self.objets)
        trouves = {colonne: set() for colonne in self.marques}
        for canal, texte in lecture.tout():
            for colonne, marque in self.marques.items():
                if nu(marque) in texte:
                    trouves[colonne].add(canal)
        for colonne, marque in self.marques.items():
            trouves[colonne] |= set(lecture.canaux_qui_devinent(marque))
        return trouves


class Lecture:
    """Everything that one role may open, as (channel, bare text)."""

    def __init__(self, monde, role, objets):
        self.monde, self.role, self.objets = monde, role, objets
        self.client = monde.client(role)

    def tout(self):
        yield from self._publiques()
        if self.role in DU_BUREAU:
            yield from self._listes()
            yield from self._fiches()
            yield from self._choix()
            yield from self._exports()

    def _ouvrir(self, adresse, **parametres):
        reponse = self.client.get(adresse, parametres)
        if reponse.status_code != 200:
            return ""
        corps = b"".join(reponse.streaming_content) if reponse.streaming else reponse.content
        return CHOIX.sub(" ", corps.decode(errors="replace"))

    def _publiques(self):
        """Not by a token: who holds one is the person herself."""
        temoin = SimpleCookie(self.client.cookies)
        for nom, (_lecture, _ecriture, *arguments) in PUBLIQUES.items():
            arguments = dict(*arguments)
            if "jeton" in arguments or "logout" in nom:
                continue
            canal = "calendrier, flux" if CALENDRIERS.search(nom) else "page"
            yield canal, nu(self._ouvrir(self.monde.adresse(nom, **arguments)))
            self.client.cookies = SimpleCookie(temoin)

    def _listes(self):
        for ecran in admin.site._registry.values():
            adresse = reverse(f"admin:{ecran.opts.app_label}_{ecran.opts.model_name}_changelist")
            cle = {"_popup": 1, "_to_field": ecran.opts.pk.name}
            yield "liste", nu(self._ouvrir(adresse) + self._ouvrir(adresse, **cle))

    def _fiches(self):
        premieres = {modele._base_manager.first() for modele in admin.site._registry} - {None}
        for objet in self.objets | premieres:
            nom = f"admin:{objet._meta.app_label}_{objet._meta.model_name}"
            if type(objet) in admin.site._registry:
                for page in ("change", "history", "delete"):
                    yield "page", nu(self._ouvrir(reverse(f"{nom}_{page}", args=[objet.pk])))
        for nom, adresse in self._pages_du_bureau():
            yield "page", nu(self._ouvrir(adresse))
            if nom == "index":
                yield "liste", nu(self._ouvrir(adresse))

    def _pages_du_bureau(self):
        for courriel in Courriel.objects.all():
            yield "", reverse("admin:courriel_html", args=[courriel.pk])
        for piece in PieceJointe.objects.all():
            yield "", reverse("admin:courriel_piece", args=[piece.pk])
        for nom, (_lecture, _ecriture, *objet) in ACTIONS.items():
            cles = [getattr(self.monde, o) for o in objet]
            if nom != "logout":
                yield nom, reverse(f"admin:{nom}", args=[getattr(cle, "pk", cle) for cle in cles])

    def _choix(self):
        """Every link between two tables, asked as a field to complete."""
        for modele in apps.get_models():
            for champ in (*modele._meta.fields, *modele._meta.many_to_many):
                if champ.related_model in admin.site._registry:
                    demande = {"app_label": modele._meta.app_label, "field_name": champ.name}
                    demande["model_name"] = modele._meta.model_name
                    yield "choix", nu(self._ouvrir(reverse("admin:autocomplete"), **demande))

    def _exports(self):
        adresse = reverse("admin:exporter_atelier", args=[self.monde.atelier.pk])
        for format_ in FormatExport.values:
            commande = {"format": format_, "lignes_vides": 0, "sensibles": "on"}
            yield "export", nu(_en_texte(self.client.post(adresse, commande), format_))

    def canaux_qui_devinent(self, marque):
        """The searches that answer something else to the first letters of a mark than to none."""
        if self.role not in DU_BUREAU:
            return
        request = demande(self.monde.personnes[self.role])
        for ecran in admin.site._registry.values():
            choisir = getattr(ecran, "peut_etre_choisie", lambda request: False)
            if not ecran.has_view_permission(request) and not choisir(request):
                continue
            if not ecran.get_search_fields(request):
                continue
            lignes = ecran.get_queryset(request)
            debut = marque[:-1]
            if ecran.get_search_results(request, lignes, debut)[0].exists():
                yield "recherche"


def demande(personne):
    """Of somebody who opens a list of the back office."""
    request = RequestFactory().get(reverse("admin:lieux_lieu_changelist"))
    request.user = personne
    request.resolver_match = resolve(request.path)
    return request


def _en_texte(reponse, format_) -> str:
    if reponse.status_code != 200:
        return ""
    corps = b"".join(reponse.streaming_content) if reponse.streaming else reponse.content
    for fermer in reponse._resource_closers:  # its file, not the request and the test's base
        fermer()
    if format_ == FormatExport.PDF:
        return " ".join(page.extract_text() for page in PdfReader(io.BytesIO(corps)).pages)
    if format_ == FormatExport.XLSX:
        with ZipFile(io.BytesIO(corps)) as classeur:
            return " ".join(classeur.read(nom).decode() for nom in classeur.namelist())
    return corps.decode()
