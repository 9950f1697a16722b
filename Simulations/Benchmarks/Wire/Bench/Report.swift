/// All figures of a run.
struct Report {
    let contenders: [Contender]
    private var figures: [Contender: [Metric: Figure]] = [:]
    private var sentences: [Sentence] = []

    /// A sentence below the table, and the contenders that it is about.
    private struct Sentence {
        let text: String
        var contenders: [Contender]
    }

    init(_ contenders: [Contender]) { self.contenders = contenders }

    subscript(contender: Contender, metric: Metric) -> Figure? {
        get { figures[contender]?[metric] }
        set { figures[contender, default: [:]][metric] = newValue }
    }

    /// Adds a sentence below the table, once, with all contenders that it is about.
    mutating func add(remark: String, about contender: Contender? = nil) {
        Report.add(remark, contender, to: &sentences)
    }

    private static func add(
        _ text: String, _ contender: Contender?, to sentences: inout [Sentence]
    ) {
        let named = contender.map { [$0] } ?? []
        if let index = sentences.firstIndex(where: { $0.text == text }) {
            sentences[index].contenders += named
        } else {
            sentences.append(Sentence(text: text, contenders: named))
        }
    }

    /// What was added, and why figures are missing.
    private var remarks: [String] {
        var all = sentences
        for metric in metrics {
            for contender in contenders {
                guard let remark = self[contender, metric]?.remark else { continue }
                Report.add("\(metric.title.trimmed): \(remark)", contender, to: &all)
            }
        }
        return all.map { sentence in
            let names = sentence.contenders.map(\.name).joined(separator: ", ")
            return sentence.contenders.isEmpty ? sentence.text : "\(sentence.text) (\(names))"
        }
    }

    private var metrics: [Metric] {
        Metric.allCases.filter { metric in contenders.contains { self[$0, metric] != nil } }
    }

    // MARK: text

    /// The table, aligned, with the remarks below.
    var table: String {
        let head = [""] + contenders.map(\.name)
        let rows = metrics.map { metric in
            [metric.title] + contenders.map { self[$0, metric]?.text ?? "" }
        }
        let widths = head.indices.map { column in
            ([head] + rows).map { $0[column].count }.max() ?? 0
        }
        let lines = ([head] + rows).map { row in
            zip(row, widths).enumerated().map { index, cell in
                let space = String(repeating: " ", count: cell.1 - cell.0.count)
                return index == 0 ? cell.0 + space : space + cell.0
            }.joined(separator: "  ")
        }
        return (lines + [""] + remarks).joined(separator: "\n")
    }

    // MARK: JSON

    /// One object; a figure that was not measured is null.
    var json: String {
        let objects = contenders.map { contender in
            let members = metrics.compactMap { metric in
                self[contender, metric].map { figure in
                    "\"\(metric.rawValue)\":\(figure.number.map { "\($0)" } ?? "null")"
                }
            }
            return "{" + (["\"name\":\"\(contender.rawValue)\""] + members).joined(separator: ",")
                + "}"
        }
        let texts = remarks.map { "\"" + $0.filter { $0 != "\"" && $0 != "\\" } + "\"" }
        return "{\"contenders\":[" + objects.joined(separator: ",") + "],\"remarks\":["
            + texts.joined(separator: ",") + "]}"
    }
}

extension String {
    /// Without spaces in front.
    fileprivate var trimmed: String { String(drop { $0 == " " }) }
}
