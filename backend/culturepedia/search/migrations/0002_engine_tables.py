"""Where the tokens live: FTS5 tables on SQLite, `tsvector` columns with GIN indexes on PostgreSQL.

The vectors are kept out of line: read with the rows they would make every scan of entries many times wider.
"""

from django.db import migrations

SQLITE = [
    "CREATE VIRTUAL TABLE search_index USING fts5"
    "(t, o, tokenize=\"unicode61 remove_diacritics 0\", detail=column, columnsize=0)",
    "CREATE VIRTUAL TABLE search_synopsis USING fts5"
    "(s, tokenize=\"unicode61 remove_diacritics 0\", detail=none, columnsize=0)",
    "CREATE VIRTUAL TABLE search_grams USING fts5"
    "(g, tokenize=\"unicode61 remove_diacritics 0\", detail=none, columnsize=0)",
    "CREATE INDEX search_term_keys ON search_searchterm (keys, weight)",
    "CREATE INDEX search_term_initials ON search_searchterm (initials, weight)",
    "CREATE INDEX search_term_loose ON search_searchterm (loose, weight)",
]
SQLITE_BACK = [
    "DROP TABLE search_index",
    "DROP TABLE search_synopsis",
    "DROP TABLE search_grams",
    "DROP INDEX search_term_keys",
    "DROP INDEX search_term_initials",
    "DROP INDEX search_term_loose",
]
POSTGRES = [
    "ALTER TABLE search_searchentry ADD COLUMN t tsvector, ADD COLUMN a tsvector, ADD COLUMN s tsvector",
    "ALTER TABLE search_searchentry ALTER COLUMN t SET STORAGE EXTERNAL, ALTER COLUMN a SET STORAGE EXTERNAL, "
    "ALTER COLUMN s SET STORAGE EXTERNAL, SET (toast_tuple_target = 128)",
    "CREATE INDEX search_entry_t ON search_searchentry USING gin (t) WITH (fastupdate = off)",
    "CREATE INDEX search_entry_a ON search_searchentry USING gin (a) WITH (fastupdate = off)",
    "CREATE INDEX search_entry_s ON search_searchentry USING gin (s) WITH (fastupdate = off)",
    "ALTER TABLE search_searchterm ADD COLUMN grams tsvector",
    "CREATE INDEX search_term_grams ON search_searchterm USING gin (grams) WITH (fastupdate = off)",
    'CREATE INDEX search_term_keys ON search_searchterm (keys COLLATE "C", weight)',
    'CREATE INDEX search_term_initials ON search_searchterm (initials COLLATE "C", weight)',
    'CREATE INDEX search_term_loose ON search_searchterm (loose COLLATE "C", weight)',
]
POSTGRES_BACK = [
    "ALTER TABLE search_searchentry DROP COLUMN t, DROP COLUMN a, DROP COLUMN s",
    "ALTER TABLE search_searchterm DROP COLUMN grams",
    "DROP INDEX search_term_keys",
    "DROP INDEX search_term_initials",
    "DROP INDEX search_term_loose",
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
