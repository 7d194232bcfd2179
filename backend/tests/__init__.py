"""The tests mirror the packages; `plugins/` starts the real servers they need."""
