import re
import unicodedata

from django import forms
from django.core.validators import EmailValidator, RegexValidator
from django.forms.renderers import TemplatesSetting
from django.utils.translation import gettext_lazy as _

from . import controles

sans_adresse_web = RegexValidator(
    r"://|www\.", _("Pas d’adresse web ici : retirez-la."), inverse_match=True
)


class RenduDesFormulaires(TemplatesSetting):
    """Every form of the public pages is drawn by our own two templates; controls need none."""

    form_template_name = "composants/formulaire.html"
    field_template_name = "composants/champ.html"

    def render(self, template_name, context, request=None):
        if template_name in controles.DESSINS:
            return controles.dessiner(template_name, context["widget"])
        return super().render(template_name, context, request)


class UneLigne(forms.CharField):
    """Visible text on one line: what nobody sees would turn lists around, or pass for a name."""

    def to_python(self, value):
        ligne = re.sub(r"[\t-\r\x85\u2028\u2029]+", " ", super().to_python(value))
        visible = "".join(s for s in ligne if unicodedata.category(s) not in {"Cc", "Cf"})
        return visible.strip()


class NomPropre(UneLigne):
    """A name greets its bearer in our mails: nobody shall send an advertisement through it."""

    default_validators = [sans_adresse_web]


class CourrielField(forms.EmailField):
    """An address that we write to; what is wrong with it is said with an example."""

    default_error_messages = {"required": _("Il manque l’adresse de courriel.")}
    default_validators = [
        EmailValidator(_("Cette adresse n’est pas complète : elle s’écrit comme rose@exemple.fr."))
    ]
