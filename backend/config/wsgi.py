"""WSGI entry point of the API: Django, before it the answers that are still current, around both the compression.

Outermost stands what makes every request readable.
"""

import os

from django.core.wsgi import get_wsgi_application

from runner.compression import Compressed

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
# Recommendations multiply small matrices: more threads of NumPy's would only wait for each other.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

django_application = get_wsgi_application()

from culturepedia.common.bodies import ReadableBodies  # noqa: E402 - its imports need the set-up
from culturepedia.common.kept import KeptAnswers  # noqa: E402 - its imports need the set-up

application = ReadableBodies(Compressed(KeptAnswers(django_application)))
