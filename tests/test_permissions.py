"""Role × address: who gets what, for every URL name of the public side.

Each line gives the status of GET, then of an empty POST, for the roles in the order of ROLES, then
the arguments of the address. A single number stands for every role.
"""

import pytest
from django.urls import URLResolver, get_resolver

from tests.factories import (
    ActualiteFactory,
    AtelierFactory,
    CycleFactory,
    GroupeFactory,
    LieuFactory,
)
from tests.monde import ROLES, Monde, sonder

TABLE = {
    "accueil": ("200", "405"),
    "sante": ("200", "405"),
    "robots": ("200", "405"),
    "sitemap": ("200", "405"),
    "mentions_legales": ("200", "405"),
    "confidentialite": ("200", "405"),
    "accessibilite": ("200", "405"),
    "theme_css": ("200", "405"),
    # The demo's pages do not exist elsewhere.
    "demo_composants": ("404", "404"),
    "inscriptions:inscrire": ("200", "200", {"slug": "simorre"}),
    "inscriptions:pour_quelqu_un": (
        "302 403 200 200 200 200 200",
        "302 403 200 200 200 200 200",
        {"slug": "simorre"},
    ),
    "inscriptions:inscrire_au_cycle": ("200", "200", {"slug": "ruralites"}),
    "inscriptions:journee_ajoutee": ("302", "302", {"jeton": "jeton-secret", "pk": "atelier"}),
    "inscriptions:quitter_le_cycle": ("302", "302", {"jeton": "jeton-secret"}),
    "inscriptions:inscrire_plusieurs": ("200", "200", {"slug": "simorre"}),
    "inscriptions:annuler_tout": ("200", "302", {"jeton": "jeton-secret"}),
    "inscriptions:ajouter_des_personnes": ("200", "200", {"jeton": "jeton-secret"}),
    "inscriptions:une_ligne_de_plus": ("302", "200", {"jeton": "jeton-secret"}),
    "inscriptions:plusieurs_de_plus": ("302", "200", {"slug": "simorre"}),
    "inscriptions:merci": ("200", "405"),
    "inscriptions:retrouver": ("200", "200"),
    "inscriptions:retrouver_par_code": ("302", "200"),
    "inscriptions:confirmation": ("200", "405", {"jeton": "jeton-secret", "pk": "inscription"}),
    "inscriptions:dossier": ("200", "405", {"jeton": "jeton-secret"}),
    "inscriptions:changer_d_adresse": ("200", "200", {"jeton": "jeton-secret"}),
    "inscriptions:changer_l_adresse_de": (
        "200",
        "200",
        {"jeton": "jeton-secret", "pk": "collegue"},
    ),
    "inscriptions:confirmer_l_adresse": ("200", "302", {"jeton": "jeton-de-l-adresse"}),
    "inscriptions:modifier": ("200", "200", {"jeton": "jeton-secret", "pk": "inscription"}),
    "inscriptions:proposition": ("302", "405", {"jeton": "jeton-secret", "pk": "inscription"}),
    "inscriptions:accepter": ("302", "302", {"jeton": "jeton-secret", "pk": "inscription"}),
    "inscriptions:decliner": ("302", "302", {"jeton": "jeton-secret", "pk": "inscription"}),
    "inscriptions:annuler": ("200", "302", {"jeton": "jeton-secret", "pk": "inscription"}),
    "inscriptions:je_viens": ("200", "302", {"jeton": "jeton-secret", "pk": "inscription"}),
    "inscriptions:laisser_un_repas": ("200", "302", {"jeton": "jeton-secret", "pk": "couvert"}),
    "inscriptions:ics": ("200", "405", {"jeton": "jeton-secret"}),
    "inscriptions:covoiturage": ("200", "405", {"jeton": "jeton-secret", "pk": "inscription"}),
    "inscriptions:covoiturage_trajet": (
        "200",
        "200",
        {"jeton": "jeton-secret", "pk": "inscription"},
    ),
    "inscriptions:covoiturage_retirer": (
        "200",
        "302",
        {"jeton": "jeton-secret", "pk": "inscription"},
    ),
    "inscriptions:covoiturage_demander": (
        "200",
        "302",
        {"jeton": "jeton-secret", "pk": "inscription", "trajet": "voiture"},
    ),
    "inscriptions:covoiturage_demande": (
        "200",
        "405",
        {"jeton": "jeton-secret", "pk": "inscription", "demande": "demande"},
    ),
    "inscriptions:covoiturage_accepter": (
        "405",
        "302",
        {"jeton": "jeton-secret", "pk": "inscription", "demande": "demande"},
    ),
    "inscriptions:covoiturage_refuser": (
        "405",
        "302",
        {"jeton": "jeton-secret", "pk": "inscription", "demande": "demande"},
    ),
    "inscriptions:covoiturage_renoncer": (
        "405",
        "302",
        {"jeton": "jeton-secret", "pk": "inscription", "demande": "demande"},
    ),
    "lieux:liste": ("200", "405"),
    "lieux:carte": ("200", "405"),
    "lieux:communes": ("200", "405"),
    "lieux:contours": ("200", "405"),
    "lieux:standard_csv": ("200", "405"),
    "lieux:export_geojson": ("200", "405"),
    "lieux:detail": ("200", "405", {"slug": "dynamo"}),
    "ateliers:liste": ("200", "405"),
    "ateliers:agenda_ics": ("200", "405"),
    "ateliers:flux": ("200", "405"),
    "ateliers:calendrier": ("200", "405", {"annee": 2026, "mois": 11}),
    "ateliers:ics": ("200", "405", {"slug": "simorre"}),
    "ateliers:detail": ("200", "405", {"slug": "simorre"}),
    "ateliers:document": ("200", "405", {"slug": "passee", "pk": "document"}),
    "cycles:liste": ("200", "405"),
    "cycles:ics": ("200", "405", {"slug": "ruralites"}),
    "cycles:detail": ("200", "405", {"slug": "ruralites"}),
    "groupes:liste": ("200", "405"),
    "groupes:detail": ("200", "405", {"slug": "inclusion"}),
    # A group: who is in it joins no more, who is not finds nothing, who leads it writes.
    "groupes:rejoindre": (
        "302 403 200 302 200 200 200",
        "302 403 200 302 200 200 200",
        {"slug": "inclusion"},
    ),
    "groupes:promesse": (
        "302 404 404 200 404 404 404",
        "302 404 404 200 404 404 404",
        {"slug": "inclusion"},
    ),
    "groupes:quitter": (
        "302 404 404 200 404 404 404",
        "302 404 404 302 404 404 404",
        {"slug": "inclusion"},
    ),
    "groupes:modifier": (
        "302 404 404 200 404 200 200",
        "302 404 404 200 404 200 200",
        {"slug": "inclusion"},
    ),
    "groupes:reunion_ajouter": (
        "302 404 404 200 404 200 200",
        "302 404 404 200 404 200 200",
        {"slug": "inclusion"},
    ),
    "groupes:reunion_modifier": (
        "302 404 404 200 404 200 200",
        "302 404 404 200 404 200 200",
        {"slug": "inclusion", "pk": "reunion"},
    ),
    "groupes:reunion_supprimer": (
        "302 404 404 200 404 200 200",
        "302 404 404 302 404 302 302",
        {"slug": "inclusion", "pk": "reunion"},
    ),
    "actualites:liste": ("200", "405"),
    "actualites:detail": ("200", "405", {"slug": "four"}),
    "demo_courriels": ("404", "405"),
    "demo_courriel": ("404", "405", {"pk": "courriel"}),
    "demo_courriel_html": ("404", "405", {"pk": "courriel"}),
    "demo_courriel_piece": ("404", "405", {"pk": "piece"}),
    "mon_espace": ("302 200 200 200 200 200 200", "302 405 405 405 405 405 405"),
    "mes_coordonnees": ("302 200 200 200 200 200 200", "302 200 200 200 200 200 200"),
    # Whoever holds the letter; a link that is no longer good says so.
    "garder_mon_compte": ("404", "404", {"jeton": "x"}),
    # --- allauth's pages ---
    "account_login": ("200 302 302 302 302 302 302", "200 302 302 302 302 302 302"),
    "account_logout": ("302 200 200 200 200 200 200", "302"),
    "account_inactive": ("200", "405"),
    "account_signup": ("200 302 302 302 302 302 302", "200 302 302 302 302 302 302"),
    "account_reauthenticate": ("302 200 200 200 200 200 200", "302 200 200 200 200 200 200"),
    "account_email": ("302 200 200 200 200 200 200", "302"),
    "account_email_verification_sent": ("200", "405"),
    "account_change_password": ("302 200 200 200 200 200 200", "302 200 200 200 200 200 200"),
    "account_set_password": ("302", "302"),
    "account_reset_password": ("200", "200"),
    "account_confirm_login_code": ("302", "302"),
    "account_confirm_email": ("200", "404", {"key": "x"}),
    "account_reset_password_from_key_done": ("200", "405"),
    "account_reset_password_from_key": ("200", "200", {"uidb36": "1", "key": "x"}),
    "account_reset_password_done": ("200", "405"),
    "account_request_login_code": ("200 302 302 302 302 302 302", "200 302 302 302 302 302 302"),
    "mfa_index": ("302 200 200 200 200 200 200", "302 405 405 405 405 405 405"),
    "mfa_authenticate": ("302", "302"),
    "mfa_reauthenticate": ("302", "302"),
    "mfa_activate_totp": ("302", "302"),
    "mfa_deactivate_totp": ("302 404 404 404 404 404 404", "302 404 404 404 404 404 404"),
    "mfa_view_recovery_codes": ("302 404 404 404 404 404 404", "302 405 405 405 405 405 405"),
    "mfa_generate_recovery_codes": ("302", "302"),
    "mfa_download_recovery_codes": ("302 404 404 404 404 404 404", "302 404 404 404 404 404 404"),
    "mfa_list_webauthn": ("302 200 200 200 200 200 200", "302 405 405 405 405 405 405"),
    "mfa_add_webauthn": ("302", "302"),
    "mfa_reauthenticate_webauthn": ("302", "302"),
    "mfa_login_webauthn": ("302", "302"),
    "socialaccount_login_cancelled": ("200", "405"),
    "socialaccount_login_error": ("302 401 401 401 401 401 401", "302 405 405 405 405 405 405"),
    "socialaccount_signup": ("302", "302"),
    "socialaccount_connections": ("302 200 200 200 200 200 200", "302 200 200 200 200 200 200"),
    "partir_se_connecter": ("404", "404", {"provider_id": "sso"}),
    "revenir_de_la_connexion": ("404", "404", {"provider_id": "sso"}),
    "openid_connect_login": ("404", "404", {"provider_id": "sso"}),
    "openid_connect_callback": ("404", "404", {"provider_id": "sso"}),
    "set_language": ("302", "302"),
    "mfa_remove_webauthn": ("302", "302", {"pk": 1}),
    "mfa_edit_webauthn": ("302", "302", {"pk": 1}),
}

