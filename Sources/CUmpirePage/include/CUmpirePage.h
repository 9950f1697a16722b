#ifndef CUMPIREPAGE_H
#define CUMPIREPAGE_H

#include <stddef.h>

#pragma clang assume_nonnull begin

/// One file of the browser page, in the binary for good.
struct umpire_page_file {
    /// The path it is asked for, such as `/page.js`; the start page is `/`.
    const char *path;
    const char *contentType;
    const unsigned char *bytes;
    size_t length;
};

/// How many files the page has.
size_t umpire_page_file_count(void);

/// A file of the page; `index` must be below `umpire_page_file_count()`.
const struct umpire_page_file *umpire_page_file_at(size_t index);

#pragma clang assume_nonnull end

#endif
