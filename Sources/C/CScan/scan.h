#pragma once
// Byte masks: which of 64 bytes are delimiters, quotes or control characters. Compares of many bytes at
// once do not come out of Swift (measured: SIMD64 compares 44 MB/s, these 2 GB/s and more).
#include <stddef.h>
#include <stdint.h>
