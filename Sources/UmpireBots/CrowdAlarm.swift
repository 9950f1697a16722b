import UmpireClient

/// What is due in a crowd, for the bot that had the number when it was set.
struct CrowdAlarm {
    enum Kind: UInt8 {
        /// The client wants to be woken.
        case client
        /// The stay is over.
        case leave
        /// The network breaks by itself.
        case flap
        /// The client notices that nothing passes.
        case giveUp
        /// What was not read is read again.
        case read
        /// The connection should be open by now.
        case opening
        /// A hostile bot does its next thing.
        case mischief
        /// A bot asks once more for a place.
        case ask
        /// Somebody who left comes again; `bot` is the place in `returning`.
        case comeAgain
        /// A piece of the scenario's chaos; `bot` is its index.
        case chaos
    }

    let kind: Kind
    let bot: Int
    let number: Int
}
