"""Invented words: full names, biographies and captions in several scripts, with emoji and tags."""

from typing import Final

from b9_devstack.simulator.draw import Draw

WORDS: Final = (
    "morning", "light", "studio", "harbour", "slow", "coffee", "rooftop", "paper", "salt", "field",
    "tiny", "orbit", "fern", "night", "train", "lemon", "quiet", "loud", "forever", "yesterday",
    "été", "naïve", "größe", "señal", "źródło", "さくら", "旅行", "ночь", "море", "قهوة", "한강",
)  # fmt: skip
EMOJI: Final = ("✨", "🌿", "☕", "🚲", "🏳️‍🌈", "👩🏽‍🚀", "🔥", "🇫🇷", "🫶", "1️⃣")
TAGS: Final = ("reels", "studio_life", "travel2026", "été", "coffee", "さくら", "b9", "Slow_Living")
CATEGORIES: Final = ("Artist", "Photographer", "Digital creator", "Musician/band", "Café", None)


def phrase(draw: Draw, words: int) -> str:
    """Return *words* invented words."""
    return " ".join(draw.pick(WORDS) for _ in range(words))


def caption(draw: Draw) -> str | None:
    """Return what stands below an item; now and then nothing, now and then a long text."""
    if draw.one_in(12):
        return None
    text = phrase(draw, 60 if draw.one_in(12) else draw.between(2, 9))
    text += f" {draw.pick(EMOJI)}"
    if not draw.one_in(3):
        text += "".join(f" #{draw.pick(TAGS)}" for _ in range(draw.between(1, 3)))
    if draw.one_in(6):
        text += f"\nwith @{draw.pick(('paper.orbit', 'lemon_train', 'fern.n1ght'))}"
    return text


def full_name(name: str) -> str:
    """Return *name* as a person would write it."""
    return " ".join(part.capitalize() for part in name.replace("_", ".").split(".") if part)
