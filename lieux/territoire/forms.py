from django import forms
from django.urls import reverse_lazy
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from reseau.socle.invisibles import coordonnee

from .models import Commune
from .suggestions import AU_PLUS, designer


class CommuneInput(forms.TextInput):
    """A text field that suggests communes; without JavaScript it lists the last `choix`."""

    template_name = "composants/commune.html"

    def __init__(self, attrs=None):
        super().__init__({"autocomplete": "off", "spellcheck": "false", **(attrs or {})})
        self.choix = []

    def get_context(self, name, value, attrs):
        contexte = super().get_context(name, value, attrs)
        widget = contexte["widget"]
        widget |= {"choix": self.choix, "suggestions": reverse_lazy("lieux:communes")}
        if self.choix and "id" in widget["attrs"]:
            widget["attrs"]["list"] = f"{widget['attrs']['id']}-choix"
        return contexte


class ChampLieDeCommune(forms.BoundField):
    @cached_property
    def initial(self):
        """A model form gives the key, which is not a postal code."""
        initial = super().initial
        return Commune.objects.filter(pk=initial).first() if isinstance(initial, str) else initial


class CommuneField(forms.Field):
    """A commune typed « Auch », « 32000 » or « Auch (32000) »; cleans to a Commune or None."""

    widget = CommuneInput
    default_error_messages = {
        "inconnue": _(
            "Aucune commune ne répond à « %(texte)s ». "
            "Écrivez son nom ou son code postal, par exemple « Auch » ou « 32000 »."
        ),
        "plusieurs": _("Plusieurs communes répondent à « %(texte)s » : %(choix)s. Laquelle ?"),
        "nombreuses": _(
            "De nombreuses communes répondent à « %(texte)s » : %(choix)s… "
            "Précisez le nom et le code postal."
        ),
    }

    def get_bound_field(self, form, field_name):
        return ChampLieDeCommune(form, self, field_name)

    def prepare_value(self, value):
        return str(value) if isinstance(value, Commune) else value

    def to_python(self, value):
        if isinstance(value, Commune):
            return value
        texte = " ".join(coordonnee(value or "").split())[:120]
        if not texte:
            return None
        communes = designer(texte)
        if len(communes) == 1:
            return communes[0]
        raise self.hesitation(texte, communes)

    def hesitation(self, texte, communes):
        self.widget.choix = communes[:AU_PLUS]
        code = "nombreuses" if len(communes) > AU_PLUS else "plusieurs" if communes else "inconnue"
        return forms.ValidationError(
            self.error_messages[code],
            code=code,
            params={"texte": texte, "choix": ", ".join(map(str, self.widget.choix))},
        )

    def has_changed(self, initial, data):
        return (self.prepare_value(initial) or "") != (self.prepare_value(data) or "")
