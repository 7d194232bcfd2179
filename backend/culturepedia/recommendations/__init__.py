"""Which performances someone will love, and why: taste, training, answers.

`core` holds the mathematics without Django; the rest loads rows, calls it and speaks HTTP.
"""