# What is not published exists for the team only, who sees it as a preview.
BROUILLONS = {
    "ateliers:detail": "404 404 404 404 404 200 200",
    "ateliers:ics": "404 404 404 404 404 200 200",
    "cycles:detail": "404 404 404 404 404 200 200",
    "cycles:ics": "404 404 404 404 404 200 200",
    "lieux:detail": "404 404 404 404 404 200 200",
    "actualites:detail": "404 404 404 404 404 200 200",
    "groupes:detail": "404 404 404 404 404 200 200",
    "inscriptions:inscrire": "404",
    "inscriptions:inscrire_au_cycle": "404",
    "inscriptions:pour_quelqu_un": "302 403 404 404 404 404 404",
    "groupes:rejoindre": "302 404 404 404 404 404 404",
}


@pytest.fixture
def monde(settings):
    settings.DEMO = False
    return Monde()


def attendu(codes, role):
    codes = codes.split()
    return codes[0] if len(codes) == 1 else codes[ROLES.index(role)]


@pytest.mark.ignore_template_errors
@pytest.mark.parametrize("role", ROLES)
def test_chaque_role_obtient_ce_que_dit_la_table(monde, role):
    client = monde.client(role)

    obtenus = {
        nom: sonder(client, monde.adresse(nom, **dict(*arguments)))
        for nom, (_lecture, _ecriture, *arguments) in TABLE.items()
    }

    assert obtenus == {
        nom: (attendu(lecture, role), attendu(ecriture, role))
        for nom, (lecture, ecriture, *_arguments) in TABLE.items()
    }


@pytest.mark.parametrize("role", ROLES)
def test_ce_qui_n_est_pas_publie_n_existe_que_pour_l_equipe(monde, role):
    AtelierFactory(slug="secret", brouillon=True, lieu=monde.lieu)
    CycleFactory(slug="secret", brouillon=True)
    LieuFactory(slug="secret", brouillon=True)
    ActualiteFactory(slug="secret", publiee_le=None)
    GroupeFactory(slug="secret", actif=False)
    client = monde.client(role)

    obtenus = {
        nom: str(client.get(monde.adresse(nom, slug="secret")).status_code) for nom in BROUILLONS
    }

    assert obtenus == {nom: attendu(codes, role) for nom, codes in BROUILLONS.items()}


def noms(motifs, prefixe=""):
    for motif in motifs:
        if isinstance(motif, URLResolver):
            if motif.namespace != "admin":
                suite = f"{motif.namespace}:" if motif.namespace else ""
                yield from noms(motif.url_patterns, prefixe + suite)
        elif motif.name:
            yield prefixe + motif.name


def test_aucune_adresse_du_projet_ne_manque_a_la_table():
    assert set(noms(get_resolver().url_patterns)) == set(TABLE)
