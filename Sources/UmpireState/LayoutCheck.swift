import UmpireBasics

/// Finds stored properties that no field declares: they would be lost in hashes and restores.
enum LayoutCheck {
    /// Stops with the property's name when a field is missing for part of `value`.
    static func requireComplete<Value>(_ fields: [FieldPlan], _ value: Value) {
        let missing = undeclared(in: Mirror(reflecting: value), fields, at: 0)
        require(
            missing.isEmpty,
            "every stored property of \(Value.self) is declared in its schema; add a Field for "
                + missing.joined(separator: ", "))
    }

    /// The names of the properties without a field, walking nested structs.
    ///
    /// `places` are offset and size of what something other than a field declares.
    static func undeclared(
        in mirror: Mirror, _ fields: [FieldPlan], at base: Int, besides places: [(Int, Int)] = []
    ) -> [String] {
        var offset = base
        var missing: [String] = []
        for child in mirror.children {
            let (size, alignment) = extent(of: child.value)
            offset = (offset + alignment - 1) / alignment * alignment
            let isDeclared =
                places.contains { $0 == (offset, size) }
                || fields.contains {
                    $0.coding.offset == offset && $0.coding.byteCount == size
                }
            if !isDeclared && size > 0 {
                let nested = Mirror(reflecting: child.value)
                let inner =
                    nested.displayStyle == .struct && !nested.children.isEmpty
                    ? undeclared(in: nested, fields, at: offset, besides: places) : [""]
                let name = child.label ?? "?"
                missing += inner.map { $0.isEmpty ? name : "\(name).\($0)" }
            }
            offset += size
        }
        return missing
    }

    private static func extent(of value: Any) -> (size: Int, alignment: Int) {
        let kind: any Any.Type = type(of: value)
        return _openExistential(kind, do: memoryExtent)
    }
}

private func memoryExtent<Value>(of type: Value.Type) -> (size: Int, alignment: Int) {
    (MemoryLayout<Value>.size, MemoryLayout<Value>.alignment)
}
