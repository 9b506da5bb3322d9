"""Time zones by the names people use: a city, a country, an IANA name, UTC+2; or by a place on earth. Pure, but for tables read once."""

from __future__ import annotations

import re
from difflib import get_close_matches
from functools import cache
from importlib import resources
from zoneinfo import available_timezones

COMMON = (
    "Europe/London", "Europe/Berlin", "Europe/Kyiv", "America/New_York", "America/Los_Angeles", "Asia/Dubai", "Asia/Kolkata",
    "Asia/Tokyo", "Australia/Sydney", "UTC",
)  # fmt: skip
"""Offered as buttons; any other is found by its words."""
PLACES = re.compile(r"(Africa|America|Antarctica|Asia|Atlantic|Australia|Europe|Indian|Pacific)/")
_OFFSET = re.compile(r"(?:utc|gmt)\s*([+-])\s*(\d{1,2})", re.IGNORECASE)


CITIES = {
    "Africa/Cairo": "Alexandria Giza",
    "Africa/Casablanca": "Rabat Marrakesh",
    "Africa/Johannesburg": "Cape_Town Durban Pretoria",
    "Africa/Lagos": "Abuja Kano",
    "Africa/Nairobi": "Mombasa",
    "America/Bogota": "Medellin Cali",
    "America/Chicago": "Houston Dallas Austin Minneapolis New_Orleans San_Antonio Milwaukee Nashville Memphis Kansas_City "
    "St_Louis",
    "America/Denver": "Salt_Lake_City Albuquerque",
    "America/Los_Angeles": "San_Francisco Seattle San_Diego Portland Las_Vegas Sacramento San_Jose Oakland LA",
    "America/Mexico_City": "Guadalajara Puebla",
    "America/New_York": "Washington Washington_DC Boston Philadelphia Atlanta Miami Baltimore Charlotte Orlando Cleveland "
    "Pittsburgh NYC",
    "America/Sao_Paulo": "Rio_de_Janeiro Brasilia Curitiba Porto_Alegre",
    "America/Toronto": "Ottawa Montreal Quebec",
    "America/Edmonton": "Calgary",
    "Asia/Baku": "Azerbaijan",
    "Asia/Dubai": "Abu_Dhabi Sharjah",
    "Asia/Ho_Chi_Minh": "Hanoi Saigon",
    "Asia/Istanbul": "Ankara Izmir",
    "Asia/Jerusalem": "Tel_Aviv Haifa",
    "Asia/Karachi": "Lahore Islamabad",
    "Asia/Kolkata": "Mumbai Bombay Delhi New_Delhi Bangalore Bengaluru Chennai Hyderabad Calcutta Pune",
    "Asia/Riyadh": "Jeddah Mecca",
    "Asia/Shanghai": "Beijing Guangzhou Shenzhen Wuhan Chengdu Peking",
    "Asia/Tokyo": "Osaka Kyoto Nagoya",
    "Asia/Almaty": "Astana",
    "Asia/Seoul": "Busan",
    "Australia/Sydney": "Canberra Newcastle",
    "Europe/Amsterdam": "Rotterdam The_Hague Utrecht",
    "Europe/Athens": "Thessaloniki",
    "Europe/Berlin": "Munich Muenchen München Hamburg Cologne Köln Frankfurt Stuttgart Düsseldorf Leipzig Dresden Bonn "
    "Hannover Nuremberg Bremen",
    "Europe/Brussels": "Antwerp Ghent Bruges",
    "Europe/Bucharest": "Cluj Iasi",
    "Europe/Kyiv": "Kiev Kharkiv Odesa Odessa Lviv Dnipro Zaporizhzhia Mykolaiv Kherson Vinnytsia Poltava Chernihiv "
    "Ivano-Frankivsk Ternopil Uzhhorod Lutsk Rivne Sumy Zhytomyr Київ Харків Одеса Львів Дніпро",
    "Europe/Lisbon": "Porto",
    "Europe/London": "Manchester Birmingham Liverpool Leeds Glasgow Edinburgh Cardiff Bristol Belfast Sheffield",
    "Europe/Madrid": "Barcelona Valencia Seville Bilbao",
    "Europe/Moscow": "St_Petersburg Saint_Petersburg Москва",
    "Europe/Paris": "Marseille Lyon Toulouse Nice Nantes Strasbourg Bordeaux Lille",
    "Europe/Prague": "Brno",
    "Europe/Rome": "Milan Milano Naples Napoli Turin Torino Florence Venice Bologna Palermo Roma",
    "Europe/Vienna": "Graz Salzburg Linz Wien",
    "Europe/Warsaw": "Krakow Kraków Gdansk Wroclaw Poznan Lodz Warszawa",
    "Europe/Zurich": "Geneva Basel Bern Lausanne",
    "Europe/Copenhagen": "Aarhus",
    "Europe/Stockholm": "Gothenburg Malmo",
    "Europe/Oslo": "Bergen",
    "Asia/Tehran": "Isfahan",
    "Asia/Manila": "Quezon_City",
    "Asia/Jakarta": "Bandung",
    "Pacific/Auckland": "Wellington Christchurch",
}  # fmt: skip
"""Large cities that give no zone its name, by the zone they lie in (tz database)."""


