"""Where the tokens live: FTS5 tables on SQLite, columns of the entries with GIN indexes over them on PostgreSQL.

On PostgreSQL the tokens are words of a text, which takes half of the room of a vector; only the indexes read vectors.

- `search_vector` reads one. It is not written in SQL, told to be dear, and kept out of parallel plans, so that none
  reads vectors row by row, or starts workers for a few pages.
- `tokens` are those of the title, a bar, and the others.
- A row's long texts are moved out of the way of scans only when it is longer than 2 KB. `padding` makes it that long,
  and is some 16 bytes once compressed: 200,000 entries take 38 MB instead of 192, and visiting matches a third of the time.
- `hot` are performances that are on or to come, and those sold as well. No other row comes before one of them, so the
  best of a common word are found in small indexes of their own. SQLite has more of them: `search_running`,
  `search_upcoming`, `search_recent` for what ended in the last months; PostgreSQL takes longer to plan than they save.
- What changes waits in a short list beside each index and is sorted in by the next that fills it: 64 KB are read by every
  search in a fraction of a millisecond, and a change takes a fifth of the time.
- Without an index of the prior, a row whose tokens stay the same keeps its place in all indexes when sales change.
"""

from django.db import migrations

SQLITE = [
    *(
        f"CREATE VIRTUAL TABLE search_{name} USING fts5"
        "(t, o, tokenize=\"unicode61 remove_diacritics 0\", detail=column, columnsize=0)"
        for name in ("index", "running", "upcoming", "recent")
    ),
    "CREATE VIRTUAL TABLE search_synopsis USING fts5"
    "(s, tokenize=\"unicode61 remove_diacritics 0\", detail=none, columnsize=0)",
    "CREATE VIRTUAL TABLE search_grams USING fts5"
    "(g, tokenize=\"unicode61 remove_diacritics 0\", detail=none, columnsize=0)",
    "CREATE INDEX search_term_keys ON search_searchterm (keys)",
    "CREATE INDEX search_term_initials ON search_searchterm (initials)",
    "CREATE INDEX search_term_loose ON search_searchterm (loose)",
]
SQLITE_BACK = [
    "DROP TABLE search_index",
    "DROP TABLE search_running",
    "DROP TABLE search_upcoming",
    "DROP TABLE search_recent",
    "DROP TABLE search_synopsis",
    "DROP TABLE search_grams",
    "DROP INDEX search_term_keys",
    "DROP INDEX search_term_initials",
    "DROP INDEX search_term_loose",
]
ENTRIES = "search_searchentry USING gin"
PENDING = "WITH (fastupdate = on, gin_pending_list_limit = 64)"
TITLE = "search_vector(split_part(tokens, '|', 1))"
ALL = "search_vector(replace(tokens, '|', ' '))"
POSTGRES = [
    "CREATE FUNCTION search_vector(tokens text) RETURNS tsvector LANGUAGE plpgsql IMMUTABLE STRICT "
    "PARALLEL RESTRICTED COST 10000 AS 'BEGIN RETURN tokens::tsvector; END'",
    "ALTER TABLE search_searchentry ADD COLUMN tokens text NOT NULL DEFAULT '|', ADD COLUMN prose text NOT NULL DEFAULT '', "
    "ADD COLUMN hot boolean GENERATED ALWAYS AS (prior >= 11) STORED, ADD COLUMN padding text GENERATED ALWAYS AS "
    "(repeat(' ', greatest(2100 - octet_length(tokens) - octet_length(prose), 0))) STORED",
    "ALTER TABLE search_searchentry SET (toast_tuple_target = 128, fillfactor = 90)",
    f"CREATE INDEX search_entry_title ON {ENTRIES} ({TITLE}) {PENDING}",
    f"CREATE INDEX search_entry_all ON {ENTRIES} ({ALL}) {PENDING}",
    f"CREATE INDEX search_entry_prose ON {ENTRIES} (search_vector(prose)) {PENDING}",
    f"CREATE INDEX search_entry_hot_title ON {ENTRIES} ({TITLE}) {PENDING} WHERE hot",
    f"CREATE INDEX search_entry_hot_all ON {ENTRIES} ({ALL}) {PENDING} WHERE hot",
    "ALTER TABLE search_searchterm ADD COLUMN grams text NOT NULL DEFAULT ''",
    f"CREATE INDEX search_term_grams ON search_searchterm USING gin (search_vector(grams)) {PENDING}",
    'CREATE INDEX search_term_keys ON search_searchterm (keys COLLATE "C")',
    'CREATE INDEX search_term_initials ON search_searchterm (initials COLLATE "C")',
    'CREATE INDEX search_term_loose ON search_searchterm (loose COLLATE "C")',
]
POSTGRES_BACK = [
    "ALTER TABLE search_searchentry DROP COLUMN padding, DROP COLUMN hot, DROP COLUMN prose, DROP COLUMN tokens",
    "ALTER TABLE search_searchterm DROP COLUMN grams",
    "DROP INDEX search_term_keys",
    "DROP INDEX search_term_initials",
    "DROP INDEX search_term_loose",
    "DROP FUNCTION search_vector",
]


def run(schema_editor, sqlite, postgres):
    for statement in sqlite if schema_editor.connection.vendor == "sqlite" else postgres:
        schema_editor.execute(statement)


def forward(apps, schema_editor):
    run(schema_editor, SQLITE, POSTGRES)


def backward(apps, schema_editor):
    run(schema_editor, SQLITE_BACK, POSTGRES_BACK)


class Migration(migrations.Migration):
    dependencies = [("search", "0001_initial")]
    operations = [migrations.RunPython(forward, backward)]
