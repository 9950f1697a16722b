import UmpireReport
import UmpireState

extension Crowd {
    /// For what the bits of the snapshots that were looked at were spent, dearest first.
    var fieldShares: [FieldShare] {
        fields.parts.filter { $0.bits > 0 }.sorted { $0.bits > $1.bits }.map {
            FieldShare(table: $0.table, field: $0.field, bits: $0.bits)
        }
    }
}
