/// What most likely has to be done about an error of the YAML library.
enum YAMLRemedy {
    /// What is said about a problem, in the library's own words and ours.
    static func message(_ problem: String) -> String {
        if problem.contains("nesting level") {
            return "nested deeper than 1000; a scenario needs 4"
        }
        let remedy = remedies.first { problem.contains($0.problem) }?.remedy
        return "this is no YAML: \(problem); \(remedy ?? "correct what stands here")"
    }

    private static let remedies: [(problem: String, remedy: String)] = [
        (
            "mapping values are not allowed",
            "quote a text that contains \": \", and indent keys of one map alike"
        ),
        ("found a tab character", "indent with spaces"),
        (
            "cannot start any token",
            "indent with spaces, and quote a text that begins with % @ or `"
        ),
        ("did not find expected key", "indent the keys of one map alike"),
        ("did not find expected '-' indicator", "indent the items of one list alike"),
        ("did not find expected ',' or", "close the bracket, or put a comma between"),
        ("could not find expected ':'", "put \": \" between key and value"),
        ("unexpected end of stream", "close the quotation mark"),
        ("found another document", "keep one document, without a second ---"),
        ("block sequence entries are not allowed", "put the list on lines of its own"),
    ]
}
