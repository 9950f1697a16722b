#include "internal.h"

#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <string.h>
#include <time.h>

// A `struct umpire_tls_context` is an `SSL_CTX` under a name that Swift may know.
static SSL_CTX *plain(struct umpire_tls_context *context) { return (SSL_CTX *)context; }

static const unsigned char http_1_1[] = {8, 'h', 't', 't', 'p', '/', '1', '.', '1'};

static int choose_protocol(SSL *ssl, const unsigned char **chosen, unsigned char *count,
                           const unsigned char *offers, unsigned int offer_count, void *unused) {
    (void)ssl, (void)unused;
    unsigned char *choice = NULL;
    int status = SSL_select_next_proto(&choice, count, http_1_1, sizeof http_1_1, offers,
                                       offer_count);
    *chosen = choice;
    // Who offers only what we do not speak is told so (RFC 7301 §3.2).
    return status == OPENSSL_NPN_NEGOTIATED ? SSL_TLSEXT_ERR_OK : SSL_TLSEXT_ERR_ALERT_FATAL;
}

// Nobody sits at a server to type a password: says only that one was wanted.
static int refuse_password(char *buffer, int size, int writing, void *was_asked) {
    (void)buffer, (void)size, (void)writing;
    *(int *)was_asked = 1;
    return -1;
}

static SSL_CTX *make_context(const SSL_METHOD *method) {
    ERR_clear_error();
    SSL_CTX *context = SSL_CTX_new(method);
    if (context == NULL) return NULL;
    SSL_CTX_set_options(context, SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION
                                     | SSL_OP_CIPHER_SERVER_PREFERENCE
                                     | SSL_OP_PRIORITIZE_CHACHA);
    // An idle session would keep 34 kB of buffers.
    SSL_CTX_set_mode(context, SSL_MODE_RELEASE_BUFFERS);
    // Tickets carry what a returning client needs; a table of sessions would only grow.
    SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_OFF);
    SSL_CTX_set_info_callback(context, umpire_tls_watch);
    // TLS 1.2 with forward secrecy and authenticated encryption only; 1.3 has nothing else.
    if (SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION) == 1
        && SSL_CTX_set_cipher_list(context, "ECDHE+AESGCM:ECDHE+CHACHA20") == 1) return context;
    SSL_CTX_free(context);
    return NULL;
}

static int fail(struct umpire_tls_problem *problem, enum umpire_tls_kind otherwise,
                enum umpire_tls_kind unreadable) {
    int code = umpire_tls_system_error();
    umpire_tls_take_problem(problem);
    if (problem->kind == umpire_tls_other) problem->kind = otherwise;
    if (code == 0) return 0;
    problem->kind = unreadable;
    problem->code = code;
    umpire_tls_say(problem, strerror(code));
    return 0;
}

static int load_certificate(SSL_CTX *context, const char *path,
                            struct umpire_tls_problem *problem) {
    ERR_clear_error();
    if (SSL_CTX_use_certificate_chain_file(context, path) == 1) return 1;
    return fail(problem, umpire_tls_certificate_invalid, umpire_tls_certificate_unreadable);
}

static int load_key(SSL_CTX *context, const char *path, struct umpire_tls_problem *problem) {
    BIO *file = BIO_new_file(path, "r");
    if (file == NULL) return fail(problem, umpire_tls_key_invalid, umpire_tls_key_unreadable);
    int was_asked = 0;
    EVP_PKEY *key = PEM_read_bio_PrivateKey(file, NULL, refuse_password, &was_asked);
    BIO_free(file);
    if (key == NULL) {
        fail(problem, umpire_tls_key_invalid, umpire_tls_key_unreadable);
        if (was_asked) problem->kind = umpire_tls_key_encrypted;
        return 0;
    }
    // The second check finds a key of another type than the certificate's.
    int fits = SSL_CTX_use_PrivateKey(context, key) == 1 && SSL_CTX_check_private_key(context) == 1;
    EVP_PKEY_free(key);
    if (!fits) {
        umpire_tls_take_problem(problem);
        problem->kind = umpire_tls_key_mismatch;
    }
    return fits;
}

struct umpire_tls_context *umpire_tls_server_context(const char *certificate, const char *key,
                                                     struct umpire_tls_problem *problem) {
    SSL_CTX *context = make_context(TLS_server_method());
    if (context == NULL) {
        umpire_tls_take_problem(problem);
        return NULL;
    }
    SSL_CTX_set_alpn_select_cb(context, choose_protocol, NULL);
    if (load_certificate(context, certificate, problem) && load_key(context, key, problem)) {
        return (struct umpire_tls_context *)context;
    }
    SSL_CTX_free(context);
    return NULL;
}

static int trust(SSL_CTX *context, const char *authorities, struct umpire_tls_problem *problem) {
    SSL_CTX_set_verify(context, SSL_VERIFY_PEER, NULL);
    int loaded = authorities != NULL ? SSL_CTX_load_verify_file(context, authorities)
                                     : SSL_CTX_set_default_verify_paths(context);
    if (loaded == 1) return 1;
    return fail(problem, umpire_tls_authorities_unusable, umpire_tls_authorities_unusable);
}

struct umpire_tls_context *umpire_tls_client_context(const char *authorities, int verify,
                                                     int newest,
                                                     struct umpire_tls_problem *problem) {
    SSL_CTX *context = make_context(TLS_client_method());
    if (context == NULL) {
        umpire_tls_take_problem(problem);
        return NULL;
    }
    SSL_CTX_set_max_proto_version(context, newest == 12 ? TLS1_2_VERSION : TLS1_3_VERSION);
    SSL_CTX_set_alpn_protos(context, http_1_1, sizeof http_1_1);
    if (!verify || trust(context, authorities, problem)) {
        return (struct umpire_tls_context *)context;
    }
    SSL_CTX_free(context);
    return NULL;
}

void umpire_tls_context_free(struct umpire_tls_context *context) { SSL_CTX_free(plain(context)); }

int64_t umpire_tls_context_certificate(struct umpire_tls_context *context, char *fingerprint) {
    const X509 *certificate = SSL_CTX_get0_certificate(plain(context));
    struct tm end = {0};
    umpire_tls_fingerprint(certificate, fingerprint);
    if (ASN1_TIME_to_tm(X509_get0_notAfter(certificate), &end) != 1) return 0;
    return timegm(&end);
}
