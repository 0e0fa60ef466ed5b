// How the process was started.
#ifndef CPROCESS_H
#define CPROCESS_H

/// The number of arguments, the program's name included.
int cprocess_argument_count(void);

/// An argument, from 0.
const char *cprocess_argument(int index);

#endif
