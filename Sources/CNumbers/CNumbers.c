#include "CNumbers.h"

#include <stdio.h>

int cnumbers_print(char *text, size_t size, char conversion, int precision,
                   double value) {
  switch (conversion) {
  case 'e':
    return snprintf(text, size, "%.*e", precision, value);
  case 'g':
    return snprintf(text, size, "%.*g", precision, value);
  default:
    return snprintf(text, size, "%.*f", precision, value);
  }
}
