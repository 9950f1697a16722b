import UmpireBasics
import UmpireState

extension Bot {
    /// Any input that the schema allows, each word of it as likely as the others.
    mutating func chooseByChance(_ plan: RowPlan, _ row: inout [UInt32]) {
        for field in plan.fields {
            row.append(UInt32(truncatingIfNeeded: words.int(in: 0...Int(field.limit))))
        }
    }
}
