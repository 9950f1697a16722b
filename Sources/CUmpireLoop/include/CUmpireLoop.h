// The few system calls that Swift cannot spell well: every function returns
// a value >= 0, or a negative errno, so that no caller has to read `errno`.

#ifndef UMPIRE_CUMPIRELOOP_H
#define UMPIRE_CUMPIRELOOP_H

#include <stddef.h>
#include <stdint.h>
#include <sys/socket.h>
#include <sys/types.h>

// An IPv6 address in host byte order; IPv4 is the mapped form ::ffff:a.b.c.d.
struct umpire_address {
    uint64_t high;
    uint64_t low;
    uint32_t scope;
    uint16_t port;
};

// Large enough for every text form of an address and its ending zero.
#define UMPIRE_ADDRESS_TEXT_SIZE 64

// Resolves a name or a literal, IPv4 results first. Blocks. Returns the number of results,
// or -ENOENT when there is no such host.
int umpire_resolve(const char *host, uint16_t port, struct umpire_address *results, int capacity);

// Writes the address without its port, as text that ends in a zero byte.
void umpire_address_text(const struct umpire_address *address, char *text);

// Fills a socket address that connect(2) and bind(2) understand; returns its length.
socklen_t umpire_address_fill(const struct umpire_address *address,
                              struct sockaddr_storage *storage);

// Opens a listening socket, not blocking, and writes the port that was bound into the address.
// Connections accepted from it send each write at once (TCP_NODELAY).
int umpire_listen(struct umpire_address *address, int backlog);

// Accepts one connection, not blocking, and writes who it is.
int umpire_accept(int listener, struct umpire_address *peer);

// Begins to connect a new socket, not blocking, that sends each write at once (TCP_NODELAY); it
// is connected when it becomes writable without an error. Returns the descriptor.
// The kernel keeps about `receive_buffer` bytes that were not read; 0: as many as it likes.
int umpire_connect(const struct umpire_address *address, int receive_buffer);

// The negative errno of what happened to the socket by itself, once, or 0.
int umpire_take_error(int descriptor);

// Receives what is there, not blocking: 0 is the end of the stream, -EAGAIN nothing yet.
ssize_t umpire_receive(int descriptor, void *buffer, size_t capacity);

// Sends what the kernel takes, without a signal for a broken connection; -EAGAIN: nothing now.
ssize_t umpire_send(int descriptor, const void *bytes, size_t size);

// The same for up to three pieces, of which any may be empty, in one call.
ssize_t umpire_send_parts(int descriptor, const void *first, size_t first_size,
                          const void *second, size_t second_size, const void *third,
                          size_t third_size);

// Ends our half of a connection: the peer reads the end of the stream.
int umpire_shut_writing(int descriptor);

// How long sent bytes may stay unacknowledged before the connection fails.
int umpire_set_user_timeout(int descriptor, unsigned int milliseconds);

// How many bytes that were not sent even once the kernel keeps (TCP_NOTSENT_LOWAT).
int umpire_set_unsent_limit(int descriptor, unsigned int bytes);

// Makes closing the socket reset the connection (RST) and drop what is unsent.
int umpire_set_reset_on_close(int descriptor);

// A descriptor that stands for nothing, kept to be given up when there are no others.
int umpire_open_reserve(void);

void umpire_close(int descriptor);

// A timer on CLOCK_MONOTONIC that becomes readable when due.
int umpire_timer_open(void);

// Absolute nanoseconds; 0 disarms.
int umpire_timer_set(int descriptor, uint64_t nanoseconds);

// Returns 1 if the timer was due since the last call, 0 if it was not.
int umpire_timer_take(int descriptor);

// Raises the soft limit of descriptors to the hard one; returns how many there may be.
int umpire_raise_descriptor_limit(void);

// Peers that went away answer with an error, not with a signal that ends the process.
void umpire_ignore_broken_pipes(void);

// Tell the thread sanitizer that a lock was taken, or is about to be given back: it does not see
// Swift's `Mutex` and would report everything that one protects. Without it they do nothing.
void umpire_lock_taken(void *lock);
void umpire_lock_released(void *lock);

// Waits until this time of CLOCK_MONOTONIC, or for a signal.
void umpire_sleep_until(uint64_t nanoseconds);

// Makes the calling thread's sleeps end at most a microsecond late, not fifty.
void umpire_sleep_exactly(void);

// Names the calling thread, cut to the 15 bytes that the system keeps.
void umpire_name_thread(const char *name);

#endif
