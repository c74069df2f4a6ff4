"""A table of 100,000 made-up parcels, the same each time."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

ROWS = 100_000
_SEED = 2026
_FIRST = date(2025, 1, 1)
_DAYS = 364
_PLACES = (
    "Aarhus", "Bergen", "Bilbao", "Bologna", "Brno", "Cork", "Gdańsk", "Genève", "Graz", "Göteborg", "Kraków",
    "Leeds", "Lisboa", "Ljubljana", "Lyon", "Malmö", "München", "Nantes", "Porto", "Rīga", "Sevilla", "Tallinn",
    "Utrecht", "上海", "北京", "广州", "成都",
)  # fmt: skip
_CARRIERS = ("Rail", "Road", "Sea", "Air")
_SPEED_DAYS = {"Rail": 3, "Road": 4, "Sea": 21, "Air": 1}
_PRICE_KG = {"Rail": 0.9, "Road": 1.1, "Sea": 0.35, "Air": 4.2}
_STATES = ("delivered", "delivered", "delivered", "delivered", "on the way", "returned", "at customs")


def parcels_csv() -> str:
    """CSV with a line of names."""
    luck = Random(_SEED)
    lines = ["Parcel,Sent,From,To,By,Weight kg,Price EUR,Days,State"]
    for number in range(ROWS):
        sent = _FIRST + timedelta(days=int(luck.random() * _DAYS))
        begin, end = (_PLACES[int(luck.random() * len(_PLACES))] for _ in range(2))
        carrier = _CARRIERS[int(luck.random() ** 1.4 * len(_CARRIERS))]
        weight = round(0.2 + luck.random() ** 4 * 60, 1)
        price = round(4 + weight * _PRICE_KG[carrier], 2)
        days = _SPEED_DAYS[carrier] + int(luck.random() * 4)
        state = _STATES[int(luck.random() * len(_STATES))]
        lines.append(f"P{number + 1:06},{sent},{begin},{end},{carrier},{weight:g},{price:g},{days},{state}")
    return "\n".join(lines) + "\n"
