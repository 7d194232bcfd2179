"""The catalogue: performances, venues, people, companies, rankings; and how they are read."""
