// Files of SPSS, Stata and SAS read by ReadStat, a block of rows at a time.
#ifndef LATENT_CREADSTAT_H
#define LATENT_CREADSTAT_H

#include <stddef.h>
#include <stdint.h>

// The formats.
enum {
  creadstat_sav,
  creadstat_por,
  creadstat_dta,
  creadstat_sas7bdat,
  creadstat_xport
};

// The outcomes that are not ReadStat's own.
enum { creadstat_ok, creadstat_stopped, creadstat_memory, creadstat_other };

// A variable. Texts are UTF-8 and may be NULL.
typedef struct {
  const char *name;
  const char *label;
  const char *format;
  const char *label_set;
  int is_text;
  int measure;  // 0 unknown, 1 nominal, 2 ordinal, 3 scale
  int missing_count;
  const double *missing_lows;  // of numbers
  const double *missing_highs;
  const char *const *missing_texts;  // of texts, which have no ranges
} creadstat_variable;

// A value with its label: a number, whose bits hold the letter of a tagged
// missing value, or a text.
typedef struct {
  const char *set;
  const char *text;  // NULL: a number
  double number;
  const char *label;
} creadstat_label;

// The values of a variable in a block of rows: numbers (NaN where a value is
// missing; the lowest byte of its bits is the letter of a tagged one), or texts,
// each as its count of bytes in four bytes, lowest first, and its bytes.
typedef struct {
  const double *numbers;  // NULL: texts
  const uint8_t *texts;
  size_t text_size;
} creadstat_column;

// The receivers; each returns 0 to go on.
typedef struct {
  void *context;
  int (*begins)(void *context, int variables, const char *encoding,
                const char *label);
  int (*variable)(void *context, const creadstat_variable *variable);
  int (*label)(void *context, const creadstat_label *label);
  int (*block)(void *context, int rows, int columns,
               const creadstat_column *values);
} creadstat_receiver;

// Reads a file that is in memory.
//
// encoding: the name of the encoding of its texts, or NULL for the one that
// the file names. message: gets what is wrong, in ReadStat's words, of at most
// message_size bytes. charset_unknown: gets whether the file names an encoding
// that ReadStat does not know. bad_text: gets whether a text is not one of the
// encoding. Returns one of the outcomes above.
int creadstat_read(const void *bytes, size_t size, int format,
                   const char *encoding, const creadstat_receiver *receiver,
                   char *message, size_t message_size, int *charset_unknown,
                   int *bad_text);

#endif
