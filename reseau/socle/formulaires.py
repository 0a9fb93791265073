from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator, RegexValidator
from django.forms.renderers import Jinja2, TemplatesSetting
from django.utils.encoding import punycode
from django.utils.translation import gettext_lazy as _

from . import invisibles
from .adresses.champ import FAUTE, ChampDeCourriel, SaisieDeCourriel
from .adresses.frappe import corrigee

sans_adresse_web = RegexValidator(
    r"://|www\.", _("Pas d’adresse web ici : retirez-la."), inverse_match=True
)


class AdresseQuiPart(EmailValidator):
    """An address that a letter can leave for: a server's whole name, that mail can write.

    Django's own takes `marie@localhost`, addresses in quotes that hold controls, and domains
    that no server can be asked by: such an address held a seat, and no letter ever left.
    """

    message = _("Cette adresse n’est pas complète : elle s’écrit comme rose@exemple.fr.")
    domain_allowlist = []

    def __call__(self, value):
        super().__call__(value)
        local, _arobase, domaine = value.rpartition("@")
        if len(local) > 64 or local.startswith('"') or domaine.startswith("["):
            raise ValidationError(self.message, code=self.code, params={"value": value})

    def validate_domain_part(self, domain_part):
        try:
            return super().validate_domain_part(punycode(domain_part))
        except UnicodeError:
            return False


adresse_qui_part = AdresseQuiPart()


class RenduDesFormulaires(TemplatesSetting):
    """Every form of the public pages is drawn by our own two templates.

    Django's controls are drawn by the Jinja2 templates that Django ships: a registration page has
    fifteen controls, and Jinja2 draws one in a quarter of the time.
    """

    form_template_name = "composants/formulaire.html"
    field_template_name = "composants/champ.html"
    controles = Jinja2()

    def get_template(self, template_name):
        if template_name.startswith("django/forms/widgets/"):
            return self.controles.get_template(template_name)
        return super().get_template(template_name)


class UneLigne(forms.CharField):
    """Visible text on one line: what nobody sees would turn lists around, or pass for a name."""

    nettoyer = staticmethod(invisibles.sur_une_ligne)

    def to_python(self, value):
        texte = super().to_python(value)
        if texte in self.empty_values:
            return texte
        return self.nettoyer(texte).strip() or self.empty_value


class NomPropre(UneLigne):
    """A name greets its bearer in our mails: nobody shall send an advertisement through it."""

    nettoyer = staticmethod(invisibles.nom_propre)
    default_validators = [sans_adresse_web]


class Coordonnee(UneLigne):
    """A telephone, a postal address, a postal code, words to look for."""

    nettoyer = staticmethod(invisibles.coordonnee)


class Code(UneLigne):
    """What is copied sign by sign, and holds no space."""

    nettoyer = staticmethod(invisibles.code)


class AdresseDeCourriel(UneLigne, forms.EmailField):
    """An address that a letter can leave for; what is wrong with it is said with an example."""

    nettoyer = staticmethod(invisibles.adresse)
    default_error_messages = {"required": _("Il manque l’adresse de courriel.")}
    default_validators = [adresse_qui_part]


class CourrielField(AdresseDeCourriel):
    """An address that somebody types for us to write to.

    A likely slip (« gmial.com ») is asked about once, and never refused.
    """

    widget = SaisieDeCourriel
    bound_field_class = ChampDeCourriel
    default_error_messages = {FAUTE: _("Vouliez-vous dire %(adresse)s ?")}

    def __init__(self, **kwargs):
        super().__init__(**{"template_name": "composants/champ_de_courriel.html", **kwargs})

    def clean(self, value):
        courriel = super().clean(value)
        voulue = corrigee(courriel)
        if voulue and not getattr(value, "gardee", False):
            raise ValidationError(self.error_messages[FAUTE], FAUTE, {"adresse": voulue})
        return courriel


class AdresseWebField(forms.URLField):
    def to_python(self, value):
        return super().to_python(invisibles.adresse(value) if isinstance(value, str) else value)


class SlugField(UneLigne, forms.SlugField):
    nettoyer = staticmethod(invisibles.adresse)
