"""WSGI entry point of the API."""

import os

from django.core.wsgi import get_wsgi_application

from runner.compression import Compressed

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

application = Compressed(get_wsgi_application())
