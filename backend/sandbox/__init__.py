"""A small KOPIS server of our own: the documented protocol over a generated, believable catalogue.

For people without a service key and for tests. It imports nothing of the application and shares no parsing code
with the client, so that two independent readings of the protocol meet.
"""
