#include "CRE2.h"

#include <re2/re2.h>

#include <cstring>
#include <string_view>

struct cre2_pattern {
    RE2 expression;
};

// No exception may leave: Swift does not know them.
cre2_pattern *cre2_new(const char *pattern, size_t length, int64_t memory) {
    try {
        RE2::Options options;
        options.set_log_errors(false);
        options.set_max_mem(memory);
        // Nobody asks for what a group matched.
        options.set_never_capture(true);
        return new cre2_pattern{RE2(std::string_view(pattern, length), options)};
    } catch (...) {
        return nullptr;
    }
}

void cre2_delete(cre2_pattern *pattern) { delete pattern; }

cre2_problem cre2_problem_of(const cre2_pattern *pattern) {
    switch (pattern->expression.error_code()) {
    case RE2::NoError: return CRE2_NONE;
    case RE2::ErrorBadEscape: return CRE2_BAD_ESCAPE;
    case RE2::ErrorBadCharClass: return CRE2_BAD_CLASS;
    case RE2::ErrorBadCharRange: return CRE2_BAD_RANGE;
    case RE2::ErrorMissingBracket: return CRE2_MISSING_BRACKET;
    case RE2::ErrorMissingParen: return CRE2_MISSING_PARENTHESIS;
    case RE2::ErrorUnexpectedParen: return CRE2_UNEXPECTED_PARENTHESIS;
    case RE2::ErrorTrailingBackslash: return CRE2_TRAILING_BACKSLASH;
    case RE2::ErrorRepeatArgument: return CRE2_NOTHING_TO_REPEAT;
    case RE2::ErrorRepeatSize: return CRE2_BAD_REPEAT_COUNT;
    case RE2::ErrorRepeatOp: return CRE2_BAD_REPEAT;
    case RE2::ErrorBadPerlOp: return CRE2_BAD_GROUP;
    case RE2::ErrorBadUTF8: return CRE2_BAD_UTF8;
    case RE2::ErrorBadNamedCapture: return CRE2_BAD_NAME;
    case RE2::ErrorPatternTooLarge: return CRE2_TOO_LARGE;
    default: return CRE2_INTERNAL;
    }
}

const char *cre2_wrong_part(const cre2_pattern *pattern, size_t *length) {
    *length = pattern->expression.error_arg().size();
    return pattern->expression.error_arg().data();
}

int cre2_size(const cre2_pattern *pattern) { return pattern->expression.ProgramSize(); }

int cre2_find(const cre2_pattern *pattern, const char *text, size_t length) {
    try {
        return pattern->expression.Match(
            std::string_view(text, length), 0, length, RE2::UNANCHORED, nullptr, 0);
    } catch (...) {
        return -1;
    }
}

ptrdiff_t cre2_place_of(const uint8_t *part, size_t part_length, const uint8_t *text, size_t length) {
    if (part_length == 0) return 0;
    if (length < part_length) return -1;
    const void *found = memmem(text, length, part, part_length);
    return found ? static_cast<const uint8_t *>(found) - text : -1;
}
