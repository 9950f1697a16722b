import UmpireBasics
import UmpireLoop

// The slow network between the bot and its socket.

extension BotStream {
    /// Lets the driver wake the link when something arrives next, and reads no more than it takes.
    func lookAtLink() {
        guard let link else { return }
        updateReading(link)
        let due = hasStoppedReading ? link.up.due : link.due
        guard let due else { return }
        if let linkDue, linkDue <= due { return }
        linkDue = due
        driver.delayed.insert(self, due: due)
    }

    /// Passes on what has arrived; `due` is the time for which the link was to be woken.
    func passArrived(due: Instant) {
        // The link may be gone, or have been woken for an earlier time.
        guard linkDue == due else { return }
        linkDue = nil
        let now = driver.now
        while let bytes = link?.up.take(at: now, into: driver.packet) {
            hold(UnsafeRawBufferPointer(bytes))
        }
        if closesWhenSent, link?.up.isEmpty ?? true { close() }
        while !isOver, !hasStoppedReading,
            let bytes = link?.down.take(at: now, into: driver.packet)
        {
            take(bytes)
        }
        if let endedFor, link?.down.isEmpty ?? true {
            lose(code: nil, because: "\(endedFor)")
        }
        if isOver { link?.down.removeAll() }
        lookAtLink()
    }

    /// The player reads nothing from now on, and the server's bytes fill the kernel's buffers.
    func stopListening() {
        hasStoppedReading = true
        pauseReading()
    }

    /// The player reads again.
    func listenAgain() {
        guard hasStoppedReading, !isOver else { return }
        hasStoppedReading = false
        if link == nil { return resumeReading() }
        lookAtLink()
    }

    private func updateReading(_ link: BotLink) {
        guard !isOver else { return }
        if !hasStoppedReading && link.isReading(at: driver.now) {
            resumeReading()
        } else {
            pauseReading()
        }
    }
}
