// What the processes of one measurement share: a piece of memory that all of them map.
//
// The generator opens and closes the window in which things count, the server writes down how late
// its ticks began, and the program that started both reads the results. No messages are needed, so
// nothing but the traffic itself costs time while it is measured.

#ifndef CWIREBENCH_BOARD_H
#define CWIREBENCH_BOARD_H

#include <stdint.h>

// The descriptor under which every child finds the memory.
#define WIRE_BOARD_DESCRIPTOR 3

// Where values lie, in nanoseconds.
struct wire_spread {
    uint64_t count;
    uint64_t p50;
    uint64_t p99;
    uint64_t p999;
    // How many were at most 2 ms.
    uint64_t within_two_milliseconds;
};

// What one measurement saw.
struct wire_result {
    // Inside the window:
    uint64_t window_nanoseconds;
    uint64_t frames;
    uint64_t frame_bytes;
    uint64_t inputs;
    uint64_t server_nanoseconds;
    uint64_t generator_nanoseconds;
    // Instructions of the server outside the kernel, or a negative errno when nothing counts them.
    int64_t instructions;
    // From the first connection to the last moment:
    uint64_t all_frames;
    uint64_t lost_connections;
};

// Makes the memory; returns its descriptor or a negative errno.
int wire_board_make(void);

// Maps the memory that was made by the process that started this one; 0 or a negative errno.
int wire_board_join(int descriptor);

// Forgets the last measurement.
void wire_board_clear(void);

// Notes how late a tick began; outside the window it does not count.
void wire_board_late(uint64_t nanoseconds);

// Tells the grid on which a server's rooms tick: points `rate` times `phases` a second from `start`
// on. Called again it moves the start to the earlier one.
void wire_board_schedule(uint64_t start, unsigned rate, unsigned phases);

// A number for a new room of a server with a schedule.
unsigned wire_board_new_room(void);

// Notes that tick number `tick` of room number `room` of a server with a schedule begins now.
void wire_board_step(unsigned room, uint64_t tick, uint64_t now);

struct wire_result wire_board_result(void);
// From when frames were due to their receipt.
struct wire_spread wire_board_delivery(void);
// From when ticks were due to their begin.
struct wire_spread wire_board_lateness(void);
// From when the generator wanted to send inputs to when it did.
struct wire_spread wire_board_generator_lateness(void);

#endif
