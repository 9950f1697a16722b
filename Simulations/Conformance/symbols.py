"""Bits, prefix codes and the range coder: how the symbols of a packet are read.

Written from Codec.md alone, "Symbols, contexts and the two modes" and "Tables of a room".
"""

SPEED, DENSE = 0, 1
EVEN = "11"
MASKS = {1: "11", 2: "1323", 3: "13353555", 4: "1446465835575778"}
CHOICES = {
    1: "11", 2: "221", 3: "3231", 4: "32322", 5: "423422", 6: "4234332", 7: "52345332",
    8: "523454432", 9: "6234564432", 10: "62444654432", 11: "624455654432",
    12: "6334456554432", 13: "63345556554432", 14: "634445565554432", 15: "6344555565554432",
}
LEVELS = [
    *["123556688999999999999"] * 5,
    "124446688999999999999",
    "223434466789999999999",
    "233434444667799999999",
    "334434344446677889999",
    "444444343444456889999",
    "555544443334455567899",
    "666655444433344555677",
    "777766554434343445555",
    "888877665544443434443",
    "999988776655444434342",
    "999999887866555544341",
    "923333355667889999999",
    "955544343434445568898",
    *["666655444433344555677"] * 2,
]
SHARES = [1, 2, 3, 4, 6, 8, 11, 15, 20, 26, 34, 44, 56, 70, 86, 103, 121, 139, 156, 172, 187, 200,
          211, 221, 229, 235, 240, 244, 247, 250, 252, 254]


class Refused(Exception):
    """These bytes are not a packet for this state."""


class Bits:
    """A stream of bits, the lowest of each byte first; it ends before byte `end`."""

    def __init__(self, data):
        self.data = data
        self.end = len(data)
        self.position = 0

    def read(self, count):
        """A value of so many bits, its lowest first."""
        if self.position + count > self.end * 8:
            raise Refused(f"the bits end at bit {self.position}, {count} more are wanted")
        first, after = self.position // 8, (self.position + count + 7) // 8
        value = int.from_bytes(self.data[first:after], "little") >> self.position % 8
        self.position += count
        return value & (1 << count) - 1

    def varint(self):
        """Groups of 4 bits, lowest first, each with a bit that says whether another follows."""
        value = 0
        for group in range(8):
            value |= self.read(4) << 4 * group
            if not self.read(1):
                return value
        raise Refused("a varint has more than 8 groups")

    def row(self, fields):
        """A row of these fields of a schema, each raw."""
        return [self.word(field) for field in fields]

    def word(self, field):
        """A field's word, raw."""
        word = self.read(field["bits"])
        if word > field.get("limit", (1 << field["bits"]) - 1):
            raise Refused(f"field {field['name']} holds {word}")
        return word

    def finish(self):
        """Nothing but padding may follow: fewer than eight bits, all zero."""
        left = self.end * 8 - self.position
        if left >= 8 or self.read(left):
            raise Refused(f"{left} bits follow the end, and are no padding")


class Context:
    """What a symbol is known to be: its number of bits, and its codes' lengths untrained."""

    def __init__(self, bits, lengths):
        self.bits = bits
        self.lengths = [int(each) for each in lengths]
        self.ways = self.tree()

    def code(self, lengths=None):
        """The canonical prefix code: {(length, code): symbol}."""
        lengths = lengths or self.lengths
        code, length, found = 0, 0, {}
        for symbol in sorted(range(len(lengths)), key=lambda each: (lengths[each], each)):
            code <<= lengths[symbol] - length
            length = lengths[symbol]
            found[length, code] = symbol
            code += 1
        return found

    def tree(self):
        """The untrained code as a tree: for each inner node what follows its bits 0 and 1.

        That is the number of another inner node, or ~symbol. Node 0 is not used.
        """
        code = self.code()
        tree, level = [None], [(0, 0)]
        while level:
            below = [(length + 1, 2 * bits + bit) for length, bits in level for bit in (0, 1)]
            first, level = len(tree) + len(level), [each for each in below if each not in code]
            numbers = {each: first + place for place, each in enumerate(level)}
            ways = [numbers[each] if each in numbers else ~code[each] for each in below]
            tree += zip(ways[::2], ways[1::2])
        return tree

    def nodes(self):
        """The probability of each inner node before training; node 0 is not used."""
        return [None] + [32768] * (len(self.lengths) - 1)

    def read_code(self, bits):
        """A trained code, from a tables frame."""
        lengths = [bits.read(4) for _ in self.lengths]
        if not all(1 <= each <= 9 for each in lengths):
            raise Refused("a code's length is not 1 to 9")
        if sum(1 << 9 - each for each in lengths) != 1 << 9:
            raise Refused("a code is not complete")
        return self.code(lengths)

    def read_nodes(self, bits):
        """Trained probabilities, from a tables frame."""
        return [None] + [256 * SHARES[bits.read(5)] for _ in self.lengths[1:]]


class Speed:
    """Symbols as prefix codes, between raw bits."""

    masks = True

    def __init__(self, data, contexts, codes):
        self.bits, self.contexts, self.codes = Bits(data), contexts, codes

    def symbol(self, context):
        """The next symbol of a context."""
        if self.contexts[context].bits == 1:
            return self.bits.read(1)
        codes, code = self.codes[context], 0
        for length in range(1, 10):
            code = code << 1 | self.bits.read(1)
            if (length, code) in codes:
                return codes[length, code]
        raise Refused("no symbol has this code")

    def rest(self):
        """The bits behind the world."""
        return self.bits


class Dense:
    """Symbols as decisions of an adaptive range coder, whose bytes come from the end."""

    masks = False

    def __init__(self, data, contexts, nodes):
        self.bits, self.contexts, self.data = Bits(data), contexts, data
        self.trained, self.nodes = nodes, {}
        self.taken = self.code = 0
        self.range = (1 << 32) - 1
        for _ in range(4):
            self.take()

    def take(self):
        """The next byte of the coder, from the end towards the beginning."""
        self.taken += 1
        if self.taken - 2 > len(self.data):
            raise Refused("the range coder took more bytes than there are")
        byte = self.data[-self.taken] if self.taken <= len(self.data) else 0
        # A number of 32 bits, also where it is not below the range, as no encoder leaves it.
        self.code = (self.code << 8 | byte) & 0xFFFFFFFF

    def decide(self, nodes, node):
        """One decision, by the probability that its bit is 1, which learns from it."""
        probability = nodes[node]
        bound = (self.range >> 16) * probability
        if self.code < bound:
            bit, self.range = 1, bound
            nodes[node] += 65536 - probability >> 5
        else:
            bit, self.code, self.range = 0, self.code - bound, self.range - bound
            nodes[node] -= probability >> 5
        while self.range < 1 << 24:
            self.range <<= 8
            self.take()
        return bit

    def symbol(self, context):
        """The next symbol of a context; each packet begins with the tables as they were sent."""
        nodes = self.nodes.get(context)
        if nodes is None:
            nodes = self.nodes[context] = list(self.trained[context])
        ways, node = self.contexts[context].ways, 1
        while node > 0:
            node = ways[node][self.decide(nodes, node)]
        return ~node

    def rest(self):
        """The raw bits behind the world: they end where the coder's own bytes begin."""
        self.bits.end = len(self.data) - (self.taken - 2)
        if self.bits.position > self.bits.end * 8:
            raise Refused("the raw bits run into the range coder's bytes")
        return self.bits
