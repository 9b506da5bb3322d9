"""A draft in parts."""

from assistant.check.draft import parts


def test_a_quotation_of_several_sentences_is_one_part():
    draft = "Brandt spoke. “We waited. We waited too long,” she said. The rest left."
    assert [draft[a:b] for a, b in parts(draft)] == [
        "Brandt spoke.",
        "“We waited. We waited too long,” she said.",
        "The rest left.",
    ]


def test_a_mark_that_is_never_closed_swallows_no_draft():
    draft = "Brandt said “we wait. " + "Then the council met and decided this. " * 60
    assert len(parts(draft)) > 3
