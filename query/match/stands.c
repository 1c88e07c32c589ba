/* Does a stream hold a unit? */
#include "query/match/match.h"
#include "text/stream.h"

static bool pattern_stands_in(const struct ls_unit *unit, struct ls_span stream, unsigned parts)
{
    const char *fields = unit->scope.fields;
    bool holds = ls_stream_holds(stream, unit->pattern, fields, parts);
    for (size_t i = 0; !holds && i < unit->stem_count; i++) {
        holds = ls_stream_holds(stream, unit->stem_patterns[i], fields, parts);
    }
    for (size_t i = 0; !holds && i < unit->glued_count; i++) {
        holds = ls_stream_holds(stream, unit->glued_patterns[i], fields, parts);
    }
    return holds;
}

/* A glued word may be a single one in the text: COVID19 and COVID-19 have the same
 * pieces, but email has not those of e-mail. */
static bool compound_stands_in(const struct ls_unit *unit, struct ls_span stream, unsigned parts)
{
    char pattern[LS_TERM_BYTES_MAX + 2];
    if (!unit->compound.ptr || unit->compound.len > LS_TERM_BYTES_MAX) {
        return false;
    }
    pattern[0] = ' ';
    memcpy(pattern + 1, unit->compound.ptr, unit->compound.len);
    pattern[unit->compound.len + 1] = ' ';
    return ls_stream_holds(stream, ls_span(pattern, unit->compound.len + 2), unit->scope.fields,
                           parts);
}

bool ls_unit_stands_in(const struct ls_unit *unit, struct ls_span stream)
{
    return pattern_stands_in(unit, stream, unit->scope.parts) ||
           compound_stands_in(unit, stream, unit->scope.parts);
}

static bool section_holds(const struct ls_unit *unit, const struct ls_stream_walk *section)
{
    if (unit->scope.fields && !strchr(unit->scope.fields, section->code)) {
        return false;
    }
    struct ls_unit anywhere = *unit;
    anywhere.scope = (struct ls_scope){0};
    return ls_unit_stands_in(&anywhere, section->text);
}

unsigned ls_unit_parts_in(const struct ls_unit *unit, struct ls_span stream, unsigned wanted)
{
    unsigned parts = unit->pattern.len == 0 ? wanted : 0;
    struct ls_stream_walk walk = {.rest = stream};
    while (parts != wanted && ls_stream_next(&walk)) {
        unsigned bit = walk.part < LS_PART_COUNT ? 1u << walk.part : 0;
        if ((bit & wanted & ~parts) && section_holds(unit, &walk)) {
            parts |= bit;
        }
    }
    return parts;
}
