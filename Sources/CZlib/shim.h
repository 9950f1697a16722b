#ifndef UMPIRE_CZLIB_SHIM_H
#define UMPIRE_CZLIB_SHIM_H

// What is read stays as it is: zlib's own pointer to it may be one to constants.
#define ZLIB_CONST
#include <zlib.h>

// zlib's functions that begin a stream are macros, which Swift cannot call.

/// Raw DEFLATE; `window_bits` is 8…15.
static inline int umpire_inflate_start(z_stream *stream, int window_bits) {
    return inflateInit2(stream, -window_bits);
}

/// Raw DEFLATE at zlib's usual level and memory; `window_bits` is 9…15.
static inline int umpire_deflate_start(z_stream *stream, int window_bits) {
    return deflateInit2(
        stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, -window_bits, 8, Z_DEFAULT_STRATEGY);
}

#endif
