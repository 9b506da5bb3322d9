"""What the journeys ask of the world: small Protocols, a file a subject. Each says what it does, may raise, and promises when repeated.

Adapters live in outside/ (and chat/ for Send). Fakes in tests/fakes.py keep the same contract tests.
"""

from assistant.ports.alerts import Alerts, Approvals, Followings
from assistant.ports.answers import Answers, Mark
from assistant.ports.digests import Digests
from assistant.ports.engine import Engine, FailedJob, Job, JobState, Rate, Retry
from assistant.ports.index import Candidate, Edge, Extent, Found, Index, Scope
from assistant.ports.models import Complete, Completion, CountTokens, Embed, Heard, Transcribe, Vectors
from assistant.ports.people import Audit, Keep, People
from assistant.ports.posts import Posts
from assistant.ports.reading import Clock, Fetch
from assistant.ports.sending import Buttons, Deliveries, SendParts
from assistant.ports.sources import Sources
from assistant.ports.stories import Stories

__all__ = [
    "Alerts",
    "Answers",
    "Approvals",
    "Audit",
    "Buttons",
    "Candidate",
    "Clock",
    "Complete",
    "Completion",
    "CountTokens",
    "Deliveries",
    "Digests",
    "Edge",
    "Embed",
    "Engine",
    "Extent",
    "FailedJob",
    "Fetch",
    "Followings",
    "Found",
    "Heard",
    "Index",
    "Job",
    "JobState",
    "Keep",
    "Mark",
    "People",
    "Posts",
    "Rate",
    "Retry",
    "Scope",
    "SendParts",
    "Sources",
    "Stories",
    "Transcribe",
    "Vectors",
]
