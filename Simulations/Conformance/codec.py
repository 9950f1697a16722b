"""A decoder of snapshots in plain Python, clear rather than fast.

It is written from the pages Codec.md and Protocol.md alone, so that a difference between it and
another decoder shows a fault in one of them or in the pages.
"""

import functools

from symbols import CHOICES, DENSE, EVEN, LEVELS, MASKS, SPEED
from symbols import Bits, Context, Dense, Refused, Speed

NUMBERS = {"gone_count": 1, "gone_gap": 6, "cold_count": 3, "cold_gap": 8, "new_count": 1,
           "new_gap": 1}
QUIET, NEW, AFTER_CHANGE = 16, 17, 18
HOT_FLAG, COLD_FLAG, NEW_FLAG = 0, 4, 8
FAR = 65535


class Snapshot:
    """What a client holds: for each table its rows by id, in order of id; and the scalars.

    A row is a list of words. Snapshots share rows and tables that did not change.
    """

    def __init__(self, tables, scalars):
        self.tables, self.scalars = tables, scalars

    def view_hash(self):
        """The `viewHash` of Protocol.md."""
        words = []
        for table in self.tables:
            words.append(len(table))
            for id, row in table.items():
                words += [id, *row]
        return murmur3(words + self.scalars)


def murmur3(words):
    """MurmurHash3 x86 32-bit, seed 0, of 32-bit words."""
    value, top = 0, 0xFFFFFFFF
    for word in words:
        word = word * 0xCC9E2D51 & top
        word = (word << 15 | word >> 17) & top
        value ^= word * 0x1B873593 & top
        value = (value << 13 | value >> 19) & top
        value = value * 5 + 0xE6546B64 & top
    value ^= 4 * len(words)
    value = (value ^ value >> 16) * 0x85EBCA6B & top
    value = (value ^ value >> 13) * 0xC2B2AE35 & top
    return value ^ value >> 16


class Field:
    """What the codec needs to know of one field of the schema."""

    def __init__(self, field):
        kind = field["kind"]
        self.bits = {"bool": 1, "float32": 32}.get(kind) or field["bits"]
        if kind == "enum":
            self.limit = len(field["cases"]) - 1
        else:
            self.limit = {"bool": 1, "float32": 0xFFFFFFFF}.get(kind) or field["limit"]
        self.is_choice = kind != "float32" and 1 <= self.limit < 16
        self.is_quantity = not self.is_choice and kind != "enum"
        full = self.limit == (1 << self.bits) - 1
        self.wraps = kind == "float32" or field.get("hint") == "angle" and full
        self.moves_on = None  # The place of its bit in the tables, for a quantity.

    def short(self, difference):
        """A difference of two words, the short way round if the field wraps."""
        if not self.wraps:
            return difference
        half = (self.limit + 1) // 2
        return (difference + half) % (self.limit + 1) - half

    def distance(self, one, other):
        """How far two words are from each other, at most 65,535."""
        return min(abs(self.short(one - other)), FAR)


class Plan:
    """The contexts of one table, by their places among all contexts."""

    def __init__(self, fields, contexts):
        self.fields = [Field(each) for each in fields]
        place = functools.partial(add, contexts)
        self.change = place(1, 1, EVEN)
        for name, level in NUMBERS.items():
            setattr(self, name, place(1, 5, LEVELS[level]))
        self.row_flag = place(128, 1, EVEN)
        self.row = place(48, 2, "1332")
        sizes = [min(4, len(fields) - first) for first in range(0, len(fields), 4)]
        self.hot_mask, self.cold_mask, self.new_mask = (
            [place(1, 4, MASKS[size]) for size in sizes] for _ in range(3))
        for field in self.fields:
            field.flag = place(12, 1, EVEN)
            if field.is_quantity:
                field.error = len(contexts)
                for lengths in LEVELS:
                    place(1, 5, lengths)
                field.sign = place(6, 1, EVEN)
            elif field.is_choice:
                field.step = place(1, 4, CHOICES[field.limit])

    def empty_row(self):
        """A row of zeros."""
        return [0] * len(self.fields)


def add(contexts, count, bits, lengths):
    """Adds so many equal contexts and returns the place of the first."""
    contexts += [Context(bits, lengths)] * count
    return len(contexts) - count


def level(number):
    """0 for 0, else one more than the highest bit of a number; at most 15."""
    return min(number.bit_length(), 15)


