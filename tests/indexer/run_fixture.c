#include "tests/indexer/run_fixture.h"

#include "indexer/files.h"

#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>

static void must(bool good, const char *what, const char *why)
{
    if (!good) {
        printf("Bail out! %s: %s\n", what, why);
        exit(1);
    }
}

void run_fixture_open(struct run_fixture *fixture)
{
    *fixture = (struct run_fixture){.folder = "/tmp/litsearch-run-XXXXXX"};
    must(mkdtemp(fixture->folder) != NULL, "mkdtemp", fixture->folder);
}

static int remove_entry(const char *path, const struct stat *info, int kind, struct FTW *walk)
{
    (void)info;
    (void)kind;
    (void)walk;
    return remove(path);
}

void run_fixture_close(struct run_fixture *fixture)
{
    nftw(fixture->folder, remove_entry, 16, FTW_DEPTH | FTW_PHYS);
    ls_arena_free(&fixture->arena);
}

const char *run_path(struct run_fixture *fixture, const char *name)
{
    return ls_arena_printf(&fixture->arena, "%s/%s", fixture->folder, name).ptr;
}

void run_write(struct run_fixture *fixture, const char *name, const char *text)
{
    const char *path = run_path(fixture, name);
    const char *slash = strrchr(path, '/');
    struct ls_span parent = ls_arena_copy(&fixture->arena, ls_span(path, (size_t)(slash - path)));
    must(ls_folder_make(parent.ptr, &fixture->err) == LS_OK, parent.ptr, fixture->err.message);
    FILE *file = fopen(path, "w");
    must(file && fputs(text, file) >= 0 && fclose(file) == 0, path, "cannot be written");
}

enum ls_status run_index(struct run_fixture *fixture, const char *docs, const char *db,
                         const char *base_url, const char *routes, bool rebuild)
{
    struct ls_span path = ls_span_str(run_path(fixture, docs));
    struct ls_run run = {.db = run_path(fixture, db),
                         .paths = &path,
                         .path_count = 1,
                         .base_url = base_url,
                         .routes = routes && *routes ? run_path(fixture, routes) : routes,
                         .jobs = 2,
                         .rebuild = rebuild};
    return ls_run(&run, &fixture->arena, &fixture->report, &fixture->err);
}

struct ls_index *run_open(struct run_fixture *fixture, const char *db)
{
    struct ls_index *index;
    enum ls_status status = ls_index_open(run_path(fixture, db), &index, &fixture->err);
    must(status == LS_OK, db, fixture->err.message);
    return index;
}

static uint32_t docid_of(struct ls_index *index, const char *id)
{
    char term[LS_TERM_LIMIT_BYTES];
    size_t len = ls_schema_id_term(ls_span_str(id), term);
    struct xap_postings *postings = NULL;
    bool more = false;
    uint32_t docid = 0;
    if (xap_postings_open(ls_index_reader(index), term, len, &postings, NULL) == XAP_OK &&
        xap_postings_next(postings, &more, NULL) == XAP_OK && more) {
        docid = xap_postings_docid(postings);
    }
    xap_postings_free(postings);
    return docid;
}

bool run_card(struct run_fixture *fixture, struct ls_index *index, const char *id,
              struct ls_card *card)
{
    uint32_t docid = docid_of(index, id);
    return docid != 0 && ls_index_card(index, docid, &fixture->arena, card, &fixture->err) == LS_OK;
}

const char *run_url(struct run_fixture *fixture, struct ls_index *index, const char *id,
                    const char *base_url)
{
    struct ls_card card;
    struct ls_span url;
    if (!run_card(fixture, index, id, &card)) {
        return "?";
    }
    enum ls_status status =
        ls_index_url(index, &card, ls_span_str(base_url), &fixture->arena, &url, &fixture->err);
    must(status == LS_OK, "ls_index_url", fixture->err.message);
    return url.ptr;
}
