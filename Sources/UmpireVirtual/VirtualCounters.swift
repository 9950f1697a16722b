/// What a virtual server counted.
package struct VirtualCounters: Equatable, Sendable {
    /// Processes that were started.
    package var starts = 0
    /// Connections that moved between loops.
    package var moves = 0
    /// Connections that were given up for their silence.
    package var silences = 0
    /// Connections that were closed because they read too slowly.
    package var slowReaders = 0
    /// Requests for rooms that are none.
    package var wrongCodes = 0
    /// Steps that were made long.
    package var longSteps = 0

    package init() {}
}
