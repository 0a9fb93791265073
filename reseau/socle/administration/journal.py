from auditlog.middleware import AuditlogMiddleware

LECTURE = {"GET", "HEAD", "OPTIONS"}


class JournalMiddleware(AuditlogMiddleware):
    """Name the author of a change in the journal.

    auditlog asks who is there at every request: a page that only reads would open the session
    for nothing, vary by cookie, and fall with the database even when it needs none of it.
    """

    def __call__(self, request):
        if request.method in LECTURE:
            return self.get_response(request)
        return super().__call__(request)
