/// A table of HTML, which scrolls sideways where the page is too narrow for it.
struct HTMLTable {
    let caption: String
    let columns: [String]
    /// Cells that are HTML already; the first of each row is its heading.
    let rows: [[String]]
    /// Columns from this one on hold numbers.
    var firstNumber = 1

    var html: String {
        let head = columns.enumerated().map { "<th scope=\"col\"\(style($0))>\($1)</th>" }.joined()
        let body = rows.map { cells in
            let cells = cells.enumerated().map { place, cell in
                place == 0
                    ? "<th scope=\"row\">\(cell)</th>" : "<td\(style(place))>\(cell)</td>"
            }
            return "<tr>\(cells.joined())</tr>"
        }
        let name = Markup.escaped(caption)
        return """
            <div class="scroll" role="region" aria-label="\(name)" tabindex="0">
            <table><caption class="unseen">\(name)</caption>
            <thead><tr>\(head)</tr></thead>
            <tbody>
            \(body.joined(separator: "\n"))
            </tbody></table>
            </div>
            """
    }

    private func style(_ column: Int) -> String { column >= firstNumber ? " class=\"n\"" : "" }
}
