#include "internal.h"

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    // A client's half of a handshake has about 2,000 bytes; OpenSSL would take 131,396.
    handshake_limit = 32768,
    // Bytes that a peer may make us answer after it: about 38 times new keys. OpenSSL has no
    // limit, and who asks without end makes us work twice for each of its records.
    answer_limit = 1024,
    // Room for ciphertext: what a session begins with, and the most that it keeps when idle.
    first_room = 512,
    kept_room = 1024,
};

struct umpire_tls_session {
    SSL *ssl;
    // What `umpire_tls_read` was given and OpenSSL has not taken; nothing between calls.
    const uint8_t *input;
    size_t input_count;
    // What is to be sent.
    uint8_t *output;
    size_t output_count;
    size_t output_room;
    // Bytes of a server's peer before the end of the handshake.
    size_t handshake_count;
    size_t answer_count;
    int wants_renegotiation;
};

// The transport that OpenSSL sees. Its own memory BIO would copy the input once more, and keep
// the room of the longest handshake message for ever.

static int take_input(BIO *bio, char *bytes, int room) {
    struct umpire_tls_session *session = BIO_get_data(bio);
    BIO_clear_retry_flags(bio);
    if (room <= 0) return 0;
    size_t count = session->input_count < (size_t)room ? session->input_count : (size_t)room;
    if (count == 0) {
        BIO_set_retry_read(bio);
        return -1;
    }
    memcpy(bytes, session->input, count);
    session->input += count;
    session->input_count -= count;
    return (int)count;
}

static int make_room(struct umpire_tls_session *session, size_t count) {
    size_t room = session->output_room > 0 ? session->output_room : first_room;
    while (room - session->output_count < count) {
        if (room > SIZE_MAX / 4) return 0;
        room *= 2;
    }
    if (room == session->output_room) return 1;
    uint8_t *output = realloc(session->output, room);
    if (output == NULL) return 0;
    session->output = output;
    session->output_room = room;
    return 1;
}

static int give_output(BIO *bio, const char *bytes, int count) {
    struct umpire_tls_session *session = BIO_get_data(bio);
    BIO_clear_retry_flags(bio);
    if (count <= 0) return 0;
    if (!make_room(session, (size_t)count)) return -1;
    memcpy(session->output + session->output_count, bytes, (size_t)count);
    session->output_count += (size_t)count;
    return count;
}

static long control(BIO *bio, int command, long number, void *pointer) {
    (void)bio, (void)number, (void)pointer;
    return command == BIO_CTRL_FLUSH || command == BIO_CTRL_DUP;
}

static BIO_METHOD *transport;
static pthread_once_t transport_once = PTHREAD_ONCE_INIT;

static void make_transport(void) {
    int type = BIO_get_new_index();
    if (type == -1) return;
    transport = BIO_meth_new(type | BIO_TYPE_SOURCE_SINK, "Umpire's buffers");
    if (transport == NULL) return;
    BIO_meth_set_read(transport, take_input);
    BIO_meth_set_write(transport, give_output);
    BIO_meth_set_ctrl(transport, control);
}

// OpenSSL answers such a wish with a warning and goes on; here it is the end.
void umpire_tls_watch(const SSL *ssl, int where, int value) {
    struct umpire_tls_session *session = SSL_get_app_data(ssl);
    if (where == SSL_CB_WRITE_ALERT && (value & 0xff) == SSL_AD_NO_RENEGOTIATION) {
        session->wants_renegotiation = 1;
    }
}

static struct umpire_tls_session *make_session(struct umpire_tls_context *context) {
    pthread_once(&transport_once, make_transport);
    if (transport == NULL) return NULL;
    struct umpire_tls_session *session = calloc(1, sizeof *session);
    if (session == NULL) return NULL;
    ERR_clear_error();
    session->ssl = SSL_new((SSL_CTX *)context);
    BIO *bio = session->ssl != NULL ? BIO_new(transport) : NULL;
    if (bio == NULL) {
        umpire_tls_session_free(session);
        return NULL;
    }
    BIO_set_data(bio, session);
    BIO_set_init(bio, 1);
    SSL_set_bio(session->ssl, bio, bio);
    SSL_set_app_data(session->ssl, session);
    return session;
}

struct umpire_tls_session *umpire_tls_accept(struct umpire_tls_context *context) {
    struct umpire_tls_session *session = make_session(context);
    if (session != NULL) SSL_set_accept_state(session->ssl);
    return session;
}

// An address has no server name (RFC 6066 §3); it is compared with the certificate's addresses.
static int set_host(SSL *ssl, const char *host) {
    if (X509_VERIFY_PARAM_set1_ip_asc(SSL_get0_param(ssl), host) == 1) return 1;
    ERR_clear_error();
    SSL_set_hostflags(ssl, X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS);
    return host[0] != 0 && SSL_set1_host(ssl, host) == 1
        && SSL_set_tlsext_host_name(ssl, host) == 1;
}

