// setenv is POSIX, not C.
#define _POSIX_C_SOURCE 200809L

#include "CProcess.h"

#include <fcntl.h>
#include <signal.h>
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

int cprocess_ignores(int number) {
  struct sigaction action;
  return sigaction(number, NULL, &action) == 0 &&
         action.sa_handler == SIG_IGN;
}

// Opened the wrong way round, so that reading from what was closed, and writing
// to it, fails as before.
void cprocess_occupy_standard_streams(void) {
  for (int stream = 0; stream <= 2; stream++) {
    if (fcntl(stream, F_GETFD) >= 0) continue;
    if (open("/dev/null", stream == 0 ? O_WRONLY : O_RDONLY) < 0) return;
  }
}

const char *cprocess_argument(int index) { return arguments[index]; }