@cache
def _countries() -> dict[str, tuple[str, ...]]:
    """Zones by a country's name, folded, from the tables of the tz database."""
    folder = resources.files("tzdata") / "zoneinfo"

    def rows(name: str) -> list[list[str]]:
        text = (folder / name).read_text(encoding="utf-8")
        return [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]

    names = {code: name for code, name, *_ in rows("iso3166.tab")}
    found: dict[str, list[str]] = {}
    main: dict[str, str] = {}
    for code, _, zone, *comment in rows("zone.tab"):
        name = folded(names.get(code, code))
        found.setdefault(name, []).append(zone)
        if comment and (comment[0].startswith("most of") or comment[0].endswith("(mainland)")):
            main[name] = zone
    return {name: (main[name],) if name in main else tuple(zones) for name, zones in found.items()}


def zones_of_country(words: str) -> tuple[str, ...]:
    """The zones of a country of that name, the main one alone where the tz database says which it is; else none or all."""
    return _countries().get(folded(words), ())


def zone_at(latitude: float, longitude: float) -> str:
    """The zone of a place, by its borders (tzfpy, offline); at sea the nautical one. "" for what is no place."""
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        return ""
    from tzfpy import get_tz  # 0.2 s

    found = get_tz(longitude, latitude)
    return found if found in available_timezones() else ""


@cache
def _by_name() -> dict[str, tuple[str, ...]]:
    """IANA names by what people may write, folded: the whole name and its city; those with a continent first."""
    found: dict[str, list[str]] = {"utc": ["UTC"], "gmt": ["UTC"]}
    for zone in sorted(available_timezones(), key=lambda z: (not PLACES.match(z), z.count("/"), z)):
        if PLACES.match(zone):
            for name in (zone, zone.rsplit("/", 1)[-1]):
                found.setdefault(folded(name), []).append(zone)
    for zone, cities in CITIES.items():
        for name in cities.split():
            found.setdefault(folded(name), []).append(zone)
    return {name: tuple(dict.fromkeys(zones)) for name, zones in found.items()}


def folded(name: str) -> str:
    return " ".join(name.replace("_", " ").casefold().split())


def city(zone: str) -> str:
    """ "New York" of "America/New_York": what stands on a button."""
    return zone if zone.startswith("Etc/") else zone.rsplit("/", 1)[-1].replace("_", " ")


def zones_named(words: str) -> tuple[str, ...]:
    """IANA names for what a person wrote, the likeliest first; none where it is no city of the tables."""
    if offset := _OFFSET.fullmatch(words.strip()):
        sign, hours = offset[1], int(offset[2])
        west = "-" if sign == "+" else "+"  # Etc/GMT+5 lies west of Greenwich: the tz database counts the other way round
        zone = f"Etc/GMT{west}{hours}" if hours else "UTC"
        return (zone,) if zone in available_timezones() else ()
    country = zones_of_country(words)
    return _by_name().get(folded(words), country if len(country) == 1 else ())


def like(words: str) -> tuple[str, ...]:
    """Up to three zones of cities that are written nearly so."""
    near = get_close_matches(folded(words), [n for n in _by_name() if "/" not in n], 3, 0.7)
    return tuple(_by_name()[name][0] for name in near)
