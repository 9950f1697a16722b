import ArenaGame
import TagGame

/// The workloads that need no file, in the order of the table.
enum StandardWorkloads {
    /// `isSettled`: they begin in the middle of a match, not with everybody where the match began.
    static func all(seed: UInt64, isSettled: Bool = true) -> [Workload] {
        let settling = isSettled ? 1 : 0
        return [
            Workload("pushed-cubes", rate: 60, count: 900) { CubePile(cubes: 200, seed: seed) },
            Workload("pushed-cubes-turning", rate: 60, count: 900) {
                TurningCubes(CubePile(cubes: 200, seed: seed))
            },
            Workload(
                "arena-32-20hz", rate: 20, count: 1_200, stepsPerSnapshot: 3,
                settlingSteps: 300 * settling
            ) {
                ShooterMatch(players: 32, seed: seed)
            },
            Workload("arena-32-60hz", rate: 60, count: 1_800, settlingSteps: 300 * settling) {
                ShooterMatch(players: 32, seed: seed)
            },
            Workload("rts-500-10hz", rate: 10, count: 800, settlingSteps: 600 * settling) {
                ArmyMatch(units: 500, seed: seed)
            },
            Workload("agar-1120-20hz", rate: 20, count: 800, settlingSteps: 200 * settling) {
                CellMatch(cells: 120, pellets: 1_000, seed: seed)
            },
            Workload("game-arena", ArenaProgram.game, count: 1_800, seed: seed),
            Workload("game-tag", TagProgram.game, count: 1_800, seed: seed),
        ]
    }

    /// The cubes of a file, called by the file's name: as plain numbers, and with rotations.
    static func cubes(_ path: String, cubes: Int) throws -> [Workload] {
        let frames = try CubesFile.frames(in: path, cubes: cubes)
        let name = path.split(separator: "/").last.map(String.init) ?? path
        return [
            Workload(name, rate: 60, count: frames) { try CubesFile(path, cubes: cubes) },
            Workload("\(name)-turning", rate: 60, count: frames) {
                TurningCubes(try CubesFile(path, cubes: cubes))
            },
        ]
    }
}
