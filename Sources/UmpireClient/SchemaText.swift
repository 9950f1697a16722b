import UmpireBasics
import UmpireProtocol
public import UmpireState

/// Reads a schema as a server's `welcome` brings it.
///
/// Unknown members are skipped. Every list ends at its limit while it is read, so that a text
/// costs no more than its own size.
public struct SchemaText {
    private let bytes: [UInt8]
    private var scanner = JSONScanner(maxDepth: Limits.controlMessageDepth)

    private init(_ bytes: borrowing Span<UInt8>) throws(SchemaTextFault) {
        guard bytes.count <= Limits.schemaBytes else { throw .tooLong(bytes: bytes.count) }
        self.bytes = unsafe bytes.withUnsafeBufferPointer { unsafe Array($0) }
    }

    /// The schema whose JSON, and nothing else, `bytes` are.
    public static func read(
        _ bytes: borrowing Span<UInt8>
    ) throws(SchemaTextFault) -> SchemaDescription {
        var text = try SchemaText(bytes)
        let schema = try text.schema()
        try text.requireEnd()
        return schema
    }

    /// The schema in the `welcome` that `bytes` are.
    public static func read(
        ofWelcome bytes: borrowing Span<UInt8>
    ) throws(SchemaTextFault) -> SchemaDescription {
        var text = try SchemaText(bytes)
        var schema: SchemaDescription?
        try text.object { text, name throws(SchemaTextFault) in
            if name == "schema" { schema = try text.schema() } else { _ = try text.value() }
        }
        try text.requireEnd()
        guard let schema else { throw .absent }
        return schema
    }

    private mutating func requireEnd() throws(SchemaTextFault) {
        skipSpace()
        guard scanner.position == bytes.count else {
            throw .malformed(.malformed(byte: scanner.position))
        }
    }

    /// The value that comes next: a schema, and its text without the space around it.
    private mutating func schema() throws(SchemaTextFault) -> SchemaDescription {
        skipSpace()
        let start = scanner.position
        var reading = SchemaReading()
        try object { text, name throws(SchemaTextFault) in
            switch name {
            case "tables": reading.tables = try text.tables()
            case "scalars": reading.scalars = try text.row().fields
            case "input": reading.input = try text.row().fields
            case "cue": reading.cue = try text.row().fields
            default: _ = try text.value()
            }
        }
        let json = String(decoding: bytes[start..<scanner.position], as: UTF8.self)
        do throws(SchemaReadingFault) {
            return try reading.description(json: json)
        } catch {
            throw .impossible(error)
        }
    }

    private mutating func tables() throws(SchemaTextFault) -> [SchemaReading.Table] {
        var tables: [SchemaReading.Table] = []
        try list(atMost: Limits.schemaTables) { text throws(SchemaTextFault) in
            tables.append(try text.row())
        }
        return tables
    }

    /// A table, or a row without a name.
    private mutating func row() throws(SchemaTextFault) -> SchemaReading.Table {
        var row = SchemaReading.Table(name: nil, fields: nil)
        try object { text, name throws(SchemaTextFault) in
            switch name {
            case "name": row.name = try text.string()
            case "fields": row.fields = try text.fields()
            default: _ = try text.value()
            }
        }
        return row
    }

    private mutating func fields() throws(SchemaTextFault) -> [SchemaReadingField] {
        var fields: [SchemaReadingField] = []
        try list(atMost: Limits.fieldsPerRow) { text throws(SchemaTextFault) in
            fields.append(try text.field())
        }
        return fields
    }

    private mutating func field() throws(SchemaTextFault) -> SchemaReadingField {
        var field = SchemaReadingField()
        try object { text, name throws(SchemaTextFault) in
            switch name {
            case "name": field.name = try text.string()
            case "was": field.was = try text.string()
            case "kind": field.kind = try text.string()
            case "bits": field.bits = try text.number()
            case "min": field.min = try text.number()
            case "step": field.step = try text.number()
            case "limit": field.limit = try text.number()
            case "cases": field.cases = try text.cases()
            case "hint": field.hint = try text.string()
            case "audience": field.audience = try text.string()
            default: _ = try text.value()
            }
        }
        return field
    }

    private mutating func cases() throws(SchemaTextFault) -> [String] {
        var cases: [String] = []
        try list(atMost: Limits.schemaCases) { text throws(SchemaTextFault) in
            cases.append(try text.string())
        }
        return cases
    }
}

// MARK: - JSON

extension SchemaText {
    /// An object; `take` reads the value of each member, and none comes twice.
    private mutating func object(
        _ take: (inout SchemaText, String) throws(SchemaTextFault) -> Void
    ) throws(SchemaTextFault) {
        var names: Set<String> = []
        try open(0x7B)
        if skip(0x7D) { return }
        repeat {
            let name = try string()
            guard names.insert(name).inserted else {
                throw .malformed(.duplicateMember(name))
            }
            skipSpace()
            try expect(0x3A)
            try take(&self, name)
            skipSpace()
        } while skip(0x2C)
        try expect(0x7D)
    }

    /// A list; `take` reads each item.
    private mutating func list(
        atMost count: Int, _ take: (inout SchemaText) throws(SchemaTextFault) -> Void
    ) throws(SchemaTextFault) {
        try open(0x5B)
        if skip(0x5D) { return }
        var items = 0
        repeat {
            guard items < count else { throw .tooMany(byte: scanner.position) }
            items += 1
            try take(&self)
            skipSpace()
        } while skip(0x2C)
        try expect(0x5D)
    }

    private mutating func open(_ bracket: UInt8) throws(SchemaTextFault) {
        skipSpace()
        guard skip(bracket) else {
            throw .otherKind(byte: scanner.position)
        }
        skipSpace()
    }

    private mutating func string() throws(SchemaTextFault) -> String {
        skipSpace()
        let start = scanner.position
        guard case .string(let text) = try value() else { throw .otherKind(byte: start) }
        return text
    }

    private mutating func number() throws(SchemaTextFault) -> SchemaReadingField.Number {
        skipSpace()
        let start = scanner.position
        switch try value() {
        case .integer, .number: break
        case .string, .bool, .null, .nested: throw .otherKind(byte: start)
        }
        let digits = String(decoding: bytes[start..<scanner.position], as: UTF8.self)
        if let whole = Int64(digits) { return .integer(whole) }
        guard let real = Double(digits), real.isFinite else { throw .otherKind(byte: start) }
        return .real(real)
    }

    // The bytes are taken out of `self` for each step: a span of a member forbids to change others.

    private mutating func skipSpace() {
        let bytes = bytes
        scanner.skipSpace(bytes.span)
    }

    private mutating func skip(_ byte: UInt8) -> Bool {
        let bytes = bytes
        return scanner.skip(byte, bytes.span)
    }

    private mutating func value() throws(SchemaTextFault) -> JSONObject.Value {
        let bytes = bytes
        do throws(JSONError) {
            return try scanner.value(bytes.span)
        } catch {
            throw .malformed(error)
        }
    }

    private mutating func expect(_ byte: UInt8) throws(SchemaTextFault) {
        let bytes = bytes
        do throws(JSONError) {
            try scanner.expect(byte, bytes.span)
        } catch {
            throw .malformed(error)
        }
    }
}
