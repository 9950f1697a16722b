import Glibc
import Testing
import UmpireLoop

@Suite("the limit of descriptors")
struct DescriptorLimitTests {
    @Test("raising it gives all that the hard limit allows")
    func raises() async {
        await #expect(processExitsWith: .success) {
            var limit = rlimit()
            getrlimit(descriptors, &limit)
            let most = limit.rlim_max
            limit.rlim_cur = 64
            setrlimit(descriptors, &limit)
            let capacity = DescriptorLimit.raise()
            getrlimit(descriptors, &limit)
            #expect(limit.rlim_cur == most && limit.rlim_max == most)
            #expect(capacity == Int(clamping: most) && capacity > 64)
        }
    }
}

private let descriptors = __rlimit_resource_t(UInt32(RLIMIT_NOFILE.rawValue))
