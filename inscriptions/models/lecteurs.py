"""The permissions that the declarations of personal data name."""

EXPORTER = "inscriptions.exporter"
VOIR_LE_SENSIBLE = "inscriptions.voir_donnees_sensibles"
# On the pages of the back office, and in the lists that leave it.
LE_SENSIBLE = {"page": VOIR_LE_SENSIBLE, "export": VOIR_LE_SENSIBLE}
