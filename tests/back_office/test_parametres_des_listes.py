"""No list is a lamp on what its pages hide: every screen × every column × every lookup of Django.

What may stand in an address is asked of the filters themselves; all the rest is refused, by name
and in a real request, to each role.
"""

from functools import cache

import pytest
from django.contrib import admin
from django.contrib.admin import FieldListFilter
from django.contrib.admin.exceptions import DisallowedModelAdminLookup
from django.contrib.admin.utils import get_fields_from_path
from django.contrib.auth.models import Group, Permission
from django.test import RequestFactory
from django.urls import reverse

from reseau.personnes.roles import ADMINISTRATION, ANIMATION, installer_les_roles
from reseau.socle.administration.ecran import Ecran
from tests.factories import CourrielFactory, DossierFactory, InscriptionFactory, PersonneFactory

ROLES = [ANIMATION, ADMINISTRATION, "lectrice", "superutilisatrice"]
ECRANS = pytest.mark.parametrize(
    "ecran", admin.site._registry.values(), ids=lambda ecran: ecran.opts.label
)
PROFONDEUR = 2


def personne(role):
    """Somebody of the team; « lectrice » may see every table, and nothing more."""
    installer_les_roles()
    elle = PersonneFactory(superutilisatrice=role == "superutilisatrice", is_staff=True)
    if role == "lectrice":
        elle.user_permissions.set(Permission.objects.filter(codename__startswith="view_"))
    elif role != "superutilisatrice":
        elle.groups.add(Group.objects.get(name=role))
    return elle


def demande(qui, **parametres):
    request = RequestFactory().get("/", parametres)
    request.user = qui
    return request


def chemins(modele, profondeur=PROFONDEUR, vus=()):
    """(path, field) of every column, own then through relations of both directions."""
    for champ in modele._meta.get_fields(include_hidden=True):
        yield champ.name, champ
        autre = champ.related_model
        if profondeur and autre and autre not in vus and isinstance(autre, type):
            for suite, dernier in chemins(autre, profondeur - 1, (*vus, modele)):
                yield f"{champ.name}__{suite}", dernier


def recherches(champ):
    """Every lookup and transform that Django knows of this column, and a lookup of a transform."""
    yield ""
    if hasattr(champ, "get_lookups"):
        for nom in champ.get_lookups():
            yield f"__{nom}"
            yield f"__{nom}__gte"
    else:
        yield from ("__isnull", "__in", "__exact")


@cache
def tout_ce_qui_se_demande(modele):
    return {f"{chemin}{suite}" for chemin, champ in chemins(modele) for suite in recherches(champ)}


def ce_que_la_liste_envoie(ecran, request):
    """Asked of each filter, as Django makes it; and the three links of a date hierarchy."""
    noms = {f"{ecran.date_hierarchy}__{pas}" for pas in ("year", "month", "day")}
    for filtre in ecran.get_list_filter(request):
        if isinstance(filtre, type):
            noms.add(filtre.parameter_name)
            continue
        chemin, classe = filtre if isinstance(filtre, tuple) else (filtre, FieldListFilter.create)
        champ = get_fields_from_path(ecran.model, chemin)[-1]
        noms |= set(
            classe(champ, request, {}, ecran.model, ecran, field_path=chemin).expected_parameters()
        )
    return noms if ecran.date_hierarchy else {nom for nom in noms if not nom.startswith("None__")}


@ECRANS
def test_chaque_ecran_des_autres_bibliotheques_aussi_est_bati_sur_le_notre(ecran):
    assert isinstance(ecran, Ecran)


@pytest.mark.parametrize("role", ROLES)
def test_une_liste_n_entend_que_ce_que_ses_filtres_envoient(role):
    request = demande(personne(role))

    ouverts, essais = {}, 0
    for ecran in admin.site._registry.values():
        demandes = tout_ce_qui_se_demande(ecran.model)
        essais += len(demandes)
        permis = {nom for nom in demandes if ecran.lookup_allowed(nom, "a", request)}
        ouverts[ecran.opts.label] = permis - ce_que_la_liste_envoie(ecran, request)

    assert {nom: fentes for nom, fentes in ouverts.items() if fentes} == {}
    assert essais > 20_000


@ECRANS
def test_une_liste_entend_tout_ce_que_ses_filtres_envoient(ecran):
    request = demande(personne("superutilisatrice"))

    assert ecran.parametres_de_la_liste(request) == ce_que_la_liste_envoie(ecran, request)


@ECRANS
def test_chaque_colonne_demandee_dans_l_adresse_est_refusee(ecran):
    """By a real list, before any row is read."""
    qui = personne("superutilisatrice")
    permis = ecran.parametres_de_la_liste(demande(qui))

    demandees = {
        f"{chemin}__isnull" if champ.is_relation else f"{chemin}__startswith"
        for chemin, champ in chemins(ecran.model, profondeur=1)
    }
    assert demandees - permis
    for nom in sorted(demandees - permis):
        with pytest.raises(DisallowedModelAdminLookup):
            ecran.get_changelist_instance(demande(qui, **{nom: "a"}))


LAMPES = {
    "reseau_courriel": "texte__regex html__contains confidentiel cle__startswith entetes__contains",
    "inscriptions_inscription": "jeton__startswith besoins_acces__startswith dossier__jeton__gt"
    " couverts__allergie__contains reponses__valeur__contains telephone__startswith",
    "inscriptions_dossier": "jeton__regex code__startswith jeton__gte inscriptions__jeton__lt",
    "inscriptions_trajet": "inscription__jeton__startswith message__contains",
    "inscriptions_question": "reponses__valeur__contains",
    "ateliers_atelier": "inscriptions__besoins_acces__contains lien_visio__startswith",
}


@pytest.mark.ignore_template_errors
@pytest.mark.parametrize("liste", LAMPES)
def test_l_animatrice_ne_lit_rien_lettre_a_lettre(client, liste):
    client.force_login(personne(ANIMATION))
    InscriptionFactory(dossier=DossierFactory(code="ABCDEFGH"), besoins_acces="Fauteuil")
    CourrielFactory(confidentiel=True, texte="/compte/password/reset/key/abc/")
    adresse = reverse(f"admin:{liste}_changelist")

    reponses = {nom: client.get(adresse, {nom: "a"}).status_code for nom in LAMPES[liste].split()}

    assert reponses == dict.fromkeys(reponses, 400)
    assert client.get(adresse).status_code == 200


@pytest.mark.parametrize("role", [ANIMATION, "lectrice"])
@pytest.mark.ignore_template_errors
def test_aucune_adresse_ne_mene_d_une_ligne_a_sa_page_privee(client, role):
    """Django's /admin/r/<type>/<key>/ asks nothing of who comes: it told the link of a dossier."""
    client.force_login(personne(role))
    dossier = DossierFactory()
    types = {t.model: t.pk for t in Permission.content_type.field.related_model.objects.all()}

    reponse = client.get(f"/admin/r/{types['dossier']}/{dossier.pk}/")
    fiche = client.get(reverse("admin:inscriptions_dossier_change", args=[dossier.pk]))

    assert reponse.status_code == 404
    assert fiche.status_code == 200
    assert "/admin/r/" not in fiche.content.decode()
    assert dossier.jeton not in fiche.content.decode()
