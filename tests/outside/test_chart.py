"""A picture drawn in a child process: what stands on it, and that it reads on its own ground."""

import struct

import pytest

from assistant.errors import StoreError
from assistant.outside import chart_child
from assistant.outside.chart import draw


async def test_a_picture_is_drawn_as_wide_as_a_phone_shows_it(tmp_path):
    png = await draw("flood $x^2$", ["4 Nov", "5 Nov"], ["Gazette", "الجزيرة"], [[1, 2], [0, 3], [1, 0]], [1, 1], fonts=tmp_path)
    width, height = struct.unpack(">II", png[16:24])
    assert 700 < width < 1300 and 400 < height < 1000


async def test_what_cannot_be_drawn_is_an_error_in_words(tmp_path):
    with pytest.raises(StoreError, match="could not be drawn"):
        await draw("flood", ["4 Nov"], ["Gazette"], [[1, 2]], [], fonts=tmp_path)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Українська правда", "Українська правда"),
        ("الجزيرة", ""),
        ("朝日新聞", ""),
        ("a  b\n", "a b"),
        ("x" * 90, "x" * 59 + "…"),
    ],
)
def test_names_that_the_font_cannot_write_are_told_by_number(name, shown):
    assert chart_child._plain(name) == shown


def _light(colour: str) -> float:
    """Relative luminance (WCAG 2.2)."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    r, g, b = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def _contrast(one: str, other: str) -> float:
    light, dark = sorted((_light(one), _light(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_words_and_bars_stand_out_from_the_ground_and_the_ground_from_a_dark_chat():
    assert _contrast(chart_child.INK, chart_child.GROUND) > 7
    assert all(_contrast(colour, chart_child.GROUND) > 2 for colour in (*chart_child.COLOURS, chart_child.REST))
    assert _contrast(chart_child.GROUND, "#17212b") > 7  # Telegram's own night ground
