#define _GNU_SOURCE

#include "CUmpireLoop.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/prctl.h>
#include <sys/timerfd.h>
#include <time.h>
#include <sys/uio.h>
#include <unistd.h>

enum { GATHERED_BYTES = 2048 };

static const uint64_t mapped_prefix = 0xffff00000000ull;

static int is_ipv4(const struct umpire_address *address) {
    return address->high == 0 && (address->low >> 32) == 0xffff;
}

static uint64_t load_big_endian(const uint8_t *bytes) {
    uint64_t value = 0;
    for (int i = 0; i < 8; i++) value = value << 8 | bytes[i];
    return value;
}

static void store_big_endian(uint8_t *bytes, uint64_t value) {
    for (int i = 7; i >= 0; i--, value >>= 8) bytes[i] = (uint8_t)value;
}

static void read_address(const struct sockaddr_storage *storage, struct umpire_address *address) {
    memset(address, 0, sizeof *address);
    if (storage->ss_family == AF_INET) {
        const struct sockaddr_in *v4 = (const struct sockaddr_in *)storage;
        address->low = mapped_prefix | ntohl(v4->sin_addr.s_addr);
        address->port = ntohs(v4->sin_port);
    } else if (storage->ss_family == AF_INET6) {
        const struct sockaddr_in6 *v6 = (const struct sockaddr_in6 *)storage;
        address->high = load_big_endian(v6->sin6_addr.s6_addr);
        address->low = load_big_endian(v6->sin6_addr.s6_addr + 8);
        address->scope = v6->sin6_scope_id;
        address->port = ntohs(v6->sin6_port);
    }
}

socklen_t umpire_address_fill(const struct umpire_address *address,
                              struct sockaddr_storage *storage) {
    memset(storage, 0, sizeof *storage);
    if (is_ipv4(address)) {
        struct sockaddr_in *v4 = (struct sockaddr_in *)storage;
        v4->sin_family = AF_INET;
        v4->sin_port = htons(address->port);
        v4->sin_addr.s_addr = htonl((uint32_t)address->low);
        return sizeof *v4;
    }
    struct sockaddr_in6 *v6 = (struct sockaddr_in6 *)storage;
    v6->sin6_family = AF_INET6;
    v6->sin6_port = htons(address->port);
    v6->sin6_scope_id = address->scope;
    store_big_endian(v6->sin6_addr.s6_addr, address->high);
    store_big_endian(v6->sin6_addr.s6_addr + 8, address->low);
    return sizeof *v6;
}

void umpire_address_text(const struct umpire_address *address, char *text) {
    struct sockaddr_storage storage;
    umpire_address_fill(address, &storage);
    const void *bytes = is_ipv4(address)
        ? (const void *)&((struct sockaddr_in *)&storage)->sin_addr
        : (const void *)&((struct sockaddr_in6 *)&storage)->sin6_addr;
    if (inet_ntop(storage.ss_family, bytes, text, UMPIRE_ADDRESS_TEXT_SIZE) == NULL) text[0] = 0;
}

int umpire_resolve(const char *host, uint16_t port, struct umpire_address *results, int capacity) {
    struct addrinfo hints = {.ai_family = AF_UNSPEC, .ai_socktype = SOCK_STREAM};
    struct addrinfo *list = NULL;
    if (getaddrinfo(host, NULL, &hints, &list) != 0) return -ENOENT;
    int count = 0;
    const int families[] = {AF_INET, AF_INET6};
    for (int i = 0; i < 2; i++) {
        for (struct addrinfo *entry = list; entry && count < capacity; entry = entry->ai_next) {
            if (entry->ai_family != families[i]) continue;
            struct sockaddr_storage storage = {0};
            memcpy(&storage, entry->ai_addr, entry->ai_addrlen);
            read_address(&storage, &results[count]);
            results[count++].port = port;
        }
    }
    freeaddrinfo(list);
    return count > 0 ? count : -ENOENT;
}

