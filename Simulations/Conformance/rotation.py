"""Rotations in row words, and how one goes on: the section "Rotations" of Codec.md in plain Python.

All numbers are whole; divisions round towards 0.
"""

import math

from symbols import Refused

ONE = 1 << 20
HALF = 741455
MOST_STEPS = 8


def divided(number, by):
    """A quotient rounded towards 0."""
    return number // by if number >= 0 else -(-number // by)


class Form:
    """The form of a word of so many bits: 2 for the largest part, the rest for three others."""

    def __init__(self, word_bits):
        self.bits = (word_bits - 2) // 3
        self.limit = (1 << self.bits) - 1
        self.scale = (HALF << 10) // self.limit

    def largest(self, word):
        """The number of the part that is left out: 0 x, 1 y, 2 z, 3 w."""
        return word >> 3 * self.bits

    def numbers(self, word):
        """The three numbers that are sent."""
        return [word >> place * self.bits & self.limit for place in (2, 1, 0)]

    def word(self, largest, numbers):
        """The word of its four numbers."""
        for number in numbers:
            largest = largest << self.bits | number
        return largest

    def parts(self, word):
        """The four parts; `ONE` is a length of 1."""
        parts = [divided((2 * number - self.limit) * self.scale, 1 << 10)
                 for number in self.numbers(word)]
        left = ONE * ONE - sum(part * part for part in parts)
        parts.insert(self.largest(word), math.isqrt(max(left, 0)))
        return parts

    def sent(self, parts, largest):
        """The numbers of the three parts that are not the largest."""
        sign = -1 if parts[largest] < 0 else 1
        return [min(max(self.limit * (sign * part + HALF) + HALF, 0) // (2 * HALF), self.limit)
                for place, part in enumerate(parts) if place != largest]


class Guess:
    """What is expected of a rotation that was `older` and then `old`."""

    def __init__(self, form, old, older, ahead, behind, moves=True):
        self.form = form
        self.still, self.past = form.parts(old), form.parts(older)
        onward = turned_on(self.still, self.past, ahead, behind)
        self.onward = onward or self.still
        self.parts = self.onward if moves else self.still
        self.largest = form.largest(old)
        if onward and moves:
            self.largest = max(range(4), key=lambda place: abs(onward[place]))
        sizes = sorted(map(abs, self.parts))
        self.lead = (sizes[3] - sizes[2]) * form.limit // (2 * HALF)

    @property
    def word(self):
        """The word that is expected."""
        return self.form.word(self.largest, self.numbers(self.largest))

    def distance(self):
        """How far the numbers moved together to get where they are."""
        return sum(abs(new - old) for new, old in zip(self.form.sent(self.still, self.largest),
                                                      self.form.sent(self.past, self.largest)))

    def mean_change(self):
        """How far each number goes in the mean if the rotation turns on."""
        return sum(map(abs, self.changes(self.largest))) // 3

    def numbers(self, largest):
        """The numbers that are expected, when this part turns out to be the largest."""
        return self.form.sent(self.parts, largest)

    def changes(self, largest):
        """How far each of the numbers goes if the rotation turns on."""
        return [new - old for new, old in zip(self.form.sent(self.onward, largest),
                                              self.form.sent(self.still, largest))]


def quiet_rotation(packet, field, old, context):
    """Reads the word of a rotation that is not expected to change."""
    form = field.form
    largest = (form.largest(old) + packet.symbol(field.largest + context)) % 4
    numbers = []
    for place, known in enumerate(form.sent(form.parts(old), largest)):
        error = packet.error(field, error_context(context, place), 0, known > form.limit // 2)
        numbers.append(bounded(form, known + error))
    return form.word(largest, numbers)


def turning_rotation(packet, field, turn, group, tells):
    """Reads the word of a rotation that turned; `tells`: also which part is left out."""
    form, largest = field.form, turn.largest
    if tells:
        lead = min(turn.lead.bit_length(), 15)
        largest = (largest + packet.symbol(field.largest + lead)) % 4
    numbers = []
    known = zip(turn.numbers(largest), form.sent(turn.still, largest), turn.changes(largest))
    for place, (expected, old, change) in enumerate(known):
        turned, is_upper = change < 0, old > form.limit // 2
        context = error_context(group.context(), place)
        error = packet.error(field, context, 6, is_upper != turned)
        error = -error if turned else error
        group.came(error)
        numbers.append(bounded(form, expected + error))
    return form.word(largest, numbers)


def error_context(context, place):
    """The error context of the first number of a rotation, or of one of the other two."""
    return context if place == 0 else 20 + context


def bounded(form, number):
    """A number of a rotation."""
    if not 0 <= number <= form.limit:
        raise Refused(f"number {number} of {form.limit}")
    return number


def turned_on(old, older, ahead, behind):
    """The parts of `old` turned on as they turned; None if they jumped."""
    dot = divided(sum(one * other for one, other in zip(old, older)), ONE)
    cosine = min(abs(dot), ONE)
    if cosine < HALF:
        return None
    ahead = min(ahead, MOST_STEPS * behind)
    now, before = ONE, 0
    for _ in range(ahead // behind):
        now, before = divided(2 * cosine * now, ONE) - before, now
    rest = ahead % behind
    if rest:
        after = divided(2 * cosine * now, ONE) - before
        now, before = (now + divided((after - now) * rest, behind),
                       before + divided((now - before) * rest, behind))
    if dot < 0:
        before = -before
    return [divided(now * one - before * other, ONE) for one, other in zip(old, older)]
