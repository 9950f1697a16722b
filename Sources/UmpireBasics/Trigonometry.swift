/// Angles in turns (1 is a full circle) by addition, multiplication and division alone.
///
/// libm's results differ between machines and builds; IEEE 754 arithmetic does not, and Swift never
/// contracts it. Each result is exact to about 6 × 10⁻⁷.
public enum Trigonometry {
    /// The sine of an angle of `turns`.
    public static func sine(turns: Float) -> Float {
        var part = Double(turns) - Double(turns).rounded(.down)
        if part > 0.75 { part -= 1 } else if part > 0.25 { part = 0.5 - part }
        let x = part * 6.283185307179586
        let square = x * x
        var sum = -1.0 / 39_916_800
        sum = sum * square + 1.0 / 362_880
        sum = sum * square - 1.0 / 5_040
        sum = sum * square + 1.0 / 120
        sum = sum * square - 1.0 / 6
        sum = sum * square + 1
        return Float(sum * x)
    }

    /// The cosine of an angle of `turns`.
    public static func cosine(turns: Float) -> Float {
        let part = turns - turns.rounded(.down)
        return sine(turns: part + 0.25)
    }

    /// The direction of (x, y) in turns, 0…1 (1 excluded); 0 for the zero vector.
    ///
    /// The polynomial is Abramowitz and Stegun, "Handbook of Mathematical Functions", 4.4.49.
    public static func turns(x: Float, y: Float) -> Float {
        let width = Double(x.magnitude)
        let height = Double(y.magnitude)
        guard width > 0 || height > 0 else { return 0 }
        let isSteep = height > width
        let ratio = isSteep ? width / height : height / width
        let square = ratio * ratio
        var sum = 0.002_866_225_7
        sum = sum * square - 0.016_165_736_7
        sum = sum * square + 0.042_909_613_8
        sum = sum * square - 0.075_289_640_0
        sum = sum * square + 0.106_562_639_3
        sum = sum * square - 0.142_088_994_4
        sum = sum * square + 0.199_935_508_5
        sum = sum * square - 0.333_331_452_8
        sum = sum * square + 1
        var angle = sum * ratio / 6.283185307179586
        if isSteep { angle = 0.25 - angle }
        if x < 0 { angle = 0.5 - angle }
        if y < 0 { angle = 1 - angle }
        let result = Float(angle)
        return result >= 1 ? 0 : result
    }
}
