from collections.abc import Sequence

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

from .boite import deposer


class BoiteDEnvoi(BaseEmailBackend):
    """Django's e-mail backend that writes to the outbox instead of talking to a server.

    allauth and Django's own mails so take the same road as ours and none is lost. They carry links
    and codes that open an account: the back office shows that they left, not what they say.
    """

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        for message in email_messages:
            deposer(message, confidentiel=True)
        return len(email_messages)
