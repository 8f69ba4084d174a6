#pragma once
// Where the structure of delimited text stands: compares of many bytes at once do not come out of Swift
// (measured: SIMD64 compares 44 MB/s, these 2 GB/s and more). Nothing is kept and nothing is allocated.
#include <stddef.h>
#include <stdint.h>
#if defined(__SSE2__)
#include <immintrin.h>
#elif defined(__aarch64__)
#include <arm_neon.h>
#endif

// What 64 bytes are, bit i for byte i.
typedef struct {
    uint64_t delimiter;
    uint64_t quote;
    uint64_t line_feed;
    // Below 0x0E and no line feed: among them NUL, CR and the tab.
    uint64_t control;
    // Not ASCII.
    uint64_t foreign;
} scan_masks;

// What a split knows between two stretches of one text, and what it found. All zero but `after_end` at
// the beginning of a row.
typedef struct {
    // All ones while inside quotes.
    uint64_t inside;
    // 1 when the last byte was a delimiter, a line feed or a quote: here a cell in quotes can begin.
    uint64_t after_end;
    // 1 when the last byte was a closing quote.
    uint64_t after_quote;
    // How many places and rows were found.
    uint32_t position_count;
    uint32_t row_count;
    // Line feeds, also those inside quotes.
    uint32_t line_feeds;
    // Whether there is a byte that is not ASCII.
    uint32_t has_foreign;
    // Whether the places are not to be trusted: a NUL, a CR without its LF, a quote inside a bare cell,
    // or text behind a closing quote.
    uint32_t is_strange;
} scan_state;

#if defined(__SSE2__)
#define SCAN_EACH4(f) ((uint64_t)(f(a)) | (uint64_t)(f(b)) << 16 | (uint64_t)(f(c)) << 32 | (uint64_t)(f(d)) << 48)
#define SCAN_EQUAL(v) (uint16_t)_mm_movemask_epi8(_mm_cmpeq_epi8(v, wanted))
#define SCAN_BELOW(v) (uint16_t)_mm_movemask_epi8(_mm_cmpeq_epi8(_mm_min_epu8(v, wanted), v))
#define SCAN_HIGH(v) (uint16_t)_mm_movemask_epi8(v)

// The masks with what every x86-64 has.
static inline __attribute__((always_inline)) scan_masks scan_masks_base(
    const uint8_t *bytes, uint8_t delimiter
) {
    const __m128i a = _mm_loadu_si128((const __m128i *)bytes);
    const __m128i b = _mm_loadu_si128((const __m128i *)(bytes + 16));
    const __m128i c = _mm_loadu_si128((const __m128i *)(bytes + 32));
    const __m128i d = _mm_loadu_si128((const __m128i *)(bytes + 48));
    scan_masks masks;
    __m128i wanted = _mm_set1_epi8((char)delimiter);
    masks.delimiter = SCAN_EACH4(SCAN_EQUAL);
    wanted = _mm_set1_epi8('"');
    masks.quote = SCAN_EACH4(SCAN_EQUAL);
    wanted = _mm_set1_epi8('\n');
    masks.line_feed = SCAN_EACH4(SCAN_EQUAL);
    wanted = _mm_set1_epi8(0x0D);
    masks.control = SCAN_EACH4(SCAN_BELOW) & ~masks.line_feed;
    masks.foreign = SCAN_EACH4(SCAN_HIGH);
    return masks;
}

#define SCAN_WIDE_TARGET __attribute__((target("avx2,bmi,bmi2,popcnt,lzcnt")))
#define SCAN_EACH2(f) ((uint64_t)(uint32_t)(f(a)) | (uint64_t)(uint32_t)(f(b)) << 32)
#define SCAN_EQUAL2(v) _mm256_movemask_epi8(_mm256_cmpeq_epi8(v, wanted))
#define SCAN_BELOW2(v) _mm256_movemask_epi8(_mm256_cmpeq_epi8(_mm256_min_epu8(v, wanted), v))
#define SCAN_HIGH2(v) _mm256_movemask_epi8(v)

