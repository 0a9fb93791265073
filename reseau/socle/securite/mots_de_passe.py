"""Log changes of passwords: Django calls every validator, wherever the change comes from."""

from django.contrib.auth.password_validation import MinimumLengthValidator

from .enums import Acte
from .journal import noter


class LongueurMinimale(MinimumLengthValidator):
    def password_changed(self, password, user=None):
        if user is not None and user.pk:
            noter(Acte.MOT_DE_PASSE, user.pk)
