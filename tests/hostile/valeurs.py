"""What nobody types by mistake, and a few things that people do."""

MOT = "abc"
GRAND = "99999999999999999999999999"  # beyond the 64 bits of a database
INVISIBLES = "\u200b\u202a\u202e\u2066\u2069\ufeff\u2060\xad\u200e\u3164\u034f"
ESPACES = "\xa0\u202f\u2007\u2009\u3000"
