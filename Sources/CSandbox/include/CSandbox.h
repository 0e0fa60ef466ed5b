// A process that can only compute, and read and write what is open already.
#ifndef LATENT_CSANDBOX_H
#define LATENT_CSANDBOX_H

// Confines the calling process for good: no files are opened or made, no
// processes started, no network is used. memory: the most bytes of its address
// space. Returns 0, or -1 where the system has no such confinement.
int csandbox_confine(unsigned long long memory);

// Loads the converters of the encodings that data files are written in, which
// the C library would otherwise look for in files.
void csandbox_load_encodings(void);

#endif
