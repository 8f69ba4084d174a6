// What glibc offers and Swift's Glibc module does not import: variadic openat, renameat2, syncfs,
// mallopt.
// Nothing more is included, and _GNU_SOURCE is not defined: with it glibc's fd_set has other members
// than in Swift's Glibc module, and the two definitions do not go into one program.
#pragma once
#include <fcntl.h>
#include <sys/types.h>

extern int renameat2(int, const char *, int, const char *, unsigned int);
extern int syncfs(int);
extern int mallopt(int, int);

static inline int sw_openat(int folder, const char *name, int flags, mode_t mode) {
    return openat(folder, name, flags, mode);
}

static inline int sw_rename_noreplace(int from, const char *name, int to, const char *newName) {
    return renameat2(from, name, to, newName, 1 /* RENAME_NOREPLACE */);
}

static inline int sw_syncfs(int descriptor) {
    return syncfs(descriptor);
}

static inline void sw_give_memory_back(int large_piece) {
    mallopt(-3 /* M_MMAP_THRESHOLD */, large_piece);
    mallopt(-8 /* M_ARENA_MAX */, 1);
}
