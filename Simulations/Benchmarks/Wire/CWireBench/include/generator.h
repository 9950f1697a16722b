// The clients: one thread that connects all of them, sends their inputs and receives their frames.

#ifndef CWIREBENCH_GENERATOR_H
#define CWIREBENCH_GENERATOR_H

#include <stdbool.h>
#include <stdint.h>

struct wire_plan {
    uint16_t port;
    // The process whose processor time is measured.
    int server;
    unsigned clients;
    // Inputs a second of each client.
    unsigned rate;
    uint64_t warm_up_nanoseconds;
    uint64_t window_nanoseconds;
    // Whether clients say hello and ask for a room, and frames are snapshots. Otherwise a frame
    // carries the time at which it was due.
    bool speaks_umpire;
    // Whether it has a processor of its own: then it looks again at once instead of sleeping, so
    // that the server does not pay for waking it, as it would not with clients elsewhere.
    bool spins;
    // Connects, says "idle" on standard output, and waits until standard input ends.
    bool is_idle;
};

// Says "measuring" on standard output when the window opens. Results are left on the board.
// Returns 0, or a negative errno after a sentence on standard error.
int wire_generate(const struct wire_plan *plan);

#endif
