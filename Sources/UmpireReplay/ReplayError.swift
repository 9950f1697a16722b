public import UmpireBasics
public import UmpireState

/// Where a recording cannot be read, and why.
public struct ReplayError: Error, Equatable, Sendable {
    /// The first tick that is lost; tick 0 for the header.
    public let firstTick: Tick
    /// The last tick that is surely lost; equal to `firstTick` when no more is known.
    public let lastTick: Tick
    /// Bytes from the beginning of the file to the fault.
    public let offset: Int
    /// What is wrong there.
    public let fault: ReplayFault

    init(_ fault: ReplayFault, at offset: Int, _ firstTick: Tick, through lastTick: Tick? = nil) {
        self.fault = fault
        self.offset = offset
        self.firstTick = firstTick
        self.lastTick = lastTick ?? firstTick
    }
}

/// What can be wrong with a recording.
public enum ReplayFault: Error, Equatable, Sendable {
    /// The file does not begin with "UMPR".
    case notARecording
    /// A version that is not read here.
    case unknownVersion(UInt16)
    /// The file ends within its header.
    case truncatedHeader
    /// A number of the header is outside its range, or a text is no UTF-8.
    case badHeader
    /// The bytes are not those that were written.
    case checksum(recorded: UInt32, computed: UInt32)
    /// A record of an unknown kind or without ticks.
    case unknownRecord(kind: UInt8)
    /// A record that does not continue where the last one ended.
    case unexpectedTick(Tick)
    /// The seats or the width of an input are not this game's.
    case otherGame
    /// The bits of a tick cannot be read.
    case badTick(DecodeError)
    /// The end record is cut short, too long or holds a text that is no UTF-8.
    case badEnd
    /// Bytes after the end record.
    case trailingBytes(Int)
}
