/// A text, right-aligned in a column.
struct Column: CustomStringConvertible {
    let description: String

    init(_ value: some CustomStringConvertible, _ width: Int) {
        let text = value.description
        description = String(repeating: " ", count: max(0, width - text.count)) + text
    }
}
