import Glibc
import UmpireBasics
import UmpireState

/// Cubes as a file holds them: for each frame and cube, eight little-endian 32-bit numbers in the
/// order of `Cube`'s fields. No header.
struct CubesFile: PlayedWorld {
    static let cubeBytes = 32

    private(set) var world = CubesWorld()
    private let file: OpenFile
    private let cubeCount: Int
    private var frame = 0
    private var bytes: [UInt8]

    /// The frames of a file whose size `frames(in:cubes:)` has checked.
    init(_ path: String, cubes cubeCount: Int) throws {
        file = try OpenFile(path)
        self.cubeCount = cubeCount
        bytes = [UInt8](repeating: 0, count: cubeCount * CubesFile.cubeBytes)
        for _ in 0..<cubeCount { world.cubes.insert(Cube()) }
    }

    /// How many frames the file has.
    static func frames(in path: String, cubes: Int) throws -> Int {
        let size = try OpenFile(path).size
        let frameBytes = cubes * cubeBytes
        guard size > 0, size.isMultiple(of: frameBytes) else {
            throw Failure(
                "\(path) has \(size) bytes, which is no multiple of \(frameBytes): "
                    + "\(cubes) cubes of \(cubeBytes) bytes; unpack it, or pass --cubes-count")
        }
        return size / frameBytes
    }

    mutating func advance() throws {
        try file.read(into: &bytes)
        var next = 0
        var firstFault: String?
        bytes.withUnsafeBytes { bytes in
            world.cubes.update { id, cube in
                func number(_ field: Int) -> Int32 {
                    let value = Int32(
                        littleEndian: bytes.loadUnaligned(
                            fromByteOffset: next + 4 * field, as: Int32.self))
                    if !Cube.ranges[field].contains(value), firstFault == nil {
                        firstFault = "frame \(frame), cube \(id), number \(field) is \(value)"
                    }
                    return value
                }
                cube = Cube(
                    orientationLargest: number(0), orientationA: number(1),
                    orientationB: number(2), orientationC: number(3), x: number(4), y: number(5),
                    z: number(6), interacting: number(7))
                next += CubesFile.cubeBytes
            }
        }
        if let firstFault { throw Failure("\(firstFault), out of the layout's range") }
        frame += 1
    }
}

/// A file that is open for reading, from its beginning.
private final class OpenFile: Sendable {
    private let descriptor: Int32
    let size: Int

    init(_ path: String) throws {
        descriptor = Glibc.open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            throw Failure("cannot read \(path): \(String(cString: strerror(errno)))")
        }
        var status = stat()
        size = fstat(descriptor, &status) == 0 ? Int(status.st_size) : 0
    }

    deinit { close(descriptor) }

    /// Fills `bytes`.
    func read(into bytes: inout [UInt8]) throws {
        var filled = 0
        while filled < bytes.count {
            let count = bytes.withUnsafeMutableBytes {
                Glibc.read(descriptor, $0.baseAddress?.advanced(by: filled), $0.count - filled)
            }
            guard count > 0 else { throw Failure("the file of cubes ends within a frame") }
            filled += count
        }
    }
}
