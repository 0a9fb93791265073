from auditlog.middleware import AuditlogMiddleware

LECTURE = {"GET", "HEAD", "OPTIONS"}


class JournalMiddleware(AuditlogMiddleware):
    """Give the author of a change to the journal.

    auditlog reads the user at every request: a page that only reads would open the session, vary by
    cookie, and fail with the database even when it needs none of it.
    """

    def __call__(self, request):
        if request.method in LECTURE:
            return self.get_response(request)
        return super().__call__(request)
