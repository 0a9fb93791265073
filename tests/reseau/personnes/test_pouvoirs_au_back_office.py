"""Role × page that touches an account × whose account × act: nobody acts above herself.

Each act is tried by GET, which changes nothing, then by POST, and judged by what the account
became. The addresses are written out: a page that is gone is tried too, lest it come back.
All is undone after each act: a page read once is the one that the next act would read.
"""

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount, SocialApp
from django.contrib import admin
from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.db.models import Q

from reseau.models import Courriel, Personne
from reseau.personnes.roles import installer_les_roles
from tests.factories import PersonneFactory
from tests.formulaires import champs_du_formulaire

pytestmark = pytest.mark.ignore_template_errors

ROLES = ["Animation", "Administration", "Technique", "superutilisatrice"]
CIBLES = ["elle_meme", "moindre", "egale", "superutilisatrice"]
# Pages of accounts: whoever holds all their rights is still no superuser.
APPLICATIONS = ["auth", "account", "mfa", "socialaccount"]
MOTS = {"password1": "une phrase assez longue", "password2": "une phrase assez longue"}


def dans(groupe, **champs):
    personne = PersonneFactory(equipe=True, **champs)
    personne.groups.add(Group.objects.get(name=groupe))
    return personne


def avec_son_compte(personne):
    EmailAddress.objects.create(user=personne, email=personne.email, verified=True, primary=True)
    EmailAddress.objects.create(user=personne, email=f"attend-{personne.email}")
    Authenticator.objects.create(user=personne, type="totp", data={"secret": "SECRET"})
    SocialAccount.objects.create(user=personne, provider="sso", uid=personne.email)
    return personne


class Bureau:
    """Somebody of `role` at her desk, and one account of each rank."""

    def __init__(self, role, client):
        installer_les_roles()
        technique = Group.objects.create(name="Technique")
        touchent = Q(content_type__app_label__in=APPLICATIONS) | Q(content_type__model="personne")
        technique.permissions.set(
            Permission.objects.filter(touchent | Q(group__name="Administration"))
        )
        fort = Group.objects.create(name="Fort")
        fort.permissions.set(Permission.objects.all())
        est_super = role == "superutilisatrice"
        elle = PersonneFactory(superutilisatrice=True) if est_super else dans(role)
        egale = PersonneFactory(superutilisatrice=True) if est_super else dans(role)
        self.cibles = {
            "elle_meme": elle,
            "moindre": PersonneFactory(nom="Simple"),
            "egale": egale,
            "superutilisatrice": PersonneFactory(superutilisatrice=True, is_active=False),
        }
        for personne in self.cibles.values():
            avec_son_compte(personne)
        self.service = SocialApp.objects.create(
            provider="openid_connect", provider_id="sso", name="SSO", client_id="x", secret="CACHÉ"
        )
        self.client = client
        client.force_login(elle)
        self.lues = {}

    def portraits(self):
        return {nom: portrait(cible) for nom, cible in self.cibles.items()}

    def lire(self, adresse):
        """The answer to a GET, asked once by address: it may change no account."""
        if adresse not in self.lues:
            avant = self.portraits()
            self.lues[adresse] = self.client.get(adresse)
            assert self.portraits() == avant, f"un GET de {adresse} change un compte"
        return self.lues[adresse]


def portrait(cible):
    """All that lets somebody into this account, or says what it may do."""
    personne = Personne.objects.filter(pk=cible.pk).first()
    if personne is None:
        return None
    champs = ("email", "prenom", "password", "is_active", "is_staff", "is_superuser")
    return {
        **{champ: getattr(personne, champ) for champ in champs},
        "groupes": sorted(personne.groups.values_list("name", flat=True)),
        "droits": sorted(personne.user_permissions.values_list("codename", flat=True)),
        "adresses": sorted(personne.emailaddress_set.values_list("email", "verified", "primary")),
        "facteurs": sorted(personne.authenticator_set.values_list("type", flat=True)),
        "ailleurs": sorted(personne.socialaccount_set.values_list("provider", "uid")),
    }


def fiche(cible):
    return f"/admin/reseau/personne/{cible.pk}/change/"


