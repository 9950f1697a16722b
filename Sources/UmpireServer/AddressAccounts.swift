import UmpireBasics

/// The accounts of the addresses that a loop knows.
///
/// Bounded by the connections, and by what came and went in the last minute.
struct AddressAccounts {
    private let limits: AddressLimits
    private var accounts: [ClientAddress: AddressAccount] = [:]

    init(_ limits: AddressLimits) {
        self.limits = limits
    }

    /// How many there are.
    var count: Int { accounts.count }

    /// The account of an address; nil for one that is not bounded.
    mutating func account(of address: ClientAddress, at now: Instant) -> AddressAccount? {
        if address.isLoopback && !limits.includesLoopback { return nil }
        let network = address.network
        if let account = accounts[network] { return account }
        let account = AddressAccount(network, limits, now: now)
        accounts[network] = account
        return account
    }

    /// Whether the address of the account may have one connection more.
    func hasRoom(_ account: AddressAccount) -> Bool { account.connections < limits.connections }

    /// One connection of the network ended, perhaps on another loop.
    mutating func left(_ network: ClientAddress) { accounts[network]?.connections -= 1 }

    /// Forgets accounts without connections that nobody used for a minute: by then every bucket
    /// is full again.
    mutating func forget(at now: Instant) {
        accounts = accounts.filter {
            $0.value.connections > 0 || now.nanoseconds(since: $0.value.usedAt) < 60_000_000_000
        }
    }
}
