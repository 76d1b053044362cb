#include "say.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#define LINE_BYTES_MAX 8192

static const struct {
    int number;
    const char *name;
} errno_names[] = {
    {EPERM, "EPERM"},         {ENOENT, "ENOENT"},   {EIO, "EIO"},         {EBADF, "EBADF"},
    {EAGAIN, "EAGAIN"},       {ENOMEM, "ENOMEM"},   {EACCES, "EACCES"},   {EBUSY, "EBUSY"},
    {EEXIST, "EEXIST"},       {EXDEV, "EXDEV"},     {ENODEV, "ENODEV"},   {ENOTDIR, "ENOTDIR"},
    {EISDIR, "EISDIR"},       {EINVAL, "EINVAL"},   {ENFILE, "ENFILE"},   {EMFILE, "EMFILE"},
    {EFBIG, "EFBIG"},         {ENOSPC, "ENOSPC"},   {EROFS, "EROFS"},     {EMLINK, "EMLINK"},
    {ERANGE, "ERANGE"},       {ENOSYS, "ENOSYS"},   {ELOOP, "ELOOP"},     {EUSERS, "EUSERS"},
    {EOVERFLOW, "EOVERFLOW"}, {EDQUOT, "EDQUOT"},   {ENODATA, "ENODATA"}, {ENOTSUP, "ENOTSUP"},
    {ENOTEMPTY, "ENOTEMPTY"}, {ETXTBSY, "ETXTBSY"}, {ESTALE, "ESTALE"},   {E2BIG, "E2BIG"},
    {ENAMETOOLONG, "ENAMETOOLONG"},
};

static const char *errno_name(int number) {
    for (unsigned i = 0; i < sizeof errno_names / sizeof errno_names[0]; i++) {
        if (errno_names[i].number == number) {
            return errno_names[i].name;
        }
    }
    return "errno";
}

char *decimal(uint64_t value, char *text) {
    char digits[21];
    unsigned count = 0;
    do {
        digits[count++] = (char)('0' + value % 10);
        value /= 10;
    } while (value > 0);
    for (unsigned i = 0; i < count; i++) {
        text[i] = digits[count - 1 - i];
    }
    text[count] = 0;
    return text;
}

int append(char *text, unsigned size, const char *from) {
    size_t used = strlen(text);
    size_t more = strlen(from);
    if (used + more + 1 > size) {
        return -1;
    }
    memcpy(text + used, from, more + 1);
    return 0;
}

static void put_line(int fd, char *line) {
    size_t length = strlen(line);
    /* Names from disks may hold line breaks and escapes: one message stays one line. */
    for (size_t i = 0; i < length; i++) {
        if ((unsigned char)line[i] < 32 || line[i] == 127) {
            line[i] = '?';
        }
    }
    line[length] = '\n';
    size_t done = 0;
    while (done <= length) {
        ssize_t count = write(fd, line + done, length + 1 - done);
        if (count < 0 && errno != EINTR) {
            return;
        }
        done += count < 0 ? 0 : (size_t)count;
    }
}

int fail(const char *call, const char *argument, const char *remedy) {
    int number = errno;
    char line[LINE_BYTES_MAX] = "jsec-views: ";
    char digits[21];
    unsigned size = sizeof line - 1;
    append(line, size, call);
    append(line, size, "(");
    append(line, size, argument);
    append(line, size, "): ");
    append(line, size, errno_name(number));
    append(line, size, " (");
    append(line, size, decimal((uint64_t)number, digits));
    append(line, size, ")");
    if (remedy) {
        append(line, size, ": ");
        append(line, size, remedy);
    }
    put_line(2, line);
    errno = number;
    return -1;
}

int refuse(const char *what, const char *argument, const char *why) {
    char line[LINE_BYTES_MAX] = "jsec-views: ";
    unsigned size = sizeof line - 1;
    append(line, size, what);
    append(line, size, " ");
    append(line, size, argument);
    append(line, size, " refused: ");
    append(line, size, why);
    put_line(2, line);
    return -1;
}

void warn(const char *what, const char *why) {
    char line[LINE_BYTES_MAX] = "jsec-views: warning: ";
    unsigned size = sizeof line - 1;
    append(line, size, what);
    append(line, size, ": ");
    append(line, size, why);
    put_line(2, line);
}

void tell(const char *text, int64_t number, const char *more) {
    char line[LINE_BYTES_MAX] = "";
    char digits[21];
    unsigned size = sizeof line - 1;
    append(line, size, text);
    if (number >= 0) {
        append(line, size, decimal((uint64_t)number, digits));
    }
    append(line, size, more);
    put_line(1, line);
}
