// Zip archives in memory, by minizip (zlib's own).
#ifndef LATENT_CARCHIVE_H
#define LATENT_CARCHIVE_H

#include <stddef.h>

// An archive: its bytes while it is written, or those that are read.
typedef struct carchive carchive;

// An empty archive to write; NULL without memory.
carchive *carchive_create(void);

// Adds a compressed file of a fixed date; 0 if that worked.
int carchive_add(
  carchive *archive, const char *name, const void *bytes, size_t count);

// Ends the archive; its bytes are valid until it is destroyed; 0 if that worked.
int carchive_finish(
  carchive *archive, const unsigned char **bytes, size_t *count);

// An archive to read from bytes that outlive it; NULL if they are none.
carchive *carchive_open(const void *bytes, size_t count);

// Goes to the next file and gives its name and size: 1; 0 behind the last one,
// -1 for a broken archive.
int carchive_next(
  carchive *archive, char *name, size_t name_size, size_t *count);

// Reads the file that the archive is at, of the size that carchive_next gave; 0
// if that worked and its checksum holds.
int carchive_read(carchive *archive, void *bytes, size_t count);

void carchive_destroy(carchive *archive);

#endif
