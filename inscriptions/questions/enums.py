from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class TypeDeQuestion(TextChoices):
    TEXTE_COURT = "texte_court", _("texte court, sur une ligne")
    TEXTE_LONG = "texte_long", _("texte long, sur plusieurs lignes")
    CHOIX = "choix", _("une réponse parmi plusieurs")
    PLUSIEURS_CHOIX = "plusieurs_choix", _("plusieurs réponses possibles")
    OUI_NON = "oui_non", _("oui ou non")


OUI, NON = "oui", "non"
A_CHOIX = (TypeDeQuestion.CHOIX, TypeDeQuestion.PLUSIEURS_CHOIX)
FERMEES = (*A_CHOIX, TypeDeQuestion.OUI_NON)
