/* The names of domains and journals, for the message about one that is on no card. */
#ifndef LS_QUERY_DOMAINS_H
#define LS_QUERY_DOMAINS_H

#include "base/buf.h"
#include "store/index.h"

/* Appends one line about name: the domains like it, else the most common ones. */
enum ls_status ls_domain_note(struct ls_index *index, struct ls_span name, struct ls_buf *notes,
                              struct ls_error *err);

/* Appends one line about name, with the journal that is called nearly so if there is one. */
enum ls_status ls_journal_note(struct ls_index *index, struct ls_span name, struct ls_buf *notes,
                               struct ls_error *err);

#endif
