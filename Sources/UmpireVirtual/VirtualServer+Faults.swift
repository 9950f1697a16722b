package import UmpireBasics
import UmpireProtocol
import UmpireShard

// What can befall a server.

extension VirtualServer {
    /// Nothing is done until `until`; then everything that happened meanwhile.
    package mutating func pause(until: Instant) {
        for loop in loops.indices { pause(loop, until: until) }
    }

    /// The same for one loop.
    package mutating func pause(_ loop: Int, until: Instant) {
        guard loop < loops.count else { return }
        loops[loop].pausedUntil = max(until, loops[loop].pausedUntil ?? until)
    }

    /// The process dies at once: connections break, matches are lost, the disk stays.
    package mutating func kill(at now: Instant) {
        guard isUp else { return }
        end()
        disk.loseUnwritten()
    }

    /// A new process begins.
    package mutating func restart(at now: Instant) {
        if !isUp { start(at: now) }
    }

    /// The process says goodbye to everybody (1012), writes its recordings and ends.
    package mutating func drain(at now: Instant) {
        guard isUp, !isDraining else { return }
        for loop in loops.indices {
            loops[loop].pausedUntil = nil
            loops[loop].inbox.removeAll()
            loops[loop].shard.stop(.restart)
            perform(loop, at: now)
        }
        disk.writeAll()
        deadline = now.advanced(byMilliseconds: configuration.goodbyeMilliseconds)
    }

    /// The server's clock goes forward at once, as after a machine was halted.
    package mutating func jumpClock(_ nanoseconds: UInt64) { jumped += nanoseconds }

    /// The next `count` readings of the clock around steps lie `nanoseconds` apart.
    ///
    /// `isOwnWork`: the thread was at work meanwhile; else the machine let it wait.
    package mutating func slowDown(steps count: Int, nanoseconds: UInt64, isOwnWork: Bool) {
        longSteps = count
        stepNanoseconds = nanoseconds
        self.isOwnWork = isOwnWork
    }

    /// What becomes of writes from now on.
    package mutating func set(_ fault: VirtualDisk.Fault?) { disk.fault = fault }

    /// Takes the files away that are complete, or of a process that is gone.
    package mutating func takeFiles() -> [VirtualDisk.File] { disk.takeFiles() }

    /// The process ends: what is still connected breaks.
    mutating func end() {
        for index in lines.indices where lines[index].stage != .over {
            lines[index].stage = .over
            sends.append(.reset, to: ConnectionID(UInt32(index)))
        }
        loops.removeAll()
        mail.removeAll()
        waiting.removeAll()
        deadline = nil
        longSteps = 0
    }
}
