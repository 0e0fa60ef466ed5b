// setenv is POSIX, not C.
#define _POSIX_C_SOURCE 200809L

#include "CProcess.h"

#include <stdlib.h>
#include <unistd.h>

static int argument_count;
static char **arguments;

// Swift reads arguments from /proc/self/cmdline, and its runtime, linked
// statically, ends the process where neither /proc/self/exe nor SWIFT_ROOT
// says where it is. An empty root folder has no /proc. Constructors get the
// arguments from glibc and macOS; this one comes before the runtime's.
__attribute__((constructor(101))) static void begin(int count, char **words) {
  argument_count = count;
  arguments = words;
#if defined(__linux__)
  if (access("/proc/self/exe", F_OK) != 0) setenv("SWIFT_ROOT", "/", 0);
#endif
}

int cprocess_argument_count(void) { return argument_count; }

const char *cprocess_argument(int index) { return arguments[index]; }
