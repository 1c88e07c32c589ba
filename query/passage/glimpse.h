/* A quick look at a text: where most of a query's units may stand, judged by the
 * first letters of each. Analyzing a text takes thirty times as long, so that a
 * snippet is sought in the promising places only.
 *
 * A glimpse errs on both sides: it takes a word for another that begins alike,
 * and it misses letters with accents. Never mark anything by it. */
#ifndef LS_QUERY_GLIMPSE_H
#define LS_QUERY_GLIMPSE_H

#include "query/match/units.h"
#include "query/range.h"

enum { LS_PROBE_CHARS_MAX = 16 };

/* How a unit begins. */
struct ls_probe {
    uint32_t chars[LS_PROBE_CHARS_MAX]; /* folded */
    unsigned count;
    unsigned
        plain;     /* so many must stand as they are; behind them a word may be written otherwise */
    unsigned sure; /* so many are in all words of the unit */
    bool is_han;
    uint32_t unit;
    uint32_t next; /* probe of the same row, by number + 1; 0: none */
};

enum { LS_PROBE_ROWS = 256 };

struct ls_glimpse {
    struct ls_probe *probes; /* one for each unit */
    size_t count;
    uint32_t rows[LS_PROBE_ROWS]; /* by the first character's low byte */
    bool leads[256];              /* bytes that a probe's first character may begin with */
    uint32_t *seen;               /* a counter for each unit, all 0 between looks */
};

/* The stretch of a text with the most distinct units within so many columns,
 * from its first unit to where the last begins. */
struct ls_sight {
    size_t units; /* no more are side by side anywhere */
    struct ls_range range;
};

enum ls_status ls_glimpse_make(const struct ls_units *units, struct ls_arena *arena,
                               struct ls_glimpse *glimpse, struct ls_error *err);

/* The earliest such stretch; 0 units when the text seems to hold none. The arena
 * is for scratch. */
enum ls_status ls_glimpse_find(struct ls_glimpse *glimpse, struct ls_span text, size_t columns,
                               struct ls_arena *arena, struct ls_sight *sight,
                               struct ls_error *err);

/* May the text hold a unit that a glimpse misses? */
bool ls_glimpse_may_miss(const struct ls_glimpse *glimpse, struct ls_span text);

#endif