class Decoder:
    """Decodes the snapshots of one schema, with the tables that came on this connection."""

    def __init__(self, schema):
        self.contexts = []
        self.plans = [Plan(table["fields"], self.contexts) for table in schema["tables"]]
        self.scalars = Plan(schema["scalars"]["fields"], self.contexts)
        quantities = [field for plan in [*self.plans, self.scalars] for field in plan.fields
                      if field.is_quantity]
        for place, field in enumerate(quantities):
            field.moves_on = place
        moving = [1] * len(quantities)
        self.untrained = {(SPEED, 0): (moving, [each.code() for each in self.contexts]),
                          (DENSE, 0): (moving, [each.nodes() for each in self.contexts])}
        self.enter_room()

    def enter_room(self):
        """Back to epoch 0, with which each room begins."""
        self.tables = dict(self.untrained)

    def empty(self):
        """The baseline of a keyframe."""
        return Snapshot([{} for _ in self.plans], self.scalars.empty_row())

    def use_tables(self, frame):
        """Takes in a tables frame."""
        if len(frame) < 4 or frame[0] != 3 or frame[3] != 0:
            raise Refused("this is not a tables frame")
        epoch, mode, bits = frame[1], frame[2], Bits(frame[4:])
        if not 1 <= epoch <= 15 or mode not in (SPEED, DENSE):
            raise Refused(f"epoch {epoch}, mode {mode}")
        moving = [bits.read(1) for _ in self.tables[SPEED, 0][0]]
        tables = list(self.tables[mode, 0][1])
        for place, context in enumerate(self.contexts):
            if bits.read(1):
                if mode == DENSE:
                    tables[place] = context.read_nodes(bits)
                elif context.bits > 1:
                    tables[place] = context.read_code(bits)
                else:
                    raise Refused("a context of one bit is trained")
        bits.finish()
        self.tables[mode, epoch] = moving, tables

    def decode(self, bits, baseline, predecessor, ahead, behind, mode, epoch):
        """The snapshot that a packet makes, and its `Bits` at the cues.

        `ahead` 0: a keyframe, whatever the baseline. `behind` 0: no predecessor.
        """
        if (mode, epoch) not in self.tables:
            raise Refused(f"tables of epoch {epoch}, mode {mode} were not sent")
        if behind and not ahead:
            raise Refused("a keyframe has no predecessor")
        moving, tables = self.tables[mode, epoch]
        source = (Dense if mode == DENSE else Speed)(bits, self.contexts, tables)
        packet = Packet(source, moving, ahead, behind)
        baseline = baseline if ahead else self.empty()
        earlier = predecessor.tables if behind else [None] * len(self.plans)
        tables = [packet.table(*each) for each in zip(self.plans, baseline.tables, earlier)]
        scalars = packet.scalars(self.scalars, baseline.scalars,
                                 predecessor.scalars if behind else None)
        return Snapshot(tables, scalars), source.rest()


