#include "histogram.h"

static const unsigned step_bits = 6;

static size_t bucket_of(uint64_t value) {
    if (value < HISTOGRAM_STEPS) return value;
    unsigned shift = 63u - (unsigned)__builtin_clzll(value) - step_bits;
    size_t bucket = (shift + 1) * HISTOGRAM_STEPS + ((value >> shift) - HISTOGRAM_STEPS);
    return bucket < HISTOGRAM_BUCKETS ? bucket : HISTOGRAM_BUCKETS - 1;
}

// The middle of a bucket.
static uint64_t value_of(size_t bucket) {
    if (bucket < HISTOGRAM_STEPS) return bucket;
    unsigned shift = (unsigned)(bucket / HISTOGRAM_STEPS) - 1;
    uint64_t first = (HISTOGRAM_STEPS + bucket % HISTOGRAM_STEPS) << shift;
    return first + ((1ull << shift) >> 1);
}

void histogram_add(struct histogram *histogram, uint64_t value) {
    atomic_fetch_add_explicit(&histogram->buckets[bucket_of(value)], 1, memory_order_relaxed);
    atomic_fetch_add_explicit(&histogram->count, 1, memory_order_relaxed);
}

uint64_t histogram_quantile(struct histogram *histogram, double share) {
    uint64_t wanted = (uint64_t)((double)histogram->count * share);
    uint64_t seen = 0;
    for (size_t bucket = 0; bucket < HISTOGRAM_BUCKETS; bucket++) {
        seen += histogram->buckets[bucket];
        if (seen > wanted || (seen == histogram->count && seen > 0)) return value_of(bucket);
    }
    return 0;
}

uint64_t histogram_within(struct histogram *histogram, uint64_t limit) {
    uint64_t seen = 0;
    size_t last = bucket_of(limit);
    for (size_t bucket = 0; bucket <= last; bucket++) seen += histogram->buckets[bucket];
    return seen;
}
