// How the process was started.
#ifndef CPROCESS_H
#define CPROCESS_H

/// The number of arguments, the program's name included.
int cprocess_argument_count(void);

/// An argument, from 0.
const char *cprocess_argument(int index);

/// Whether a signal is ignored, as `nohup` has it for SIGHUP.
int cprocess_ignores(int number);

/// Starts a thread that waits for signals and answers them one after the other.
/// Threads that are started later do not get them. Returns whether there is a
/// thread; without one nothing changes.
int cprocess_await_signals(
    const int *numbers, int count, void (*answer)(int number));

/// Takes the numbers of standard streams that are closed, so that no file gets
/// one of them: messages must not end up in it.
void cprocess_occupy_standard_streams(void);

/// Starts a program that reads bytes from its standard input, a file without a
/// name, and writes to a pipe. Its messages go nowhere.
///
/// arguments: its name and what follows, ended by NULL. keeps_environment:
/// whether it gets the variables of this process, or none. output: gets the end of
/// the pipe that is read. Returns its process, or -1 if it cannot be started,
/// with errno.
int cprocess_start(
    const char *program, char *const *arguments, const void *bytes,
    unsigned long size, int keeps_environment, int *output);

/// Waits for the end of a process. Returns its exit status, or -1 if a signal
/// ended it.
int cprocess_wait(int process);

#endif
