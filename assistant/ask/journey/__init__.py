"""A question's journey: understood, searched, ranked, answered, proven. The only async files of ask/.

    asking      question -> resolve -> asked before? -> search -> enough? -> written -> Answer with its receipt
    searching   Embed -> candidates from Index and full text -> rank
    advising    the model's optional say in both: the question put anew, the passages in another order
    writing     with a model, or extracted -> gate -> what stands
    hearing     the model's claims judged while it still writes

It stores and sends nothing. No passages, or nothing that stands: an Answer without claims, with what was searched. The model is never
asked when there is nothing to cite; when it fails, is over budget or nothing of its reply stands, the extracted answer takes its place
and the receipt says so.
"""

from assistant.ask.journey.asking import Recall, ask
from assistant.ask.journey.hearing import Tell
from assistant.ask.journey.searching import Searched, carrying, search, understood
from assistant.ask.journey.writing import Writer

__all__ = ["Recall", "Searched", "Tell", "Writer", "ask", "carrying", "search", "understood"]
