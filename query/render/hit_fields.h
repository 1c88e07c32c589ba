/* What is told of a hit in JSON, JSON lines and TSV: one table for all three. */
#ifndef LS_QUERY_HIT_FIELDS_H
#define LS_QUERY_HIT_FIELDS_H

#include "query/render/render.h"

enum ls_hit_kind { LS_HIT_TEXT, LS_HIT_NUMBER, LS_HIT_LIST, LS_HIT_RANGES };

/* Which member counts depends on the kind. */
struct ls_hit_value {
    enum ls_hit_kind kind;
    struct ls_span text; /* absent when unknown */
    double number;       /* NaN when unknown */
    const struct ls_span *items;
    const struct ls_range *ranges;
    size_t count; /* of items or ranges */
};

enum ls_hit_column { LS_COLUMN_NONE, LS_COLUMN_FRONT, LS_COLUMN_BACK };

struct ls_hit_field {
    const char *name;
    bool is_in_json;
    bool is_of_card;           /* whatever was asked for */
    enum ls_hit_column column; /* in TSV: those in front, then those at the back */
    struct ls_hit_value (*get)(const struct ls_answer *answer, const struct ls_shown *shown);
};

extern const struct ls_hit_field ls_hit_fields[]; /* in the order of the JSON contract */
extern const size_t ls_hit_field_count;

/* "qa"; absent outside of the note cards. */
struct ls_span ls_hit_card_name(enum ls_part part);

/* Appends it as JSON. */
void ls_hit_value_add(struct ls_buf *out, const struct ls_hit_value *value);

#endif
