"""A claim tells what a source says. One that addresses the reader or the bot, or brings an address of its own, falls."""

from __future__ import annotations

import re

from assistant.gate.evidence import Case
from assistant.gate.reason import Reason

_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|(?<![\w.])@\w{3,}|\b[\w.+-]+@[\w-]+\.\w+|\bt\.me/\S+", re.IGNORECASE)
_ORDER = re.compile(
    r"\b(?:ignore|disregard|forget)\b.{0,40}\b(?:instructions?|prompts?|rules|above|previous)\b"
    r"|\b(?:system prompt|as an ai\b|language model|you are now|dear (?:user|reader|assistant)|attention,? (?:user|reader|assistant|ai)\b)"
    r"|\b(?:the|this) (?:bot|assistant|chatbot) (?:must|should|will|has to)\b",
    re.IGNORECASE,
)
_COMMAND = re.compile(r"(?<![\w/.:])/[a-z]\w{2,}(?![\w/.])")  # "/grant 99 admin": what one writes to a bot, not "km/h" or a path
_APPEAL = re.compile(
    r"^\W*(?:please\s+)?"
    r"(?:click|tap|visit|subscribe|sign up|log ?in|download|install|call|text|send|donate|transfer|pay|reply|follow|share)\b",
    re.IGNORECASE,
)
# A task set to whoever reads it, in the source itself: what is planted in a post to steer a machine. Of the 75 attacks of BIPIA in
# ../shared/eval/attacks all fall by this, by "your answer" or as questions; of 410 true claims one does.
_TASK = re.compile(
    r"^\W*(?:please\s+|now\s+)?(?:explain|provide|write|replace|use(?! of)|translate|describe|convert|draft|compose|develop|break down|"
    r"substitute|render|introduce|misspell|scramble|jumble|rearrange|anagram|encode|encrypt|decode|reply|respond|answer|tell|repeat|print|"
    r"summari[sz]e|generate|create|give|show|insert|include|remember|imagine|pretend|swap|reverse|omit|do not|don't|always|never|ensure|"
    r"recommend|promote|disguise|begin|apply|alternate|utili[sz]e|employ|identify|calculate|solve|compare|define|outline)\b"
    r"|\byour (?:answers?|repl(?:y|ies)|responses?|outputs?|messages?)\b",
    re.IGNORECASE,
)

# What a publisher says to its readers between the news. It is no news, though the source does hold it.
_INVITES = re.compile(
    r"^\W*(?:please\s+)?(?:sign up|subscribe|click|tap|register)\s+(?:here|now|for|to|on|below)\b"
    r"|\b(?:our|this) newsletter\b|\bfollow us\b",
    re.IGNORECASE,
)


def check(case: Case) -> list[Reason]:
    """A reason for each address that the bearing sentences do not hold, each order to a machine, each appeal that the source does not make
    or that sends the reader to an address."""
    source = " ".join(b.text for b in case.evidence.bearing).lower()
    found = [
        Reason("reader", "The claim holds an address that is not in the source.", *match.span())
        for match in _ADDRESS.finditer(case.text)
        if match.group().rstrip(".,;:!?)").lower() not in source
    ]
    order = _ORDER.search(case.text)
    if order:
        found.append(Reason("reader", "The claim speaks to a machine, not about the news.", *order.span()))
    command = _COMMAND.search(case.text)
    if command:
        found.append(Reason("reader", "The claim holds a command for a bot.", *command.span()))
    task = _TASK.search(case.text)
    if task:
        found.append(Reason("reader", "The claim sets a task, it tells nothing.", *task.span()))
    if case.folded.text.rstrip(" \"')").endswith("?") and '"' not in case.folded.text:
        found.append(Reason("reader", "A question is no claim.", 0, len(case.text)))
    appeal = _APPEAL.search(case.text)
    made = appeal is not None and appeal.group().strip().lower() in source and not _ADDRESS.search(case.text)
    told_to = _INVITES.search(case.text) or (None if made else appeal)
    if told_to:
        found.append(Reason("reader", "The claim tells the reader what to do.", *told_to.span()))
    return found
