#define _GNU_SOURCE

#include "client.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "machine.h"
#include "reference.h"

// Clients of one source address: few enough for its ports and for a server that counts addresses.
static const unsigned clients_per_address = 64;

static void lose(struct generator *generator, struct client *client) {
    if (client->stage == CLIENT_LOST) return;
    if (client->stage == CLIENT_READY) generator->ready--;
    client->stage = CLIENT_LOST;
    generator->lost++;
    close(client->descriptor);
    free(client->partial);
    client->partial = NULL;
}

static void send_all(struct generator *generator, struct client *client, const void *bytes,
                     size_t count) {
    ssize_t sent = send(client->descriptor, bytes, count, MSG_NOSIGNAL | MSG_DONTWAIT);
    if (sent != (ssize_t)count) lose(generator, client);
}

// MARK: opening

static int connect_from(struct client *client, unsigned address_index, uint16_t port) {
    int descriptor = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (descriptor < 0) return -errno;
    client->descriptor = descriptor;
    int on = 1;
    setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    setsockopt(descriptor, SOL_IP, IP_BIND_ADDRESS_NO_PORT, &on, sizeof on);
    uint32_t host = 0x7f000001 + (address_index / 250 << 8) + address_index % 250;
    struct sockaddr_in source = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(host)};
    struct sockaddr_in target = {.sin_family = AF_INET,
                                 .sin_addr.s_addr = htonl(INADDR_LOOPBACK),
                                 .sin_port = htons(port)};
    if (bind(descriptor, (struct sockaddr *)&source, sizeof source) != 0) return -errno;
    int status = connect(descriptor, (struct sockaddr *)&target, sizeof target);
    return status == 0 ? 0 : -errno;
}

int client_open(struct generator *generator, struct client *client) {
    static const char request[] =
        "GET /play HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";
    unsigned index = (unsigned)(client - generator->clients);
    int status = connect_from(client, index / clients_per_address, generator->plan->port);
    if (status < 0) return status;
    struct epoll_event event = {.events = EPOLLIN, .data.u32 = index};
    status = epoll_ctl(generator->epoll, EPOLL_CTL_ADD, client->descriptor, &event);
    if (status < 0) return -errno;
    client->stage = CLIENT_UPGRADING;
    client->mask = index * 2654435761u | 1;
    generator->opened++;
    send_all(generator, client, request, sizeof request - 1);
    return 0;
}

// MARK: sending

// Puts a masked frame of fewer than 126 bytes together; returns its length.
static size_t frame(struct client *client, uint8_t opcode, const void *payload, size_t count,
                    uint8_t *output) {
    client->mask = client->mask * 1664525u + 1013904223u;
    output[0] = 0x80 | opcode;
    output[1] = (uint8_t)(0x80 | count);
    memcpy(output + 2, &client->mask, 4);
    const uint8_t *bytes = payload;
    for (size_t i = 0; i < count; i++) output[6 + i] = bytes[i] ^ output[2 + i % 4];
    return 6 + count;
}

static void say(struct generator *generator, struct client *client, const char *text) {
    uint8_t output[132];
    size_t count = frame(client, 1, text, strlen(text), output);
    send_all(generator, client, output, count);
}

void client_send_input(struct generator *generator, struct client *client) {
    if (client->stage != CLIENT_READY) return;
    // 11 bytes of head and 15 of input (Protocol: Input frame); tick 0 means the next one.
    uint8_t payload[INPUT_BYTES - 6] = {1};
    client->sequence++;
    memcpy(payload + 1, &client->sequence, 2);
    memcpy(payload + 7, &client->tick, 4);
    for (size_t i = 11; i < sizeof payload; i++) {
        payload[i] = (uint8_t)(client->mask >> i % 4 * 8);
    }
    uint8_t output[INPUT_BYTES];
    send_all(generator, client, output, frame(client, 2, payload, sizeof payload, output));
}

// MARK: receiving

static void become_ready(struct generator *generator, struct client *client) {
    client->stage = CLIENT_READY;
    generator->ready++;
}

static void enter_room(struct generator *generator, struct client *client, const char *text) {
    char code[16] = {0};
    const char *room = strstr(text, "\"room\":\"");
    if (room == NULL || sscanf(room + 8, "%15[^\"]", code) != 1) return;
    unsigned index = 0;
    while (index < generator->rooms && strcmp(generator->codes[index], code) != 0) index++;
    if (index == MAX_ROOMS) {
        lose(generator, client);
        return;
    }
    if (index == generator->rooms) {
        memcpy(generator->codes[generator->rooms++], code, sizeof code);
    }
    client->room = (uint16_t)index;
    become_ready(generator, client);
}

