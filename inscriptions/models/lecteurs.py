"""Permissions named by the declarations of personal data."""

EXPORTER = "inscriptions.exporter"
VOIR_LE_SENSIBLE = "inscriptions.voir_donnees_sensibles"
# On pages of the back office, and in exported lists.
LE_SENSIBLE = {"page": VOIR_LE_SENSIBLE, "export": VOIR_LE_SENSIBLE}
