// memfd_create is Linux's alone, setenv POSIX.
#define _GNU_SOURCE

#include "CProcess.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
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

// The pipe through which handlers of signals, which may run in any thread, hand
// the numbers to the thread that answers.
static int signal_pipe[2];
static void (*answer_signal)(int number);

static void hand_on(int number) {
  int error = errno;
  unsigned char byte = (unsigned char)number;
  ssize_t written = write(signal_pipe[1], &byte, 1);
  (void)written;
  errno = error;
}

static void *answer_signals(void *context) {
  (void)context;
  unsigned char number;
  for (;;) {
    ssize_t count = read(signal_pipe[0], &number, 1);
    if (count == 1) {
      answer_signal(number);
    } else if (count == 0 || errno != EINTR) {
      return NULL;
    }
  }
}

int cprocess_await_signals(
    const int *numbers, int count, void (*answer)(int number)) {
  if (pipe(signal_pipe) != 0) return 0;
  for (int end = 0; end < 2; end++) {
    fcntl(signal_pipe[end], F_SETFD, FD_CLOEXEC);
  }
  answer_signal = answer;
  pthread_attr_t attributes;
  pthread_t thread;
  if (pthread_attr_init(&attributes) != 0) return 0;
  pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
  // A process that was started from a thread that blocks signals, as those of
  // libdispatch do, has them blocked from its beginning: the thread that
  // answers must not.
  sigset_t signals;
  sigemptyset(&signals);
  for (int index = 0; index < count; index++) {
    sigaddset(&signals, numbers[index]);
  }
  pthread_sigmask(SIG_UNBLOCK, &signals, NULL);
  int status = pthread_create(&thread, &attributes, answer_signals, NULL);
  pthread_attr_destroy(&attributes);
  if (status != 0) return 0;

  struct sigaction action = {0};
  action.sa_handler = hand_on;
  action.sa_flags = SA_RESTART;
  sigfillset(&action.sa_mask);
  for (int index = 0; index < count; index++) {
    sigaction(numbers[index], &action, NULL);
  }
  // Calls of the system in this thread, and in those that it starts, are not
  // interrupted.
  pthread_sigmask(SIG_BLOCK, &signals, NULL);
  return 1;
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

// A file that has no name, and is gone once it is closed.
static int open_nameless(void) {
#if defined(__linux__)
  return memfd_create("latent", MFD_CLOEXEC);
#else
  char name[] = "/tmp/latent-XXXXXX";
  int file = mkstemp(name);
  if (file >= 0) {
    unlink(name);
    fcntl(file, F_SETFD, FD_CLOEXEC);
  }
  return file;
#endif
}

static int write_all(int file, const char *bytes, unsigned long size) {
  while (size > 0) {
    ssize_t count = write(file, bytes, size);
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return 0;
    bytes += count;
    size -= (unsigned long)count;
  }
  return 1;
}

int cprocess_start(
    const char *program, char *const *words, const void *bytes,
    unsigned long size, int keeps_environment, int *output) {
  int input = open_nameless();
  if (input < 0) return -1;
  int ends[2];
  if (!write_all(input, bytes, size) || lseek(input, 0, SEEK_SET) != 0 ||
      pipe(ends) != 0) {
    int error = errno;
    close(input);
    errno = error;
    return -1;
  }
  for (int end = 0; end < 2; end++) fcntl(ends[end], F_SETFD, FD_CLOEXEC);
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, input, 0);
  posix_spawn_file_actions_adddup2(&actions, ends[1], 1);
  posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0);
  // Signals that this process answers or ignores end that one.
  posix_spawnattr_t attributes;
  posix_spawnattr_init(&attributes);
  sigset_t none, all;
  sigemptyset(&none);
  sigfillset(&all);
  posix_spawnattr_setsigmask(&attributes, &none);
  posix_spawnattr_setsigdefault(&attributes, &all);
  posix_spawnattr_setflags(
      &attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
  char *const nothing[] = {NULL};
  pid_t process;
  int status =
      posix_spawn(
          &process, program, &actions, &attributes, words,
          keeps_environment ? environ : nothing);
  posix_spawnattr_destroy(&attributes);
  posix_spawn_file_actions_destroy(&actions);
  close(input);
  close(ends[1]);
  if (status != 0) {
    close(ends[0]);
    errno = status;
    return -1;
  }
  *output = ends[0];
  return process;
}

int cprocess_wait(int process) {
  int status;
  while (waitpid(process, &status, 0) < 0)
    if (errno != EINTR) return -1;
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}
