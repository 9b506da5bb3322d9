"""The gate: nothing unproven reaches a reader. `prove` a claim, `restore` a stored one, `excerpt` a sentence of a post."""

from assistant.gate.prepared import Prepared, prepare, prepare_all
from assistant.gate.reason import Reason
from assistant.gate.verdict import Falls, Stands, Verdict, excerpt, prove, prove_all, restore

__all__ = [
    "Falls",
    "Prepared",
    "Reason",
    "Stands",
    "Verdict",
    "excerpt",
    "prepare",
    "prepare_all",
    "prove",
    "prove_all",
    "restore",
]
