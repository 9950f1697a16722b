/// The values that keys take; each function names the key in its message.
extension Tree {
    /// A text of one line that does no harm on a terminal.
    func text(_ key: String, _ length: ClosedRange<Int>) throws(ScenarioFault) -> String {
        guard case .text(let text) = content else { throw mismatch(key, "text") }
        let line = text.trimmed
        // Not what people see as characters: one of those may be of any length.
        let count = line.unicodeScalars.count
        guard length.contains(count) else {
            throw fault(
                "\"\(key)\" must have \(length.lowerBound) to \(length.upperBound) characters, "
                    + "not \(count)")
        }
        guard !line.unicodeScalars.contains(where: \.isControl) else {
            throw fault("\"\(key)\" must be one line without control characters")
        }
        return String(line)
    }

    /// One of some words.
    func word(_ key: String, _ words: [String]) throws(ScenarioFault) -> String {
        guard case .text(let text) = content else {
            throw mismatch(key, "one of " + words.joined(separator: ", "))
        }
        let word = String(text.trimmed)
        guard words.contains(word) else {
            throw fault(
                "\"\(key)\" knows no \"\(text.shortened)\"; \(NearestName.remedy(word, words))")
        }
        return word
    }

    /// A whole number.
    func whole(_ key: String, _ range: ClosedRange<Int>) throws(ScenarioFault) -> Int {
        let expected = "a whole number from \(range.lowerBound) to \(range.upperBound)"
        guard case .text(let text) = content, let number = Int(text.trimmed),
            range.contains(number)
        else { throw mismatch(key, expected) }
        return number
    }

    /// A seed.
    func seed(_ key: String) throws(ScenarioFault) -> UInt64 {
        guard case .text(let text) = content, let number = UInt64(text.trimmed) else {
            throw mismatch(key, "a whole number from 0 to \(UInt64.max)")
        }
        return number
    }

    /// A time in seconds.
    func seconds(_ key: String, _ range: ClosedRange<Double>) throws(ScenarioFault) -> Double {
        guard case .text(let text) = content, let seconds = Quantity(text)?.seconds else {
            throw mismatch(key, "a time like 250ms, 30s or 5m")
        }
        guard range.contains(seconds) else {
            let (low, high) = (range.lowerBound.plainTime, range.upperBound.plainTime)
            throw mismatch(key, "from \(low) to \(high)")
        }
        return seconds
    }

    /// Kilobits a second, from 1 kbit/s to 10 Gbit/s.
    func kilobits(_ key: String) throws(ScenarioFault) -> Double {
        guard case .text(let text) = content, let rate = Quantity(text)?.kilobitsPerSecond else {
            throw mismatch(key, "a bandwidth like 64 kbit/s or 2 Mbit/s")
        }
        guard (1...10_000_000).contains(rate) else {
            throw mismatch(key, "from 1 kbit/s to 10 Gbit/s")
        }
        return rate
    }

    /// Bots a second, from 0 to 100,000.
    func rate(_ key: String) throws(ScenarioFault) -> Double {
        guard case .text(let text) = content, let rate = Quantity(text)?.perSecond else {
            throw mismatch(key, "a rate like 5/s or 30/m")
        }
        guard (0...100_000).contains(rate) else { throw mismatch(key, "from 0/s to 100000/s") }
        return rate
    }

    /// A part of a whole that is given in per cent, as 0…1.
    func percentage(_ key: String) throws(ScenarioFault) -> Double {
        guard case .text(let text) = content, let part = Quantity(text), part.unit == "%",
            (0...100).contains(part.number)
        else { throw mismatch(key, "from 0 % to 100 %") }
        return part.number / 100
    }

    /// The items of a list; a value that is no list is a list of one.
    func items(_ key: String) throws(ScenarioFault) -> [Tree] {
        guard case .list(let items) = content else { return [self] }
        guard (1...ScenarioLimits.entries).contains(items.count) else {
            throw fault(
                "\"\(key)\" must have 1 to \(ScenarioLimits.entries) items, not \(items.count)")
        }
        return items
    }

    /// The members of a map.
    func members(_ key: String, _ example: String) throws(ScenarioFault) -> [Member] {
        guard case .map(let members) = content else {
            throw mismatch(key, "a map like \(example)")
        }
        guard (1...ScenarioLimits.entries).contains(members.count) else {
            throw fault(
                "\"\(key)\" must have 1 to \(ScenarioLimits.entries) keys, not \(members.count)")
        }
        return members
    }
}
