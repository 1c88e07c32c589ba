/* Runs of the indexer in a folder of their own, and what an index then says. */
#ifndef TESTS_INDEXER_RUN_FIXTURE_H
#define TESTS_INDEXER_RUN_FIXTURE_H

#include "indexer/run.h"
#include "store/index.h"

struct run_fixture {
    char folder[64];
    struct ls_arena arena;
    struct ls_report report; /* of the last run */
    struct ls_error err;     /* the same */
};

void run_fixture_open(struct run_fixture *fixture); /* ends the program when it cannot */
void run_fixture_close(struct run_fixture *fixture);

/* A path below the folder: lives until the fixture is closed. */
const char *run_path(struct run_fixture *fixture, const char *name);
/* Writes a file there, making its folders. */
void run_write(struct run_fixture *fixture, const char *name, const char *text);

/* Indexes the folder docs into db, both below the fixture's; routes too is a name there. */
enum ls_status run_index(struct run_fixture *fixture, const char *docs, const char *db,
                         const char *base_url, const char *routes, bool rebuild);

/* Opens the index db (ends the program when it cannot). */
struct ls_index *run_open(struct run_fixture *fixture, const char *db);
/* The card with that id; false when there is none. */
bool run_card(struct run_fixture *fixture, struct ls_index *index, const char *id,
              struct ls_card *card);
/* Its URL with the base URL of the index or the one given; NULL: none; "?": no such card. */
const char *run_url(struct run_fixture *fixture, struct ls_index *index, const char *id,
                    const char *base_url);

#endif