static void receive_text(struct generator *generator, struct client *client, const char *text) {
    if (client->stage != CLIENT_SEATING) return;
    if (strstr(text, "\"type\":\"welcome\"") != NULL) {
        if (generator->plan->is_idle) {
            become_ready(generator, client);
            return;
        }
        say(generator, client, "{\"type\":\"quickMatch\"}");
    } else if (strstr(text, "\"type\":\"seated\"") != NULL) {
        enter_room(generator, client, text);
    } else if (strstr(text, "\"type\":\"refused\"") != NULL) {
        fprintf(stderr, "the server refused a client: %s\n", text);
        lose(generator, client);
    }
}

// A snapshot tells its tick, not when that was due: this is worked out when all have come.
static void note_snapshot(struct generator *generator, struct client *client,
                          const uint8_t *payload, uint64_t now) {
    uint32_t tick;
    memcpy(&tick, payload + 4, sizeof tick);
    client->tick = tick;
    int64_t moved = (int64_t)(now - tick * SECOND / generator->plan->rate);
    int64_t *earliest = &generator->earliest[client->room];
    if (*earliest == 0 || moved < *earliest) *earliest = moved;
    if (board->window != WINDOW_OPEN) return;
    if (generator->sample_count == generator->sample_capacity) return;
    generator->samples[generator->sample_count++] =
        (struct sample){.moved = moved, .room = client->room};
}

static void receive_binary(struct generator *generator, struct client *client,
                           const uint8_t *payload, size_t count, size_t frame_bytes) {
    uint64_t now = wire_now();
    board->result.all_frames++;
    if (board->window == WINDOW_OPEN) {
        board->result.frames++;
        board->result.frame_bytes += frame_bytes;
    }
    if (generator->plan->speaks_umpire) {
        if (count >= 8) note_snapshot(generator, client, payload, now);
    } else if (board->window == WINDOW_OPEN && count >= WIRE_DUE_OFFSET + 8) {
        uint64_t due;
        memcpy(&due, payload + WIRE_DUE_OFFSET, sizeof due);
        histogram_add(&board->delivery, now > due ? now - due : 0);
    }
}

static void upgraded(struct generator *generator, struct client *client) {
    if (!generator->plan->speaks_umpire) {
        become_ready(generator, client);
        return;
    }
    client->stage = CLIENT_SEATING;
    say(generator, client, "{\"type\":\"hello\",\"protocol\":1}");
}

// Takes one answer or frame; returns its length, 0 when it has not come whole.
static size_t take(struct generator *generator, struct client *client, uint8_t *bytes,
                   size_t count) {
    if (client->stage == CLIENT_UPGRADING) {
        uint8_t *end = memmem(bytes, count, "\r\n\r\n", 4);
        if (end == NULL) return 0;
        if (count < 12 || memcmp(bytes + 9, "101", 3) != 0) {
            lose(generator, client);
            return count;
        }
        upgraded(generator, client);
        return (size_t)(end - bytes) + 4;
    }
    if (count < 2) return 0;
    size_t head = 2, length = bytes[1] & 127;
    if (length == 126) {
        if (count < 4) return 0;
        length = (size_t)bytes[2] << 8 | bytes[3];
        head = 4;
    }
    if (count < head + length) return 0;
    uint8_t opcode = bytes[0] & 15;
    if (opcode == 2) {
        receive_binary(generator, client, bytes + head, length, head + length);
    } else if (opcode == 1) {
        // There is always a byte of room behind what was read.
        uint8_t behind = bytes[head + length];
        bytes[head + length] = 0;
        receive_text(generator, client, (const char *)bytes + head);
        bytes[head + length] = behind;
    } else if (opcode == 8) {
        lose(generator, client);
    }
    return head + length;
}

static void keep_rest(struct generator *generator, struct client *client, const uint8_t *bytes,
                      size_t count) {
    if (count == 0) return;
    client->partial = count <= READ_BYTES ? malloc(count) : NULL;
    if (client->partial == NULL) {
        lose(generator, client);
        return;
    }
    memcpy(client->partial, bytes, count);
    client->partial_bytes = (uint32_t)count;
}

void client_receive(struct generator *generator, struct client *client) {
    if (client->stage == CLIENT_LOST) return;
    uint8_t *bytes = generator->buffer;
    size_t count = 0;
    if (client->partial != NULL) {
        count = client->partial_bytes;
        memcpy(bytes, client->partial, count);
        free(client->partial);
        client->partial = NULL;
    }
    ssize_t status = recv(client->descriptor, bytes + count, READ_BYTES, MSG_DONTWAIT);
    if (status <= 0 && !(status < 0 && errno == EAGAIN)) {
        lose(generator, client);
        return;
    }
    if (status > 0) count += (size_t)status;
    size_t taken = 0;
    while (taken < count && client->stage != CLIENT_LOST) {
        size_t step = take(generator, client, bytes + taken, count - taken);
        if (step == 0) break;
        taken += step;
    }
    if (client->stage != CLIENT_LOST) keep_rest(generator, client, bytes + taken, count - taken);
}
