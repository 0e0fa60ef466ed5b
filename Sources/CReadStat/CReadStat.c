#include "CReadStat.h"

#include <math.h>
#include <readstat.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// The most bytes of numbers in a block, of which two stay in a processor's
// cache, the most rows, and the bytes of texts after which no further row begins.
enum { block_bytes = 1 << 18, block_rows = 4096, block_texts = 1 << 24 };

typedef struct {
  const readstat_variable_t *variable;  // whose values it gets
  double *numbers;
  uint8_t *texts;
  size_t size;
  size_t room;
  int filled;  // rows of texts
} column;

typedef struct {
  const creadstat_receiver *receiver;
  const uint8_t *bytes;
  int64_t size;
  int64_t position;
  column *columns;
  column *next;  // after the one that got the last value
  creadstat_column *values;
  int count;
  int rows_of_block;
  long first_row;  // of the block
  int rows;        // in the block
  size_t text_bytes;
  int outcome;
  int is_cut;  // the file has ended within something that was read
} reading;

// The file in memory.

static int open_memory(const char *path, void *context) {
  (void)path;
  ((reading *)context)->position = 0;
  return 0;
}

static int close_memory(void *context) {
  (void)context;
  return 0;
}

static readstat_off_t seek_memory(readstat_off_t offset,
                                  readstat_io_flags_t whence, void *context) {
  reading *file = context;
  int64_t start = whence == READSTAT_SEEK_SET   ? 0
                  : whence == READSTAT_SEEK_CUR ? file->position
                                                : file->size;
  int64_t target;
  if (__builtin_add_overflow(start, (int64_t)offset, &target) || target < 0)
    return -1;
  file->position = target;
  return target;
}

static ssize_t read_memory(void *buffer, size_t count, void *context) {
  reading *file = context;
  // Stata's value labels go on to the end, which their lengths ask for.
  if (file->position >= file->size) {
    if (count > sizeof(int32_t)) file->is_cut = 1;
    return 0;
  }
  size_t left = (size_t)(file->size - file->position);
  if (count > left) {
    count = left;
    file->is_cut = 1;
  }
  memcpy(buffer, file->bytes + file->position, count);
  file->position += (int64_t)count;
  return (ssize_t)count;
}

static readstat_error_t update_memory(long size,
                                      readstat_progress_handler progress,
                                      void *user, void *context) {
  (void)size;
  (void)progress;
  (void)user;
  (void)context;
  return READSTAT_OK;
}

// Blocks of rows.

static int stop(reading *file, int outcome) {
  file->outcome = outcome;
  return READSTAT_HANDLER_ABORT;
}

static int add_text(column *texts, const char *text) {
  size_t length = text ? strlen(text) : 0;
  size_t needed = texts->size + 4 + length;
  if (needed > texts->room) {
    size_t room = texts->room ? texts->room * 2 : 1024;
    while (room < needed) room *= 2;
    uint8_t *larger = realloc(texts->texts, room);
    if (!larger) return 0;
    texts->texts = larger;
    texts->room = room;
  }
  uint8_t *end = texts->texts + texts->size;
  for (int byte = 0; byte < 4; byte++) end[byte] = (uint8_t)(length >> 8 * byte);
  if (length) memcpy(end + 4, text, length);
  texts->size = needed;
  texts->filled += 1;
  return 1;
}

// Hands the block over and begins the next one.
static int flush(reading *file) {
  if (file->rows == 0) return READSTAT_HANDLER_OK;
  for (int index = 0; index < file->count; index++) {
    column *own = file->columns + index;
    creadstat_column *value = file->values + index;
    if (!own->numbers) {
      while (own->filled < file->rows)
        if (!add_text(own, NULL)) return stop(file, creadstat_memory);
    }
    value->numbers = own->numbers;
    value->texts = own->texts;
    value->text_size = own->size;
  }
  if (file->receiver->block(file->receiver->context, file->rows, file->count,
                            file->values))
    return stop(file, creadstat_stopped);
  file->first_row += file->rows;
  file->rows = 0;
  file->text_bytes = 0;
  for (int index = 0; index < file->count; index++) {
    file->columns[index].size = 0;
    file->columns[index].filled = 0;
  }
  return READSTAT_HANDLER_OK;
}

static double tagged(char letter) {
  union {
    uint64_t bits;
    double number;
  } missing = {.bits = UINT64_C(0x7FF8000000000000) | (uint8_t)letter};
  return missing.number;
}

