"""KOPIS, the national performing-arts information system: its client, parsers and sync."""