static int listen_on(int descriptor, struct umpire_address *address, int backlog) {
    int on = 1, off = 0;
    struct sockaddr_storage storage;
    socklen_t length = umpire_address_fill(address, &storage);
    if (setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on) != 0) return -errno;
    // The all-zero IPv6 address listens on IPv4 too, whatever the system's default is.
    if (storage.ss_family == AF_INET6
        && setsockopt(descriptor, IPPROTO_IPV6, IPV6_V6ONLY, &off, sizeof off) != 0) return -errno;
    // Accepted connections inherit it, which saves each of them a call.
    if (setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on) != 0) return -errno;
    if (bind(descriptor, (struct sockaddr *)&storage, length) != 0) return -errno;
    if (listen(descriptor, backlog) != 0) return -errno;
    length = sizeof storage;
    if (getsockname(descriptor, (struct sockaddr *)&storage, &length) != 0) return -errno;
    struct umpire_address bound;
    read_address(&storage, &bound);
    address->port = bound.port;
    return 0;
}

int umpire_listen(struct umpire_address *address, int backlog) {
    int family = is_ipv4(address) ? AF_INET : AF_INET6;
    int descriptor = socket(family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (descriptor < 0) return -errno;
    int status = listen_on(descriptor, address, backlog);
    if (status < 0) {
        close(descriptor);
        return status;
    }
    return descriptor;
}

int umpire_accept(int listener, struct umpire_address *peer) {
    struct sockaddr_storage storage = {0};
    socklen_t length = sizeof storage;
    int descriptor = accept4(listener, (struct sockaddr *)&storage, &length,
                             SOCK_NONBLOCK | SOCK_CLOEXEC);
    if (descriptor < 0) return -errno;
    read_address(&storage, peer);
    return descriptor;
}

int umpire_connect(const struct umpire_address *address, int receive_buffer) {
    struct sockaddr_storage storage;
    socklen_t length = umpire_address_fill(address, &storage);
    int descriptor = socket(storage.ss_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (descriptor < 0) return -errno;
    int on = 1, status;
    setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    // Before connecting: afterwards a larger window is already promised.
    if (receive_buffer > 0)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVBUF, &receive_buffer, sizeof receive_buffer);
    // Interrupted, it goes on in the background like one in progress.
    status = connect(descriptor, (struct sockaddr *)&storage, length);
    if (status == 0 || errno == EINPROGRESS || errno == EINTR) return descriptor;
    status = -errno;
    close(descriptor);
    return status;
}

int umpire_take_error(int descriptor) {
    int error = 0;
    socklen_t length = sizeof error;
    if (getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &error, &length) != 0) return -errno;
    return -error;
}

ssize_t umpire_receive(int descriptor, void *buffer, size_t capacity) {
    ssize_t count;
    do count = recv(descriptor, buffer, capacity, 0);
    while (count < 0 && errno == EINTR);
    return count >= 0 ? count : -errno;
}

// A full socket and a system short of memory are the same to the sender: wait until writable.
static ssize_t sent(ssize_t count) {
    if (count >= 0) return count;
    return errno == ENOBUFS || errno == EWOULDBLOCK ? -EAGAIN : -errno;
}

ssize_t umpire_send(int descriptor, const void *bytes, size_t size) {
    ssize_t count;
    do count = send(descriptor, bytes, size, MSG_NOSIGNAL);
    while (count < 0 && errno == EINTR);
    return sent(count);
}

ssize_t umpire_send_parts(int descriptor, const void *first, size_t first_size,
                          const void *second, size_t second_size, const void *third,
                          size_t third_size) {
    // For small pieces copying costs nothing beside what `sendmsg` does with their list.
    char small[GATHERED_BYTES];
    size_t size = first_size + second_size + third_size;
    if (size <= sizeof small) {
        if (first_size) memcpy(small, first, first_size);
        if (second_size) memcpy(small + first_size, second, second_size);
        if (third_size) memcpy(small + first_size + second_size, third, third_size);
        return umpire_send(descriptor, small, size);
    }
    struct iovec parts[3];
    struct msghdr message = {.msg_iov = parts};
    if (first_size) parts[message.msg_iovlen++] = (struct iovec){(void *)first, first_size};
    if (second_size) parts[message.msg_iovlen++] = (struct iovec){(void *)second, second_size};
    if (third_size) parts[message.msg_iovlen++] = (struct iovec){(void *)third, third_size};
    ssize_t count;
    do count = sendmsg(descriptor, &message, MSG_NOSIGNAL);
    while (count < 0 && errno == EINTR);
    return sent(count);
}

