from django.forms.renderers import TemplatesSetting


class RenduDesFormulaires(TemplatesSetting):
    """Every form of the public pages is drawn by our own two templates."""

    form_template_name = "composants/formulaire.html"
    field_template_name = "composants/champ.html"