class Packet:
    """One packet, being read."""

    def __init__(self, source, moving, ahead, behind):
        self.symbol, self.raw, self.masks = source.symbol, source.bits.read, source.masks
        self.moving, self.ahead, self.behind = moving, ahead, behind

    def number(self, context):
        """A number of any size."""
        token = self.symbol(context)
        if token < 4:
            return token
        if token < 20:
            high = token >> 1
            return (2 | token & 1) << high - 1 | self.raw(high - 1)
        high = 10 + self.raw(5)
        if high > 31:
            raise Refused(f"a number with the highest bit {high}")
        return 1 << high | self.raw(high)

    def pick(self, ids, count, gap):
        """Some of these ids: how many, then for each how many are passed over before it."""
        place = 0
        for _ in range(self.number(count)):
            place += self.number(gap)
            if place >= len(ids):
                raise Refused(f"row {place} of {len(ids)}")
            yield ids[place]
            place += 1

    def table(self, plan, old, earlier):
        """A table: rows go, change and come."""
        if not self.symbol(plan.change):
            return old
        gone = set(self.pick(list(old), plan.gone_count, plan.gone_gap))
        rows = {id: row for id, row in old.items() if id not in gone}
        cold = []
        for id, row in rows.items():
            before = earlier.get(id) if earlier is not None else row
            if before == row:
                cold.append(id)
            else:
                rows[id] = self.hot_row(plan, row, before or row)
        for id in self.pick(cold, plan.cold_count, plan.cold_gap):
            rows[id] = self.cold_row(plan, rows[id])
        self.come(plan, old, rows)
        return dict(sorted(rows.items()))

    def come(self, plan, old, rows):
        """The rows that come, each as a difference from the one before."""
        last = max(old, default=65535)
        row = old.get(last, plan.empty_row())
        way = 0
        for _ in range(self.number(plan.new_count)):
            step = self.number(plan.new_gap) + 1
            way += step
            last = (last + step) % 65536
            if way > 65536 or last in rows:
                raise Refused(f"id {last} comes again")
            row = rows[last] = self.quiet_row(plan, row, plan.new_mask, NEW_FLAG, NEW)

    def scalars(self, plan, old, before):
        """The one row that is always there."""
        if not plan.fields or not self.symbol(plan.change):
            return old
        if before is None:
            return self.cold_row(plan, old)
        return self.hot_row(plan, old, before)

    def read_mask(self, contexts):
        """In speed mode, which fields change: the lowest bit is the first field."""
        return sum(self.symbol(context) << 4 * place for place, context in enumerate(contexts))

    def changes(self, field, place, mask, flag, changed):
        """Does a field change? The mask said so, or a flag does; `changed` before it did."""
        if self.masks:
            return mask >> place & 1
        return self.symbol(field.flag + flag + min(3, changed))

    def cold_row(self, plan, old):
        """A row that did not change from predecessor to baseline."""
        return self.quiet_row(plan, old, plan.cold_mask, COLD_FLAG, QUIET)

    def quiet_row(self, plan, old, masks, flag, error):
        """A row of quiet fields."""
        mask = self.read_mask(masks) if self.masks else 0
        row, changed = list(old), 0
        for place, field in enumerate(plan.fields):
            if self.changes(field, place, mask, flag, changed):
                row[place], _ = self.quiet(field, old[place], error)
                changed += row[place] != old[place]
        return row

    def hot_row(self, plan, old, before):
        """A row that changed from predecessor (`before`) to baseline (`old`)."""
        fields = plan.fields
        moved = [field.is_quantity and one != other
                 for field, one, other in zip(fields, before, old)]
        way = level(sum(field.distance(one, other) for field, one, other, yes
                        in zip(fields, before, old, moved) if yes))
        mask = 0
        if self.masks:
            many = sum(moved)
            among = plan.row + 16 * (0 if many < 3 else 1 if many < 6 else 2) + way
            symbol = self.symbol(among)
            if symbol == 1:
                return old
            if symbol == 3:
                return [self.expected(field, word, earlier)[0] if yes else word
                        for field, word, earlier, yes in zip(fields, old, before, moved)]
            if symbol == 2:
                mask = self.read_mask(plan.hot_mask)
        elif not self.symbol(plan.row_flag + 16 * min(7, sum(moved)) + way):
            return old
        return self.hot_fields(fields, old, before, moved, mask)

    def hot_fields(self, fields, old, before, moved, mask):
        """The fields of a hot row that changes."""
        row, changed, choices = list(old), 0, False
        energy = Energy()
        for place, field in enumerate(fields):
            energy.meet(field)
            error = 0
            if moved[place]:
                guess = self.expected(field, old[place], before[place])
                row[place], error = self.moving_field(field, *guess, choices, energy)
            elif self.changes(field, place, mask, HOT_FLAG, changed):
                row[place], error = self.quiet(field, old[place], QUIET)
            if row[place] != old[place]:
                changed += 1
                choices = choices or not field.is_quantity
            energy.count(field, error)
        return row

    def quiet(self, field, old, context):
        """The word of a field that is not expected to change, and how large its error was."""
        if field.is_quantity:
            number, negative = self.error(field, context, 0)
            return corrected(field, old, -number if negative else number), number
        if field.is_choice:
            step = 1 if field.limit == 1 else self.symbol(field.step)
            return (old + step) % (field.limit + 1), 0
        word = self.raw(field.bits)
        if word > field.limit:
            raise Refused(f"word {word} of {field.limit}")
        return word, 0

    def expected(self, field, old, before):
        """The word that is expected of a quantity that moved, and its change."""
        step, change = field.short(old - before), 0
        if abs(step) * 8 <= field.limit:
            change = abs(step) * self.ahead // self.behind * (1 if step > 0 else -1)
        if not self.moving[field.moves_on]:
            return old, change
        if field.wraps:
            return (old + change) % (field.limit + 1), change
        return min(max(old + change, 0), field.limit), change

    def moving_field(self, field, expected, change, choices, energy):
        """The word of a quantity that moved, and how large the error of the guess was."""
        context = AFTER_CHANGE if choices else level(min(abs(change), FAR) + energy.mean())
        number, negative = self.error(field, context, 3)
        if change < 0:
            negative = not negative
        return corrected(field, expected, -number if negative else number), number

    def error(self, field, context, sign):
        """A number, and if that is not 0, whether it is negative."""
        number = self.number(field.error + context)
        negative = number and self.symbol(field.sign + sign + min(number, 3) - 1)
        return number, bool(negative)


def corrected(field, expected, error):
    """The word that an error makes of the expected one."""
    word = (expected + error) % (1 << 32)
    if field.wraps:
        word %= field.limit + 1
    if word > field.limit:
        raise Refused(f"word {word} of {field.limit}")
    return word


class Energy:
    """How far the quantities of one kind, coded before in this row, were from what was expected."""

    def __init__(self):
        self.bits, self.sum, self.many = None, 0, 0

    def meet(self, field):
        """A new kind begins at what is no quantity, and where the widths differ by over 3."""
        if not field.is_quantity or self.bits is None or abs(field.bits - self.bits) > 3:
            self.sum = self.many = 0
        self.bits = field.bits if field.is_quantity else None

    def count(self, field, error):
        """A quantity of this kind is coded."""
        if field.is_quantity:
            self.sum += min(error, FAR)
            self.many += 1

    def mean(self):
        """Eight times the mean."""
        return 8 * self.sum // self.many if self.many else 0
