import UmpireBasics

/// The rule for names that people choose and others see.
enum DisplayName {
    /// Drops control, format (bidirectional overrides too) and unassigned characters, joins spaces,
    /// and trims.
    ///
    /// Refuses what is then longer than the limit; an empty result counts as no name.
    static func clean(_ name: String) throws(Refusal) -> String? {
        var text = ""
        for scalar in name.unicodeScalars {
            switch scalar.properties.generalCategory {
            case .control, .format, .unassigned, .privateUse, .surrogate: continue
            case .spaceSeparator, .lineSeparator, .paragraphSeparator:
                if !text.isEmpty && text.last != " " { text += " " }
            default: text.unicodeScalars.append(scalar)
            }
        }
        if text.last == " " { text.removeLast() }
        // A character can carry any number of combining marks, so bytes are bounded too.
        guard text.count <= Limits.nameCharacters, text.utf8.count <= 4 * Limits.nameCharacters
        else {
            throw Refusal(
                of: "hello", .badMessage, "a name has at most \(Limits.nameCharacters) characters")
        }
        return text.isEmpty ? nil : text
    }
}
