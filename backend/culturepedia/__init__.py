"""Culturepedia: the catalogue of Korean stage performances and what people make of it."""
