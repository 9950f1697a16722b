/// The methods that are answered; every other one gets 405.
public enum HTTPMethod: String, Sendable, Equatable {
    /// The resource itself, or an upgrade.
    case get = "GET"
    /// The head of what `get` would answer.
    case head = "HEAD"
}
