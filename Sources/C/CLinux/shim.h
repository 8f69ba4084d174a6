// What glibc offers and Swift's Glibc module does not import: variadic openat, renameat2, syncfs.
#pragma once
#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#include <fcntl.h>
#include <stdio.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

// Declared here because the module may be built without _GNU_SOURCE in force.
extern int renameat2(int, const char *, int, const char *, unsigned int);
extern int syncfs(int);

static inline int sw_openat(int folder, const char *name, int flags, mode_t mode) {
    return openat(folder, name, flags, mode);
}

static inline int sw_rename_noreplace(int from, const char *name, int to, const char *newName) {
    return renameat2(from, name, to, newName, 1 /* RENAME_NOREPLACE */);
}

static inline int sw_syncfs(int descriptor) {
    return syncfs(descriptor);
}
