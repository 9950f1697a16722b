import Glibc
import Testing
import UmpireBasics
import UmpireState

@testable import snapshot_bench

@Suite("the benchmark's workloads")
struct WorkloadTests {
    static let names = StandardWorkloads.all(seed: 1).map(\.name)

    private func hashes(_ name: String, seed: UInt64, count: Int) throws -> [UInt32] {
        let all = StandardWorkloads.all(seed: seed, isSettled: false)
        let workload = try #require(all.first { $0.name == name })
        var source = try workload.open()
        var snapshot = Snapshot(shape: workload.shape)
        return try (0..<count).map { _ in
            try source.next(into: &snapshot)
            return snapshot.viewHash
        }
    }

    @Test("a seed gives the same snapshots again, and another seed others", arguments: names)
    func seeds(name: String) throws {
        let first = try hashes(name, seed: 7, count: 20)
        #expect(try hashes(name, seed: 7, count: 20) == first)
        #expect(try hashes(name, seed: 8, count: 20) != first)
        #expect(Set(first).count > 1, "nothing moves")
    }

    @Test("pushed cubes stay on the plane, and most of them rest", arguments: [UInt64(1), 2, 3])
    func cubes(seed: UInt64) {
        var pile = CubePile(cubes: 80, seed: seed)
        var moved = 0
        for _ in 0..<200 {
            let before = pile.world.cubes.map { $0.entity.x }
            pile.advance()
            for (x, cube) in zip(before, pile.world.cubes) {
                if cube.entity.x != x { moved += 1 }
                // A cube of 0.7 metres, with a fifth of it allowed to sink in; 4 metres are a jump.
                #expect((70...2_048).contains(cube.entity.z), "seed \(seed), cube \(cube.id)")
            }
        }
        #expect((200...8_000).contains(moved), "seed \(seed)")
    }

    @Test("the smallest three name the largest part, and give the others in 9 bits")
    func smallestThree() {
        var rotation = Orientation()
        #expect(rotation.smallestThree == (3, 256, 256, 256))
        // Half a turn about x, in small steps.
        for _ in 0..<1_000 { rotation.turn(Vector(.pi, 0, 0), 0.001) }
        #expect(rotation.smallestThree.largest == 0)
        let turned = rotation.apply(Vector(0, 1, 0))
        #expect((turned - Vector(0, -1, 0)).length < 1e-3)
    }
}

@Suite("files of cubes")
struct CubesFileTests {
    private func withFile(_ words: [Int32], _ body: (String) throws -> Void) throws {
        var template = Array("/tmp/cubes-XXXXXX".utf8CString)
        let descriptor = mkstemp(&template)
        let path = template.withUnsafeBufferPointer { buffer in
            buffer.baseAddress.map { String(cString: $0) } ?? ""
        }
        defer {
            close(descriptor)
            unlink(path)
        }
        let bytes = words.map(\.littleEndian).withUnsafeBytes { Array($0) }
        try #require(write(descriptor, bytes, bytes.count) == bytes.count)
        try body(path)
    }

    private let cube: [Int32] = [3, 0, 511, 7, -16_383, 16_383, 8_190, 1]

    @Test("numbers come as they are in the file, frame by frame")
    func reads() throws {
        var second = cube
        second[4] = 12
        try withFile(cube + cube + second + cube) { path in
            #expect(try CubesFile.frames(in: path, cubes: 2) == 2)
            var file = try CubesFile(path, cubes: 2)
            try file.advance()
            #expect(file.world.cubes.map(\.entity.x) == [-16_383, -16_383])
            try file.advance()
            #expect(file.world.cubes.map(\.entity.x) == [12, -16_383])
            #expect(file.world.cubes[EntityID(1)]?.orientationB == 511)
            #expect(throws: Failure.self) { try file.advance() }
        }
    }

    @Test("a file of another size is refused")
    func size() throws {
        try withFile(cube + [1]) { path in
            #expect(throws: Failure.self) { try CubesFile.frames(in: path, cubes: 1) }
        }
        #expect(throws: Failure.self) { try CubesFile.frames(in: "/nowhere", cubes: 1) }
    }

    @Test("a number outside its range is refused, not brought into it", arguments: 0..<8)
    func range(field: Int) throws {
        var wrong = cube
        wrong[field] = Cube.ranges[field].upperBound + 1
        try withFile(wrong) { path in
            var file = try CubesFile(path, cubes: 1)
            #expect(throws: Failure.self) { try file.advance() }
        }
    }
}
