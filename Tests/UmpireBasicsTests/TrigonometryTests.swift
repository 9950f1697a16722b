import Glibc
import Testing
import UmpireBasics

@Suite("trigonometry")
struct TrigonometryTests {
    @Test("sine and cosine are exact to 6e-7 over three turns each way")
    func accuracy() {
        var worst: Double = 0
        for step in -30_000...30_000 {
            let turns = Float(step) / 10_000
            let exact = Double(turns) * 2 * Double.pi
            worst = max(worst, abs(Double(Trigonometry.sine(turns: turns)) - sin(exact)))
            worst = max(worst, abs(Double(Trigonometry.cosine(turns: turns)) - cos(exact)))
        }
        #expect(worst < 6e-7)
    }

    @Test("the four directions are as exact as the arithmetic")
    func directions() {
        #expect(Trigonometry.sine(turns: 0) == 0)
        #expect(Trigonometry.sine(turns: 0.5) == 0)
        #expect(Trigonometry.turns(x: 1, y: 0) == 0)
        #expect(Trigonometry.turns(x: 0, y: 1) == 0.25)
        #expect(Trigonometry.turns(x: -1, y: 0) == 0.5)
        #expect(Trigonometry.turns(x: 0, y: -1) == 0.75)
        #expect(Trigonometry.turns(x: 0, y: 0) == 0)
    }

    @Test("turns is the direction to 6e-7, always at least 0 and below 1")
    func inverse() {
        var worst: Double = 0
        for step in 0..<20_000 {
            let angle = Double(step) / 20_000 * 2 * Double.pi
            let x = Float(cos(angle) * 37)
            let y = Float(sin(angle) * 37)
            let turns = Trigonometry.turns(x: x, y: y)
            #expect(turns >= 0 && turns < 1)
            var exact = atan2(Double(y), Double(x)) / (2 * Double.pi)
            if exact < 0 { exact += 1 }
            let distance = abs(Double(turns) - exact)
            worst = max(worst, min(distance, 1 - distance))
        }
        #expect(worst < 6e-7)
        #expect(Trigonometry.turns(x: 1, y: -.leastNonzeroMagnitude) < 1)
    }

    @Test("numbers that are no angles give no trap")
    func strange() {
        for number in [Float.nan, .infinity, -.infinity, .greatestFiniteMagnitude, -0.0] {
            _ = Trigonometry.sine(turns: number)
            _ = Trigonometry.cosine(turns: number)
            _ = Trigonometry.turns(x: number, y: number)
            _ = Trigonometry.turns(x: 1, y: number)
        }
        #expect(Trigonometry.sine(turns: 1e30).magnitude <= 1)
    }
}
