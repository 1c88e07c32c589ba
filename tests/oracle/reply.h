/* What the real program answers: build/litsearch run as a process, its JSON read. */
#ifndef TESTS_ORACLE_REPLY_H
#define TESTS_ORACLE_REPLY_H

#include <jansson.h>
#include <stdbool.h>

struct reply {
    json_t *root;
    int exit_status;
    const char *step;
    size_t total;
    size_t total_some;
    size_t total_template;
    json_t *hits;
};

/* Runs a program; its standard output is returned, to be freed. NULL: it could not be run. */
char *process_run(char *const argv[], int *exit_status);

/* False when there is no JSON answer; exit_status then says more. */
bool reply_ask(const char *program, const char *db, const char *query, struct reply *reply);
void reply_free(struct reply *reply);

#endif
