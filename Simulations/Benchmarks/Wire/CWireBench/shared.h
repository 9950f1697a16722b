// The board as this target's own files see it.

#ifndef CWIREBENCH_SHARED_H
#define CWIREBENCH_SHARED_H

#include "board.h"
#include "histogram.h"

#define SECOND 1000000000ull
#define MAX_ROOMS 8192

enum window { WINDOW_WARMING = 0, WINDOW_OPEN = 1, WINDOW_OVER = 2 };

struct schedule {
    _Atomic uint64_t start;
    _Atomic unsigned rate;
    _Atomic unsigned phases;
};

struct board {
    _Atomic int window;
    struct schedule schedule;
    _Atomic unsigned new_rooms;
    // For each room of a server with a schedule, the earliest that a tick of it ever began, moved
    // back to tick 0.
    _Atomic int64_t earliest[MAX_ROOMS];
    struct wire_result result;
    struct histogram delivery;
    struct histogram lateness;
    struct histogram generator_lateness;
};

extern struct board *board;

// The latest point of the server's grid that is not after `earliest`: when tick 0 was due, if some
// tick came less than a step of the grid late. Without a schedule `earliest` itself, which makes
// what is measured from it a jitter above the best case.
int64_t schedule_origin(const struct schedule *schedule, int64_t earliest);

#endif
