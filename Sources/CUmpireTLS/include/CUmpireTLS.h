// TLS as bytes in, bytes out: OpenSSL between two buffers, without a socket.
//
//   ciphertext of the peer ──▶ umpire_tls_read ──▶ plaintext
//                plaintext ──▶ umpire_tls_write ──▶ ciphertext for the peer
//
// A session may be used by one thread at a time, by another one later. A context may be used by
// all threads at once; a session keeps what it needs of its context alive.

#ifndef UMPIRE_CUMPIRETLS_H
#define UMPIRE_CUMPIRETLS_H

#include <stddef.h>
#include <stdint.h>

struct umpire_tls_context;
struct umpire_tls_session;

// Why something failed.
enum umpire_tls_kind {
    umpire_tls_other,
    // Of contexts; `code` is an errno where a file cannot be read.
    umpire_tls_certificate_unreadable,
    umpire_tls_certificate_invalid,
    umpire_tls_certificate_weak,
    umpire_tls_key_unreadable,
    umpire_tls_key_invalid,
    umpire_tls_key_encrypted,
    umpire_tls_key_mismatch,
    umpire_tls_authorities_unusable,
    // Of sessions; `code` is the description of an alert.
    umpire_tls_plain_http,
    umpire_tls_not_tls,
    umpire_tls_version_too_old,
    umpire_tls_no_common_cipher,
    umpire_tls_no_common_protocol,
    umpire_tls_record_too_long,
    umpire_tls_record_damaged,
    umpire_tls_handshake_too_long,
    umpire_tls_renegotiation,
    umpire_tls_too_many_updates,
    umpire_tls_certificate_refused,
    umpire_tls_alert,
};

struct umpire_tls_problem {
    enum umpire_tls_kind kind;
    int code;
    // In OpenSSL's words.
    char text[160];
};

// A certificate's digest in hexadecimal digits and a zero byte.
#define UMPIRE_TLS_FINGERPRINT_SIZE 65
#define UMPIRE_TLS_DESCRIPTION_SIZE 80

// A context for servers from PEM files, or NULL.
struct umpire_tls_context *umpire_tls_server_context(const char *certificate, const char *key,
                                                     struct umpire_tls_problem *problem);

// A context for clients, or NULL. Trusts the authorities of a PEM file, or of the system if that
// is NULL; without `verify`, everybody. `newest` is 12 or 13 for TLS 1.2 or 1.3.
struct umpire_tls_context *umpire_tls_client_context(const char *authorities, int verify,
                                                     int newest,
                                                     struct umpire_tls_problem *problem);

// Sessions of the context live on.
void umpire_tls_context_free(struct umpire_tls_context *context);

// The fingerprint of a server's own certificate and the second since 1970 in which it ends.
int64_t umpire_tls_context_certificate(struct umpire_tls_context *context, char *fingerprint);

// A server's half of a connection; NULL without memory.
struct umpire_tls_session *umpire_tls_accept(struct umpire_tls_context *context);

// A client's half of a connection to a host name or an address; its first bytes are ready to be
// sent. NULL if there is no memory or the name is none.
struct umpire_tls_session *umpire_tls_connect(struct umpire_tls_context *context,
                                              const char *host);

void umpire_tls_session_free(struct umpire_tls_session *session);

enum umpire_tls_progress { umpire_tls_plaintext, umpire_tls_needs_more, umpire_tls_closed,
                           umpire_tls_failed };

// Moves `bytes` and `count` past what was read of them and writes plaintext of at most `room`
// bytes, telling how many. Only `needs_more` says that all bytes were read. After `failed` the
// session may only be asked for its ciphertext, and freed.
enum umpire_tls_progress umpire_tls_read(struct umpire_tls_session *session,
                                         const uint8_t **bytes, size_t *count, void *plaintext,
                                         size_t room, size_t *written,
                                         struct umpire_tls_problem *problem);

// Encrypts all bytes, in records of at most 16,384; 1, or 0 when it failed.
int umpire_tls_write(struct umpire_tls_session *session, const void *bytes, size_t count,
                     struct umpire_tls_problem *problem);

// Encrypts the word that nothing follows, once; without a handshake it does nothing.
void umpire_tls_close(struct umpire_tls_session *session);

// What is to be sent; valid until the next call but this.
const uint8_t *umpire_tls_ciphertext(const struct umpire_tls_session *session, size_t *count);

// Forgets what was to be sent, and gives back the room of an unusually long one.
void umpire_tls_sent(struct umpire_tls_session *session);

int umpire_tls_is_handshaken(const struct umpire_tls_session *session);
int umpire_tls_is_resumed(const struct umpire_tls_session *session);

// Version and cipher, such as `TLSv1.3 TLS_AES_256_GCM_SHA384`.
void umpire_tls_describe(const struct umpire_tls_session *session, char *description);

// The fingerprint of the other's certificate; 0 if it showed none.
int umpire_tls_peer_certificate(const struct umpire_tls_session *session, char *fingerprint);

#endif
