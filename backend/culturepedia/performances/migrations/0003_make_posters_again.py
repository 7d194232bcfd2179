from django.db import migrations


def forget_fetched_sources(apps, schema_editor):
    """Let the worker make every poster once more: the files made before have no JPEG beside them."""
    performances = apps.get_model("performances", "Performance")
    performances.objects.filter(poster_key__isnull=False).update(poster_fetched_url=None)


class Migration(migrations.Migration):
    dependencies = [("performances", "0002_add_enrichment_columns")]

    operations = [migrations.RunPython(forget_fetched_sources, migrations.RunPython.noop)]
