/// The orders of one turn of a crowd, with the bytes of all messages in one buffer.
package struct CrowdOrders: Sendable {
    /// What to do, in order.
    package private(set) var list: [CrowdOrder] = []
    /// The bytes that the orders refer to.
    package private(set) var bytes: [UInt8] = []

    package init() {}

    package var isEmpty: Bool { list.isEmpty }

    /// Forgets everything and keeps the memory.
    package mutating func removeAll() {
        list.removeAll(keepingCapacity: true)
        bytes.removeAll(keepingCapacity: true)
    }

    mutating func append(_ order: CrowdOrder) { list.append(order) }

    /// Keeps a copy of `source`, and returns where it lies.
    mutating func keep(_ source: some Collection<UInt8>) -> Range<Int> {
        let start = bytes.count
        bytes.append(contentsOf: source)
        return start..<bytes.count
    }
}
