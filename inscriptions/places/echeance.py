"""The deadline of an offered seat: two days, less near the day, never at night."""

from datetime import UTC, datetime, time, timedelta

from django.conf import settings
from django.utils import timezone

REVEIL, COUCHER = time(8), time(20)
DELAI_MINIMAL = timedelta(hours=1)


def echeance(debut: datetime, maintenant: datetime) -> datetime | None:
    """Return the deadline of an offer made at `maintenant` for a day that starts at `debut`.

    PROPOSITION_HEURES later (48), or half of the time left if that is sooner; moved to the next
    morning when it falls in the night (20 h to 8 h in Paris), or to the evening before when the day
    would have begun. None when there is no time to ask: give the seat at once, or do nothing.
    """
    debut, maintenant = debut.astimezone(UTC), maintenant.astimezone(UTC)
    delai = timedelta(hours=settings.PROPOSITION_HEURES)
    if not delai or debut <= maintenant:
        return None
    fin = _de_jour(min(maintenant + delai, maintenant + (debut - maintenant) / 2))
    if fin > debut:
        fin = _la_veille_au_soir(debut)
    return fin if fin >= maintenant + DELAI_MINIMAL else None


def suivre(fin: datetime, debut: datetime) -> datetime:
    """The deadline `fin` of an offer once its day moves to `debut`: never after the new start.

    A deadline in the night, set by an early start, moves to the morning when the day begins later.
    """
    return min(_de_jour(fin), debut)


def _de_jour(moment: datetime) -> datetime:
    """The moment itself in daytime, else the next morning."""
    local = timezone.localtime(moment)
    if local.time() < REVEIL:
        return _a(local, REVEIL)
    if local.time() > COUCHER:
        return _a(local + timedelta(days=1), REVEIL)
    return moment


def _la_veille_au_soir(debut: datetime) -> datetime:
    """The end of the evening before `debut`, a start early in the morning."""
    return _a(timezone.localtime(debut) - timedelta(days=1), COUCHER)


def _a(jour: datetime, heure: time) -> datetime:
    """The moment when clocks in Paris show `heure` that day, whatever clock changes lie between."""
    return timezone.make_aware(datetime.combine(jour.date(), heure))
