// killat TARGET PROGRAM ARGUMENT...: ends a program with SIGKILL before a system call. TARGET is
//   N       the N-th system call, counted from 1 over all its threads, that can change what is on a disk
//           or what another program knows
//   rename  the first that moves a file
//   count   none; a line for each system call is printed to standard error when the program has ended:
//           the number of those before it that can change something
// What happens between two changes leaves the same behind, so a kill before the N-th change is a kill
// before every system call since the change before it.
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

// After sys/ptrace.h, whose names it defines as macros.
#include <linux/ptrace.h>

static int changes_something(const struct ptrace_syscall_info *call) {
    switch (call->entry.nr) {
    case SYS_openat:
        return (call->entry.args[2] & (O_CREAT | O_TRUNC)) != 0;
    case SYS_write: case SYS_writev: case SYS_pwrite64: case SYS_pwritev:
    case SYS_ftruncate: case SYS_fallocate: case SYS_copy_file_range: case SYS_sendfile:
    case SYS_fsync: case SYS_fdatasync: case SYS_syncfs: case SYS_sync_file_range: case SYS_msync:
    case SYS_renameat: case SYS_renameat2: case SYS_linkat: case SYS_symlinkat: case SYS_unlinkat:
    case SYS_mkdirat: case SYS_fchmod: case SYS_fchmodat: case SYS_fchown: case SYS_fchownat:
    case SYS_utimensat: case SYS_flock:
    case SYS_connect: case SYS_sendto: case SYS_sendmsg: case SYS_recvfrom: case SYS_recvmsg:
#ifdef SYS_open
    case SYS_open: case SYS_creat: case SYS_rename: case SYS_link: case SYS_symlink: case SYS_unlink:
    case SYS_mkdir: case SYS_rmdir: case SYS_chmod: case SYS_chown:
#endif
        return 1;
    default:
        return 0;
    }
}

// The system calls so far: for each, how many before it changed something.
static long *before, calls, changes;

static void note(void) {
    static long room;
    if (calls == room) {
        room = room ? 2 * room : 4096;
        before = realloc(before, room * sizeof *before);
        if (!before) exit(70);
    }
    before[calls++] = changes;
}

int main(int count, char **words) {
    if (count < 3) return 64;
    int counting = strcmp(words[1], "count") == 0, moving = strcmp(words[1], "rename") == 0;
    long target = atol(words[1]);
    pid_t program = fork();
    if (program == 0) {
        ptrace(PTRACE_TRACEME, 0, 0, 0);
        raise(SIGSTOP);
        execvp(words[2], words + 2);
        _exit(98);
    }
    int status, result = 99;
    waitpid(program, &status, 0);
    ptrace(PTRACE_SETOPTIONS, program, 0,
           PTRACE_O_TRACESYSGOOD | PTRACE_O_TRACECLONE | PTRACE_O_TRACEFORK | PTRACE_O_TRACEVFORK
               | PTRACE_O_TRACEEXEC | PTRACE_O_EXITKILL);
    ptrace(PTRACE_SYSCALL, program, 0, 0);
    for (;;) {
        pid_t thread = waitpid(-1, &status, __WALL);
        if (thread < 0) {
            if (errno == ECHILD) break;
            continue;
        }
        if (WIFEXITED(status) || WIFSIGNALED(status)) {
            if (thread == program)
                result = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
            continue;
        }
        int stop = WSTOPSIG(status), signal = 0;
        if (stop == (SIGTRAP | 0x80)) {
            struct ptrace_syscall_info call;
            if (ptrace(PTRACE_GET_SYSCALL_INFO, thread, sizeof call, &call) > 0
                && call.op == PTRACE_SYSCALL_INFO_ENTRY) {
                note();
                if (changes_something(&call)) ++changes;
                if (moving ? call.entry.nr == SYS_renameat2
                           : changes_something(&call) && changes == target)
                    kill(program, SIGKILL);
            }
        } else if (status >> 16 == 0 && stop != SIGSTOP && stop != SIGTRAP) {
            signal = stop;
        }
        ptrace(PTRACE_SYSCALL, thread, 0, signal);
    }
    if (counting)
        for (long call = 0; call < calls; ++call) fprintf(stderr, "%ld\n", before[call]);
    return result;
}
