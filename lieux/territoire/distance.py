import math

RAYON_DE_LA_TERRE = 6371.0


def km(latitude_a: float, longitude_a: float, latitude_b: float, longitude_b: float) -> float:
    """Distance as the crow flies, in kilometres."""
    a, b = math.radians(latitude_a), math.radians(latitude_b)
    ecart = math.radians(longitude_b - longitude_a)
    arc = (math.sin((b - a) / 2) ** 2 + math.cos(a) * math.cos(b) * math.sin(ecart / 2) ** 2) ** 0.5
    return 2 * RAYON_DE_LA_TERRE * math.asin(min(1, arc))