// The masks with AVX2.
static inline __attribute__((always_inline)) SCAN_WIDE_TARGET scan_masks scan_masks_wide(
    const uint8_t *bytes, uint8_t delimiter
) {
    const __m256i a = _mm256_loadu_si256((const __m256i *)bytes);
    const __m256i b = _mm256_loadu_si256((const __m256i *)(bytes + 32));
    scan_masks masks;
    __m256i wanted = _mm256_set1_epi8((char)delimiter);
    masks.delimiter = SCAN_EACH2(SCAN_EQUAL2);
    wanted = _mm256_set1_epi8('"');
    masks.quote = SCAN_EACH2(SCAN_EQUAL2);
    wanted = _mm256_set1_epi8('\n');
    masks.line_feed = SCAN_EACH2(SCAN_EQUAL2);
    wanted = _mm256_set1_epi8(0x0D);
    masks.control = SCAN_EACH2(SCAN_BELOW2) & ~masks.line_feed;
    masks.foreign = SCAN_EACH2(SCAN_HIGH2);
    return masks;
}
#elif defined(__aarch64__)
// One bit for each byte of a compare.
static inline __attribute__((always_inline)) uint64_t scan_bits(
    uint8x16_t a, uint8x16_t b, uint8x16_t c, uint8x16_t d
) {
    const uint8x16_t bits = {1, 2, 4, 8, 16, 32, 64, 128, 1, 2, 4, 8, 16, 32, 64, 128};
    const uint8x16_t low = vpaddq_u8(vandq_u8(a, bits), vandq_u8(b, bits));
    const uint8x16_t high = vpaddq_u8(vandq_u8(c, bits), vandq_u8(d, bits));
    const uint8x16_t sum = vpaddq_u8(low, high);
    return vgetq_lane_u64(vreinterpretq_u64_u8(vpaddq_u8(sum, sum)), 0);
}

#define SCAN_EACH4(f) scan_bits(f(a), f(b), f(c), f(d))
#define SCAN_EQUAL(v) vceqq_u8(v, wanted)
#define SCAN_BELOW(v) vcleq_u8(v, wanted)

static inline __attribute__((always_inline)) scan_masks scan_masks_base(
    const uint8_t *bytes, uint8_t delimiter
) {
    const uint8x16_t a = vld1q_u8(bytes), b = vld1q_u8(bytes + 16);
    const uint8x16_t c = vld1q_u8(bytes + 32), d = vld1q_u8(bytes + 48);
    scan_masks masks;
    uint8x16_t wanted = vdupq_n_u8(delimiter);
    masks.delimiter = SCAN_EACH4(SCAN_EQUAL);
    wanted = vdupq_n_u8('"');
    masks.quote = SCAN_EACH4(SCAN_EQUAL);
    wanted = vdupq_n_u8('\n');
    masks.line_feed = SCAN_EACH4(SCAN_EQUAL);
    wanted = vdupq_n_u8(0x0D);
    masks.control = SCAN_EACH4(SCAN_BELOW) & ~masks.line_feed;
    wanted = vdupq_n_u8(0x7F);
    masks.foreign = ~SCAN_EACH4(SCAN_BELOW);
    return masks;
}
#else
static inline scan_masks scan_masks_base(const uint8_t *bytes, uint8_t delimiter) {
    scan_masks masks = {0, 0, 0, 0, 0};
    for (uint32_t i = 0; i < 64; i++) {
        masks.delimiter |= (uint64_t)(bytes[i] == delimiter) << i;
        masks.quote |= (uint64_t)(bytes[i] == '"') << i;
        masks.line_feed |= (uint64_t)(bytes[i] == '\n') << i;
        masks.control |= (uint64_t)(bytes[i] <= 0x0D && bytes[i] != '\n') << i;
        masks.foreign |= (uint64_t)(bytes[i] > 0x7F) << i;
    }
    return masks;
}
#endif

// For each bit whether an odd number of bits stands at or below it.
static inline __attribute__((always_inline)) uint64_t scan_prefix_xor(uint64_t bits) {
    bits ^= bits << 1;
    bits ^= bits << 2;
    bits ^= bits << 4;
    bits ^= bits << 8;
    bits ^= bits << 16;
    return bits ^ bits << 32;
}

#define SCAN_SPLIT scan_split_base
#define SCAN_MASKS scan_masks_base
#define SCAN_QUOTES scan_quotes_base
#define SCAN_TARGET
#include "split.h"
#if defined(__SSE2__)
#define SCAN_SPLIT scan_split_wide
#define SCAN_MASKS scan_masks_wide
#define SCAN_QUOTES scan_quotes_wide
#define SCAN_TARGET SCAN_WIDE_TARGET
#include "split.h"
#endif

