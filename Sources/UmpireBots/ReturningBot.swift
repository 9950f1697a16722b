/// Somebody who left and will come again, as somebody new on the same device.
struct ReturningBot {
    let seed: UInt64
    let brain: Int
    let network: Int
    let group: Int?
}
