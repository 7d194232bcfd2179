"""The API as it is served, without what is kept in the process: every request is computed."""

from django.core.wsgi import get_wsgi_application

from runner.compression import Compressed

application = Compressed(get_wsgi_application())
