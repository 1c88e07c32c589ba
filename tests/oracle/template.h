/* Which sentences of the cards are template text: that is what the index says. What it says is
 * tested by tests/indexer/; here it is only known, since it decides which answers come first. */
#ifndef TESTS_ORACLE_TEMPLATE_H
#define TESTS_ORACLE_TEMPLATE_H

#include "tests/oracle/shelf.h"

/* Says on stderr why not. */
bool templates_mark(struct shelf *shelf, const char *db);

#endif
