// The body of the split, once for each kind of registers: included by scan.h and by nothing else.

// Finds where the cells and rows of a text end.
//
// The places of delimiters and line feeds outside quotes are written behind those that the state counts,
// and for each row how many places there are up to its end. `start` is a multiple of 64 from where the
// text begins, so is `end` unless the text ends there; up to 64 bytes behind `end` must be readable. Up to
// 8 places more than there are may be overwritten.
static inline SCAN_TARGET void SCAN_SPLIT(
    const uint8_t *bytes, uint32_t start, uint32_t end, uint8_t delimiter, uint32_t *positions,
    uint32_t *rows, scan_state *state
) {
    uint64_t inside = state->inside, after_end = state->after_end;
    uint64_t after_quote = state->after_quote, foreign = 0, strange = 0;
    uint32_t position_count = state->position_count, row_count = state->row_count;
    uint32_t line_feeds = state->line_feeds;
    for (uint32_t at = start; at < end; at += 64) {
        scan_masks masks = SCAN_MASKS(bytes + at, delimiter);
        if (end - at < 64) {
            const uint64_t valid = ((uint64_t)1 << (end - at)) - 1;
            masks.delimiter &= valid;
            masks.quote &= valid;
            masks.line_feed &= valid;
            masks.control &= valid;
            masks.foreign &= valid;
        }
        foreign |= masks.foreign;
        uint64_t returns = 0;
        for (uint64_t rest = masks.control & ~masks.delimiter; rest != 0; rest &= rest - 1) {
            const uint32_t place = at + (uint32_t)__builtin_ctzll(rest);
            if (bytes[place] == '\r') {
                returns |= rest & -rest;
                // Behind the end of the text stands a NUL.
                strange |= bytes[place + 1] != '\n';
            } else {
                strange |= bytes[place] == 0;
            }
        }
        uint64_t ends = masks.delimiter | masks.line_feed;
        uint64_t row_ends = masks.line_feed;
        line_feeds += (uint32_t)__builtin_popcountll(masks.line_feed);
        const uint64_t last = (ends | masks.quote) >> 63;
        if ((masks.quote | inside | after_quote) != 0) {
            const uint64_t quoted = scan_prefix_xor(masks.quote) ^ inside;
            const uint64_t before = (ends | masks.quote) << 1 | after_end;
            const uint64_t closing = masks.quote & ~quoted;
            const uint64_t behind = closing << 1 | after_quote;
            strange |= masks.quote & quoted & ~before;
            strange |= behind & ~(ends | masks.quote | returns)
                & (end - at < 64 ? ((uint64_t)1 << (end - at)) - 1 : ~(uint64_t)0);
            after_quote = closing >> 63;
            inside = (uint64_t)((int64_t)quoted >> 63);
            ends &= ~quoted;
            row_ends &= ~quoted;
        }
        after_end = last;
        for (uint64_t rest = row_ends; rest != 0; rest &= rest - 1) {
            rows[row_count++] =
                position_count + (uint32_t)__builtin_popcountll(ends & (rest ^ (rest - 1)));
        }
        uint32_t *out = positions + position_count;
        position_count += (uint32_t)__builtin_popcountll(ends);
        // A row has a few cells in 64 bytes: four at a time, without a branch for each.
        for (; ends != 0; out += 4) {
            for (uint32_t i = 0; i < 4; i++) {
                out[i] = at + (uint32_t)__builtin_ctzll(ends | (uint64_t)1 << 63);
                ends &= ends - 1;
            }
        }
    }
    state->inside = inside;
    state->after_end = after_end;
    state->after_quote = after_quote;
    state->position_count = position_count;
    state->row_count = row_count;
    state->line_feeds = line_feeds;
    state->has_foreign |= foreign != 0;
    state->is_strange |= strange != 0;
}

// How many quotes stand in a stretch, modulo 2; 63 bytes behind it must be readable.
static inline SCAN_TARGET uint32_t SCAN_QUOTES(const uint8_t *bytes, size_t count) {
    uint64_t folded = 0;
    size_t at = 0;
    for (; at + 64 <= count; at += 64) folded ^= SCAN_MASKS(bytes + at, ',').quote;
    if (at < count) {
        folded ^= SCAN_MASKS(bytes + at, ',').quote & (((uint64_t)1 << (count - at)) - 1);
    }
    return (uint32_t)__builtin_popcountll(folded) & 1;
}

#undef SCAN_SPLIT
#undef SCAN_MASKS
#undef SCAN_QUOTES
#undef SCAN_TARGET