def saisir(**change):
    """Open her page, change these fields as a browser would, or without it, and send."""

    def faire(bureau, cible):
        lue = bureau.lire(fiche(cible))
        saisie = champs_du_formulaire(lue, "personne_form") if lue.status_code == 200 else {}
        socle = {"prenom": cible.prenom, "nom": cible.nom, "email": cible.email, "profil": "autre"}
        if cible.is_active:
            socle["is_active"] = "on"
        voulu = {champ: v(cible) if callable(v) else v for champ, v in change.items()}
        saisie = {c: v for c, v in (socle | saisie | voulu).items() if v is not None}
        return fiche(cible), saisie

    return faire


def poster(adresse, **champs):
    """Send `champs` to an address, each told from the account it is about."""

    def faire(bureau, cible):
        ou = adresse(cible) if callable(adresse) else adresse
        return ou, {champ: v(cible) if callable(v) else v for champ, v in champs.items()}

    return faire


def cocher(liste, lignes, action):
    return poster(
        f"/admin/{liste}/",
        action=action,
        post="yes",
        _selected_action=lambda c: lignes(c).pk,
    )


def attend(cible):
    return cible.emailaddress_set.get(verified=False)


def facteur(cible):
    return cible.authenticator_set.get()


def ailleurs(cible):
    return cible.socialaccount_set.get()


def pk(cible):
    return cible.pk


ELLE = {"elle_meme"}
DESSOUS = {"moindre", "egale"}
TOUTES = {*CIBLES}
AUTRES = TOUTES - ELLE
PERSONNE = {role: set() for role in ROLES}
# What the team does with accounts: those below and beside her; a superuser, everybody's.
CE_QUI_EST_SIEN = {
    "Animation": set(),
    "Administration": DESSOUS | ELLE,
    "Technique": DESSOUS | ELLE,
    "superutilisatrice": TOUTES,
}
SAUF_LE_SIEN = {role: cibles - ELLE for role, cibles in CE_QUI_EST_SIEN.items()}
EFFACER = {**PERSONNE, "Technique": DESSOUS | ELLE, "superutilisatrice": TOUTES}

ADRESSE = "/admin/account/emailaddress/"
PRISE = {"email": "mallory@evil.example", "verified": "on", "primary": ""}

ACTES = {
    "renommer": (saisir(prenom="Autre"), CE_QUI_EST_SIEN),
    "changer l’adresse": (saisir(email=lambda c: f"prise-{c.email}"), SAUF_LE_SIEN),
    "fermer ou rouvrir": (
        saisir(is_active=lambda c: None if c.is_active else "on"),
        CE_QUI_EST_SIEN,
    ),
    "rendre superutilisatrice": (
        saisir(is_superuser="on", is_staff="on"),
        # Those who are so already, or are of the team already, do not change by it.
        {
            **PERSONNE,
            "Administration": {"moindre"},
            "Technique": {"moindre"},
            "superutilisatrice": {"moindre"},
        },
    ),
    "donner un groupe plus fort": (
        saisir(groups=lambda c: Group.objects.get(name="Fort").pk),
        {**PERSONNE, "superutilisatrice": TOUTES},
    ),
    "donner un droit seul": (
        saisir(user_permissions=lambda c: Permission.objects.first().pk),
        # Not a field of the page; it is saved all the same, and nothing of the account changes.
        PERSONNE,
    ),
    "changer le mot de passe": (
        poster(lambda c: f"/admin/reseau/personne/{c.pk}/password/", **MOTS),
        SAUF_LE_SIEN,
    ),
    "changer le mot de passe, adresse écrite autrement": (
        poster(lambda c: f"/admin/reseau/personne/0{c.pk}/password/", **MOTS),
        SAUF_LE_SIEN,
    ),
    "retirer la double vérification": (
        poster(lambda c: f"/admin/reseau/personne/{c.pk}/double-verification/"),
        SAUF_LE_SIEN,
    ),
    "effacer": (poster(lambda c: f"/admin/reseau/personne/{c.pk}/delete/", post="yes"), EFFACER),
    "effacer en nombre": (
        cocher("reseau/personne", lambda c: c, "delete_selected"),
        EFFACER,
    ),
    "ajouter une adresse": (poster(f"{ADRESSE}add/", user=pk, **PRISE), PERSONNE),
    "donner une adresse à une autre": (
        poster(lambda c: f"{ADRESSE}{attend(c).pk}/change/", user=pk, **PRISE),
        PERSONNE,
    ),
    "effacer une adresse": (
        poster(lambda c: f"{ADRESSE}{attend(c).pk}/delete/", post="yes"),
        PERSONNE,
    ),
    "effacer des adresses": (
        cocher("account/emailaddress", attend, "delete_selected"),
        PERSONNE,
    ),
    "dire une adresse prouvée": (cocher("account/emailaddress", attend, "make_verified"), PERSONNE),
    "effacer un facteur": (
        poster(lambda c: f"/admin/mfa/authenticator/{facteur(c).pk}/delete/", post="yes"),
        PERSONNE,
    ),
    "effacer des facteurs": (cocher("mfa/authenticator", facteur, "delete_selected"), PERSONNE),
    "relier un compte d’ailleurs": (
        poster(
            "/admin/socialaccount/socialaccount/add/",
            user=pk,
            provider="sso",
            uid="mallory",
            extra_data="{}",
        ),
        PERSONNE,
    ),
    "prendre un compte d’ailleurs": (
        poster(
            lambda c: f"/admin/socialaccount/socialaccount/{ailleurs(c).pk}/change/",
            user=pk,
            provider="sso",
            uid="mallory",
            extra_data="{}",
        ),
        PERSONNE,
    ),
    "effacer un compte d’ailleurs": (
        poster(
            lambda c: f"/admin/socialaccount/socialaccount/{ailleurs(c).pk}/delete/", post="yes"
        ),
        PERSONNE,
    ),
}


