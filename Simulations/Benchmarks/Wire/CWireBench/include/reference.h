// A server that does the least that can be called one: what the kernel alone costs.

#ifndef CWIREBENCH_REFERENCE_H
#define CWIREBENCH_REFERENCE_H

#include <stdbool.h>
#include <stdint.h>

// A frame's payload, and where in it the due time lies: CLOCK_MONOTONIC nanoseconds, lowest byte
// first.
#define WIRE_PAYLOAD_BYTES 200
#define WIRE_DUE_OFFSET 8

struct wire_service {
    unsigned rate;
    unsigned room_size;
    // Parts of a tick's period over which rooms are spread; 1: all tick at once.
    unsigned phases;
    unsigned max_descriptors;
    // Whether nothing is ever sent but the answer to a greeting.
    bool is_idle;
};

// Says "port N" on standard output, then serves until the process is ended.
// Returns a negative errno when it cannot start.
int wire_serve_reference(const struct wire_service *service);

#endif