int umpire_shut_writing(int descriptor) {
    return shutdown(descriptor, SHUT_WR) == 0 ? 0 : -errno;
}

int umpire_set_user_timeout(int descriptor, unsigned int milliseconds) {
    int status = setsockopt(descriptor, IPPROTO_TCP, TCP_USER_TIMEOUT, &milliseconds,
                            sizeof milliseconds);
    return status == 0 ? 0 : -errno;
}

int umpire_set_unsent_limit(int descriptor, unsigned int bytes) {
    int status = setsockopt(descriptor, IPPROTO_TCP, TCP_NOTSENT_LOWAT, &bytes, sizeof bytes);
    return status == 0 ? 0 : -errno;
}

int umpire_set_reset_on_close(int descriptor) {
    struct linger abort = {.l_onoff = 1, .l_linger = 0};
    int status = setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &abort, sizeof abort);
    return status == 0 ? 0 : -errno;
}

int umpire_open_reserve(void) {
    int descriptor = open("/dev/null", O_RDONLY | O_CLOEXEC);
    return descriptor >= 0 ? descriptor : -errno;
}

void umpire_close(int descriptor) { close(descriptor); }

int umpire_timer_open(void) {
    int descriptor = timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK | TFD_CLOEXEC);
    return descriptor >= 0 ? descriptor : -errno;
}

int umpire_timer_set(int descriptor, uint64_t nanoseconds) {
    struct itimerspec due = {0};
    due.it_value.tv_sec = (time_t)(nanoseconds / 1000000000u);
    due.it_value.tv_nsec = (long)(nanoseconds % 1000000000u);
    return timerfd_settime(descriptor, TFD_TIMER_ABSTIME, &due, NULL) == 0 ? 0 : -errno;
}

int umpire_timer_take(int descriptor) {
    uint64_t count = 0;
    ssize_t status = read(descriptor, &count, sizeof count);
    if (status < 0) return errno == EAGAIN || errno == EINTR ? 0 : -errno;
    return count > 0;
}

int umpire_raise_descriptor_limit(void) {
    struct rlimit limit;
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return -errno;
    struct rlimit raised = {.rlim_cur = limit.rlim_max, .rlim_max = limit.rlim_max};
    // Refused where the hard limit is above what the system can give: then the soft one stays.
    if (setrlimit(RLIMIT_NOFILE, &raised) == 0) limit = raised;
    return limit.rlim_cur > INT_MAX ? INT_MAX : (int)limit.rlim_cur;
}

void umpire_sleep_until(uint64_t nanoseconds) {
    struct timespec until = {
        .tv_sec = (time_t)(nanoseconds / 1000000000u),
        .tv_nsec = (long)(nanoseconds % 1000000000u),
    };
    clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &until, NULL);
}

void umpire_sleep_exactly(void) { prctl(PR_SET_TIMERSLACK, 1000ul); }

void umpire_ignore_broken_pipes(void) { signal(SIGPIPE, SIG_IGN); }

void umpire_name_thread(const char *name) {
    char text[16];
    snprintf(text, sizeof text, "%s", name);
    pthread_setname_np(pthread_self(), text);
}

#if defined(__has_feature)
#if __has_feature(thread_sanitizer)
#define UMPIRE_THREAD_SANITIZER 1
#endif
#endif

#ifdef UMPIRE_THREAD_SANITIZER
void __tsan_acquire(void *address);
void __tsan_release(void *address);

void umpire_lock_taken(void *lock) { __tsan_acquire(lock); }
void umpire_lock_released(void *lock) { __tsan_release(lock); }
#else
void umpire_lock_taken(void *lock) { (void)lock; }
void umpire_lock_released(void *lock) { (void)lock; }
#endif
