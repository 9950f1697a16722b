// What the files of this target share.

#ifndef UMPIRE_CUMPIRETLS_INTERNAL_H
#define UMPIRE_CUMPIRETLS_INTERNAL_H

#include "CUmpireTLS.h"

#include <openssl/ssl.h>

// Empties this thread's queue of errors into one problem.
void umpire_tls_take_problem(struct umpire_tls_problem *problem);

void umpire_tls_say(struct umpire_tls_problem *problem, const char *text);

// The errno at the head of this thread's queue of errors; 0 if another error is there.
int umpire_tls_system_error(void);

void umpire_tls_fingerprint(const X509 *certificate, char *fingerprint);

// Notes on a session what only a callback is told.
void umpire_tls_watch(const SSL *ssl, int where, int value);

#endif
