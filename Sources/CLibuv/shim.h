#ifndef UMPIRE_CLIBUV_SHIM_H
#define UMPIRE_CLIBUV_SHIM_H

#include <uv.h>

#endif
