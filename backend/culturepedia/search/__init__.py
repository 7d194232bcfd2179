"""Search: finds performances, people, places and tags from what Koreans type."""