struct umpire_tls_session *umpire_tls_connect(struct umpire_tls_context *context,
                                              const char *host) {
    struct umpire_tls_session *session = make_session(context);
    if (session == NULL) return NULL;
    if (!set_host(session->ssl, host)) {
        umpire_tls_session_free(session);
        return NULL;
    }
    SSL_set_connect_state(session->ssl);
    SSL_do_handshake(session->ssl);
    ERR_clear_error();
    return session;
}

void umpire_tls_session_free(struct umpire_tls_session *session) {
    if (session == NULL) return;
    SSL_free(session->ssl);
    free(session->output);
    free(session);
}

static enum umpire_tls_progress end(struct umpire_tls_problem *problem,
                                    enum umpire_tls_kind kind) {
    ERR_clear_error();
    *problem = (struct umpire_tls_problem){.kind = kind};
    return umpire_tls_failed;
}

static enum umpire_tls_progress fail(struct umpire_tls_session *session,
                                     struct umpire_tls_problem *problem) {
    umpire_tls_take_problem(problem);
    if (problem->kind == umpire_tls_certificate_refused) {
        umpire_tls_say(problem, X509_verify_cert_error_string(
                                    SSL_get_verify_result(session->ssl)));
    }
    return umpire_tls_failed;
}

static enum umpire_tls_progress judge(struct umpire_tls_session *session, int status,
                                      struct umpire_tls_problem *problem) {
    if (session->wants_renegotiation) return end(problem, umpire_tls_renegotiation);
    if (session->answer_count > answer_limit) return end(problem, umpire_tls_too_many_updates);
    if (status == 1) return umpire_tls_plaintext;
    switch (SSL_get_error(session->ssl, status)) {
    case SSL_ERROR_WANT_READ:
        if (session->handshake_count <= handshake_limit) return umpire_tls_needs_more;
        return end(problem, umpire_tls_handshake_too_long);
    case SSL_ERROR_ZERO_RETURN: return umpire_tls_closed;
    default: return fail(session, problem);
    }
}

enum umpire_tls_progress umpire_tls_read(struct umpire_tls_session *session,
                                         const uint8_t **bytes, size_t *count, void *plaintext,
                                         size_t room, size_t *written,
                                         struct umpire_tls_problem *problem) {
    session->input = *bytes;
    session->input_count = *count;
    *written = 0;
    int was_handshaken = SSL_is_init_finished(session->ssl);
    size_t waiting = session->output_count;
    ERR_clear_error();
    int status = SSL_read_ex(session->ssl, plaintext, room, written);
    if (was_handshaken) {
        session->answer_count += session->output_count - waiting;
    } else if (SSL_is_server(session->ssl)) {
        size_t taken = *count - session->input_count;
        session->handshake_count =
            SSL_is_init_finished(session->ssl) ? 0 : session->handshake_count + taken;
    }
    *bytes = session->input;
    *count = session->input_count;
    session->input = NULL;
    session->input_count = 0;
    return judge(session, status, problem);
}

int umpire_tls_write(struct umpire_tls_session *session, const void *bytes, size_t count,
                     struct umpire_tls_problem *problem) {
    size_t written = 0;
    ERR_clear_error();
    if (SSL_write_ex(session->ssl, bytes, count, &written) == 1) return 1;
    fail(session, problem);
    return 0;
}

void umpire_tls_close(struct umpire_tls_session *session) {
    if (!SSL_is_init_finished(session->ssl)) return;
    if (SSL_get_shutdown(session->ssl) & SSL_SENT_SHUTDOWN) return;
    ERR_clear_error();
    SSL_shutdown(session->ssl);
    ERR_clear_error();
}

const uint8_t *umpire_tls_ciphertext(const struct umpire_tls_session *session, size_t *count) {
    *count = session->output_count;
    return session->output;
}

void umpire_tls_sent(struct umpire_tls_session *session) {
    session->output_count = 0;
    if (session->output_room <= kept_room) return;
    free(session->output);
    session->output = NULL;
    session->output_room = 0;
}

int umpire_tls_is_handshaken(const struct umpire_tls_session *session) {
    return SSL_is_init_finished(session->ssl);
}

int umpire_tls_is_resumed(const struct umpire_tls_session *session) {
    return SSL_session_reused(session->ssl);
}

void umpire_tls_describe(const struct umpire_tls_session *session, char *description) {
    snprintf(description, UMPIRE_TLS_DESCRIPTION_SIZE, "%s %s", SSL_get_version(session->ssl),
             SSL_get_cipher_name(session->ssl));
}

int umpire_tls_peer_certificate(const struct umpire_tls_session *session, char *fingerprint) {
    X509 *certificate = SSL_get1_peer_certificate(session->ssl);
    if (certificate == NULL) return 0;
    umpire_tls_fingerprint(certificate, fingerprint);
    X509_free(certificate);
    return 1;
}
