#ifndef UMPIRE_COPENSSL_SHIM_H
#define UMPIRE_COPENSSL_SHIM_H

#include <openssl/evp.h>
#include <openssl/sha.h>

#endif
