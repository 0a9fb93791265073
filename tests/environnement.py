"""Loaded by pytest before the settings: the suite needs nothing but a checkout."""

import os
import tempfile

os.environ.setdefault("DEBUG", "1")
# Never the files of a demo in the same checkout.
_fichiers = tempfile.TemporaryDirectory(prefix="faitiere-essais-")
os.environ.setdefault("MEDIA_ROOT", f"{_fichiers.name}/media")
