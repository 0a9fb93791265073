from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse


@login_not_required
def chantier(request, **_kwargs):
    """Scaffolding while the first session builds every page; gone before it ends."""
    return HttpResponse("…")
