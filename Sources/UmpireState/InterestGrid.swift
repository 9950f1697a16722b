/// The positions of a table's rows in cells as wide as sight reaches, so that an eye looks at nine.
///
/// Cells are hashed into twice as many buckets as there are rows: a world has no bounds, memory
/// has. Cells that share a bucket cost some distances more and change nothing. Rows of positions
/// that are not finite lie in no cell.
struct InterestGrid: Sendable {
    /// The greatest coordinate of a cell; what lies beyond is counted into the last one.
    private static let lastCell = 0x1p30

    private var cellsPerUnit: Double = 0
    private var mask: UInt32 = 0
    /// Where each bucket begins, and the end of the last.
    private var starts: [UInt32] = []
    /// Row and position, bucket after bucket.
    private var rows: [UInt16] = []
    private var places: [SIMD2<Float>] = []
    private var buckets: [UInt32] = []

    /// Sorts the rows at `positions` into cells of side `cell`.
    mutating func build(_ positions: [SIMD2<Float>], cell: Double) {
        cellsPerUnit = 1 / cell
        let size = 1 << (UInt32.bitWidth - UInt32(2 * positions.count | 15).leadingZeroBitCount)
        mask = UInt32(size - 1)
        starts.removeAll(keepingCapacity: true)
        starts.append(contentsOf: repeatElement(0, count: size + 2))
        buckets.removeAll(keepingCapacity: true)
        for position in positions {
            guard position.x.isFinite && position.y.isFinite else {
                buckets.append(.max)
                continue
            }
            let bucket = bucket(column(position.x), column(position.y))
            buckets.append(bucket)
            starts[Int(bucket) + 2] += 1
        }
        for index in 0..<size { starts[index + 2] += starts[index + 1] }
        let count = Int(starts[size + 1])
        rows.removeAll(keepingCapacity: true)
        rows.append(contentsOf: repeatElement(0, count: count))
        places.removeAll(keepingCapacity: true)
        places.append(contentsOf: repeatElement(.zero, count: count))
        for row in buckets.indices where buckets[row] != .max {
            let bucket = Int(buckets[row])
            let place = Int(starts[bucket + 1])
            starts[bucket + 1] += 1
            rows[place] = UInt16(row)
            places[place] = positions[row]
        }
    }

    /// Adds the rows that an eye sees anew to `inside`, those that it may go on seeing to `near`.
    func look(
        from eye: SIMD2<Float>, _ plan: InterestPlan, _ inside: inout InterestRows,
        _ near: inout InterestRows
    ) {
        guard eye.x.isFinite && eye.y.isFinite else { return }
        let (x, y) = (column(eye.x), column(eye.y))
        let starts = starts.span
        let places = places.span
        let rows = rows.span
        for column in (x - 1)...(x + 1) {
            for line in (y - 1)...(y + 1) {
                let bucket = Int(bucket(column, line))
                for place in Int(starts[bucket])..<Int(starts[bucket + 1]) {
                    let distance = InterestGrid.distanceSquared(eye, places[place])
                    guard distance <= plan.reachSquared else { continue }
                    if distance <= plan.radiusSquared {
                        inside.insert(Int(rows[place]))
                    } else {
                        near.insert(Int(rows[place]))
                    }
                }
            }
        }
    }

    /// In `Double`, where the squares of all finite coordinates have room.
    @inline(__always)
    static func distanceSquared(_ one: SIMD2<Float>, _ other: SIMD2<Float>) -> Double {
        let x = Double(one.x) - Double(other.x)
        let y = Double(one.y) - Double(other.y)
        return x * x + y * y
    }

    private func column(_ coordinate: Float) -> Int32 {
        let scaled = Double(coordinate) * cellsPerUnit
        let bounded = min(max(scaled, -InterestGrid.lastCell), InterestGrid.lastCell)
        let whole = Int32(bounded)
        return bounded < Double(whole) ? whole - 1 : whole
    }

    private func bucket(_ column: Int32, _ line: Int32) -> UInt32 {
        let mixed =
            UInt32(bitPattern: column) &* 0x9E37_79B1 ^ UInt32(bitPattern: line) &* 0x85EB_CA77
        return (mixed ^ mixed >> 15) & mask
    }
}
