import UmpireBasics

extension InterestSight {
    /// Appends a weight by distance for each of `ids`, which a viewer sees in the table at `index`.
    func weigh(
        _ index: Int, _ priority: PriorityPlan, for viewer: Viewer, _ ids: [UInt16],
        into weights: inout [UInt32]
    ) {
        let table = tables.span
        let eyes = table[priority.eyes].eyes(of: viewer, isTeam: false)
        guard !eyes.isEmpty, case .player(let player, _) = viewer else {
            weights.append(contentsOf: repeatElement(PriorityPlan.usual, count: ids.count))
            return
        }
        var next = 0
        for id in ownIDs(of: ids, index, for: viewer) {
            guard let row = table[index].row(of: id, from: &next) else {
                weights.append(1)
                continue
            }
            if table[index].owner(row) == UInt16(player.rawValue) {
                weights.append(priority.near)
                continue
            }
            // Of many eyes, some that are spread over all: the bound of what a row costs.
            let stride = (eyes.count + PriorityPlan.eyesAsked - 1) / PriorityPlan.eyesAsked
            var nearest = Double.infinity
            for place in Swift.stride(from: eyes.lowerBound, to: eyes.upperBound, by: stride) {
                let eye = table[priority.eyes].eye(at: place, isTeam: false)
                let distance = InterestGrid.distanceSquared(eye, table[index].position(row))
                if distance < nearest { nearest = distance }
            }
            weights.append(priority.weight(at: nearest))
        }
    }
}
