#pragma once
// A C interface to RE2, which is C++: a pattern, whether it can be read, and whether it is found.
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

// A pattern that was read, or what is wrong with it. Any number of threads may search with one at once.
typedef struct cre2_pattern cre2_pattern;

// Why a pattern cannot be used.
typedef enum cre2_problem {
    CRE2_NONE,
    CRE2_INTERNAL,
    CRE2_BAD_ESCAPE,
    CRE2_BAD_CLASS,
    CRE2_BAD_RANGE,
    CRE2_MISSING_BRACKET,
    CRE2_MISSING_PARENTHESIS,
    CRE2_UNEXPECTED_PARENTHESIS,
    CRE2_TRAILING_BACKSLASH,
    CRE2_NOTHING_TO_REPEAT,
    CRE2_BAD_REPEAT_COUNT,
    CRE2_BAD_REPEAT,
    CRE2_BAD_GROUP,
    CRE2_BAD_UTF8,
    CRE2_BAD_NAME,
    CRE2_TOO_LARGE,
} cre2_problem;

// Reads a pattern, which may take `memory` bytes with all that searches remember; NULL where memory is out.
cre2_pattern *cre2_new(const char *pattern, size_t length, int64_t memory);
void cre2_delete(cre2_pattern *pattern);

cre2_problem cre2_problem_of(const cre2_pattern *pattern);
// The part of the pattern that is wrong, as it stands in it; empty where no part is to blame.
const char *cre2_wrong_part(const cre2_pattern *pattern, size_t *length);
// How many instructions the pattern became.
int cre2_size(const cre2_pattern *pattern);
// Whether any part of the text matches: 1 or 0, and -1 where memory is out.
int cre2_find(const cre2_pattern *pattern, const char *text, size_t length);

// Where octets first stand in others, -1 for nowhere: the C library's search, which no texts make slow.
ptrdiff_t cre2_place_of(const uint8_t *part, size_t part_length, const uint8_t *text, size_t length);

#ifdef __cplusplus
}
#endif
