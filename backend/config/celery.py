"""The Celery application and the one schedule of all periodic work.

Without Redis (`make run`) a broker made of files does the same work at about ten messages a second. Tasks are
idempotent and their state lives in the database, so a lost message costs time, never data.
"""

from __future__ import annotations

import os

from celery import Celery
from celery.schedules import crontab

from config import file_broker

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

file_broker.install()
app = Celery("culturepedia")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks(
    [
        f"culturepedia.{name}"
        for name in ("accounts", "search", "kopis", "enrichment", "notifications", "recommendations", "pages")
    ]
)

# Hours are Asia/Seoul. A run that was missed is started by the five-minute check until 06:00.
app.conf.beat_schedule = {
    "kopis-performances-nightly": {"task": "kopis.sync_performances", "schedule": crontab(hour="0", minute="10")},
    "kopis-catch-up": {"task": "kopis.catch_up", "schedule": crontab(hour="0-5", minute="*/5")},
    "kopis-rankings-hourly": {"task": "kopis.sync_rankings", "schedule": crontab(minute="20")},
    "kopis-venues-weekly": {
        "task": "kopis.sync_venues",
        "schedule": crontab(hour="2", minute="30", day_of_week="mon"),
    },
    # Often, so that new performances have their poster soon; a look at an empty queue is one query.
    "enrichment-posters": {"task": "enrichment.process_posters", "schedule": 15.0},
    # As often: what a lost message left is found here. One query while the catalogue stands still.
    "enrichment-hashtags": {"task": "enrichment.tag_performances", "schedule": 30.0},
    # Two queries, unless a day has begun or a release reads texts differently.
    "search-outbox": {"task": "search.send_outbox", "schedule": 60.0},
    "search-keep-current": {"task": "search.keep_current", "schedule": 300.0},
    # A worker is woken for each mail; this finds those whose message was lost, and those to be tried again.
    "accounts-mails": {"task": "accounts.send_mails", "schedule": 60.0},
    "accounts-clean-up": {"task": "accounts.clean_up", "schedule": crontab(hour="4", minute="40")},
    # After the nightly sync and what the day brings; a run without news is a few queries.
    "notifications-make": {"task": "notifications.make_notices", "schedule": crontab(minute="*/10")},
    "notifications-digests": {"task": "notifications.send_digests", "schedule": crontab(hour="8-21", minute="5-59/10")},
    "notifications-clean-up": {"task": "notifications.clean_up", "schedule": crontab(hour="4", minute="50")},
    "recommendations-train-nightly": {"task": "recommendations.train", "schedule": crontab(hour="3", minute="30")},
    # Candidates every hour, sooner after a change of the catalogue; a look at current ones is two queries.
    "recommendations-keep-current": {"task": "recommendations.keep_current", "schedule": 60.0},
    "pages-snapshots": {"task": "pages.write_snapshots", "schedule": 300.0},
}