// Whether the processor has the wide registers.
static inline int scan_is_wide(void) {
#if defined(__SSE2__)
    return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi")
        && __builtin_cpu_supports("bmi2") && __builtin_cpu_supports("popcnt");
#else
    return 0;
#endif
}

// Splits a stretch of text: see split.h.
static inline void scan_split(
    const uint8_t *bytes, uint32_t start, uint32_t end, uint8_t delimiter, uint32_t *positions,
    uint32_t *rows, scan_state *state, int is_wide
) {
#if defined(__SSE2__)
    if (is_wide) {
        scan_split_wide(bytes, start, end, delimiter, positions, rows, state);
        return;
    }
#endif
    scan_split_base(bytes, start, end, delimiter, positions, rows, state);
}

// How many quotes stand in a stretch, modulo 2. 63 bytes behind it must be readable.
static inline uint32_t scan_quotes(const uint8_t *bytes, size_t count, int is_wide) {
#if defined(__SSE2__)
    if (is_wide) return scan_quotes_wide(bytes, count);
#endif
    return scan_quotes_base(bytes, count);
}

// The length of the stretch before the first delimiter (or quote), line end or NUL.
static inline size_t scan_stretch(const uint8_t *bytes, size_t count, uint8_t stop) {
    size_t i = 0;
#if defined(__SSE2__)
    const __m128i stops = _mm_set1_epi8((char)stop), line_feeds = _mm_set1_epi8('\n');
    const __m128i returns = _mm_set1_epi8('\r'), nuls = _mm_setzero_si128();
    for (; i + 16 <= count; i += 16) {
        const __m128i v = _mm_loadu_si128((const __m128i *)(bytes + i));
        const __m128i ends = _mm_or_si128(_mm_cmpeq_epi8(v, line_feeds), _mm_cmpeq_epi8(v, returns));
        const __m128i others = _mm_or_si128(_mm_cmpeq_epi8(v, stops), _mm_cmpeq_epi8(v, nuls));
        const uint32_t found = (uint32_t)_mm_movemask_epi8(_mm_or_si128(ends, others));
        if (found != 0) return i + (size_t)__builtin_ctz(found);
    }
#endif
    for (; i < count; i++) {
        const uint8_t byte = bytes[i];
        if (byte == stop || byte == '\n' || byte == '\r' || byte == 0) break;
    }
    return i;
}

// The number of line feeds.
static inline size_t scan_line_feeds(const uint8_t *bytes, size_t count) {
    size_t found = 0;
    for (size_t i = 0; i < count; i++) found += bytes[i] == '\n';
    return found;
}

// Whether bytes are UTF-8 (Unicode 16, table 3-7); fast where nearly all are ASCII.
static inline int scan_is_utf8(const uint8_t *bytes, size_t count) {
    size_t i = 0;
    while (i < count) {
        if (i + 8 <= count) {
            uint64_t word;
            __builtin_memcpy(&word, bytes + i, 8);
            if ((word & 0x8080808080808080u) == 0) {
                i += 8;
                continue;
            }
        }
        const uint8_t lead = bytes[i];
        if (lead < 0x80) {
            i += 1;
            continue;
        }
        size_t more;
        uint8_t low = 0x80, high = 0xBF;
        if (lead >= 0xC2 && lead <= 0xDF) {
            more = 1;
        } else if (lead >= 0xE0 && lead <= 0xEF) {
            more = 2;
            if (lead == 0xE0) low = 0xA0;
            if (lead == 0xED) high = 0x9F;
        } else if (lead >= 0xF0 && lead <= 0xF4) {
            more = 3;
            if (lead == 0xF0) low = 0x90;
            if (lead == 0xF4) high = 0x8F;
        } else {
            return 0;
        }
        if (count - i <= more || bytes[i + 1] < low || bytes[i + 1] > high) return 0;
        for (size_t k = 2; k <= more; k++) {
            if ((bytes[i + k] & 0xC0) != 0x80) return 0;
        }
        i += more + 1;
    }
    return 1;
}

// Asks for the memory at an address, which is used soon.
static inline void scan_prefetch(const void *address) { __builtin_prefetch(address); }
