"""The mathematics of recommendations: NumPy and SciPy, no Django, no other app.

The same input gives the same output: random numbers are seeded, ties fall to the smaller id.

records → features → training → model (store) and shelf → profile → score → rerank → explain.
"""
