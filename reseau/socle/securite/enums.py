from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Acte(TextChoices):
    CONNEXION = "connexion", _("connexion")
    DECONNEXION = "deconnexion", _("déconnexion")
    ECHEC = "echec", _("connexion manquée")
    REFUS = "refus", _("accès refusé")
    FREIN = "frein", _("trop d’essais")
    SUSPECTE = "suspecte", _("demande suspecte")
    DROIT_DONNE = "droit_donne", _("droit donné")
    DROIT_RETIRE = "droit_retire", _("droit retiré")
    MOT_DE_PASSE = "mot_de_passe", _("mot de passe changé")
    ADRESSE = "adresse", _("adresse de courriel changée")
    SECOND_FACTEUR = "second_facteur", _("double vérification changée")
    COMPTE = "compte", _("compte fermé ou rouvert")


# Acts that anybody can repeat at will: one row an hour, with a count.
REPETES = {Acte.ECHEC, Acte.REFUS, Acte.FREIN, Acte.SUSPECTE}