// Begins the rows up to one that is not in the block, after what is in it.
static int begin_row(reading *file, int row) {
  if (row < file->first_row) return stop(file, creadstat_other);
  while (row - file->first_row >= file->rows_of_block) {
    if (file->rows != file->rows_of_block) return stop(file, creadstat_other);
    if (flush(file) != READSTAT_HANDLER_OK) return READSTAT_HANDLER_ABORT;
  }
  if (file->text_bytes > block_texts && row - file->first_row == file->rows &&
      flush(file) != READSTAT_HANDLER_OK)
    return READSTAT_HANDLER_ABORT;
  file->rows = (int)(row - file->first_row) + 1;
  return READSTAT_HANDLER_OK;
}

static double number_of(readstat_value_t value) {
  if (readstat_value_is_system_missing(value)) return tagged(0);
  if (readstat_value_is_tagged_missing(value))
    return tagged(readstat_value_tag(value));
  double number = readstat_double_value(value);
  return isnan(number) ? tagged(0) : number;
}

// Called for each value of a file: the members of a value are read without
// calls, and the column is that after the last value's, which needs none either.
static int take_value(int row, readstat_variable_t *variable,
                      readstat_value_t value, void *context) {
  reading *file = context;
  column *own = file->next;
  if (own->variable != variable) {
    int index = readstat_variable_get_index(variable);
    if (index < 0 || index >= file->count) return stop(file, creadstat_other);
    own = file->columns + index;
    own->variable = variable;
  }
  file->next = own + 1 < file->columns + file->count ? own + 1 : file->columns;
  long place = row - file->first_row;
  if (place < 0 || place >= file->rows) {
    if (begin_row(file, row) != READSTAT_HANDLER_OK)
      return READSTAT_HANDLER_ABORT;
    place = row - file->first_row;
  }
  if (own->numbers) {
    int is_plain = value.type == READSTAT_TYPE_DOUBLE &&
                   !value.is_system_missing && !value.is_tagged_missing &&
                   !isnan(value.v.double_value);
    own->numbers[place] = is_plain ? value.v.double_value : number_of(value);
    return READSTAT_HANDLER_OK;
  }
  while (own->filled < place)
    if (!add_text(own, NULL)) return stop(file, creadstat_memory);
  size_t before = own->size;
  if (!add_text(own, readstat_string_value(value)))
    return stop(file, creadstat_memory);
  file->text_bytes += own->size - before;
  return READSTAT_HANDLER_OK;
}

static int take_metadata(readstat_metadata_t *metadata, void *context) {
  reading *file = context;
  int count = readstat_get_var_count(metadata);
  if (count < 0) count = 0;
  file->columns = calloc((size_t)count + 1, sizeof(column));
  file->values = calloc((size_t)count + 1, sizeof(creadstat_column));
  if (!file->columns || !file->values) return stop(file, creadstat_memory);
  file->count = count;
  file->next = file->columns;
  int rows = count ? block_bytes / 8 / count : block_rows;
  file->rows_of_block = rows < 1 ? 1 : rows > block_rows ? block_rows : rows;
  return file->receiver->begins(file->receiver->context, count,
                                readstat_get_file_encoding(metadata),
                                readstat_get_file_label(metadata))
             ? stop(file, creadstat_stopped)
             : READSTAT_HANDLER_OK;
}

static int take_variable(int index, readstat_variable_t *variable,
                         const char *label_set, void *context) {
  reading *file = context;
  if (index < 0 || index >= file->count) return stop(file, creadstat_other);
  creadstat_variable found = {
      .name = readstat_variable_get_name(variable),
      .label = readstat_variable_get_label(variable),
      .format = readstat_variable_get_format(variable),
      .label_set = label_set,
      .is_text = readstat_variable_get_type_class(variable) ==
                 READSTAT_TYPE_CLASS_STRING,
  };
  switch (readstat_variable_get_measure(variable)) {
    case READSTAT_MEASURE_NOMINAL: found.measure = 1; break;
    case READSTAT_MEASURE_ORDINAL: found.measure = 2; break;
    case READSTAT_MEASURE_SCALE: found.measure = 3; break;
    default: break;
  }
  if (!found.is_text) {
    column *own = file->columns + index;
    own->numbers = malloc(sizeof(double) * (size_t)file->rows_of_block);
    if (!own->numbers) return stop(file, creadstat_memory);
    for (int row = 0; row < file->rows_of_block; row++)
      own->numbers[row] = tagged(0);
  }
  enum { most = 64 };
  double lows[most], highs[most];
  const char *texts[most];
  int count = readstat_variable_get_missing_ranges_count(variable);
  if (count > most) count = most;
  for (int range = 0; range < count; range++) {
    readstat_value_t low =
        readstat_variable_get_missing_range_lo(variable, range);
    readstat_value_t high =
        readstat_variable_get_missing_range_hi(variable, range);
    if (found.is_text) {
      texts[range] = readstat_string_value(low);
    } else {
      lows[range] = readstat_double_value(low);
      highs[range] = readstat_double_value(high);
    }
  }
  found.missing_count = count;
  found.missing_lows = found.is_text ? NULL : lows;
  found.missing_highs = found.is_text ? NULL : highs;
  found.missing_texts = found.is_text ? texts : NULL;
  return file->receiver->variable(file->receiver->context, &found)
             ? stop(file, creadstat_stopped)
             : READSTAT_HANDLER_OK;
}

