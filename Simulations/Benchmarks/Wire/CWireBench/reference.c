#define _GNU_SOURCE

#include "reference.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <openssl/evp.h>
#include <openssl/sha.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <sys/timerfd.h>
#include <unistd.h>

#include "board.h"
#include "machine.h"
#include "shared.h"

#define FRAME_BYTES (WIRE_PAYLOAD_BYTES + 4)
#define EVENTS 64

enum stage { STAGE_FREE = 0, STAGE_GREETING, STAGE_PLAYING };

struct server {
    const struct wire_service *service;
    int epoll, listener, timer;
    // By descriptor.
    uint8_t *stages;
    // Players' descriptors, a room's side by side, in the order in which they came; -1: gone.
    int *seats;
    unsigned seat_count;
    uint64_t start;
    // The point of the grid that is due next.
    uint64_t next;
    uint8_t frame[FRAME_BYTES];
};

static int watch(const struct server *server, int descriptor) {
    struct epoll_event event = {.events = EPOLLIN, .data.fd = descriptor};
    int status = epoll_ctl(server->epoll, EPOLL_CTL_ADD, descriptor, &event);
    return status == 0 ? 0 : -errno;
}

static uint64_t due_of(const struct server *server, uint64_t point) {
    return server->start + point * SECOND / (server->service->rate * server->service->phases);
}

static void arm(const struct server *server) {
    uint64_t due = due_of(server, server->next);
    struct itimerspec time = {
        .it_value = {.tv_sec = (time_t)(due / SECOND), .tv_nsec = (long)(due % SECOND)}};
    timerfd_settime(server->timer, TFD_TIMER_ABSTIME, &time, NULL);
}

static void drop(struct server *server, int descriptor) {
    for (unsigned i = 0; i < server->seat_count; i++) {
        if (server->seats[i] == descriptor) server->seats[i] = -1;
    }
    server->stages[descriptor] = STAGE_FREE;
    close(descriptor);
}

static void send_room(struct server *server, unsigned first, uint64_t due) {
    uint64_t now = wire_now();
    wire_board_late(now > due ? now - due : 0);
    memcpy(server->frame + 4 + WIRE_DUE_OFFSET, &due, sizeof due);
    unsigned end = first + server->service->room_size;
    if (end > server->seat_count) end = server->seat_count;
    for (unsigned i = first; i < end; i++) {
        if (server->seats[i] < 0) continue;
        // Who reads too slowly misses this frame.
        send(server->seats[i], server->frame, FRAME_BYTES, MSG_DONTWAIT | MSG_NOSIGNAL);
    }
}

static void tick(struct server *server) {
    uint64_t missed;
    if (read(server->timer, &missed, sizeof missed) != sizeof missed) return;
    const struct wire_service *service = server->service;
    // After a stall a period at a time is made up for, so that inputs are read between.
    for (unsigned i = 0; i < service->phases; i++, server->next++) {
        uint64_t due = due_of(server, server->next);
        if (due > wire_now()) break;
        unsigned phase = (unsigned)(server->next % service->phases);
        unsigned stride = service->phases * service->room_size;
        for (unsigned seat = phase * service->room_size; seat < server->seat_count;
             seat += stride) {
            send_room(server, seat, due);
        }
    }
    arm(server);
}

// The request is expected in one piece, and nothing of it but the key is looked at.
static int greet(int descriptor, char *request) {
    static const char name[] = "Sec-WebSocket-Key: ";
    static const char constant[] = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    char *key = strstr(request, name);
    if (key == NULL) return -EPROTO;
    key += sizeof name - 1;
    char text[24 + sizeof constant];
    if (strcspn(key, "\r\n") != 24) return -EPROTO;
    memcpy(text, key, 24);
    memcpy(text + 24, constant, sizeof constant);
    unsigned char digest[SHA_DIGEST_LENGTH], accept[32];
    SHA1((const unsigned char *)text, strlen(text), digest);
    EVP_EncodeBlock(accept, digest, sizeof digest);
    char answer[160];
    int count = snprintf(answer, sizeof answer,
                         "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n"
                         "Connection: Upgrade\r\nSec-WebSocket-Accept: %s\r\n\r\n", accept);
    return send(descriptor, answer, (size_t)count, MSG_NOSIGNAL) == count ? 0 : -EPIPE;
}

static void receive(struct server *server, int descriptor) {
    char bytes[4096];
    ssize_t count = recv(descriptor, bytes, sizeof bytes - 1, MSG_DONTWAIT);
    if (count < 0 && errno == EAGAIN) return;
    if (count <= 0) {
        drop(server, descriptor);
        return;
    }
    if (server->stages[descriptor] == STAGE_PLAYING) return;
    bytes[count] = 0;
    if (greet(descriptor, bytes) < 0) {
        drop(server, descriptor);
        return;
    }
    server->stages[descriptor] = STAGE_PLAYING;
    server->seats[server->seat_count++] = descriptor;
}

static void welcome(struct server *server) {
    for (int i = 0; i < EVENTS; i++) {
        int descriptor = accept4(server->listener, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);
        if (descriptor < 0) return;
        unsigned limit = server->service->max_descriptors;
        if ((unsigned)descriptor >= limit || server->seat_count >= limit) {
            close(descriptor);
            continue;
        }
        int on = 1;
        setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
        server->stages[descriptor] = STAGE_GREETING;
        if (watch(server, descriptor) < 0) drop(server, descriptor);
    }
}

static int listen_anywhere(struct server *server) {
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_ANY)};
    socklen_t length = sizeof address;
    server->listener = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (server->listener < 0) return -errno;
    if (bind(server->listener, (struct sockaddr *)&address, length) != 0) return -errno;
    if (listen(server->listener, 4096) != 0) return -errno;
    if (getsockname(server->listener, (struct sockaddr *)&address, &length) != 0) return -errno;
    return ntohs(address.sin_port);
}

static int open_server(struct server *server) {
    unsigned limit = server->service->max_descriptors;
    server->stages = calloc(limit, sizeof *server->stages);
    server->seats = calloc(limit, sizeof *server->seats);
    if (server->stages == NULL || server->seats == NULL) return -ENOMEM;
    server->epoll = epoll_create1(EPOLL_CLOEXEC);
    server->timer = timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK | TFD_CLOEXEC);
    if (server->epoll < 0 || server->timer < 0) return -errno;
    int port = listen_anywhere(server);
    if (port < 0) return port;
    int status = watch(server, server->listener);
    if (status == 0) status = watch(server, server->timer);
    return status < 0 ? status : port;
}

int wire_serve_reference(const struct wire_service *service) {
    struct server server = {.service = service, .start = wire_now()};
    // A whole binary frame with a length of two bytes.
    server.frame[0] = 0x82;
    server.frame[1] = 126;
    server.frame[3] = WIRE_PAYLOAD_BYTES;
    int port = open_server(&server);
    if (port < 0) return port;
    printf("port %d\n", port);
    fflush(stdout);
    if (!service->is_idle) arm(&server);
    while (1) {
        struct epoll_event events[EVENTS];
        int count = epoll_wait(server.epoll, events, EVENTS, -1);
        for (int i = 0; i < count; i++) {
            int descriptor = events[i].data.fd;
            if (descriptor == server.timer) {
                tick(&server);
            } else if (descriptor == server.listener) {
                welcome(&server);
            } else {
                receive(&server, descriptor);
            }
        }
    }
}
