// The system calls that a benchmark needs: every function returns a value >= 0 or a negative errno.

#ifndef CWIREBENCH_MACHINE_H
#define CWIREBENCH_MACHINE_H

#include <stdbool.h>
#include <stdint.h>

// CLOCK_MONOTONIC in nanoseconds.
uint64_t wire_now(void);

// Processors that this process may use.
int wire_processors(void);

// Keeps the calling process on the nth of the processors that it may use.
int wire_pin(int index);

// Raises the limit of open descriptors to the most that is allowed; returns it.
int wire_raise_descriptors(void);

// Ends this process when the one that started it ends.
int wire_end_with_parent(void);

// Starts a program with the board's memory as descriptor 3, an empty standard input that ends when
// `*input` is closed, and its standard output at `*output`. `arguments` end in NULL. Standard error
// goes nowhere if `quiet`.
int wire_spawn(char *const *arguments, int board, bool quiet, int *input, int *output);

// Waits for the end of a process; its exit status, or 128 and the number of the signal.
int wire_wait(int process);

// User and system time of all threads of a process in nanoseconds: what getrusage tells the process
// itself, read from outside and exactly when it is wanted. 0 when there is no such process.
uint64_t wire_processor_time(int process);

// Counters of instructions outside the kernel, one for each thread that the process has now.
#define WIRE_MAX_COUNTERS 64
struct wire_counters {
    int count;
    int descriptors[WIRE_MAX_COUNTERS];
};
int wire_counters_open(struct wire_counters *counters, int process);
int64_t wire_counters_read(const struct wire_counters *counters);

#endif
