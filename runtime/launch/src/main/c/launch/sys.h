/* Every system call of the launcher, one wrapper each: the result, or -errno. The name of the last
 * one that failed is kept for the failure report. A build with -DJSEC_FAULT can make the n-th call
 * fail (fault.c). */
#ifndef SYS_H
#define SYS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

struct epoll_event;
struct iovec;
struct msghdr;
struct pollfd;
struct signalfd_siginfo;
struct sockaddr;
struct sockaddr_un;
struct stat;
struct statfs;
struct termios;
struct ucred;

/* The name of the call that failed last, for failed(). */
extern const char *sys_failed;

/* The pid of this process without the C library's help; never fails. */
pid_t sys_getpid(void);
__attribute__((noreturn)) void sys_exit(int code);

/* files */
int sys_openat(int dir, const char *path, int flags, mode_t mode);
int sys_openat2(int dir, const char *path, uint64_t flags, mode_t mode, uint64_t resolve);
int sys_close(int fd);
int sys_close_range(unsigned first, unsigned last, unsigned flags);
ssize_t sys_read(int fd, void *bytes, size_t length);
ssize_t sys_write(int fd, const void *bytes, size_t length);
/* Writes what fits without waiting, or -EAGAIN. */
ssize_t sys_write_now(int fd, const void *bytes, size_t length);
int sys_fstat(int fd, struct stat *stat);
int sys_fstatat(int dir, const char *path, struct stat *stat, int flags);
int sys_fstatfs(int fd, struct statfs *stat);
int sys_mkdirat(int dir, const char *path, mode_t mode);
int sys_symlinkat(const char *target, int dir, const char *path);
int sys_unlinkat(int dir, const char *path, int flags);
int sys_linkat(const char *path, const char *other);
int sys_renameat(int dir, const char *path, int to, const char *name);
int sys_fchownat(int dir, const char *path, uid_t uid, gid_t gid, int flags);
int sys_fchmod(int fd, mode_t mode);
int sys_chmod(const char *path, mode_t mode);
int sys_fchdir(int fd);
int sys_chdir(const char *path);
long sys_getcwd(char *path, size_t length);
long sys_getdents(int fd, void *bytes, size_t length);
int sys_fcntl(int fd, int what, long value);
int sys_ioctl(int fd, unsigned long what, void *value);
int sys_dup3(int fd, int to, int flags);
int sys_pipe2(int fds[2], int flags);
int sys_memfd_create(const char *name, unsigned flags);
ssize_t sys_sendfile(int to, int from, size_t length);
void *sys_mmap(size_t length, int protection, int flags, int fd);
int sys_munmap(void *at, size_t length);
int sys_madvise(void *at, size_t length, int advice);

/* mounts */
int sys_fsopen(const char *type);
int sys_fsconfig(int fs, unsigned what, const char *key, const char *value);
int sys_fsmount(int fs, uint64_t attributes);
int sys_open_tree(int dir, const char *path, unsigned flags);
int sys_move_mount(int tree, int target);
int sys_mount_setattr(int tree, unsigned flags, uint64_t set, uint64_t propagation);
int sys_mount(const char *source, const char *target, const char *type, uint64_t flags,
              const char *data);
int sys_umount2(const char *path, int flags);
int sys_pivot_root(const char *root, const char *old);

/* processes */
pid_t sys_clone(uint64_t flags, int *pidfd, int cgroup);
pid_t sys_fork(void);
int sys_unshare(uint64_t flags);
int sys_setns(int fd, uint64_t flags);
int sys_execveat(int dir, const char *path, const char *const *argv, const char *const *env,
                 int flags);
pid_t sys_wait4(pid_t pid, int *status, int flags);
int sys_kill(pid_t pid, int signal);
pid_t sys_setsid(void);
int sys_prctl(int what, unsigned long a, unsigned long b);
int sys_prlimit(int resource, uint64_t soft, uint64_t hard);
int sys_nanosleep(long milliseconds);
int sys_setgroups(size_t count, const gid_t *groups);
int sys_setresuid(uid_t uid);
int sys_setresgid(gid_t gid);
int sys_capset(uint64_t permitted, uint64_t effective, uint64_t inheritable);
int sys_seccomp_filter(const void *filter, unsigned short instructions);
int sys_landlock_create(uint64_t handled);
int sys_landlock_add(int ruleset, int fd, uint64_t access);
int sys_landlock_restrict(int ruleset);
int sys_sethostname(const char *name, size_t length);
int sys_setdomainname(const char *name, size_t length);

/* signals: sets are 64 bit masks, bit n-1 is signal n */
int sys_sigmask(uint64_t set);
int sys_sigdefault(int signal);
int sys_sighandler(int signal, void (*handler)(int));
int sys_signalfd(uint64_t set);
int sys_alarm(unsigned seconds);

/* events and sockets */
int sys_epoll_create(void);
int sys_epoll_ctl(int epoll, int what, int fd, uint32_t events, uint64_t data);
int sys_epoll_wait(int epoll, struct epoll_event *events, int most, int milliseconds);
int sys_poll(struct pollfd *fds, unsigned count, int milliseconds);
int sys_timerfd(void);
int sys_timerfd_set(int fd, uint64_t milliseconds);
int sys_socket(int domain, int type, int protocol);
int sys_socketpair(int type, int fds[2]);
int sys_bind(int fd, const struct sockaddr *address, uint32_t length);
int sys_bind_unix(int fd, const struct sockaddr_un *address);
int sys_connect_unix(int fd, const struct sockaddr_un *address);
int sys_listen(int fd, int backlog);
int sys_accept(int fd);
int sys_peer(int fd, struct ucred *peer);
/* At most `most` groups; the count, or -ERANGE for more. */
int sys_peer_groups(int fd, gid_t *groups, uint32_t most);
/* An option of the socket's level that is a number. */
int sys_socket_option(int fd, int name, int *value);
/* The same the other way: it becomes 1. */
int sys_socket_switch(int fd, int name);
ssize_t sys_sendmsg(int fd, const struct msghdr *message, int flags);
ssize_t sys_recvmsg(int fd, struct msghdr *message, int flags);
int sys_shutdown(int fd, int how);

uint64_t sys_milliseconds(void);
unsigned sys_uid(void);
unsigned sys_gid(void);

#ifdef JSEC_FAULT
/* Makes the n-th call of all processes of this launch fail, once; 0 counts only. fd: the file they
 * share (fault.h). */
int fault_start(unsigned long n, int fd);
bool fault_due(const char *name);

/* The errno of the call that was due. */
int fault_error(void);
#endif

#endif
