// Counts heap allocations of the whole process, by standing in for malloc
// and its kin in front of glibc's own.
#ifndef ALLOCATION_COUNTER_H
#define ALLOCATION_COUNTER_H

/// The number of allocations since the process began; -1 where the C library
/// offers no way to count.
long allocation_count(void);

#endif
