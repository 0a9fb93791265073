import pytest
from django.core.management import CommandError, call_command


def test_la_demonstration_est_refusee_en_production(settings):
    settings.DEMO = False

    with pytest.raises(CommandError, match="DEBUG=1"):
        call_command("servir_la_demo")
