#include "internal.h"

#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>
#include <string.h>

static enum umpire_tls_kind kind_of_reason(int reason) {
    switch (reason) {
    case SSL_R_HTTP_REQUEST:
    case SSL_R_HTTPS_PROXY_REQUEST: return umpire_tls_plain_http;
    case SSL_R_WRONG_VERSION_NUMBER:
    case SSL_R_BAD_RECORD_TYPE: return umpire_tls_not_tls;
    case SSL_R_UNSUPPORTED_PROTOCOL:
    case SSL_R_VERSION_TOO_LOW: return umpire_tls_version_too_old;
    case SSL_R_NO_SHARED_CIPHER: return umpire_tls_no_common_cipher;
    case SSL_R_NO_APPLICATION_PROTOCOL: return umpire_tls_no_common_protocol;
    case SSL_R_PACKET_LENGTH_TOO_LONG:
    case SSL_R_ENCRYPTED_LENGTH_TOO_LONG:
    case SSL_R_DATA_LENGTH_TOO_LONG: return umpire_tls_record_too_long;
    case SSL_R_DECRYPTION_FAILED_OR_BAD_RECORD_MAC: return umpire_tls_record_damaged;
    case SSL_R_CERTIFICATE_VERIFY_FAILED: return umpire_tls_certificate_refused;
    case SSL_R_CA_KEY_TOO_SMALL:
    case SSL_R_CA_MD_TOO_WEAK:
    case SSL_R_EE_KEY_TOO_SMALL: return umpire_tls_certificate_weak;
    default: return umpire_tls_other;
    }
}

void umpire_tls_say(struct umpire_tls_problem *problem, const char *text) {
    strncpy(problem->text, text != NULL ? text : "unknown", sizeof problem->text - 1);
    problem->text[sizeof problem->text - 1] = 0;
}

// Of several errors the oldest of the protocol says what happened; without one, the oldest.
static unsigned long most_telling_error(void) {
    unsigned long first = 0, told = 0, error;
    while ((error = ERR_get_error()) != 0) {
        if (first == 0) first = error;
        if (told == 0 && ERR_GET_LIB(error) == ERR_LIB_SSL) told = error;
    }
    return told != 0 ? told : first;
}

void umpire_tls_take_problem(struct umpire_tls_problem *problem) {
    unsigned long error = most_telling_error();
    *problem = (struct umpire_tls_problem){.kind = umpire_tls_other};
    umpire_tls_say(problem, ERR_reason_error_string(error));
    if (ERR_GET_LIB(error) != ERR_LIB_SSL) return;
    int reason = ERR_GET_REASON(error);
    problem->kind = kind_of_reason(reason);
    // An alert of the peer is such a reason too, behind all others.
    if (reason >= SSL_AD_REASON_OFFSET && reason < SSL_AD_REASON_OFFSET + 256) {
        problem->kind = umpire_tls_alert;
        problem->code = reason - SSL_AD_REASON_OFFSET;
    }
}

int umpire_tls_system_error(void) {
    unsigned long error = ERR_peek_error();
    return ERR_SYSTEM_ERROR(error) ? ERR_GET_REASON(error) : 0;
}

void umpire_tls_fingerprint(const X509 *certificate, char *fingerprint) {
    static const char digits[] = "0123456789abcdef";
    unsigned char digest[EVP_MAX_MD_SIZE];
    unsigned int count = 0;
    fingerprint[0] = 0;
    if (X509_digest(certificate, EVP_sha256(), digest, &count) != 1 || count != 32) return;
    for (unsigned int i = 0; i < count; i++) {
        fingerprint[2 * i] = digits[digest[i] >> 4];
        fingerprint[2 * i + 1] = digits[digest[i] & 15];
    }
    fingerprint[2 * count] = 0;
}
