"""What a link's text fragment says, read by the grammar of the WICG specification, leads to the passage and to nothing before it."""

import re
import unicodedata
from urllib.parse import unquote

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from assistant.layout.blocks import LONGEST_LINK, address
from assistant.layout.fragments import KEY, fragment
from assistant.words import Excerpt, Post
from tests.layout.newsroom import post

URL = "https://valley.example/live"


def article(text: str, title: str = "A headline", url: str = URL) -> Post:
    return post(7, "Valley Radio", title, text, url=url)


def passage(made: Post, words: str, last: bool = True) -> Excerpt:
    start = made.text.rindex(words) if last else made.text.index(words)
    return Excerpt(made, start, start + len(words))


def told(text: str, words: str, **more) -> str:
    """The fragment of the last place where the words stand."""
    return fragment(passage(article(text, **more), words), LONGEST_LINK)


# --- a browser, as the specification has it ---------------------------------------------------------------------------


def parts(fragment: str) -> tuple[str, str, str, str]:
    """(prefix, start, end, suffix): "text=[prefix-,]start[,end][,-suffix]", percent-decoded. Fails where it is none."""
    found = re.fullmatch(r":~:text=(?:([^,&-]+)-,)?([^,&-]+)(?:,([^,&-]+))?(?:,-([^,&-]+))?", fragment)
    assert found, fragment
    prefix, start, end, suffix = (unquote(part or "", errors="strict") for part in found.groups())
    return prefix, start, end, suffix


def compared(text: str) -> str:
    """Case and accents do not count."""
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c)).casefold()


def first_place(page: str, fragment: str) -> tuple[int, int] | None:
    """The first place in a page (a line is a block) that fits: whole words, prefix and suffix beside it."""
    prefix, start, end, suffix = (re.escape(compared(part)) for part in parts(fragment))
    before, after = rf"(?<!\w){prefix}\s*" if prefix else r"(?<!\w)", rf"(?=\s*{suffix}(?!\w))" if suffix else r"(?!\w)"
    middle = rf"(?!\w).*?(?<!\w){end}" if end else ""
    found = re.search(rf"{before}(?P<passage>{start}{middle}){after}", compared(page), re.DOTALL)
    return found.span("passage") if found else None


# --- cases ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        pytest.param("It rose. Then it fell.", "Then it fell.", "Then%20it%20fell.", id="a short sentence is given whole"),
        pytest.param("A rain-, a hail & more.", "A rain-, a hail & more.", "A%20rain%2D%2C%20a%20hail%20%26%20more.", id="signs"),
        pytest.param("No. A. He said: No.", "No.", "No.%20A.%20He%20said%3A-,No.", id="repeated: with what stands before it"),
        pytest.param("- One\n- Two", "- Two", "Two", id="a list's marker is no text"),
        pytest.param("| A | B |\n| Ash | 5.1 |", "| Ash | 5.1 |", "Ash,5.1", id="a table's cells are blocks"),
        pytest.param("It rose.\n\nIt fell.", "It rose.\n\nIt fell.", "It%20rose.,It%20fell.", id="two paragraphs"),
        pytest.param("Mill\u00adgate\u200b held.", "Mill\u00adgate\u200b held.", "Millgate%20held.", id="what is not seen"),
        pytest.param("Ні. Міст.", "Міст.", "%D0%9C%D1%96%D1%81%D1%82.", id="another script"),
        pytest.param("Floodgates held.", "gates", "Floodgates", id="a word is given whole"),
    ],
)  # fmt: skip
def test_a_passage_is_told_by_as_few_words_as_lead_to_it(text, words, expected):
    assert told(text, words) == KEY + expected


def test_a_long_sentence_is_told_by_its_ends_and_by_more_where_they_begin_alike():
    long = "The council said on Monday that it will spend two million on a new pumping station near the old mill before winter comes."
    assert told(long, long) == KEY + (
        "The%20council%20said%20on%20Monday%20that%20it%20will%20spend,station%20near%20the%20old%20mill%20before%20winter%20comes."
    )
    twice = f"{long[:60]} nothing more.\n\n{long}"
    _, start, _, _ = parts(told(twice, long))
    assert start == long[: len(start)] and len(start) > 60


def test_a_headline_leads_to_itself_and_one_that_we_cut_to_what_it_has():
    made = article("A text.", title="The old bridge over the Ash will stay…")
    assert (
        fragment(Excerpt(made, 0, len(made.title), "title"), LONGEST_LINK)
        == KEY + "The%20old%20bridge%20over%20the%20Ash%20will%20stay"
    )


