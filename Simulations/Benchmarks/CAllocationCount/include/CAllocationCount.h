#ifndef CALLOCATIONCOUNT_H
#define CALLOCATIONCOUNT_H

/// How often this process has asked for memory so far: malloc, calloc, realloc and their aligned
/// kin.
unsigned long umpire_allocation_count(void);

#endif
