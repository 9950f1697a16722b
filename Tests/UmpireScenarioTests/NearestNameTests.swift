import Testing

@testable import UmpireScenario

@Suite("The nearest name") struct NearestNameTests {
    @Test(
        "letters put in, taken out, changed and swapped each count one",
        arguments: [
            ("", "", 0), ("", "abc", 3), ("abc", "abc", 0), ("abc", "ac", 1), ("ac", "abc", 1),
            ("abc", "axc", 1), ("abc", "acb", 1), ("ABC", "abc", 0), ("kitten", "sitting", 3),
        ])
    func distance(left: String, right: String, expected: Int) {
        #expect(NearestName.distance(left, right) == expected)
        #expect(NearestName.distance(right, left) == expected)
    }

    @Test("a name that is too far away is not offered") func far() {
        #expect(NearestName.near("xylophone", ["seed", "for"]) == nil)
        #expect(NearestName.near("sed", ["for", "seed"]) == "seed")
        #expect(NearestName.remedy("xylophone", ["seed", "for"]) == "use one of seed, for")
        #expect(NearestName.nearest("x", []) == nil)
    }
}
