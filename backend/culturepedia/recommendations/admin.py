"""What staff see of the trained model, with buttons that start its making."""

from __future__ import annotations

from typing import ClassVar

from django.contrib import admin

from culturepedia.common.admin import ReadOnly, StartsTasks
from culturepedia.recommendations import tasks
from culturepedia.recommendations.models import ModelPointer


@admin.register(ModelPointer)
class ModelPointerAdmin(StartsTasks, ReadOnly, admin.ModelAdmin):  # type: ignore[type-arg]
    """What answers now, since when, and what it was made of."""

    list_display = ("model_file", "trained_at", "performances", "people", "opinions", "seconds", "shelved_at")
    startable: ClassVar = {"지금 학습": tasks.train, "필요하면 후보 새로 모으기": tasks.keep_current}
