/*
 * A serial port's driver that never comes back: loaded before libc (LD_PRELOAD), it holds the calls with which serialport's native part sets a
 * port up and writes to it, as long as a file `fault-hangs-on-open` or `fault-hangs-on-write` lies beside it.
 */
#include "staff-card/control.h"
#include <termios.h>

int tcsetattr(int fd, int actions, const struct termios *settings)
{
  control_strike("open");
  return ((int (*)(int, int, const struct termios *))dlsym(RTLD_NEXT, "tcsetattr"))(fd, actions, settings);
}

ssize_t write(int fd, const void *bytes, size_t length)
{
  ssize_t (*real)(int, const void *, size_t) = (ssize_t (*)(int, const void *, size_t))dlsym(RTLD_NEXT, "write");
  if (isatty(fd)) control_strike("write");
  return real(fd, bytes, length);
}
