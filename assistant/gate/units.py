"""Units of measure: the forms in which each is written. A table only."""

from __future__ import annotations

UNIT_OF = {
    form: unit
    for unit, forms in {
        "km": "km kilometer kilometers kilometre kilometres kms",
        "cm": "cm centimeter centimeters centimetre centimetres",
        "mm": "mm millimeter millimeters millimetre millimetres",
        "mile": "mile miles",
        "m": "m meter meters metre metres",
        "ft": "foot feet ft",
        "in": "inch inches",
        "yd": "yard yards",
        "g": "gram grams gramme grammes",
        "kg": "kg kilo kilos kilogram kilograms",
        "t": "ton tons tonne tonnes",
        "lb": "pound pounds lb lbs",
        "oz": "ounce ounces",
        "ml": "ml milliliter milliliters millilitre millilitres",
        "l": "liter liters litre litres",
        "gal": "gallon gallons",
        "°c": "celsius",
        "°f": "fahrenheit",
        "s": "seconds",
        "min": "minute minutes",
        "h": "hour hours hr hrs",
        "day": "day days",
        "week": "week weeks",
        "month": "month months",
        "year": "year years",
        "decade": "decade decades",
        "century": "century centuries",
        "acre": "acre acres",
        "ha": "hectare hectares",
        "mph": "mph",
        "km/h": "kmh kph",
        "kw": "kilowatt kilowatts kw",
        "mw": "megawatt megawatts mw",
        "gw": "gigawatt gigawatts gw",
        "barrel": "barrel barrels",
        "день": "день дні днів дня дней",
        "тиждень": "тиждень тижні тижнів неделя недели недель",
        "місяць": "місяць місяці місяців месяц месяца месяцев",
        "рік": "рік роки років год года лет",
        "година": "година години годин час часа часов",
        "км": "км кілометрів кілометри километров километра",
    }.items()
    for form in forms.split()
}


def unit_of(word: str) -> str:
    """The unit that a word in small letters writes ("kilometres": "km"); empty for any other word."""
    return UNIT_OF.get(word, "")


SPELLED_OUT = frozenset(form for form in UNIT_OF if len(form) > 3) | {"km", "cm", "mm", "kg", "kms", "lbs", "mph"}
"""Forms that are a unit wherever they stand: "km" and "kilometres" are one word. "m", "t", "in", "min" are others too."""
