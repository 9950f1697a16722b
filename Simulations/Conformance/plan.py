"""What the codec makes of a schema: the fields of its rows, and the contexts of its symbols.

Written from Codec.md alone, "Contexts".
"""

import functools

from rotation import Form
from symbols import CHOICES, EVEN, LEVELS, MASKS, Context

NUMBERS = {"gone_count": 1, "gone_gap": 6, "cold_count": 3, "cold_gap": 8, "new_count": 1,
           "new_gap": 1}
FAR = 65535


class Field:
    """What the codec needs to know of one field of the schema."""

    def __init__(self, field):
        kind = field["kind"]
        self.bits = {"bool": 1, "float32": 32}.get(kind) or field["bits"]
        if kind == "enum":
            self.limit = len(field["cases"]) - 1
        elif kind == "rotation":
            self.limit = (1 << self.bits) - 1
        else:
            self.limit = {"bool": 1, "float32": 0xFFFFFFFF}.get(kind) or field["limit"]
        self.is_choice = kind != "float32" and 1 <= self.limit < 16
        self.is_rotation = kind == "rotation"
        self.is_quantity = not self.is_choice and kind not in ("enum", "rotation")
        self.is_predicted = self.is_quantity or self.is_rotation
        self.form = Form(self.bits) if self.is_rotation else None
        full = self.limit == (1 << self.bits) - 1
        self.wraps = kind == "float32" or field.get("hint") == "angle" and full
        self.moves_on = None  # The place of its bit in the tables, if it is predicted.
        self.group = 0

    def short(self, difference):
        """A difference of two words, the short way round if the field wraps."""
        if not self.wraps:
            return difference
        half = (self.limit + 1) // 2
        return (difference + half) % (self.limit + 1) - half

    def distance(self, one, other):
        """How far two words are from each other, at most 65,535."""
        return min(abs(self.short(one - other)), FAR)

    def is_upper(self, word):
        """Is a word in the upper half of those that the field has?"""
        return word > self.limit // 2


class Plan:
    """The contexts of one table, by their places among all contexts."""

    def __init__(self, fields, contexts):
        self.fields = [Field(each) for each in fields]
        self.form_groups()
        place = functools.partial(add, contexts)
        self.change = place(1, 1, EVEN)
        for name, level in NUMBERS.items():
            setattr(self, name, place(1, 5, LEVELS[level]))
        self.row_flag = place(128, 1, EVEN)
        self.row = place(48, 2, "1332")
        self.exact_run = place(1, 5, LEVELS[1])
        sizes = [min(4, len(fields) - first) for first in range(0, len(fields), 4)]
        self.hot_mask, self.cold_mask, self.new_mask = (
            [place(1, 4, MASKS[size]) for size in sizes] for _ in range(3))
        for field in self.fields:
            field.flag = place(12, 1, EVEN)
            if field.is_rotation:
                field.largest = place(18, 2, "1332")
            if field.is_predicted:
                field.error = len(contexts)
                for lengths in LEVELS * (2 if field.is_rotation else 1):
                    place(1, 5, lengths)
                field.sign = place(12, 1, EVEN)
            elif field.is_choice:
                field.step = place(1, 4, CHOICES[field.limit])

    def empty_row(self):
        """A row of zeros."""
        return [0] * len(self.fields)

    def form_groups(self):
        """Quantities of one kind side by side, or one rotation, and the others before them."""
        group, before = 0, None
        for field in self.fields:
            alike = (field.is_quantity and before and before.is_quantity
                     and abs(field.bits - before.bits) <= 3)
            if before and before.is_predicted and not alike:
                group += 1
            field.group, before = group, field
        self.groups = group + 1


def add(contexts, count, bits, lengths):
    """Adds so many equal contexts and returns the place of the first."""
    contexts += [Context(bits, lengths)] * count
    return len(contexts) - count
