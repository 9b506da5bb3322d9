"""Who says what in a text, by quotation marks and verbs of speech in six languages. Floor 0, pure; it knows forms, not meaning.

    text -> units (sentences, put together where a quotation runs over their ends) -> who speaks in each -> speeches

Somebody who is only named in a sentence speaks nowhere in it: "Brandt's aide said", "Holm told Brandt", "critics of Brandt said".
"""

from assistant.speech.attribution import NAME
from assistant.speech.speeches import Speech, is_attributed, quotations, speeches

__all__ = ["NAME", "Speech", "is_attributed", "quotations", "speeches"]