def test_the_headline_is_no_prefix_since_a_page_may_not_show_it_there():
    assert told("A headline\n\nIt says no more.", "A headline") == KEY + "A%20headline,-It%20says%20no%20more."


@pytest.mark.parametrize(
    ("url", "begins"),
    [
        pytest.param(
            "https://valley.example/live#u-5", "https://valley.example/live#u-5:~:text=It", id="an update of a live blog"
        ),
        pytest.param("https://valley.example/a?x=1", "https://valley.example/a?x=1#:~:text=It", id="a query"),
        pytest.param("https://app.example/#/news/5", "", id="an address that a script reads"),
        pytest.param("https://valley.example/#u:~:text=x", "https://valley.example/#u:~:text=It", id="a link that was copied"),
        pytest.param("https://t.me/valley/5", "", id="a host that opens in an app"),
    ],
)
def test_a_fragment_follows_an_address_own_one(url, begins):
    made = article("It rose.", url=url)
    assert address(Excerpt(made, 0, 8)) == (f"{begins}%20rose." if begins else url)


def test_what_is_too_long_for_a_link_is_told_by_less_or_not_at_all():
    long = "слово " * 400
    assert 0 < len(told(long.strip(), long.strip())) <= LONGEST_LINK
    assert told("ї" * 2_000, "ї" * 2_000) == ""


def test_a_text_that_repeats_itself_costs_no_more_than_a_moment():
    import time

    begun = time.process_time()
    for text in ("a " * 200_000, "no, " * 100_000, "- " * 200_000 + "end", "ї " * 200_000, "|" * 100_000):
        fragment(Excerpt(article(text), len(text) - 40, len(text)), LONGEST_LINK)
    assert time.process_time() - begun < 5


# --- any text ---------------------------------------------------------------------------------------------------------

WORDS = st.sampled_from("He said no. No “no” 'no' café cafe rain-, 1,5 & - – Ні. ні x|y 100% إن #1 … a b".split())
LINE = st.lists(WORDS, min_size=1, max_size=30).map(lambda words: " ".join(words).lstrip("-– ")).filter(bool)  # no list's marker
LINES = st.lists(LINE, min_size=1, max_size=6)


def looks_alike(page: str, at: tuple[int, int], other: int) -> bool:
    """Whether an earlier place reads as the passage does, with what stands beside it in its lines, as far as that may be told."""
    before, after = page[: at[0]].rstrip().rpartition("\n")[2][-100:], page[at[1] :].lstrip().partition("\n")[0][:100]
    mine, _, more = page[slice(*at)].partition("\n")
    there = page.startswith(mine, other) and page[:other].rstrip().endswith(before)
    return there and (bool(more) or page[other + len(mine) :].lstrip().startswith(after))


@settings(max_examples=400, deadline=None)
@given(LINES, st.data())
def test_the_first_place_that_fits_is_the_passage_where_any_fragment_could_make_it_so(lines, data):
    text = "\n\n".join(lines)
    words = [m.span() for m in re.finditer(r"\S+", text)]
    first = data.draw(st.integers(0, len(words) - 1))
    last = data.draw(st.integers(first, min(len(words) - 1, first + 40)))
    start, end = words[first][0], words[last][1]
    assume(re.search(r"\w", text[start:end]) and not re.match(r"[-–] ", text[start:end]))
    found = fragment(Excerpt(article(text, title="Zyx"), start, end), LONGEST_LINK)
    page = "\n".join(["Zyx", *lines])
    shown = compared(page)
    ahead = len(compared("Zyx\n" + text[:start].replace("\n\n", "\n")))
    wanted = (ahead, ahead + len(compared(text[start:end].replace("\n\n", "\n"))))
    place = first_place(page, found)
    assert place is not None, "nothing is found"
    if "\n" in shown[slice(*wanted)] and place[0] == wanted[0]:
        return  # its last words may stand in it before: then less of it is marked
    if place != wanted:
        assert any(looks_alike(shown, wanted, at) for at in range(wanted[0])), (
            found,
            shown[slice(*place)],
            shown[slice(*wanted)],
        )


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=300), st.text(max_size=40), st.data())
def test_any_text_makes_a_fragment_by_the_grammar_or_none(text, title, data):
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    made = article(text, title=title)
    for excerpt in (Excerpt(made, start, end), Excerpt(made, 0, len(title), "title")):
        found = fragment(excerpt, LONGEST_LINK)
        assert not found or (parts(found) and found.isascii() and len(found) <= LONGEST_LINK)