def essayer(bureau, acte, cible):
    """Did the account change by POST? A GET of the same address must not; all is undone."""
    with transaction.atomic():
        avant = portrait(cible)
        adresse, saisie = acte(bureau, cible)
        bureau.lire(adresse)
        bureau.client.post(adresse, saisie)
        change = portrait(cible) != avant
        transaction.set_rollback(True)
    bureau.client.force_login(bureau.cibles["elle_meme"])
    return change


@pytest.mark.parametrize("role", ROLES)
def test_chacune_ne_change_que_les_comptes_que_dit_la_table(client, role):
    bureau = Bureau(role, client)

    changes = {
        acte: {nom for nom, cible in bureau.cibles.items() if essayer(bureau, faire, cible)}
        for acte, (faire, _permis) in ACTES.items()
    }

    assert changes == {acte: permis[role] for acte, (_faire, permis) in ACTES.items()}


# --- groups --------------------------------------------------------------------------------------

GROUPES = {"le_sien": "Technique", "moindre": "Animation", "autre": "Relais", "plus_fort": "Fort"}


def detenue():
    return Permission.objects.get(codename="add_personne").pk


def non_detenue():
    return Permission.objects.get(codename="delete_courriel").pk


def de_groupe(**champs):
    def faire(groupe):
        droits = [*groupe.permissions.values_list("pk", flat=True)]
        voulu = {c: v(droits) if callable(v) else v for c, v in champs.items()}
        saisie = {"name": groupe.name, "permissions": droits, **voulu}
        return f"/admin/auth/group/{groupe.pk}/change/", saisie

    return faire


ACTES_SUR_UN_GROUPE = {
    # The groups that `installer_roles` makes keep their name.
    "renommer": (de_groupe(name="Renommé"), {"autre"}),
    "ajouter un droit qu’elle a": (
        de_groupe(permissions=lambda droits: [*droits, detenue()]),
        {"moindre", "autre"},
    ),
    "ajouter un droit qu’elle n’a pas": (
        de_groupe(permissions=lambda droits: [*droits, non_detenue()]),
        set(),
    ),
    "vider": (de_groupe(permissions=[]), {"moindre", "autre"}),
    "effacer": (lambda g: (f"/admin/auth/group/{g.pk}/delete/", {"post": "yes"}), {"autre"}),
    "effacer en nombre": (
        lambda g: (
            "/admin/auth/group/",
            {"action": "delete_selected", "post": "yes", "_selected_action": g.pk},
        ),
        {"autre"},
    ),
}


