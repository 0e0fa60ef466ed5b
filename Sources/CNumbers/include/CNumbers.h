// Numbers as C prints them; Swift does not see functions of C with a variable
// number of arguments.
#ifndef CNUMBERS_H
#define CNUMBERS_H

#include <stddef.h>

/// Prints a number with a conversion (f, e or g) and a precision, as snprintf
/// does; returns the length.
int cnumbers_print(char *text, size_t size, char conversion, int precision,
                   double value);

#endif
