#pragma once
// Everything inline: nothing to link, and no call for each row.
#define XXH_INLINE_ALL
#include <xxhash.h>
