"""What outlets say about themselves around the news: appeals, subscriptions, comments, sharing. It is in no post.

Lines are judged by what they do, in the languages of our readers: they address the reader (your, us) about paying, signing
up, commenting or sharing. An appeal goes on as long as its paragraphs talk of "we" and "you" outside of quotations.
"""

from __future__ import annotations

import re

OFFERS = "|".join((
    r"(?:your|a|one-off|monthly|small) (?:support|donation|contribution|subscription|gift|membership)\b.{0,60}\b(?:help|make|allow|"
    r"keep|us|our|mean|matter|today|journalis)",
    r"(?:please )?(?:support|donate|contribute|give|chip in) (?:to |us |our |independent |quality |the (?:guardian|independent|"
    r"newsroom))",
    r"(?:please )?(?:consider )?(?:becom(?:e|ing) an? (?:member|supporter|subscriber|patron))",
    r"subscribe (?:to|now|today|for|here)\b", r"start your .{0,60}subscription", r"already (?:a )?subscribe(?:r|d)\b",
    r"(?:sign|log) (?:up|in) (?:to|for|here|now|with)\b",
    r"(?:get|receive) .{0,60}\b(?:newsletter|your inbox|in your inbox|push alerts?)",
    r"want to bookmark your", r"bookmark this",
    r"join (?:our|the) (?:comment|conversation|discussion|debate|forum|whatsapp|telegram|newsletter)",
    r"join thought-provoking conversations", r"follow (?:us|our|\w+ \w+ on (?:twitter|facebook|instagram|x|telegram))\b",
    r"like us on facebook", r"download (?:our|the) .{0,30}app", r"share (?:this|on|via)\b", r"have your say",
    r"let us know (?:what you think|in the comments)",
    r"(?:post|leave|write|add|view|show|read|see|hide) (?:a |your |all |the |\d+ )?comments?\b", r"click here to", r"tap here to",
    r"we use cookies", r"this article (?:contains|may contain) affiliate", r"pre-?order|all rights reserved",
    r"підпи(?:шіться|суйтесь|суйтеся)", r"підтрим(?:айте|ати) (?:нас|редакцію|проєкт)", r"долуча(?:йтесь|йтеся) до",
    r"подпи(?:шитесь|сывайтесь)", r"поддерж(?:ите|ать) (?:нас|редакцию|проект)", r"читайте (?:також|также)\b",
    r"abonnieren sie", r"jetzt (?:abonnieren|anmelden|registrieren)", r"unterstützen sie (?:uns|unser)", r"melden sie sich",
    r"abonnez-vous", r"inscrivez-vous", r"soutenez(?:-nous| notre)", r"suscr[ií]b[ae](?:te|se)",
    r"ap[oó]ya(?:nos)?\b.{0,20}periodismo", r"iscriviti", r"subskrybuj",
))  # fmt: skip
LABELS = "|".join((
    r"comments?(?: \(?\d+\)?)?", r"\d+ comments?", r"advertisement", r"advert", r"sponsored", r"promoted", r"share", r"shares?",
    r"copy link", r"copied",
    r"email", r"print", r"tweet", r"facebook", r"twitter", r"whatsapp", r"telegram", r"linkedin", r"reddit", r"link copied",
    r"related(?: articles| stories| topics)?",
    r"most (?:read|popular|viewed)", r"read more", r"show more", r"load more", r"more on this story", r"topics", r"recommended",
    r"trending", r"popular",
    r"newsletters?", r"subscribe", r"sign up", r"log in", r"sign in", r"register", r"menu", r"search",
    r"skip to (?:main )?content", r"back to top",
    r"key events?", r"updated", r"new updates?", r"© .*", r"copyright .*", r"photograph:.*", r"коментарі", r"комментарии",
    r"реклама", r"kommentare", r"anzeige",
    r"werbung", r"commentaires?", r"publicité", r"comentarios", r"publicidad", r"commenti", r"pubblicità", r"komentarze", r"reklama",
))  # fmt: skip
LONGEST_APPEAL = 3_000  # a line
APPEAL = re.compile(rf"^[\W_]*(?:{OFFERS})", re.IGNORECASE)
LABEL = re.compile(rf"^[\W_]*(?:{LABELS})[\W_]*$", re.IGNORECASE)
SELF_TALK = re.compile(r"\b(?:we|our|us|your|you)\b", re.IGNORECASE)
QUOTED = re.compile(r"[“\"«„][^”\"»“]{0,2000}[”\"»“]")
# a sentence's end, also where the blank after it was lost when the page was copied
GLUED = re.compile(r"(?<=[a-zа-яіїєґ][.!?])(?=[A-ZА-ЯІЇЄҐ“\"])")
SENTENCE_END = re.compile(r"(?<=[a-zа-яіїєґ][.!?])\s*(?=[A-ZА-ЯІЇЄҐ“\"])|(?<=[.!?])\s+")


def is_furniture(line: str) -> bool:
    """Whether a line is an offer to the reader or a label of the page, not news."""
    return len(line) < 400 and bool(LABEL.match(line) or (APPEAL.match(line) and not QUOTED.match(line)))


def without_furniture(lines: tuple[str, ...]) -> tuple[str, ...]:
    """Lines that are news. After an appeal, paragraphs that go on talking of "we" and "you" belong to it."""
    kept: list[str] = []
    appealing = False
    for line in lines:
        if len(line) <= LONGEST_APPEAL and LABEL.match(line):
            continue  # a label neither begins nor ends an appeal
        rest = _after_appeal(line)
        if rest == line and appealing and len(line) <= LONGEST_APPEAL and SELF_TALK.search(QUOTED.sub("", line)):
            rest = _after_glue(line)
        appealing = not rest
        if rest:
            kept.append(rest)
    return tuple(kept)


def _after_glue(line: str) -> str:
    """The news that was glued to the end of an appeal when its page was copied ("... the difference.Ferries have stopped")."""
    parts = GLUED.split(line, maxsplit=1)
    return parts[1] if len(parts) == 2 and not SELF_TALK.search(QUOTED.sub("", parts[1])) else ""


def _after_appeal(line: str) -> str:
    """What is left of a line after the appeal it begins with; the line itself when it begins with none."""
    if len(line) > LONGEST_APPEAL:
        return line
    if not APPEAL.match(line):
        return line
    sentences = SENTENCE_END.split(line)
    news = [
        at for at, sentence in enumerate(sentences) if not (APPEAL.match(sentence) or SELF_TALK.search(QUOTED.sub("", sentence)))
    ]
    # one line that only offers has no news in it; news after an appeal begins with its first sentence without "we" and "you"
    return " ".join(sentences[news[0] :]) if news and news[0] > 0 else ""
