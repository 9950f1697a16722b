/// Guesses what somebody meant who misspelt a name.
enum NearestName {
    /// The one of `names` that is nearest to `text`, when it is near enough to be meant.
    static func near(_ text: String, _ names: [String]) -> String? {
        guard let best = nearest(text, names) else { return nil }
        return distance(text, best) <= max(1, min(text.count, best.count) / 3) ? best : nil
    }

    /// The one of `names` that is nearest to `text`; the first of several.
    static func nearest(_ text: String, _ names: [String]) -> String? {
        names.map { (name: $0, distance: distance(text, $0)) }
            .min { $0.distance < $1.distance }?.name
    }

    /// How many letters must be put in, taken out, changed or swapped with the next one to make
    /// one of the other; of long texts only the beginning counts.
    static func distance(_ left: String, _ right: String) -> Int {
        let left = Array(left.lowercased().unicodeScalars.prefix(64))
        let right = Array(right.lowercased().unicodeScalars.prefix(64))
        var before: [Int] = []
        var row = Array(0...right.count)
        for (i, letter) in left.enumerated() {
            var next = [i + 1]
            for (j, other) in right.enumerated() {
                var least = min(row[j] + (letter == other ? 0 : 1), row[j + 1] + 1, next[j] + 1)
                if i > 0 && j > 0 && letter == right[j - 1] && left[i - 1] == other {
                    least = min(least, before[j - 1] + 1)
                }
                next.append(least)
            }
            (before, row) = (row, next)
        }
        return row[right.count]
    }

    /// `did you mean "x"?`, or all of them.
    static func remedy(_ text: String, _ names: [String]) -> String {
        if let name = near(text, names) { return "did you mean \"\(name)\"?" }
        return "use one of " + names.joined(separator: ", ")
    }
}
