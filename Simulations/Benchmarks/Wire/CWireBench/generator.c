#define _GNU_SOURCE

#include "generator.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/prctl.h>
#include <time.h>
#include <unistd.h>

#include "client.h"
#include "machine.h"

#define EVENTS 32

// Handshakes under way at once.
static const unsigned max_greetings = 64;
// Sleeping for each input would cost more than the inputs themselves: those of so many nanoseconds
// are sent together.
static const uint64_t input_step = 100000;
static const uint64_t opening_limit = 120 * SECOND;

// Inputs of all clients lie evenly on one grid: number n is for client n modulo their number.
struct inputs {
    uint64_t start;
    uint64_t next;
};

static uint64_t due_of(const struct generator *generator, const struct inputs *inputs) {
    uint64_t rate = (uint64_t)generator->plan->rate * generator->plan->clients;
    uint64_t seconds = inputs->next / rate;
    return inputs->start + seconds * SECOND + inputs->next % rate * SECOND / rate;
}

// Waits until something can be read or `until` has come, and reads some of it.
static void turn(struct generator *generator, uint64_t until) {
    struct epoll_event events[EVENTS];
    uint64_t now = wire_now();
    uint64_t rest = until > now && !generator->spinning ? until - now : 0;
    struct timespec timeout = {.tv_sec = (time_t)(rest / SECOND), .tv_nsec = (long)(rest % SECOND)};
    int count = epoll_pwait2(generator->epoll, events, EVENTS, &timeout, NULL);
    if (count == 0 && generator->spinning) generator->spun += wire_now() - now;
    for (int i = 0; i < count; i++) {
        client_receive(generator, &generator->clients[events[i].data.u32]);
    }
}

static int open_clients(struct generator *generator) {
    uint64_t limit = wire_now() + opening_limit;
    unsigned clients = generator->plan->clients;
    while (generator->ready < clients) {
        if (generator->lost > 0) {
            fprintf(stderr, "the server closed a connection that was just opened\n");
            return -ECONNRESET;
        }
        if (wire_now() > limit) {
            fprintf(stderr, "only %u of %u clients were let in within two minutes\n",
                    generator->ready, clients);
            return -ETIMEDOUT;
        }
        bool opens = generator->opened < clients
            && generator->opened - generator->ready < max_greetings;
        if (opens) {
            int status = client_open(generator, &generator->clients[generator->opened]);
            if (status < 0) {
                fprintf(stderr, "client %u cannot connect: %s\n", generator->opened,
                        strerror(-status));
                return status;
            }
        }
        turn(generator, opens ? 0 : wire_now() + SECOND / 10);
    }
    return 0;
}

static void play(struct generator *generator, struct inputs *inputs, uint64_t end) {
    while (1) {
        uint64_t now = wire_now();
        if (now >= end) return;
        uint64_t due = due_of(generator, inputs);
        // A few at a time, so that frames are not read late because of them.
        for (int i = 0; i < EVENTS && due <= now; i++) {
            if (board->window == WINDOW_OPEN) {
                histogram_add(&board->generator_lateness, now - due);
                board->result.inputs++;
            }
            unsigned index = (unsigned)(inputs->next % generator->plan->clients);
            client_send_input(generator, &generator->clients[index]);
            inputs->next++;
            due = due_of(generator, inputs);
        }
        due += input_step - due % input_step;
        uint64_t until = due < end ? due : end;
        do turn(generator, until);
        while (generator->spinning && wire_now() < until);
    }
}

static void measure(struct generator *generator, struct inputs *inputs, uint64_t end) {
    const struct wire_plan *plan = generator->plan;
    struct wire_result *result = &board->result;
    struct wire_counters counters;
    int counting = wire_counters_open(&counters, plan->server);
    int64_t instructions = counting < 0 ? counting : wire_counters_read(&counters);
    uint64_t start = wire_now();
    uint64_t server = wire_processor_time(plan->server);
    uint64_t own = wire_processor_time(getpid()) - generator->spun;
    board->window = WINDOW_OPEN;
    play(generator, inputs, end);
    board->window = WINDOW_OVER;
    result->server_nanoseconds = wire_processor_time(plan->server) - server;
    result->generator_nanoseconds = wire_processor_time(getpid()) - generator->spun - own;
    result->window_nanoseconds = wire_now() - start;
    result->instructions = counting < 0
        ? counting : wire_counters_read(&counters) - instructions;
}

// Now that the earliest arrivals are known, so is when each tick was due.
static void count_snapshots(struct generator *generator) {
    for (uint64_t i = 0; i < generator->sample_count; i++) {
        const struct sample *sample = &generator->samples[i];
        int64_t origin =
            schedule_origin(&board->schedule, generator->earliest[sample->room]);
        int64_t late = sample->moved - origin;
        histogram_add(&board->delivery, late > 0 ? (uint64_t)late : 0);
    }
}

static int allocate(struct generator *generator) {
    const struct wire_plan *plan = generator->plan;
    uint64_t ticks = plan->window_nanoseconds * plan->rate / SECOND + 2 * plan->rate;
    generator->sample_capacity = plan->speaks_umpire ? ticks * plan->clients : 0;
    generator->clients = calloc(plan->clients, sizeof *generator->clients);
    generator->buffer = malloc(2 * READ_BYTES + 1);
    generator->codes = calloc(MAX_ROOMS, sizeof *generator->codes);
    generator->earliest = calloc(MAX_ROOMS, sizeof *generator->earliest);
    generator->samples = calloc(generator->sample_capacity + 1, sizeof *generator->samples);
    if (generator->clients == NULL || generator->buffer == NULL || generator->codes == NULL
        || generator->earliest == NULL || generator->samples == NULL) return -ENOMEM;
    generator->epoll = epoll_create1(EPOLL_CLOEXEC);
    return generator->epoll < 0 ? -errno : 0;
}

static void announce(const char *what) {
    puts(what);
    fflush(stdout);
}

static void stay_idle(void) {
    announce("idle");
    char byte;
    while (read(STDIN_FILENO, &byte, 1) > 0) {}
}

int wire_generate(const struct wire_plan *plan) {
    // The default lets a sleep end 50 us late, more than what lies between two inputs.
    prctl(PR_SET_TIMERSLACK, 1);
    struct generator generator = {.plan = plan};
    int status = allocate(&generator);
    if (status < 0) {
        fprintf(stderr, "the clients do not fit: %s\n", strerror(-status));
        return status;
    }
    status = open_clients(&generator);
    if (status < 0) return status;
    if (plan->is_idle) {
        stay_idle();
        return 0;
    }
    generator.spinning = plan->spins;
    struct inputs inputs = {.start = wire_now()};
    uint64_t window = inputs.start + plan->warm_up_nanoseconds;
    play(&generator, &inputs, window);
    announce("measuring");
    measure(&generator, &inputs, window + plan->window_nanoseconds);
    board->result.lost_connections = generator.lost;
    count_snapshots(&generator);
    return 0;
}
