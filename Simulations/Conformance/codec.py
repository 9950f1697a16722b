"""A decoder of snapshots in plain Python, clear rather than fast.

It is written from the pages Codec.md and Protocol.md alone, so that a difference between it and
another decoder shows a fault in one of them or in the pages.
"""

from plan import FAR, Plan
from rotation import Guess, quiet_rotation, turning_rotation
from symbols import DENSE, SPEED, Bits, Dense, Refused, Speed

QUIET, NEW, GROUP_CHANGES, GROUP_DIFFERED = 16, 17, 18, 19
HOT_FLAG, COLD_FLAG, NEW_FLAG = 0, 4, 8


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


class Decoder:
    """Decodes the snapshots of one schema, with the tables that came on this connection."""

    def __init__(self, schema):
        self.contexts = []
        self.plans = [Plan(table["fields"], self.contexts) for table in schema["tables"]]
        self.scalars = Plan(schema["scalars"]["fields"], self.contexts)
        predicted = [field for plan in [*self.plans, self.scalars] for field in plan.fields
                      if field.is_predicted]
        for place, field in enumerate(predicted):
            field.moves_on = place
        moving = [1] * len(predicted)
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
        earlier = rows if earlier is None else earlier
        hot = [id for id in rows if earlier.get(id) != rows[id]]
        cold = [id for id in rows if earlier.get(id) == rows[id]]
        self.hot_rows(plan, rows, hot, earlier)
        for id in self.pick(cold, plan.cold_count, plan.cold_gap):
            rows[id] = self.cold_row(plan, rows[id])
        self.come(plan, old, rows)
        return dict(sorted(rows.items()))

    def hot_rows(self, plan, rows, hot, earlier):
        """The rows that are not what they were; a run of exact ones is told with its first."""
        run = 0
        for place, id in enumerate(hot):
            row = HotRow(self, plan, rows[id], earlier.get(id, rows[id]))
            if run:
                run, rows[id] = run - 1, row.exact()
                continue
            rows[id], is_exact = row.read()
            if is_exact:
                run = self.number(plan.exact_run)
                if place + run >= len(hot):
                    raise Refused(f"{run} exact rows follow row {place} of {len(hot)}")

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
        return HotRow(self, plan, old, before).read()[0]

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
                changed += 1
        return row

    def quiet(self, field, old, context):
        """The word of a field that is not expected to change, and its error."""
        if field.is_quantity:
            error = self.error(field, context, 0, field.is_upper(old))
            return corrected(field, old, error), error
        if field.is_choice:
            step = 1 if field.limit == 1 else self.symbol(field.step)
            return (old + step) % (field.limit + 1), 0
        if field.is_rotation:
            return quiet_rotation(self, field, old, context), 0
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

    def error(self, field, context, sign, is_upper):
        """A number, and if that is not 0, whether it is negative."""
        number = self.number(field.error + context)
        if number and self.symbol(field.sign + sign + 2 * min(number, 3) - 2 + is_upper):
            return -number
        return number


def corrected(field, expected, error):
    """The word that an error makes of the expected one."""
    word = (expected + error) % (1 << 32)
    if field.wraps:
        word %= field.limit + 1
    if word > field.limit:
        raise Refused(f"word {word} of {field.limit}")
    return word


class HotRow:
    """A row that changed from predecessor (`before`) to baseline (`old`)."""

    def __init__(self, packet, plan, old, before):
        self.packet, self.plan, self.old = packet, plan, old
        self.turns = [Guess(field.form, word, earlier, packet.ahead, packet.behind,
                            packet.moving[field.moves_on])
                      if field.is_rotation and word != earlier else None
                      for field, word, earlier in zip(plan.fields, old, before)]
        self.guesses = [packet.expected(field, word, earlier)
                        if field.is_quantity and word != earlier
                        else turn and (turn.word, turn.mean_change())
                        for field, word, earlier, turn
                        in zip(plan.fields, old, before, self.turns)]
        self.moved = sum(guess is not None for guess in self.guesses)
        self.way = level(sum(turn.distance() if turn else field.distance(word, earlier)
                             for field, word, earlier, turn
                             in zip(plan.fields, old, before, self.turns) if field.is_predicted))
        self.groups = [Group() for _ in range(plan.groups)]
        for field, word, earlier, guess in zip(plan.fields, old, before, self.guesses):
            group = self.groups[field.group]
            if guess:
                group.moves(guess[1])
            elif word != earlier:  # A choice or label.
                group.differed = True

    def exact(self):
        """The row if all comes as expected."""
        return [guess[0] if guess else word for guess, word in zip(self.guesses, self.old)]

    def read(self):
        """The row, and whether it is said to be exact."""
        mask = 0
        tells = not self.packet.masks
        if self.packet.masks:
            many = 0 if self.moved < 3 else 1 if self.moved < 6 else 2
            symbol = self.packet.symbol(self.plan.row + 16 * many + self.way)
            if symbol == 1:
                return self.old, False
            if symbol == 3:
                return self.exact(), True
            tells = symbol == 2
            if tells:
                mask = self.packet.read_mask(self.plan.hot_mask)
        elif not self.packet.symbol(self.plan.row_flag + 16 * min(7, self.moved) + self.way):
            return self.old, False
        return self.fields(mask, tells), False

    def fields(self, mask, tells):
        """The fields of a row that changes; `tells`: of rotations, which part is left out."""
        row, changed = list(self.old), 0
        for place, (field, guess) in enumerate(zip(self.plan.fields, self.guesses)):
            group, error = self.groups[field.group], 0
            if self.turns[place]:
                row[place] = turning_rotation(self.packet, field, self.turns[place], group, tells)
                changed += row[place] != self.old[place]
            elif guess:
                row[place], error = self.moving(field, *guess, self.old[place])
                changed += row[place] != self.old[place]
            elif self.packet.changes(field, place, mask, HOT_FLAG, changed):
                row[place], error = self.packet.quiet(field, row[place], QUIET)
                # Also where the word is the same again, which a writer would not tell.
                changed += 1
                group.changes = group.changes or not field.is_predicted
            if field.is_quantity:
                group.came(error)
        return row

    def moving(self, field, expected, change, old):
        """The word of a quantity that moved, and its error."""
        turned = change < 0
        context = self.groups[field.group].context()
        error = self.packet.error(field, context, 6, field.is_upper(old) != turned)
        error = -error if turned else error
        return corrected(field, expected, error), error


class Group:
    """What is known of the fields of a group while a hot row is read."""

    def __init__(self):
        self.changes = self.differed = False
        self.moved = self.movers = self.sum = self.count = 0

    def moves(self, change):
        """A quantity moved, and is expected to change so much."""
        self.moved += min(abs(change), FAR)
        self.movers += 1

    def came(self, error):
        """A quantity of the row is known now."""
        self.sum += min(abs(error), FAR)
        self.count += 1

    def context(self):
        """The error context of the next quantity that moved."""
        if self.changes:
            return GROUP_CHANGES
        if self.differed:
            return GROUP_DIFFERED
        mean = 8 * self.sum // self.count if self.count else 0
        return level(self.moved // self.movers + mean)


def level(number):
    """0 for 0, else one more than the highest bit of a number; at most 15."""
    return min(number.bit_length(), 15)
