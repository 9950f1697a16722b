import Testing
import UmpireBasics
import UmpireProtocol
@testable import UmpireVirtual

@Suite("Virtual disk")
struct VirtualDiskTests {
    private let recording = RecordingID(room: RoomID(1), match: 1)

    @Test("a full disk cuts a recording short, and the next one is written whole")
    func full() {
        var disk = VirtualDisk()
        disk.fault = .full(bytesLeft: 3)
        disk.append([1, 2, 3, 4], to: recording, at: .zero)
        disk.fault = nil
        disk.append([5], to: recording, at: .zero)
        disk.end(recording, at: .zero)
        let next = RecordingID(room: RoomID(1), match: 2)
        disk.append([6], to: next, at: .zero)
        disk.end(next, at: .zero)
        #expect(disk.files.map(\.bytes) == [[1, 2, 3], [6]])
        #expect(disk.files.map(\.isEnded) == [false, true])
        #expect(disk.failures == 1)
    }

    @Test("what a slow disk has not written is lost when the process dies")
    func slow() {
        var disk = VirtualDisk()
        disk.fault = .slow(nanoseconds: 10)
        disk.append([1], to: recording, at: .zero)
        disk.append([2], to: recording, at: .zero)
        disk.end(recording, at: .zero)
        disk.write(until: Instant(nanoseconds: 10))
        disk.loseUnwritten()
        disk.write(until: Instant(nanoseconds: .max))
        #expect(disk.files.map(\.bytes) == [[1]])
        #expect(disk.files.map(\.isEnded) == [false])
    }

    @Test("files are taken away once, and those that are being written stay")
    func taking() {
        var disk = VirtualDisk()
        disk.append([1], to: recording, at: .zero)
        disk.end(recording, at: .zero)
        disk.append([2], to: RecordingID(room: RoomID(2), match: 1), at: .zero)
        let taken = disk.takeFiles()
        #expect(taken.map(\.bytes) == [[1]])
        #expect(disk.files.map(\.bytes) == [[2]])
        disk.append([3], to: RecordingID(room: RoomID(2), match: 1), at: .zero)
        #expect(disk.files.map(\.bytes) == [[2, 3]])
    }
}
