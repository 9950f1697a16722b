/// The columns of a row that are not for everyone.
struct InterestColumns: Sendable {
    /// Those for the owner alone.
    let owner: [Int]
    /// Those for the team.
    let team: [Int]

    init(_ plan: RowPlan) {
        owner = plan.fields.indices.filter { plan.fields[$0].audience == .owner }
        team = plan.fields.indices.filter { plan.fields[$0].audience == .team }
    }

    var isEmpty: Bool { owner.isEmpty && team.isEmpty }
}
