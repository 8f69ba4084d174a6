#pragma once
// Everything inline: nothing to link, and no call for each row. The library renames its functions by
// macros, which Swift does not see.
#define XXH_INLINE_ALL
#include <xxhash.h>

// The XXH3-128 hash of bytes.
static inline XXH128_hash_t xxh3_128(const void *bytes, size_t count, uint64_t seed) {
    return XXH3_128bits_withSeed(bytes, count, seed);
}