static int take_label(const char *set, readstat_value_t value,
                      const char *label, void *context) {
  reading *file = context;
  creadstat_label found = {.set = set, .label = label};
  if (readstat_value_type_class(value) == READSTAT_TYPE_CLASS_STRING) {
    found.text = readstat_string_value(value);
    if (!found.text) found.text = "";
  } else if (readstat_value_is_tagged_missing(value)) {
    found.number = tagged(readstat_value_tag(value));
  } else {
    found.number = readstat_double_value(value);
  }
  return file->receiver->label(file->receiver->context, &found)
             ? stop(file, creadstat_stopped)
             : READSTAT_HANDLER_OK;
}

static void take_error(const char *message, void *context) {
  (void)message;
  (void)context;
}

int creadstat_read(const void *bytes, size_t size, int format,
                   const char *encoding, const creadstat_receiver *receiver,
                   char *message, size_t message_size, int *charset_unknown,
                   int *bad_text) {
  reading file = {.receiver = receiver, .bytes = bytes, .size = (int64_t)size};
  if (message_size) message[0] = 0;
  *charset_unknown = 0;
  *bad_text = 0;
  readstat_parser_t *parser = readstat_parser_init();
  if (!parser) return creadstat_memory;
  readstat_set_open_handler(parser, open_memory);
  readstat_set_close_handler(parser, close_memory);
  readstat_set_seek_handler(parser, seek_memory);
  readstat_set_read_handler(parser, read_memory);
  readstat_set_update_handler(parser, update_memory);
  readstat_set_io_ctx(parser, &file);
  readstat_set_metadata_handler(parser, take_metadata);
  readstat_set_variable_handler(parser, take_variable);
  readstat_set_value_handler(parser, take_value);
  readstat_set_value_label_handler(parser, take_label);
  readstat_set_error_handler(parser, take_error);
  if (encoding) readstat_set_file_character_encoding(parser, encoding);
  readstat_error_t error;
  switch (format) {
    case creadstat_por: error = readstat_parse_por(parser, "", &file); break;
    case creadstat_dta: error = readstat_parse_dta(parser, "", &file); break;
    case creadstat_sas7bdat:
      error = readstat_parse_sas7bdat(parser, "", &file);
      break;
    case creadstat_xport:
      error = readstat_parse_xport(parser, "", &file);
      break;
    default: error = readstat_parse_sav(parser, "", &file); break;
  }
  if (error == READSTAT_OK && flush(&file) != READSTAT_HANDLER_OK)
    error = READSTAT_ERROR_USER_ABORT;
  readstat_parser_free(parser);
  for (int index = 0; index < file.count && file.columns; index++) {
    free(file.columns[index].numbers);
    free(file.columns[index].texts);
  }
  free(file.columns);
  free(file.values);
  if (file.outcome != creadstat_ok) return file.outcome;
  if (error == READSTAT_OK && format == creadstat_dta && file.is_cut)
    error = READSTAT_ERROR_READ;
  switch (error) {
    case READSTAT_OK: return creadstat_ok;
    case READSTAT_ERROR_MALLOC: return creadstat_memory;
    case READSTAT_ERROR_UNSUPPORTED_CHARSET: *charset_unknown = 1; break;
    case READSTAT_ERROR_CONVERT:
    case READSTAT_ERROR_CONVERT_BAD_STRING:
    case READSTAT_ERROR_CONVERT_SHORT_STRING: *bad_text = 1; break;
    default: break;
  }
  snprintf(message, message_size, "%s", readstat_error_message(error));
  return creadstat_other;
}
