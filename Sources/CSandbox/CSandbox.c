#include "CSandbox.h"

#include <iconv.h>
#include <stddef.h>

void csandbox_load_encodings(void) {
  static const char *const names[] = {
      "GB18030",      "GBK",          "GB2312",       "EUC-CN",
      "BIG5",         "BIG5-HKSCS",   "SHIFT_JIS",    "CP932",
      "EUC-JP",       "EUC-KR",       "CP949",        "WINDOWS-1250",
      "WINDOWS-1251", "WINDOWS-1252", "WINDOWS-1253", "WINDOWS-1254",
      "WINDOWS-1255", "WINDOWS-1256", "WINDOWS-1257", "WINDOWS-1258",
      "ISO-8859-1",   "ISO-8859-2",   "ISO-8859-3",   "ISO-8859-4",
      "ISO-8859-5",   "ISO-8859-6",   "ISO-8859-7",   "ISO-8859-8",
      "ISO-8859-9",   "ISO-8859-15",  "KOI8-R",       "MACINTOSH",
      "CP437",        "CP850",        "CP852",        "CP866",
      "CP874",        "US-ASCII",     "UTF-8",
  };
  for (size_t index = 0; index < sizeof names / sizeof *names; index++) {
    // Kept open, so that it stays loaded.
    iconv_t converter = iconv_open("UTF-8", names[index]);
    (void)converter;
  }
}

#if defined(__linux__)

#include <errno.h>
#include <seccomp.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>

static int allow(scmp_filter_ctx filter, int call) {
  return seccomp_rule_add(filter, SCMP_ACT_ALLOW, call, 0);
}

int csandbox_confine(unsigned long long memory) {
  // It ends with the process that asked for the table.
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  struct rlimit space = {memory, memory}, none = {0, 0};
  setrlimit(RLIMIT_AS, &space);
  setrlimit(RLIMIT_CORE, &none);
  setrlimit(RLIMIT_FSIZE, &none);
  setrlimit(RLIMIT_NPROC, &none);
  // What is not allowed fails as if it were not permitted.
  scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ERRNO(EPERM));
  if (!filter) return -1;
  static const int calls[] = {
      SCMP_SYS(read),          SCMP_SYS(write),        SCMP_SYS(writev),
      SCMP_SYS(close),         SCMP_SYS(lseek),        SCMP_SYS(fstat),
      SCMP_SYS(munmap),        SCMP_SYS(mremap),       SCMP_SYS(brk),
      SCMP_SYS(madvise),       SCMP_SYS(futex),        SCMP_SYS(exit),
      SCMP_SYS(exit_group),    SCMP_SYS(rt_sigreturn), SCMP_SYS(rt_sigprocmask),
      SCMP_SYS(sigaltstack),   SCMP_SYS(getrandom),    SCMP_SYS(clock_gettime),
      SCMP_SYS(gettid),        SCMP_SYS(getpid),       SCMP_SYS(sched_yield),
      SCMP_SYS(restart_syscall),
  };
  int failed = 0;
  for (size_t index = 0; index < sizeof calls / sizeof *calls; index++)
    failed |= allow(filter, calls[index]);
  // Memory, but none that can be executed.
  failed |= seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(mmap), 1,
                             SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0));
  failed |= seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(mprotect), 1,
                             SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0));
  if (!failed) failed = seccomp_load(filter);
  seccomp_release(filter);
  return failed ? -1 : 0;
}

#else

int csandbox_confine(unsigned long long memory) {
  (void)memory;
  return -1;
}

#endif
