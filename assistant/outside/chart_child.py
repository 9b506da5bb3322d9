"""The child that draws one picture: `python -m assistant.outside.chart_child`, one JSON document in, a PNG out.

The picture brings its own ground, between white and black, so that it reads alike in a light and a dark chat; colours are told apart by
the colour-blind too (Okabe and Ito 2008), and each is named beside the picture in the order of the bars.
"""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Sequence
from typing import Any

GROUND, INK, FAINT = "#eef0f3", "#1c2126", "#c3c8cf"
COLOURS = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#8a6d00", "#56b4e9")
REST = "#7a828c"
WIDE, HIGH, DPI = 8.0, 4.5, 140  # 1120 x 630: as wide as Telegram shows a photo on a large phone
LONGEST = 60  # characters of a title or name
ABREAST = 3  # names in a line of the legend
TICKS = 10  # labels along the time; more would touch each other


def main() -> None:
    wanted = json.load(sys.stdin)
    sys.stdout.buffer.write(picture(**wanted))


def picture(
    title: str, ticks: Sequence[str], names: Sequence[str], counts: Sequence[Sequence[int]], marks: Sequence[int]
) -> bytes:
    """The PNG. A name whose letters the font has not, or cannot join, is told by its number among the sources."""
    import matplotlib as mpl

    mpl.use("Agg")
    from matplotlib.figure import Figure

    figure = Figure(figsize=(WIDE, HIGH), dpi=DPI, facecolor=GROUND)
    axes = figure.add_subplot(facecolor=GROUND)
    shown = [_plain(name) or f"source {number}" for number, name in enumerate(names, start=1)]
    below = [0] * len(ticks)
    for number, row in enumerate(counts):
        label = shown[number] if number < len(shown) else "others"
        colour = COLOURS[number] if number < len(shown) and number < len(COLOURS) else REST
        axes.bar(range(len(ticks)), row, bottom=below, width=0.8, color=colour, label=label, edgecolor=GROUND, linewidth=0.6)
        below = [a + b for a, b in zip(below, row, strict=True)]
    _mark(axes, marks, below)
    _dress(axes, ticks, below)
    lines = -(-len(counts) // ABREAST)  # of the legend, over which the title stands
    if heading := _plain(title):
        axes.set_title(heading, loc="left", color=INK, fontsize=14, fontweight="bold", pad=14 + 18 * lines, parse_math=False)
    legend = axes.legend(
        loc="lower left", bbox_to_anchor=(0, 1.005), ncols=min(ABREAST, len(counts)), frameon=False, fontsize=10, labelcolor=INK,
        borderaxespad=0.1, handlelength=1, handleheight=1, columnspacing=1.2,
    )  # fmt: skip
    for words in legend.get_texts():
        words.set_parse_math(False)
    out = io.BytesIO()
    figure.savefig(out, format="png", bbox_inches="tight", pad_inches=0.18, facecolor=GROUND)
    return out.getvalue()


def _mark(axes: Any, marks: Sequence[int], tops: Sequence[int]) -> None:
    """Numbered discs above their bars; several of one bar stand above each other."""
    high, step = max(tops, default=1), max(tops, default=1) * 0.12
    placed: dict[int, int] = {}
    for number, at in enumerate(marks, start=1):
        up = placed.get(at, 0)
        placed[at] = up + 1
        disc = {"boxstyle": "circle,pad=0.25", "facecolor": INK, "edgecolor": "none"}
        axes.text(
            at, tops[at] + high * 0.08 + up * step, str(number), color=GROUND, fontsize=10, fontweight="bold", ha="center",
            va="center", bbox=disc,
        )  # fmt: skip
    axes.set_ylim(0, high * 1.05 + step * (1 + max(placed.values(), default=0)))


def _dress(axes: Any, ticks: Sequence[str], tops: Sequence[int]) -> None:
    from matplotlib.ticker import MaxNLocator

    every = -(-len(ticks) // TICKS)
    places = range(0, len(ticks), every)
    axes.set_xticks(list(places), [ticks[n] for n in places], color=INK, fontsize=10)
    axes.set_xlim(-0.7, max(len(ticks) - 0.3, 3))
    axes.yaxis.set_major_locator(MaxNLocator(integer=True, nbins=5))
    axes.tick_params(colors=INK, length=0, labelsize=10)
    axes.grid(axis="y", color=FAINT, linewidth=0.8)
    axes.set_axisbelow(True)
    for side in ("top", "right", "left"):
        axes.spines[side].set_visible(False)
    axes.spines["bottom"].set_color(FAINT)


def _plain(words: str) -> str:
    """What the font can write from left to right; "" where that is not all of it."""
    import unicodedata

    from matplotlib.font_manager import findfont
    from matplotlib.ft2font import FT2Font

    words = " ".join(words.split())
    words = words if len(words) <= LONGEST else words[: LONGEST - 1] + "…"
    held = FT2Font(findfont("DejaVu Sans")).get_charmap()
    right = any(unicodedata.bidirectional(letter) in ("R", "AL", "AN") for letter in words)
    return "" if right or any(ord(letter) not in held for letter in words) else words


if __name__ == "__main__":
    main()
