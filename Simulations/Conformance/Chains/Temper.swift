/// How the words of a field come and go: what a codec can expect of it.
enum Temper: CaseIterable {
    /// In any way, each word in another.
    case any
    /// It stays, mostly.
    case rests
    /// By small steps, to and fro.
    case walks
    /// As it went before.
    case goesOn
    /// Each of three parts as it went before: a rotation that turns.
    case turns
}
