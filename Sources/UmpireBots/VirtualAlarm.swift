/// What is due in a virtual run besides packets, the server and the crowd.
enum VirtualAlarm {
    /// A piece of the scenario's chaos, by its index.
    case chaos(Int)
    /// A process that ended begins anew.
    case restart
    /// The bytes that a wire held back are sent.
    case drained(wire: Int, number: Int)
}
