"""Which acts the security log records, and the signals that tell them.

Every way in (pages, back office, shell, another service) sends the signals of Django, allauth and
auditlog. We listen to them and send none.
"""

from allauth.account import signals as compte_signals
from allauth.mfa import signals as mfa_signals
from auditlog.signals import post_log
from django.apps import apps
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.db.models.signals import m2m_changed, post_delete

from .enums import Acte
from .journal import noter

# Columns of an account that give rights, with the act to record.
DROITS = {"is_staff": "équipe", "is_superuser": "superutilisateur"}


def veiller() -> None:
    """Connect the signals, once, when the apps are ready."""
    _ecouter_les_connexions()
    _ecouter_les_comptes()
    _ecouter_les_droits()


def _ecouter_les_connexions() -> None:
    user_logged_in.connect(_connexion, dispatch_uid="securite")
    user_logged_out.connect(_deconnexion, dispatch_uid="securite")
    user_login_failed.connect(_echec, dispatch_uid="securite")
    compte_signals.login_code_rejected.connect(_code_refuse, dispatch_uid="securite")
    compte_signals.password_reset_code_rejected.connect(_code_refuse, dispatch_uid="securite")
    mfa_signals.authentication_failed.connect(_second_facteur_refuse, dispatch_uid="securite")


def _ecouter_les_comptes() -> None:
    for signal, detail in (
        (compte_signals.email_added, "ajoutée"),
        (compte_signals.email_removed, "retirée"),
        (compte_signals.email_changed, "principale changée"),
    ):
        signal.connect(_adresse(detail), dispatch_uid="securite", weak=False)
    compte_signals.email_confirmed.connect(_adresse_confirmee, dispatch_uid="securite")
    mfa_signals.authenticator_added.connect(_second_facteur("ajouté"), weak=False)
    mfa_signals.authenticator_reset.connect(_second_facteur("refait"), weak=False)
    # By its owner or by the team: both delete the row.
    moyen = apps.get_model("mfa.Authenticator")
    post_delete.connect(_second_facteur_retire, sender=moyen, dispatch_uid="securite")


def _ecouter_les_droits() -> None:
    personne = get_user_model()
    post_log.connect(_changement_de_compte, sender=personne, dispatch_uid="securite")
    participation = apps.get_model("reseau.Participation")
    post_log.connect(_changement_de_role, sender=participation, dispatch_uid="securite")
    for lien, detail in (
        (personne.groups.through, "groupe"),
        (personne.user_permissions.through, "permission"),
        (apps.get_model("lieux.Lieu").gestionnaires.through, "gestionnaire du lieu"),
    ):
        m2m_changed.connect(_lien(detail), sender=lien, dispatch_uid="securite", weak=False)
    m2m_changed.connect(
        _droits_d_un_groupe, sender=Group.permissions.through, dispatch_uid="securite"
    )


def _connexion(sender, request, user, **kwargs):
    noter(Acte.CONNEXION, user.pk, request=request)


def _deconnexion(sender, request, user, **kwargs):
    if user is not None:
        noter(Acte.DECONNEXION, user.pk, request=request)


def _echec(sender, credentials, request=None, **kwargs):
    """The account of a failed log-in; an unknown address is not written."""
    adresse = credentials.get("email") or credentials.get("username") or ""
    personnes = get_user_model().objects.filter(email__iexact=adresse)
    noter(Acte.ECHEC, personnes.values_list("pk", flat=True).first(), "mot de passe", None, request)


def _code_refuse(sender, request, user=None, **kwargs):
    noter(Acte.ECHEC, getattr(user, "pk", None), "code reçu par courriel", request=request)


def _second_facteur_refuse(sender, request, user, **kwargs):
    noter(Acte.ECHEC, user.pk, "double vérification", request=request)


def _adresse(detail):
    def ecouter(sender, request, user, **kwargs):
        noter(Acte.ADRESSE, user.pk, detail, request=request)

    return ecouter


def _adresse_confirmee(sender, request, email_address, **kwargs):
    noter(Acte.ADRESSE, email_address.user_id, "confirmée", request=request)


def _second_facteur(detail):
    def ecouter(sender, request, user, authenticator, **kwargs):
        noter(Acte.SECOND_FACTEUR, user.pk, f"{authenticator.type} {detail}", request=request)

    return ecouter


def _second_facteur_retire(sender, instance, **kwargs):
    noter(Acte.SECOND_FACTEUR, instance.user_id, f"{instance.type} retiré")


def _changement_de_compte(sender, instance, changes, **kwargs):
    """From the changes of the journal: [before, after] by column, as text."""
    for colonne, (_avant, apres) in (changes or {}).items():
        if colonne in DROITS and (apres == "True" or _avant == "True"):
            acte = Acte.DROIT_DONNE if apres == "True" else Acte.DROIT_RETIRE
            noter(acte, instance.pk, DROITS[colonne])
        elif colonne == "is_active" and _avant in ("True", "False"):
            noter(Acte.COMPTE, instance.pk, "rouvert" if apres == "True" else "fermé")
        elif colonne == "email" and _avant not in ("None", ""):
            noter(Acte.ADRESSE, instance.pk, "du compte changée")


def _changement_de_role(sender, instance, changes, **kwargs):
    if "role" in (changes or {}):
        donne = instance.role == "animateur"
        if donne or changes["role"][0] == "animateur":
            acte = Acte.DROIT_DONNE if donne else Acte.DROIT_RETIRE
            noter(acte, instance.personne_id, f"anime le groupe de travail {instance.groupe_id}")


def _lien(detail):
    """A link between accounts and rights, changed from either end."""

    def ecouter(sender, instance, action, reverse, model, pk_set, **kwargs):
        acte = {
            "post_add": Acte.DROIT_DONNE,
            "post_remove": Acte.DROIT_RETIRE,
            "pre_clear": Acte.DROIT_RETIRE,
        }.get(action)
        if acte is None:
            return
        cles = _cles(sender, instance, model) if action == "pre_clear" else pk_set
        compte_d_abord = isinstance(instance, get_user_model())
        for cle in cles:
            compte, objet = (instance.pk, cle) if compte_d_abord else (cle, instance.pk)
            noter(acte, compte, f"{detail} {objet}")

    return ecouter


def _cles(lien, instance, modele_en_face) -> list[int]:
    """Keys of the other end of the link, read before the link is emptied."""
    champs = [champ for champ in lien._meta.fields if champ.related_model]
    (du_cote,) = [champ for champ in champs if champ.related_model is type(instance)]
    (en_face,) = [champ for champ in champs if champ.related_model is modele_en_face]
    lignes = lien.objects.filter(**{du_cote.name: instance})
    return list(lignes.values_list(en_face.attname, flat=True))


def _droits_d_un_groupe(sender, instance, action, pk_set, **kwargs):
    donnes = {"post_add": Acte.DROIT_DONNE, "post_remove": Acte.DROIT_RETIRE}
    if action in donnes and pk_set and isinstance(instance, Group):
        noter(donnes[action], None, f"groupe {instance.pk}, permissions {sorted(pk_set)}")
