/// What all contenders are asked to do.
enum Traffic {
    /// Ticks a second, and inputs a second of each client.
    static let rate: UInt32 = 30
    static let roomSize: UInt32 = 16
    /// Parts of a tick's period over which rooms are spread, where they are.
    static let phases: UInt32 = 8
}
