import Testing
import UmpireReport
import UmpireScenario

@Suite struct QuantityTests {
    @Test(
        "times take the unit that suits them",
        arguments: [
            (0, "0 µs"), (850, "850 µs"),
            (1_000, "1 ms"), (1_234, "1.23 ms"), (61_249, "61.2 ms"),
            (999_499, "999 ms"), (999_500, "1 s"), (12_440_000, "12.4 s"), (-1_500, "-1.5 ms"),
        ])
    func times(microseconds: Int, text: String) {
        #expect(Quantity.time(microseconds) == text)
    }

    @Test("sizes, counts and decimals are written as people read them") func numbers() {
        #expect(Quantity.bytes(43) == "43 B")
        #expect(Quantity.bytes(1_240) == "1.24 kB")
        #expect(Quantity.bytes(8_020_000) == "8.02 MB")
        #expect(Quantity.bytes(3e9) == "3 GB")
        #expect(Quantity.count(0) == "0")
        #expect(Quantity.count(-1_234_567) == "-1,234,567")
        #expect(Quantity.count(.min) == "-9,223,372,036,854,775,808")
        #expect(Quantity.decimal(99.9) == "99.9")
        #expect(Quantity.decimal(40) == "40")
        #expect(Quantity.fixed(40, 2) == "40.00")
        #expect(Quantity.fixed(-0.001, 2) == "0.00")
        #expect(Quantity.fixed(.infinity, 2) == "inf")
        #expect(Quantity.text(1, .ticks) == "1 tick")
        #expect(Quantity.milliseconds(16_667) == "16.67")
    }
}
