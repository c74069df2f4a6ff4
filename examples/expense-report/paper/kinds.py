"""The seven receipts: seven shops that print dates and amounts seven ways. Prices and days are drawn from the seed,
so that nothing that reads them can have learnt them by heart."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from random import Random

from paper.receipt import Receipt, Row, centre, rule

_ITEM_CENTS_STEP = 5


def _day(rng: Random) -> date:
    """A day from the 13th to the 28th, so that no order of day and month is a guess."""
    return date(2025, rng.choice((3, 4)), rng.randint(13, 28))


def _price(rng: Random, low: int, high: int) -> int:
    """Cents between `low` and `high` whole units, in steps of five."""
    return rng.randrange(low * 100, high * 100, _ITEM_CENTS_STEP)


def _dot(cents: int) -> str:
    return f"{cents / 100:,.2f}"


def _comma(cents: int) -> str:
    return _dot(cents).translate(str.maketrans(",.", ".,"))


def _dash(cents: int) -> str:
    return _dot(cents).replace(",", "'")


def _restaurant(rng: Random) -> Receipt:
    day = _day(rng)
    names = ("2 x Tagliatelle al ragù", "1 x Insalata mista", "2 x Acqua frizzante", "2 x Caffè")
    prices = [_price(rng, low, low + 8) for low in (24, 7, 5, 4)]
    total = sum(prices)
    rows = (
        centre("Trattoria Bellini", 46, bold=True),
        centre("Ristorante · Pizzeria"),
        centre("Lindenstraße 14, 10969 Berlin", 24),
        rule(),
        Row("Tisch 7", f"Datum {day:%d.%m.%Y}"),
        rule(),
        *(Row(name, _comma(price)) for name, price in zip(names, prices, strict=True)),
        rule(),
        Row("SUMME EUR", _comma(total), size=38, bold=True),
        Row("enthält MwSt. 19 %", _comma(round(total * 19 / 119)), size=24),
        rule(),
        centre("Vielen Dank für Ihren Besuch!", 24),
    )
    return Receipt("dinner.jpg", "Trattoria Bellini", total, "EUR", day.isoformat(), "Meals", rows, turn=3.5)


def _taxi(rng: Random) -> Receipt:
    day = _day(rng)
    fare, tip = _price(rng, 18, 40), _price(rng, 2, 6)
    rows = (
        centre("HARBOUR TAXI", 44, bold=True),
        centre("Licence 4471 · Cab 18"),
        rule("="),
        Row("Date", f"{day.day} {day:%b %Y}"),
        Row("From", "Station"),
        Row("To", "Dock Road"),
        Row("Distance", "11.6 km"),
        rule(),
        Row("Fare", f"£{_dot(fare)}"),
        Row("Tip", f"£{_dot(tip)}"),
        Row("TOTAL GBP", f"£{_dot(fare + tip)}", size=40, bold=True),
        rule(),
        centre("Paid by card. Thank you!", 26),
    )
    return Receipt(
        "cab.jpg", "HARBOUR TAXI", fare + tip, "GBP", day.isoformat(), "Travel", rows, width=560, turn=-5.0, shade=0.5
    )  # fmt: skip


def _hotel(rng: Random) -> Receipt:
    leave = _day(rng)
    night, breakfast = _price(rng, 480, 620), _price(rng, 22, 34)
    total = 2 * night + 2 * breakfast
    rows = (
        Row("Hotel Astoria", size=52, bold=True),
        Row("12 Rue du Lac, 1204 Genève", size=26),
        rule("_"),
        Row("INVOICE", "No. 20418", size=32, bold=True),
        Row("Guest", "A. Keller"),
        Row("Arrival", f"{leave - timedelta(days=2)}"),
        Row("Departure", f"{leave}"),
        Row("Invoice date", f"{leave}", bold=True),
        rule("_"),
        Row("Room 304, 2 nights", f"EUR {_dot(2 * night)}"),
        Row("Breakfast, 2 days", f"EUR {_dot(2 * breakfast)}"),
        rule("_"),
        Row("Amount due", f"EUR {_dot(total)}", size=36, bold=True),
        Row("Paid with thanks", size=26),
    )
    return Receipt(
        "hotel.jpg", "Hotel Astoria", total, "EUR", leave.isoformat(), "Lodging", rows,
        face="serif", width=760, turn=1.5, shade=0.25, tint=(252, 252, 250),
    )  # fmt: skip


def _train(rng: Random) -> Receipt:
    day = _day(rng)
    fare, seat = _price(rng, 60, 95), _price(rng, 5, 9)
    rows = (
        centre("RailLink", 50, bold=True),
        centre("Train ticket · Receipt"),
        rule("_"),
        Row("Zürich HB", "Lugano"),
        Row("Date", f"{day:%d/%m/%Y}"),
        Row("Fare", f"CHF {_dash(fare)}"),
        Row("Seat reservation", f"CHF {_dash(seat)}"),
        rule("_"),
        Row("Total", f"CHF {_dash(fare + seat)}", size=38, bold=True),
        centre("Not valid for travel", 24),
    )
    return Receipt(
        "train.jpg", "RailLink", fare + seat, "CHF", day.isoformat(), "Travel", rows,
        face="sans", width=700, turn=-2.5, tint=(244, 248, 252),
    )  # fmt: skip


def _office(rng: Random) -> Receipt:
    day = _day(rng)
    items = (("Laser printer LP-40", 640, 760), ("Toner black x2", 180, 240), ("Copy paper 5 boxes", 110, 150))
    prices = [_price(rng, low, high) for _, low, high in items]
    tax = round(sum(prices) * 0.07)
    total = sum(prices) + tax
    rows = (
        centre("PAPER TRAIL OFFICE SUPPLIES", 34, bold=True),
        centre("88 Canal St, Portland"),
        Row("DATE", f"{day:%m/%d/%Y}"),
        rule("*"),
        *(Row(item[0], f"${_dot(price)}") for item, price in zip(items, prices, strict=True)),
        rule(),
        Row("SUBTOTAL", f"${_dot(sum(prices))}"),
        Row("SALES TAX 7%", f"${_dot(tax)}"),
        Row("TOTAL", f"${_dot(total)}", size=40, bold=True),
        rule("*"),
        Row("VISA ****2290", f"${_dot(total)}"),
        Row("CHANGE", "$0.00"),
    )
    return Receipt(
        "printer.jpg", "PAPER TRAIL OFFICE SUPPLIES", total, "USD", day.isoformat(), "Office", rows,
        turn=4.5, shade=0.45,
    )  # fmt: skip


def _chinese(rng: Random) -> Receipt:
    day = _day(rng)
    names = ("西湖醋鱼", "龙井虾仁", "米饭 2 份", "绿茶")
    prices = [_price(rng, low, low + 30) for low in (68, 88, 6, 18)]
    total = sum(prices)
    rows = (
        centre("江南小馆", 50, bold=True),
        centre("餐饮收据"),
        rule("_"),
        Row("商户：江南小馆"),
        Row(f"日期：{day.year}年{day.month:02d}月{day.day:02d}日"),
        rule("_"),
        *(Row(name, _dot(price)) for name, price in zip(names, prices, strict=True)),
        rule("_"),
        Row("合计", f"¥{_dot(total)}", size=42, bold=True),
        centre("谢谢惠顾", 28),
    )
    return Receipt(
        "jiangnan.jpg", "江南小馆", total, "CNY", day.isoformat(), "Meals", rows, face="cjk", width=600, turn=-3.5
    )


def _flowers(rng: Random) -> Receipt:
    day = _day(rng)
    flowers, vase = _price(rng, 28, 44), _price(rng, 12, 19)
    rows = (
        centre("Marigold Flowers", 46, bold=True),
        centre("3 Bridge Lane, Bath"),
        rule(),
        Row("Date:", f"{day:%d-%m-%Y}", size=34),
        Row("Bouquet, large", f"{_dot(flowers)}", size=32),
        Row("Glass vase", f"{_dot(vase)}", size=32),
        rule(),
        Row("Total GBP", f"{_dot(flowers + vase)}", size=42, bold=True),
        rule(),
        centre("Come again soon", 28),
    )
    return Receipt(
        "flowers.jpg", "Marigold Flowers", flowers + vase, "GBP", day.isoformat(), "Other", rows,
        width=560, turn=2.0, blur=3.1, shade=0.4,
    )  # fmt: skip


KINDS: tuple[Callable[[Random], Receipt], ...] = (
    _restaurant, _taxi, _hotel, _train, _office, _chinese, _flowers,
)  # fmt: skip