def groupe_lu(pk):
    groupe = Group.objects.filter(pk=pk).first()
    return groupe and (groupe.name, sorted(groupe.permissions.values_list("pk", flat=True)))


def essayer_sur(bureau, faire, groupe):
    with transaction.atomic():
        avant = groupe_lu(groupe.pk)
        adresse, saisie = faire(groupe)
        bureau.client.get(adresse)
        assert groupe_lu(groupe.pk) == avant
        bureau.client.post(adresse, saisie)
        change = groupe_lu(groupe.pk) != avant
        transaction.set_rollback(True)
    return change


def test_qui_tient_les_groupes_n_en_fait_pas_un_plus_fort_qu_elle(client):
    bureau = Bureau("Technique", client)
    relais = Group.objects.create(name="Relais")
    relais.permissions.add(Permission.objects.get(codename="change_personne"))
    groupes = {place: Group.objects.get(name=nom) for place, nom in GROUPES.items()}

    changes = {
        acte: {place for place, groupe in groupes.items() if essayer_sur(bureau, faire, groupe)}
        for acte, (faire, _permis) in ACTES_SUR_UN_GROUPE.items()
    }

    assert changes == {acte: permis for acte, (_faire, permis) in ACTES_SUR_UN_GROUPE.items()}


def test_elle_ne_cree_pas_non_plus_un_groupe_plus_fort_qu_elle(client):
    bureau = Bureau("Technique", client)

    refus = bureau.client.post(
        "/admin/auth/group/add/", {"name": "Neuf", "permissions": [non_detenue()]}
    )
    bureau.client.post("/admin/auth/group/add/", {"name": "Sage", "permissions": [detenue()]})

    assert "permissions" in refus.context["adminform"].form.errors
    assert set(Group.objects.filter(name__in=["Neuf", "Sage"])) == {Group.objects.get(name="Sage")}


# --- services that say who people are ------------------------------------------------------------


@pytest.mark.parametrize("role", ROLES)
def test_seule_une_superutilisatrice_tient_les_services_d_identite(client, role):
    bureau = Bureau(role, client)
    page = f"/admin/socialaccount/socialapp/{bureau.service.pk}/change/"
    voulu = {"provider": "openid_connect", "provider_id": "sso", "name": "Moi", "client_id": "x"}

    lue = client.get(page)
    voulu["settings"] = '{"server_url": "https://mallory.example"}'
    client.post(page, voulu)
    client.post("/admin/socialaccount/socialapp/add/", {**voulu, "provider_id": "autre"})

    est_super = role == "superutilisatrice"
    assert ("CACHÉ" in lue.content.decode()) == est_super
    assert SocialApp.objects.filter(name="Moi").count() == (2 if est_super else 0)


# --- what is told --------------------------------------------------------------------------------


def test_l_adresse_changee_par_une_autre_est_dite_a_l_ancienne(client, settings):
    settings.EMAIL_BACKEND = "reseau.socle.courriels.backend.BoiteDEnvoi"
    bureau = Bureau("Administration", client)
    rose = bureau.cibles["moindre"]
    ancienne = rose.email
    adresse, saisie = saisir(email="nouvelle@example.org")(bureau, rose)

    client.post(adresse, saisie)

    rose.refresh_from_db()
    lettres = {c.destinataire: c for c in Courriel.objects.all()}
    assert lettres.keys() == {ancienne, "nouvelle@example.org"}
    avis = lettres[ancienne]
    assert avis.objet == "Votre compte a été changé"
    assert f"Votre adresse est passée de {ancienne} à nouvelle@example.org." in avis.texte
    assert str(bureau.cibles["elle_meme"]) in avis.texte
    assert "nouvelle@example.org" in avis.html
    assert list(rose.emailaddress_set.values_list("email", "verified", "primary")) == [
        ("nouvelle@example.org", False, True)
    ]


def test_une_adresse_prouvee_par_une_autre_est_refusee_a_cote_du_champ(client):
    bureau = Bureau("Administration", client)
    rose, elle = bureau.cibles["moindre"], bureau.cibles["egale"]
    EmailAddress.objects.create(user=elle, email="seconde@example.org", verified=True)
    adresse, saisie = saisir(email="seconde@example.org")(bureau, rose)

    reponse = client.post(adresse, saisie)

    assert reponse.context["adminform"].form.errors == {
        "email": ["Un autre compte utilise déjà cette adresse."]
    }


