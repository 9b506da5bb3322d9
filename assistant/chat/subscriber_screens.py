"""The screens of a subscription: blocks and keys; pure. What is chosen so far stands in the buttons, nothing is half made elsewhere.

main -> times, days, zone, topics, sources, languages, length, quiet, chat, editor -> main -> preview -> saved
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from assistant.chat.subscriber_words import DAYS, EVERY_DAY, HOURLY, LANGUAGES, WEEKDAYS, WEEKEND, lines, state_of
from assistant.chat.subscriber_zones import COMMON, city
from assistant.chat.turn import Keys, Press
from assistant.layout import Block, Span, Words, line, say, text
from assistant.words import Chat, Source, Subscription

OFFERED_TIMES = (
    "06:00", "07:00", "08:00", "09:00", "10:00", "12:00", "13:00", "15:00", "17:00", "18:00", "20:00", "22:00",
)  # fmt: skip
OFFERED_QUIET = (("22:00", "07:00"), ("23:00", "06:00"), ("00:00", "08:00"))
LENGTHS = (("headlines", "Headlines"), ("short", "Short"), ("full", "Full"))
WAITS = (15, 30, 60, 120)  # minutes for an editor
A_PAGE = 8  # sources on a screen
MOST_CHATS = 12
LONGEST = 40  # characters on a button


BY_TEXT = {
    True: say('By text: /alert flood, "old bridge" -football says:"Anna Holm" urgent'),
    False: say('By text: /subscribe flood, "old bridge" -football 08:00 18:00'),
}


@dataclass(frozen=True, slots=True)
class Around:
    """What a screen is drawn with beside the subscription: where it stands, and what may be chosen there."""

    here: int  # the chat of the buttons
    thread: int = 0  # its topic
    admin: bool = False
    private: bool = True
    sources: tuple[Source, ...] = ()
    chats: tuple[Chat, ...] = ()  # groups and channels the bot knows; for admins in private

    def name(self, chat_id: int) -> str:
        return next((c.title for c in self.chats if c.id == chat_id and c.title), str(chat_id))

    @property
    def titles(self) -> dict[int, str]:
        return {source.id: source.title for source in self.sources}


Row = tuple[Press, ...]
Screen = tuple[tuple[Block, ...], Keys]


def show(words: str, made: Subscription, screen: str = "main", **more: Any) -> Press:
    """A button that shows a screen with what is chosen by then."""
    return Press(words, "subscription_show", {"state": state_of(made), "screen": screen, **more})


def main(made: Subscription, around: Around) -> Screen:
    """All that is chosen, and where to change it."""
    kind = "alert" if made.instant else "digest"
    where = say("for this chat") if made.chat_id == around.here else say("for {}", around.name(made.chat_id))
    head = line(Span(say("Change this {} ", kind) if made.id else say("A new {} ", kind), "strong"), Span(where, "strong"))
    told = [*lines(made, around.titles)]
    if made.thread_id or around.thread:
        told.append(say("Topic of the forum: {}.", "this one" if made.thread_id else "General"))
    if made.editor_chat:
        told.append(say("An editor sees it first: {}.", editor_line(made, around)))
    hint = Span(BY_TEXT[made.instant], "soft")
    return (Block((head,)), text(*told), Block((line(hint),))), (*_choices(made, around), *_ends(made))


def _choices(made: Subscription, around: Around) -> list[Row]:
    rows: list[Row] = []
    if made.instant:
        urgent = _choice("Urgent", made.urgent, replace(made, urgent=not made.urgent), "main")
        rows.append((show("Times", made, "times"), urgent, show("Zone", made, "zone")))
    else:
        rows.append((show("Times", made, "times"), show("Days", made, "days"), show("Zone", made, "zone")))
    rows.append((show("Topics", made, "topics"), show("Sources", made, "sources"), show("Languages", made, "languages")))
    rows.append((show("Length", made, "length"), show("Quiet hours", made, "quiet")))
    if not made.instant:
        words = "Nothing new: say so" if made.silent_when_empty else "Nothing new: stay silent"
        rows.append((show(words, replace(made, silent_when_empty=not made.silent_when_empty)),))
    if around.thread or made.thread_id:
        words, thread = ("Send to General", 0) if made.thread_id else ("Send to this topic", around.thread)
        rows.append((show(words, replace(made, thread_id=thread)),))
    if (made.topics or made.without) and not made.instant:
        rows.append((show("All topics", replace(made, topics=(), without=(), speakers=())),))
    if around.admin and around.private:
        chat = (show("For which chat", made, "chat"),)
        rows.append(chat if made.instant else (*chat, show("Editor", made, "editor")))
    return rows


def _ends(made: Subscription) -> list[Row]:
    state: dict[str, Any] = {"state": state_of(made)}
    return [
        (Press("Preview", "subscription_preview", state), Press("Save", "subscription_save", state)),
        (Press("Not now", "subscription_drop"),),
    ]


def editor_line(made: Subscription, around: Around) -> str:
    """ "in this chat; dropped after 30 minutes" """
    where = "in this chat" if made.editor_chat == around.here else f"in {around.name(made.editor_chat)}"
    return f"{where}; {'sent' if made.editor_after == 'send' else 'dropped'} after {made.editor_wait} minutes"


# --- when -------------------------------------------------------------------------------------------------------------


def times(made: Subscription, around: Around) -> Screen:
    if made.speakers:
        return _screen(
            say("What a person says is told at once. Without the person (Topics) there are times to choose."), (), made
        )
    hourly = made.times == HOURLY

    def toggled(at: str) -> Subscription:
        kept = set() if hourly or made.instant else set(made.times)
        return replace(made, times=tuple(sorted(kept ^ {at} or {at})), instant=False)

    presses = [_choice(at, not hourly and not made.instant and at in made.times, toggled(at), "times") for at in OFFERED_TIMES]
    every = _choice("Every hour", hourly and not made.instant, replace(made, times=HOURLY, instant=False), "times")
    once = _choice("At once, as an alert", made.instant, replace(made, instant=True), "times")
    asked = say("At which times? Tap to choose, one or more. Other times: reply to this message, like 07:30 19:45.")
    return _screen(asked, [*_in_rows(presses, 4), (every, once)], made)


def days(made: Subscription, around: Around) -> Screen:
    def toggled(day: int) -> Subscription:
        return replace(made, weekdays=tuple(sorted(set(made.weekdays) ^ {day})) or made.weekdays)

    presses = [_choice(name, day in made.weekdays, toggled(day), "days") for day, name in enumerate(DAYS)]
    spans = (("Every day", EVERY_DAY), ("Mon to Fri", WEEKDAYS), ("Weekend", WEEKEND))
    named = tuple(_choice(name, made.weekdays == span, replace(made, weekdays=span), "main") for name, span in spans)
    return _screen(say("On which days?"), [named, *_in_rows(presses, 4)], made)


def zone(made: Subscription, around: Around) -> Screen:
    offered = dict.fromkeys((made.zone, *COMMON))
    presses = [_choice(city(name), name == made.zone, replace(made, zone=name), "main") for name in offered]
    rows = _in_rows(presses, 2)
    if around.private:
        rows.append((Press("Share my location", "subscription_place", {"state": state_of(made)}),))
    return _screen(say("In which zone are these times? Another: reply to this message with a city."), rows, made)


def quiet(made: Subscription, around: Around) -> Screen:
    none = _choice("None", made.quiet is None, replace(made, quiet=None), "main")
    spans = [_choice(f"{a} to {b}", made.quiet == (a, b), replace(made, quiet=(a, b)), "quiet") for a, b in OFFERED_QUIET]
    rows: list[Row] = [(none,), *_in_rows(spans, 2)]
    if made.quiet:
        does = (("wait", "Collect till they end"), ("urgent", "Only urgent alerts"), ("silence", "Silence"))
        does = does if made.instant else (does[0], does[2])  # type: ignore[assignment]  # what is no alert is not urgent
        rows += [(_choice(words, made.quiet_does == what, replace(made, quiet_does=what), "quiet"),) for what, words in does]  # type: ignore[arg-type]
    asked = say("Quiet hours, and what happens in them. Others: reply to this message, like 21:30-06:30.")
    return _screen(asked, rows, made)


# --- what -------------------------------------------------------------------------------------------------------------


def topics(made: Subscription, around: Around) -> Screen:
    fewer = (
        *((f"✕ {one}", replace(made, topics=_less(made.topics, one))) for one in made.topics),
        *((f"✕ not {one}", replace(made, without=_less(made.without, one))) for one in made.without),
        *((f"✕ said by {one}", replace(made, speakers=_less(made.speakers, one))) for one in made.speakers),
    )
    rows = [(show(_short(words), then, "topics"),) for words, then in fewer]
    asked: tuple[Words, ...] = (
        say("Reply to this message with topics, commas between them: a post must hold all words of one."),
        say('A "phrase in quotation marks" must stand there as it is. A minus leaves out: -football'),
        say('What a person says, as an alert: says:"Anna Holm"'),
    )
    if rows:
        asked = (*asked, say("A tap takes one away."))
    return (text(*asked),), (*rows, (show("‹ Done", made),))


def sources(made: Subscription, around: Around, page: int = 0) -> Screen:
    shown = around.sources[page * A_PAGE : (page + 1) * A_PAGE]

    def toggled(source: Source) -> Subscription:
        kept = set(made.source_ids) ^ {source.id}
        return replace(made, source_ids=tuple(s.id for s in around.sources if s.id in kept))

    rows: list[Row] = [(_choice("All sources", not made.source_ids, replace(made, source_ids=()), "main"),)]
    for source in shown:
        words = _short(f"✓ {source.title}" if source.id in made.source_ids else source.title)
        rows.append((show(words or str(source.id), toggled(source), "sources", page=page),))
    turning = [show("‹ Back", made, "sources", page=page - 1)] if page else []
    if len(around.sources) > (page + 1) * A_PAGE:
        turning.append(show("Next ›", made, "sources", page=page + 1))
    rows += [tuple(turning)] if turning else []
    return _screen(say("From which sources? None chosen means all that may be read there."), rows, made)


def languages(made: Subscription, around: Around) -> Screen:
    def toggled(code: str) -> Subscription:
        kept = set(made.languages) ^ {code}
        return replace(made, languages=tuple(c for c in LANGUAGES if c in kept))

    every = (_choice("All languages", not made.languages, replace(made, languages=()), "main"),)
    presses = [_choice(name, code in made.languages, toggled(code), "languages") for code, name in LANGUAGES.items()]
    return _screen(say("Posts in which languages?"), [every, *_in_rows(presses, 3)], made)


def length(made: Subscription, around: Around) -> Screen:
    presses = tuple(_choice(words, made.length == n, replace(made, length=n), "main") for n, words in LENGTHS)  # type: ignore[arg-type]
    rows: list[Row] = [presses]
    if not made.instant:
        one = _choice("One message", not made.apart, replace(made, apart=False), "main")
        rows.append((one, _choice("One for each story", made.apart, replace(made, apart=True), "main")))
    return _screen(say("How much of each story, and in how many messages?"), rows, made)


# --- where, and who sees it first: for admins -------------------------------------------------------------------------


def chat(made: Subscription, around: Around) -> Screen:
    def moved(chat_id: int) -> Subscription:
        return replace(made, chat_id=chat_id, thread_id=0)

    rows: list[Row] = [(_choice("This chat", made.chat_id == around.here, moved(around.here), "main"),)]
    rows += [(_choice(_title(one), made.chat_id == one.id, moved(one.id), "main"),) for one in around.chats[:MOST_CHATS]]
    rows.append((Press("Another group or channel", "subscription_elsewhere", {"state": state_of(made)}),))
    asked = (
        say("Where shall it go? I may post where I am a member, in a channel where I am an admin with the right to post."),
        say("Its readers then get what subscribers may read, and what its own sources bring."),
        say("Not in the list? Forward me a message of it."),
    )
    return (text(*asked),), (*rows, (show("‹ Done", made),))


def editor(made: Subscription, around: Around) -> Screen:
    def by(chat_id: int) -> Subscription:
        return replace(made, editor_chat=chat_id)

    first = _choice("Nobody: it goes out at its time", not made.editor_chat, by(0), "main")
    rows: list[Row] = [(first,), (_choice("Me, here", made.editor_chat == around.here, by(around.here), "editor"),)]
    groups = [c for c in around.chats if c.kind != "channel"]
    rows += [(_choice(_title(one), made.editor_chat == one.id, by(one.id), "editor"),) for one in groups[:MOST_CHATS]]
    if made.editor_chat:
        waits = [_choice(f"{n} min", made.editor_wait == n, replace(made, editor_wait=n), "editor") for n in WAITS]
        rows.append(tuple(waits))
        ends = (("drop", "Then drop it"), ("send", "Then send it"))
        rows.append(tuple(_choice(w, made.editor_after == e, replace(made, editor_after=e), "editor") for e, w in ends))  # type: ignore[arg-type]
    asked = (
        say("Who sees each digest first? Editors approve it, leave items out, send it at once or drop it."),
        *((say("What happens when nobody decides in time?"),) if made.editor_chat else ()),
    )
    return (text(*asked),), (*rows, (show("‹ Done", made),))


SCREENS: dict[str, Callable[[Subscription, Around], Screen]] = {
    "main": main, "times": times, "days": days, "zone": zone, "topics": topics, "sources": sources, "languages": languages,
    "length": length, "quiet": quiet, "chat": chat, "editor": editor,
}  # fmt: skip
ANSWERED = ("times", "zone", "topics", "quiet", "chat")
"""Screens whose message may be replied to (or a place or chat shared under it)."""
FOR_ADMINS = ("chat", "editor")


def drawn(screen: str, made: Subscription, around: Around, page: int = 0) -> Screen:
    """A screen by its name; one that is not there, or not for him, is the main one."""
    if screen == "sources":
        return sources(made, around, page)
    if screen in FOR_ADMINS and not around.admin:
        screen = "main"
    return SCREENS.get(screen, main)(made, around)


def _screen(asked: Words, rows: Sequence[Row], made: Subscription) -> Screen:
    return (text(asked),), (*rows, (show("‹ Done", made),))


def _choice(words: str, chosen: bool, then: Subscription, screen: str) -> Press:
    return show(f"✓ {words}" if chosen else words, then, screen)


def _in_rows(presses: Sequence[Press], width: int) -> list[Row]:
    return [tuple(presses[i : i + width]) for i in range(0, len(presses), width)]


def _less(those: tuple[str, ...], one: str) -> tuple[str, ...]:
    return tuple(other for other in those if other != one)


def _title(chat: Chat) -> str:
    return _short(chat.title or str(chat.id))


def _short(words: str) -> str:
    return words if len(words) <= LONGEST else f"{words[: LONGEST - 1]}…"
