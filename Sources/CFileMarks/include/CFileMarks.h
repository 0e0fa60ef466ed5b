// Marks beside the contents of files: extended attributes, whose calls differ
// between systems and which Swift's view of the C library lacks.
#ifndef CFILEMARKS_H
#define CFILEMARKS_H

#include <stddef.h>

/// Gives an open file a mark in place of an earlier one; 0 if it has it.
int cfilemarks_set(int descriptor, const char *mark, size_t size);

/// Reads the mark of an open file; the number of bytes, or a negative number
/// where there is none, or a longer one than there is room for.
long cfilemarks_get(int descriptor, char *mark, size_t size);

#endif