def test_le_mot_de_passe_change_par_une_autre_est_dit(client):
    bureau = Bureau("Administration", client)
    rose = bureau.cibles["moindre"]

    client.post(f"/admin/reseau/personne/{rose.pk}/password/", MOTS)

    (avis,) = Courriel.objects.all()
    assert avis.destinataire == rose.email
    assert "Votre mot de passe a été changé." in avis.texte


def test_renvoyer_le_lien_ecrit_a_l_adresse_du_compte_et_ne_prouve_rien(client, settings):
    settings.EMAIL_BACKEND = "reseau.socle.courriels.backend.BoiteDEnvoi"
    bureau = Bureau("Administration", client)
    rose = PersonneFactory(email="rose@example.org")

    client.post(f"/admin/reseau/personne/{rose.pk}/confirmation/")
    client.post(f"/admin/reseau/personne/{bureau.cibles['moindre'].pk}/confirmation/")

    assert [c.destinataire for c in Courriel.objects.all()] == ["rose@example.org"]
    assert [a.verified for a in rose.emailaddress_set.all()] == [False]


def test_les_boutons_d_une_fiche_ne_sont_la_que_s_ils_servent(client):
    bureau = Bureau("Administration", client)
    neuve = PersonneFactory()
    cibles = {**bureau.cibles, "neuve": neuve}

    pages = {nom: client.get(fiche(cible)).content.decode() for nom, cible in cibles.items()}

    retirer = {nom for nom, page in pages.items() if "double-verification/" in page}
    confirmer = {nom for nom, page in pages.items() if "/confirmation/" in page}
    assert (retirer, confirmer) == ({"moindre", "egale"}, {"neuve"})


# --- the net -------------------------------------------------------------------------------------

# Every model of the back office that names an account, and why its page needs no line above.
TOUCHENT_UN_COMPTE = {
    "reseau.personne": "les actes de la table",
    "auth.group": "les actes sur un groupe",
    "socialaccount.socialapp": "les services d’identité",
}
NOMMENT_UN_COMPTE = {
    "auditlog.logentry": "le journal, en lecture",
    "inscriptions.changementetat": "une histoire, en lecture",
    "inscriptions.dossier": "en lecture : l’équipe ne rattache aucun dossier",
    "inscriptions.inscription": "en lecture : au titre de qui la journée lui est ouverte",
    "inscriptions.export": "la trace d’un export, en lecture",
    "lieux.lieu": "qui tient une fiche : choisie par nom, et par qui peut voir les comptes",
    "reseau.groupedetravail": "ses membres, par le modèle suivant",
    "reseau.participation": "qui est d’un groupe de travail, par son nom",
}


def modeles_du_back_office():
    for modele, page in admin.site._registry.items():
        yield modele
        yield from (en_ligne.model for en_ligne in page.inlines)


def nomme_un_compte(modele):
    if modele._meta.app_label in APPLICATIONS or modele is Personne:
        return True
    return any(champ.related_model is Personne for champ in modele._meta.get_fields())


def test_aucune_page_qui_nomme_un_compte_ne_manque_aux_tables():
    trouves = {m._meta.label_lower for m in modeles_du_back_office() if nomme_un_compte(m)}

    assert trouves == {*TOUCHENT_UN_COMPTE, *NOMMENT_UN_COMPTE}


@pytest.mark.parametrize("modele", NOMMENT_UN_COMPTE)
def test_ce_qui_nomme_un_compte_en_lecture_ne_s_ecrit_pas(modele):
    """Neither added nor changed, by nobody: what says « en lecture » is so."""
    en_lecture = "lecture" in NOMMENT_UN_COMPTE[modele]
    pages = [
        page
        for vu, racine in admin.site._registry.items()
        for page in [racine, *(en_ligne(vu, admin.site) for en_ligne in racine.inlines)]
        if page.opts.label_lower == modele
    ]
    requete = type("Requete", (), {"user": PersonneFactory(superutilisatrice=True)})()

    assert pages
    assert [page.has_change_permission(requete) for page in pages] == [not en_lecture] * len(pages)
