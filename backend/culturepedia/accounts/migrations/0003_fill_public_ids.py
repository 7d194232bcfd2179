"""Gives each account of before its public id and the one spelling of its address."""

import uuid

from django.db import migrations

from culturepedia.accounts.emails import canonical


def fill(apps, schema_editor):
    User = apps.get_model("accounts", "User")
    for user in User.objects.filter(public_id=None).iterator():
        user.public_id = uuid.uuid4()
        try:
            user.email = canonical(user.email)
        except ValueError:
            pass  # made by hand with something that is no address: an operator's account, which keeps its name
        user.save(update_fields=["public_id", "email"])


class Migration(migrations.Migration):

    dependencies = [("accounts", "0002_add_sessions_and_profiles")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
