from django import forms
from django.utils.translation import gettext_lazy as _


class AConfirmer(forms.ModelForm):
    """A form that says what its change does to people, above a box to tick, before writing it."""

    confirmation = forms.BooleanField(
        label=_("J’ai compris, enregistrer quand même."),
        required=False,
        widget=forms.HiddenInput,
    )

    def consequences(self) -> list[str]:
        """One sentence for each; asked only of a change without error to what exists."""
        raise NotImplementedError

    def _post_clean(self):
        super()._post_clean()
        if not self.errors and self.instance.pk and self.has_changed():
            self._demander_confirmation()

    def _demander_confirmation(self):
        """Everything typed stays in the form."""
        phrases = self.consequences()
        if not phrases:
            return
        self.fields["confirmation"].widget = forms.CheckboxInput()
        if not self.cleaned_data["confirmation"]:
            for phrase in phrases:
                self.add_error("confirmation", phrase)
