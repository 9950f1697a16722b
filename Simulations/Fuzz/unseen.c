// Comparisons that nobody looks at.
//
// Instrumented code tells libFuzzer of each comparison; for decoders, which do little else, that
// takes half of the time. `run` links a second program to these instead.

#include <stdint.h>

#define UNSEEN(name, type) \
    void __wrap___sanitizer_cov_trace_##name(type one, type other) { (void)one, (void)other; }

UNSEEN(cmp1, uint8_t)
UNSEEN(cmp2, uint16_t)
UNSEEN(cmp4, uint32_t)
UNSEEN(cmp8, uint64_t)
UNSEEN(const_cmp1, uint8_t)
UNSEEN(const_cmp2, uint16_t)
UNSEEN(const_cmp4, uint32_t)
UNSEEN(const_cmp8, uint64_t)

void __wrap___sanitizer_cov_trace_switch(uint64_t value, uint64_t *cases) {
    (void)value, (void)cases;
}
