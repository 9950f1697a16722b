#define _GNU_SOURCE

#include "shared.h"

#include <errno.h>
#include <stddef.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

struct board *board;

// The true start of a grid is known to a few microseconds; a time that lies before a point by less
// than this belongs to it.
static const int64_t tolerance = 200000;

static int map(int descriptor) {
    void *memory = mmap(NULL, sizeof *board, PROT_READ | PROT_WRITE, MAP_SHARED, descriptor, 0);
    if (memory == MAP_FAILED) return -errno;
    board = memory;
    return 0;
}

int wire_board_make(void) {
    int descriptor = memfd_create("wire-bench", MFD_CLOEXEC);
    if (descriptor < 0) return -errno;
    if (ftruncate(descriptor, sizeof *board) != 0) return -errno;
    int status = map(descriptor);
    return status < 0 ? status : descriptor;
}

int wire_board_join(int descriptor) { return map(descriptor); }

void wire_board_clear(void) { memset((void *)board, 0, sizeof *board); }

void wire_board_late(uint64_t nanoseconds) {
    if (board->window == WINDOW_OPEN) histogram_add(&board->lateness, nanoseconds);
}

void wire_board_schedule(uint64_t start, unsigned rate, unsigned phases) {
    struct schedule *schedule = &board->schedule;
    schedule->rate = rate;
    schedule->phases = phases;
    if (schedule->start == 0 || start < schedule->start) schedule->start = start;
}

static int64_t floor_divide(__int128 value, __int128 divisor) {
    __int128 quotient = value / divisor;
    return (int64_t)(value % divisor < 0 ? quotient - 1 : quotient);
}

int64_t schedule_origin(const struct schedule *schedule, int64_t earliest) {
    if (schedule->phases == 0) return earliest;
    int64_t start = (int64_t)schedule->start;
    int64_t points = (int64_t)schedule->rate * schedule->phases;
    __int128 since = earliest - start + tolerance;
    int64_t point = floor_divide(since * points, SECOND);
    return start + floor_divide((__int128)point * SECOND, points);
}

unsigned wire_board_new_room(void) { return board->new_rooms++; }

void wire_board_step(unsigned room, uint64_t tick, uint64_t now) {
    if (room >= MAX_ROOMS || board->schedule.rate == 0) return;
    int64_t moved = (int64_t)(now - tick * SECOND / board->schedule.rate);
    int64_t earliest = board->earliest[room];
    if (earliest == 0 || moved < earliest) board->earliest[room] = earliest = moved;
    // A server that left ticks out counts as late from then on: that measurement has failed anyway.
    int64_t late = moved - schedule_origin(&board->schedule, earliest);
    // No tick begins before it is due: then the grid began earlier than was thought.
    if (late < 0) board->schedule.start += (uint64_t)late;
    wire_board_late(late > 0 ? (uint64_t)late : 0);
}

struct wire_result wire_board_result(void) { return board->result; }

static struct wire_spread spread(struct histogram *histogram) {
    return (struct wire_spread){
        .count = histogram->count,
        .p50 = histogram_quantile(histogram, 0.5),
        .p99 = histogram_quantile(histogram, 0.99),
        .p999 = histogram_quantile(histogram, 0.999),
        .within_two_milliseconds = histogram_within(histogram, 2000000),
    };
}

struct wire_spread wire_board_delivery(void) { return spread(&board->delivery); }

struct wire_spread wire_board_lateness(void) { return spread(&board->lateness); }

struct wire_spread wire_board_generator_lateness(void) {
    return spread(&board->generator_lateness);
}
