from collections.abc import Sequence

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

from .boite import deposer


class BoiteDEnvoi(BaseEmailBackend):
    """Django's e-mail backend that writes to the outbox instead of talking to a server.

    Mails of allauth and Django are then sent like ours, and none is lost. They hold links and codes
    that open an account: the back office shows that they left, not their text.
    """

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        for message in email_messages:
            deposer(message, confidentiel=True)
        return len(email_messages)
