extension RunReport {
    /// The outcomes as JUnit XML, one test case for each expectation, for the pages of a CI system.
    public func junit() -> String {
        let suite = Markup.escaped(name)
        let time = Quantity.machine(seconds)
        // A run that the bots' machine spoilt says nothing about the server: an error, no failure.
        let isSpoilt = result == .limitedByGenerator || result == .couldNotRun
        let cases = expectations.map { junitCase($0, suite: suite, isSpoilt: isSpoilt) }
        let needsCase = isSpoilt && failures.isEmpty
        let counts =
            "tests=\"\(cases.count + (needsCase ? 1 : 0))\" "
            + "failures=\"\(isSpoilt ? 0 : failures.count)\" "
            + "errors=\"\(isSpoilt ? max(1, failures.count) : 0)\" time=\"\(time)\""
        var lines = [
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>",
            "<testsuites name=\"bots\" \(counts)>",
            "  <testsuite name=\"\(suite)\" \(counts)>",
            "    <properties>",
            "      <property name=\"mode\" value=\"\(mode.rawValue)\"/>",
            "      <property name=\"seed\" value=\"\(seed)\"/>",
            "    </properties>",
        ]
        lines += cases
        if needsCase {
            lines += [
                "    <testcase classname=\"\(suite)\" name=\"the run\">",
                "      <error message=\"\(Markup.escaped(result.rawValue))\"/>", "    </testcase>",
            ]
        }
        if !notes.isEmpty {
            lines.append(
                "    <system-out>\(Markup.escaped(notes.joined(separator: "\n")))</system-out>")
        }
        lines += ["  </testsuite>", "</testsuites>", ""]
        return lines.joined(separator: "\n")
    }

    private func junitCase(
        _ outcome: ExpectationOutcome, suite: String, isSpoilt: Bool
    ) -> String {
        let head = "    <testcase classname=\"\(suite)\" name=\"\(Markup.escaped(outcome.text))\""
        let words = Markup.escaped(outcome.words)
        if outcome.held { return head + "/>" }
        let element = isSpoilt ? "error" : "failure"
        return """
            \(head)>
                  <\(element) message="\(words)" type="expectation"/>
                </testcase>
            """
    }
}
