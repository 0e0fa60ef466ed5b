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

#endif
