"""The API as it is served, without what is kept in the process: every request is computed."""

import django

django.setup(set_prefix=False)

from culturepedia.common.lean import LeanHandler  # noqa: E402 - needs the set-up
from runner.compression import Compressed  # noqa: E402

application = Compressed(LeanHandler())
