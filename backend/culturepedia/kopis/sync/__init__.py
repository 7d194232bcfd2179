"""Copies KOPIS into the catalogue: one module for each thing it copies, and what they share."""
