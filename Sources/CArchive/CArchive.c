#include "CArchive.h"

#include <minizip/unzip.h>
#include <minizip/zip.h>
#include <stdlib.h>
#include <string.h>

struct carchive {
  unsigned char *own;          // Bytes that are written.
  const unsigned char *bytes;  // Bytes, written or read.
  size_t count, room, place;
  zipFile writer;
  unzFile reader;
  int began;
};

// MARK: A file in memory

static voidpf open_memory(voidpf opaque, const void *name, int mode) {
  (void)name;
  (void)mode;
  ((carchive *)opaque)->place = 0;
  return opaque;
}

static uLong read_memory(voidpf opaque, voidpf stream, void *to, uLong size) {
  (void)opaque;
  carchive *archive = stream;
  size_t left =
    archive->place < archive->count ? archive->count - archive->place : 0;
  size_t count = size < left ? size : left;
  if (count) memcpy(to, archive->bytes + archive->place, count);
  archive->place += count;
  return count;
}

static uLong write_memory(
  voidpf opaque, voidpf stream, const void *from, uLong size) {
  (void)opaque;
  carchive *archive = stream;
  size_t end = archive->place + size;
  if (end > archive->room) {
    size_t room = archive->room ? archive->room : 1 << 16;
    while (room < end) room *= 2;
    unsigned char *grown = realloc(archive->own, room);
    if (!grown) return 0;
    archive->bytes = archive->own = grown;
    archive->room = room;
  }
  memcpy(archive->own + archive->place, from, size);
  archive->place = end;
  if (end > archive->count) archive->count = end;
  return size;
}

static ZPOS64_T tell_memory(voidpf opaque, voidpf stream) {
  (void)opaque;
  return ((carchive *)stream)->place;
}

static long seek_memory(
  voidpf opaque, voidpf stream, ZPOS64_T offset, int origin) {
  (void)opaque;
  carchive *archive = stream;
  ZPOS64_T from = origin == ZLIB_FILEFUNC_SEEK_SET   ? 0
                  : origin == ZLIB_FILEFUNC_SEEK_CUR ? archive->place
                                                     : archive->count;
  ZPOS64_T place = from + offset;
  if (place > archive->count) return -1;
  archive->place = (size_t)place;
  return 0;
}

static int close_memory(voidpf opaque, voidpf stream) {
  (void)opaque;
  (void)stream;
  return 0;
}

static int error_of_memory(voidpf opaque, voidpf stream) {
  (void)opaque;
  (void)stream;
  return 0;
}

static zlib_filefunc64_def memory(carchive *archive) {
  zlib_filefunc64_def functions = {
    .zopen64_file = open_memory,
    .zread_file = read_memory,
    .zwrite_file = write_memory,
    .ztell64_file = tell_memory,
    .zseek64_file = seek_memory,
    .zclose_file = close_memory,
    .zerror_file = error_of_memory,
    .opaque = archive,
  };
  return functions;
}

// MARK: Writing

carchive *carchive_create(void) {
  carchive *archive = calloc(1, sizeof *archive);
  if (!archive) return NULL;
  zlib_filefunc64_def functions = memory(archive);
  archive->writer =
    zipOpen2_64("memory", APPEND_STATUS_CREATE, NULL, &functions);
  if (!archive->writer) {
    free(archive);
    return NULL;
  }
  return archive;
}

int carchive_add(
  carchive *archive, const char *name, const void *bytes, size_t count) {
  // 1 January 1980, the first day that archives have.
  zip_fileinfo info = {.dosDate = 0x00210000};
  if (count > 0xFFFFFFFFu) return -1;
  // 2.0, on no system in particular; names in UTF-8.
  int status = zipOpenNewFileInZip4_64(
    archive->writer, name, &info, NULL, 0, NULL, 0, NULL, Z_DEFLATED, 6, 0,
    -MAX_WBITS, DEF_MEM_LEVEL, Z_DEFAULT_STRATEGY, NULL, 0, 20, 1 << 11, 0);
  if (status != ZIP_OK) return status;
  status = zipWriteInFileInZip(archive->writer, bytes, (unsigned)count);
  int closed = zipCloseFileInZip(archive->writer);
  return status != ZIP_OK ? status : closed;
}

int carchive_finish(
  carchive *archive, const unsigned char **bytes, size_t *count) {
  int status = zipClose(archive->writer, NULL);
  archive->writer = NULL;
  *bytes = archive->bytes;
  *count = archive->count;
  return status;
}

// MARK: Reading

carchive *carchive_open(const void *bytes, size_t count) {
  carchive *archive = calloc(1, sizeof *archive);
  if (!archive) return NULL;
  archive->bytes = bytes;
  archive->count = count;
  zlib_filefunc64_def functions = memory(archive);
  archive->reader = unzOpen2_64("memory", &functions);
  if (!archive->reader) {
    free(archive);
    return NULL;
  }
  return archive;
}

int carchive_next(
  carchive *archive, char *name, size_t name_size, size_t *count) {
  int status = archive->began ? unzGoToNextFile(archive->reader)
                              : unzGoToFirstFile(archive->reader);
  archive->began = 1;
  if (status == UNZ_END_OF_LIST_OF_FILE) return 0;
  if (status != UNZ_OK) return -1;
  unz_file_info64 info;
  status = unzGetCurrentFileInfo64(
    archive->reader, &info, name, name_size, NULL, 0, NULL, 0);
  // A name that does not fit is not ended by the library.
  if (status != UNZ_OK || info.size_filename >= name_size) return -1;
  *count = (size_t)info.uncompressed_size;
  return 1;
}

int carchive_read(carchive *archive, void *bytes, size_t count) {
  if (count > 0x7FFFFFFFu) return -1;
  if (unzOpenCurrentFile(archive->reader) != UNZ_OK) return -1;
  size_t place = 0;
  while (place < count) {
    int read = unzReadCurrentFile(
      archive->reader, (char *)bytes + place, (unsigned)(count - place));
    if (read <= 0) break;
    place += (size_t)read;
  }
  // Closing compares the checksum.
  int closed = unzCloseCurrentFile(archive->reader);
  return place == count && closed == UNZ_OK ? 0 : -1;
}

void carchive_destroy(carchive *archive) {
  if (!archive) return;
  if (archive->writer) zipClose(archive->writer, NULL);
  if (archive->reader) unzClose(archive->reader);
  free(archive->own);
  free(archive);
}
