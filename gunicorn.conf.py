"""What gunicorn writes down, read from the directory it starts in; the command line still wins."""

import os

# Off unless asked for: « - » writes on the standard output, a path in a file.
accesslog = os.environ.get("ACCESS_LOG") or None
# Which pages are asked for: neither token, nor words searched for, nor address of a visitor.
logger_class = "reseau.socle.traces.gunicorn.JournalDAcces"
access_log_format = '%(t)s demande=%({x-request-id}o)s "%(m)s %(U)s %(H)s" %(s)s %(b)s %(M)sms'
