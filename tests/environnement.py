"""Loaded by pytest before the settings: the suite needs nothing but a checkout."""

import os

os.environ.setdefault("DEBUG", "1")
