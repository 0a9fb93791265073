from django.core.mail.backends.base import BaseEmailBackend

from .boite import deposer


class BoiteDEnvoi(BaseEmailBackend):
    """Django's e-mail backend that writes to the outbox instead of talking to a server.

    allauth and Django's own mails so take the same road as ours: nothing is lost, all is seen.
    """

    def send_messages(self, email_messages):
        for message in email_messages:
            deposer(message)
        return len(email_messages)
