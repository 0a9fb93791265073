from django.contrib.auth.decorators import login_not_required
from django.http import StreamingHttpResponse
from django.views.decorators.http import require_safe

from ..annuaire.models import Lieu
from .champs import STANDARD
from .ecriture import lignes_csv


@login_not_required
@require_safe
def standard_csv(request):
    """Every published place in the national standard, for programs: no cell is defused."""
    return StreamingHttpResponse(
        lignes_csv(Lieu.objects.publies()),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="lieux-{STANDARD}.csv"'},
    )
