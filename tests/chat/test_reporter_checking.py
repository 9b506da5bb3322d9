"""/check end to end: pasted, as a file, marked in place, with a page to keep."""

import io
import zipfile

import pytest

from assistant.words import Role
from tests.chat.journeys import BRIDGE, FLOOD
from tests.chat.room import ANN, EVE


@pytest.fixture
async def desk_of_ann(room):
    await room.grant(ANN, Role.REPORTER)
    await room.publish(BRIDGE, FLOOD)
    return room


async def test_each_sentence_comes_back_with_its_verdict_and_what_differs_is_marked_in_place(desk_of_ann):
    shown, page = await desk_of_ann.say(
        ANN, "/check Engineers closed the old bridge at noon. It carries 9,000 cars a day. What a shame this is!"
    )
    assert "3 sentences: 1 contradicted, 1 supported, 1 opinion" in shown.text
    assert "<b>9,000</b>" in shown.html and "[post: 4,000]" in shown.text
    assert page.file_name == "draft-checked.html"


async def test_the_page_is_whole_escaped_and_without_script(desk_of_ann):
    draft = "/check Engineers closed the <script>alert(1)</script> old bridge at noon & left."
    _, page = await desk_of_ann.say(ANN, draft)
    body = page.file.decode()
    assert "<script" not in body and "&lt;script&gt;" in body and "default-src 'none'" in body
    assert body.count("http") == body.count("https://gazette.example/") + body.count("http-equiv")


async def test_a_word_document_with_the_command_as_its_caption_is_checked(desk_of_ann):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as made:
        made.writestr("word/document.xml", "<w:p><w:r><w:t>Forty houses were </w:t><w:t>emptied &amp; counted.</w:t></w:r></w:p>")
    shown, _ = await desk_of_ann.upload(ANN, "story.docx", packed.getvalue(), caption="/check")
    assert "Forty houses were emptied & counted." in shown.text


async def test_a_file_that_was_sent_before_is_checked_when_it_is_answered_with_the_command(desk_of_ann):
    data = b"Forty houses were emptied."
    file_id = desk_of_ann.api.add_file("story.txt", data)
    document = {"file_id": file_id, "file_unique_id": file_id, "file_name": "story.txt", "file_size": len(data)}
    frame = {"message_id": 77, "date": 0, "chat": {"id": ANN, "type": "private"}, "document": document}
    shown = (await desk_of_ann.say(ANN, "/check", reply_to_message=frame))[0]
    assert "Forty houses were emptied." in shown.text


async def test_of_a_draft_over_its_length_what_was_read_is_told_from_what_was_not(desk_of_ann):
    draft = "Engineers closed the old bridge at noon. " * 300
    shown = await desk_of_ann.upload(ANN, "long.txt", draft.encode(), caption="/check")
    told = "\n".join(m.text for m in shown)
    assert "Read: the first 7,9" in told and "old bridge at noon.” Not read: the 4,3" in told
    assert "Please send those as a draft of their own." in told


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("story.docx", b"PK\x03\x04 not really", "cannot be read"),
        ("story.pdf", b"%PDF", ".txt and .docx"),
        ("book.txt", b"Word. " * 80_000, "in parts"),
    ],
)
async def test_a_file_that_cannot_be_checked_is_refused_in_words(desk_of_ann, name, data, said):
    (told,) = await desk_of_ann.upload(ANN, name, data, caption="/check")
    assert said in told.text


async def test_without_a_draft_it_says_how_and_a_subscriber_is_refused(desk_of_ann):
    (how,) = await desk_of_ann.say(ANN, "/check")
    assert "/check The old bridge" in how.text
    await desk_of_ann.grant(EVE, Role.SUBSCRIBER)
    (refused,) = await desk_of_ann.say(EVE, "/check Anything at all.")
    assert "contradicted" not in refused.text and "supported" not in refused.text
