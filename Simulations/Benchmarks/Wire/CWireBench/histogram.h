// Counts of values in buckets 1/64 of their value wide: small, and exact enough everywhere.

#ifndef CWIREBENCH_HISTOGRAM_H
#define CWIREBENCH_HISTOGRAM_H

#include <stdatomic.h>
#include <stddef.h>
#include <stdint.h>

#define HISTOGRAM_STEPS 64
// Up to 2^42 ns, more than an hour; greater values fall into the last one.
#define HISTOGRAM_BUCKETS (37 * HISTOGRAM_STEPS)

// Atomic, because a server with two loops has two threads that count.
struct histogram {
    _Atomic uint64_t count;
    _Atomic uint64_t buckets[HISTOGRAM_BUCKETS];
};

void histogram_add(struct histogram *histogram, uint64_t value);

// The value below which this share (0…1) of all lies.
uint64_t histogram_quantile(struct histogram *histogram, double share);

// How many values are at most `limit`, to the exactness of a bucket.
uint64_t histogram_within(struct histogram *histogram, uint64_t limit);

#endif
