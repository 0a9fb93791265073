from allauth.account.adapter import DefaultAccountAdapter


class Adaptateur(DefaultAccountAdapter):
    """What allauth asks of the network: names in our words, e-mail in lower case."""

    def clean_email(self, email):
        return super().clean_email(email).lower()
