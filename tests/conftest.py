"""For all tests: property tests draw the same examples each time, so that a check says the same of the same code twice.

HYPOTHESIS_EXPLORE=1 draws new ones, for who looks for what nobody thought of.
"""

import os

from hypothesis import settings

settings.register_profile("same", derandomize=True)
settings.register_profile("explore", print_blob=True)
settings.load_profile("explore" if os.environ.get("HYPOTHESIS_EXPLORE") else "same")
