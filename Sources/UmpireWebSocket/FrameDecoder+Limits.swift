import UmpireBasics

extension FrameDecoder {
    /// How large a message may be.
    public struct Limits: Sendable, Equatable, BitwiseCopyable {
        /// Bytes of one message, over all its frames; beyond it 1009, decided on the header, or as
        /// soon as a compressed message inflates to more.
        public let maxMessageBytes: Int
        /// Frames of one message; beyond it 1008.
        public let maxFragments: Int

        /// Limits for a game: 64 KiB in at most 64 frames.
        public init(maxMessageBytes: Int = 65_536, maxFragments: Int = 64) {
            require(maxMessageBytes >= 0, "maxMessageBytes is not negative")
            require(maxMessageBytes <= 1 << 30, "maxMessageBytes is at most 1 GiB")
            require(maxFragments >= 1, "maxFragments is at least 1")
            self.maxMessageBytes = maxMessageBytes
            self.maxFragments = maxFragments
        }
    }
}
