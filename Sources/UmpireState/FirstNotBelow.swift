extension [UInt16] {
    /// The index of the first number that is not below `number`, among numbers that ascend.
    ///
    /// Not generic: as a generic function of spans it stopped the optimizer of Swift 6.3.1.
    @inline(__always)
    func firstIndex(notBelow number: UInt16) -> Int {
        // What comes last is asked for most: new ids are above all others.
        if let last, last < number { return count }
        var low = 0
        var high = count
        while low < high {
            let middle = (low + high) / 2
            if self[middle] < number { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
