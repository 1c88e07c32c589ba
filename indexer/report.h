/* What a run has done and found, for people and for scripts. */
#ifndef LS_INDEXER_REPORT_H
#define LS_INDEXER_REPORT_H

#include "base/buf.h"
#include "indexer/item.h"

struct ls_report {
    const char *db; /* NULL for a check */
    bool dry_run;
    size_t in_index; /* cards in the index after the run */
    size_t added;
    size_t changed;
    size_t removed;
    size_t unchanged;
    size_t hidden;                      /* drafts and unlisted cards that are left out */
    size_t bad;                         /* cards not indexed, or refused */
    size_t odd;                         /* indexed cards with something to say about them */
    size_t checked;                     /* cards read */
    bool has_learned;                   /* what the cards teach was gathered in this run … */
    size_t pairs;                       /* … which are so many pairs of words */
    bool has_glossary;                  /* --glossary was given … */
    size_t concepts;                    /* … with so many lines that say something */
    struct ls_span glossary_complaints; /* lines, as ls_glossary_complaints writes them */
    double seconds;
    enum ls_status status; /* what the program will exit with */
    const char *error;     /* why the run failed as a whole; NULL when it did not */
    const struct ls_items *items;
    struct ls_span *failures; /* paths that could not be looked at, with the reason */
    size_t failure_count;
};

/* One line for each complaint, as compilers write them: path:line:column: odd|bad: text [name]. */
void ls_report_complaints(const struct ls_report *report, struct ls_buf *out);
/* One line: what has changed. */
void ls_report_summary(const struct ls_report *report, struct ls_buf *out);
/* {"version": 1, …}: see litsearch-index(1). */
void ls_report_json(const struct ls_report *report, struct ls_buf *out);

#endif
