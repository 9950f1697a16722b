import UmpireBasics

/// Units that march together, in four rows of five.
struct ArmyGroup: Sendable {
    let owner: PlayerID
    var members: [EntityID?]
    /// For each place: steps until it is taken again.
    var missingSteps: [Int]
    /// The group that it fights with.
    var opponent: Int?
    private(set) var heading: Float = 0
    private var x: Float
    private var y: Float
    private var goalX: Float
    private var goalY: Float
    private var holdingSteps: Int
    private var retreatingSteps = 0

    init(owner: PlayerID, _ random: inout GameRandom) {
        self.owner = owner
        members = [EntityID?](repeating: nil, count: ArmyMatch.groupSize)
        missingSteps = [Int](repeating: 0, count: ArmyMatch.groupSize)
        x = random.float(in: 20..<492)
        y = random.float(in: 20..<492)
        goalX = x
        goalY = y
        holdingSteps = random.int(in: 1...150)
    }

    var isMarching: Bool { opponent == nil && holdingSteps == 0 }

    /// Whether it may fight: not while it retreats.
    var isReady: Bool { retreatingSteps == 0 }

    func distance(to other: ArmyGroup) -> Float {
        ((x - other.x) * (x - other.x) + (y - other.y) * (y - other.y)).squareRoot()
    }

    /// Where the unit number `slot` belongs.
    func slotPlace(_ slot: Int) -> (x: Float, y: Float) {
        let ahead = Float(slot / 5) * -1.5
        let aside = Float(slot % 5 - 2) * 1.5
        let (cosine, sine) = (
            Trigonometry.cosine(turns: heading), Trigonometry.sine(turns: heading)
        )
        return (x + cosine * ahead - sine * aside, y + sine * ahead + cosine * aside)
    }

    /// Gives a fight up and marches to its player's corner.
    mutating func retreat() {
        opponent = nil
        retreatingSteps = 300
        holdingSteps = 0
        goalX = owner.rawValue & 1 == 0 ? 30 : 482
        goalY = owner.rawValue & 2 == 0 ? 30 : 482
        heading = Trigonometry.turns(x: goalX - x, y: goalY - y)
    }

    /// Goes on towards the next corner of the path, or chooses one.
    mutating func march(_ random: inout GameRandom) {
        guard opponent == nil else { return }
        retreatingSteps = max(0, retreatingSteps - 1)
        if holdingSteps > 0 {
            holdingSteps -= 1
            return
        }
        let (wayX, wayY) = (goalX - x, goalY - y)
        let distance = (wayX * wayX + wayY * wayY).squareRoot()
        let reach = 4 * ArmyMatch.stepSeconds
        if distance <= reach {
            // A path turns a few times before the group rests.
            if random.chance(0.85) { holdingSteps = random.int(in: 100...500) }
            goalX = min(max(x + random.float(in: -90..<90), 20), 492)
            goalY = min(max(y + random.float(in: -90..<90), 20), 492)
            heading = Trigonometry.turns(x: goalX - x, y: goalY - y)
        } else {
            x += wayX / distance * reach
            y += wayY / distance * reach
        }
    }
}
