// One client of the generator: from the handshake to the frames.

#ifndef CWIREBENCH_CLIENT_H
#define CWIREBENCH_CLIENT_H

#include <stdbool.h>
#include <stdint.h>

#include "generator.h"
#include "shared.h"

enum client_stage { CLIENT_UPGRADING = 0, CLIENT_SEATING, CLIENT_READY, CLIENT_LOST };

// 4 bytes of mask, the head of two, and what is left of 32.
#define INPUT_BYTES 32
#define READ_BYTES 65536

struct client {
    int descriptor;
    enum client_stage stage;
    uint16_t room;
    uint16_t sequence;
    // Of the newest snapshot.
    uint32_t tick;
    uint32_t mask;
    // A frame that has not come whole; NULL nearly always.
    uint8_t *partial;
    uint32_t partial_bytes;
};

// A snapshot's arrival, moved back to tick 0 of its room.
struct sample {
    int64_t moved;
    uint32_t room;
};

struct generator {
    const struct wire_plan *plan;
    struct client *clients;
    unsigned opened, ready, lost;
    int epoll;
    // Whether it looks again at once when nothing has come, and for how long it did so in vain.
    bool spinning;
    uint64_t spun;
    // What is being read, behind what was left of the client's last bytes.
    uint8_t *buffer;
    char (*codes)[16];
    // For each room, the earliest of all arrivals moved back to tick 0.
    int64_t *earliest;
    unsigned rooms;
    struct sample *samples;
    uint64_t sample_count, sample_capacity;
};

// Connects the client and asks for a WebSocket; 0 or a negative errno.
int client_open(struct generator *generator, struct client *client);

// Reads what has come.
void client_receive(struct generator *generator, struct client *client);

// Sends one input.
void client_send_input(struct generator *generator, struct client *client);

#endif
