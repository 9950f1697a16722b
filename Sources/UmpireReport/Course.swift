/// A series in few enough points to draw.
struct Course {
    /// One value for `secondsPerPoint` seconds; nil where there was none.
    let values: [Double?]
    let secondsPerPoint: Int

    /// The greatest value of each part: what a drawing is looked at for is what stands out.
    init(_ series: [Int?], most: Int) {
        let seconds = max(1, (series.count + most - 1) / most)
        secondsPerPoint = seconds
        values = stride(from: 0, to: series.count, by: seconds).map { start in
            series[start..<min(start + seconds, series.count)].compactMap(\.self).max()
                .map(Double.init)
        }
    }
}
