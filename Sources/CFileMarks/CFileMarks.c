#include "CFileMarks.h"

#include <sys/types.h>
#include <sys/xattr.h>

// Linux leaves the names that begin so to users.
static const char name[] = "user.latent.written";

int cfilemarks_set(int descriptor, const char *mark, size_t size) {
#if defined(__APPLE__)
  return fsetxattr(descriptor, name, mark, size, 0, 0);
#else
  return fsetxattr(descriptor, name, mark, size, 0);
#endif
}

long cfilemarks_get(int descriptor, char *mark, size_t size) {
#if defined(__APPLE__)
  return fgetxattr(descriptor, name, mark, size, 0, 0);
#else
  return fgetxattr(descriptor, name, mark, size);
#endif
}
