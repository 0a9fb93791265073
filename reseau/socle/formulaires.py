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
    """An address that mail can reach: the full name of a server.

    Django accepts `marie@localhost`, quoted addresses with control characters, and domains that no
    server can have: such an address took a seat and never got a letter.
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
    """Draw public forms with our two templates, and Django's widgets with Jinja2.

    A registration page has fifteen widgets; the Jinja2 templates that Django ships draw one in a
    quarter of the time.
    """

    form_template_name = "composants/formulaire.html"
    field_template_name = "composants/champ.html"
    controles = Jinja2()

    def get_template(self, template_name):
        if template_name.startswith("django/forms/widgets/"):
            return self.controles.get_template(template_name)
        return super().get_template(template_name)


class UneLigne(forms.CharField):
    """Visible text on one line: invisible characters could turn a list around or imitate a name."""

    nettoyer = staticmethod(invisibles.sur_une_ligne)

    def to_python(self, value):
        texte = super().to_python(value)
        if texte in self.empty_values:
            return texte
        return self.nettoyer(texte).strip() or self.empty_value


class NomPropre(UneLigne):
    """A name, which our mails repeat: nobody may put an advertisement in it."""

    nettoyer = staticmethod(invisibles.nom_propre)
    default_validators = [sans_adresse_web]


class Coordonnee(UneLigne):
    """A telephone, a postal address, a postal code, words to look for."""

    nettoyer = staticmethod(invisibles.coordonnee)


class Code(UneLigne):
    """A code, copied character by character, without spaces."""

    nettoyer = staticmethod(invisibles.code)


class AdresseDeCourriel(UneLigne, forms.EmailField):
    """An address that mail can reach; the error shows an example."""

    nettoyer = staticmethod(invisibles.adresse)
    default_error_messages = {"required": _("Il manque l’adresse de courriel.")}
    default_validators = [adresse_qui_part]


class CourrielField(AdresseDeCourriel):
    """An address that somebody types for us to write to.

    A likely typing mistake (« gmial.com ») is asked about once, never refused.
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
