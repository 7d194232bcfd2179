"""Colours of the posters by genre: background from, background to, two accents, text."""

from __future__ import annotations

Palette = tuple[str, ...]
PALETTES: dict[str, tuple[Palette, ...]] = {
    "classical": (
        ("#14213d", "#33415c", "#c9a227", "#f1e3b0", "#ffffff"),
        ("#f4efe6", "#d9cbb4", "#7b2d26", "#c1666b", "#2b2118"),
        ("#0b3c49", "#13737b", "#e0b04c", "#f7e7c1", "#ffffff"),
        ("#2d1e2f", "#6b2d5c", "#f0a6ca", "#f9d5e5", "#ffffff"),
        ("#e9edf2", "#b8c5d6", "#1f3a5f", "#d98324", "#14202e"),
    ),
    "play": (
        ("#1c1b1f", "#43302e", "#a4303f", "#f2d0a4", "#ffffff"),
        ("#2f3e46", "#52796f", "#cad2c5", "#f2e8cf", "#ffffff"),
        ("#f2e9dc", "#e0c9a6", "#5e503f", "#c44536", "#22181c"),
        ("#22223b", "#4a4e69", "#9a8c98", "#f2e9e4", "#ffffff"),
    ),
    "musical": (
        ("#10002b", "#5a189a", "#e0aaff", "#ffd166", "#ffffff"),
        ("#5f0f40", "#9a031e", "#fb8b24", "#ffe8b6", "#ffffff"),
        ("#003049", "#006494", "#fcbf49", "#eae2b7", "#ffffff"),
        ("#fff1d0", "#ffc6a5", "#d64045", "#467599", "#3a1c24"),
    ),
    "pop": (
        ("#0d0221", "#3c096c", "#ff0a78", "#2de2e6", "#ffffff"),
        ("#001219", "#005f73", "#ee9b00", "#e9d8a6", "#ffffff"),
        ("#ffe5ec", "#ffb3c6", "#fb6f92", "#4361ee", "#2b1030"),
        ("#111111", "#333333", "#f9c80e", "#f86624", "#ffffff"),
    ),
    "gugak": (
        ("#f7f1e1", "#e6d3b1", "#3b5249", "#b23a48", "#2a2119"),
        ("#1b263b", "#415a77", "#a3b18a", "#f1dca7", "#ffffff"),
        ("#3a0d12", "#7a2e2e", "#d9ae61", "#f5ebdc", "#ffffff"),
    ),
    "dance": (
        ("#f8f4f0", "#e3d5ca", "#9d6b53", "#d5896f", "#2b2320"),
        ("#171738", "#2e1760", "#7180b9", "#dff3e4", "#ffffff"),
        ("#264653", "#2a9d8f", "#e9c46a", "#f4f1de", "#ffffff"),
    ),
    "pop_dance": (
        ("#0f0e17", "#33305a", "#ff8906", "#f25f4c", "#ffffff"),
        ("#d9ed92", "#76c893", "#184e77", "#f94144", "#10222e"),
    ),
    "circus": (
        ("#fff3d6", "#ffd9a0", "#d62828", "#003049", "#2b1d0e"),
        ("#240046", "#7b2cbf", "#ffb703", "#fb8500", "#ffffff"),
        ("#023047", "#219ebc", "#ffb703", "#f1faee", "#ffffff"),
    ),
    "mixed": (
        ("#f0ead2", "#dde5b6", "#6c584c", "#a98467", "#2e2a21"),
        ("#2b2d42", "#8d99ae", "#ef233c", "#edf2f4", "#ffffff"),
        ("#0a2463", "#3e92cc", "#d8315b", "#fffaff", "#ffffff"),
    ),
}
