#include "query/answer/session.h"

#include "base/hash.h"
#include "query/answer/steps.h"
#include "query/expand/shelf.h"

#include <stdlib.h>
#include <sys/stat.h>

enum { TRIES = 3 }; /* when writers get in the way */

/* Which generation a folder's stub named: for each a new stub is renamed into place. All zero when
 * there is none. */
struct stamp {
    dev_t device;
    ino_t inode;
    struct timespec changed;
};

struct folder {
    struct ls_span path; /* ends in NUL */
    struct ls_span stub; /* likewise */
    struct stamp stamp;  /* as it was before the index was opened */
};

struct ls_session {
    struct ls_arena names; /* of the folders */
    struct folder *folders;
    size_t folder_count;
    struct ls_index *index; /* NULL until it is needed */
    struct ls_analyzer *analyzer;
    struct ls_shelf shelf;      /* of the index, from the first query that is expanded on */
    struct ls_columns *columns; /* of the index, from the second question for facets on */
    bool counted_facets;
    struct ls_memory *memory;             /* NULL: nothing is kept */
    struct ls_memory_shelf *memory_shelf; /* of the index; NULL: not looked for yet */
    bool is_held;
    double looked_ms;                /* when the index was last found to be as it is on the disk */
    bool (*gives_up)(void *context); /* NULL: nobody asks for it */
    void *gives_up_context;
    long long deadline_ms; /* of the request that is answered; 0: none */
    bool is_late;          /* what runs is given up */

    struct ls_arena arena; /* of one request */
    struct ls_arena hit_arena;
};

static enum ls_status name_folder(const char *db, struct ls_arena *arena, struct folder *folder,
                                  struct ls_error *err)
{
    enum ls_status status = ls_index_path(db, arena, &folder->path, err);
    if (status == LS_OK) {
        folder->stub = ls_arena_printf(arena, "%s/XAPIANDB", folder->path.ptr);
        status = folder->stub.ptr ? LS_OK : ls_fail_memory(err);
    }
    return status;
}

static enum ls_status name_folders(struct ls_session *session, const char *const *dbs, size_t count,
                                   struct ls_error *err)
{
    session->folder_count = count > 0 ? count : 1;
    session->folders =
        ls_arena_array(&session->names, session->folder_count, sizeof *session->folders);
    enum ls_status status = session->folders ? LS_OK : ls_fail_memory(err);
    for (size_t i = 0; status == LS_OK && i < session->folder_count; i++) {
        status = name_folder(count > 0 ? dbs[i] : NULL, &session->names, &session->folders[i], err);
    }
    return status;
}

enum ls_status ls_session_open(const char *const *dbs, size_t db_count, struct ls_session **out,
                               struct ls_error *err)
{
    *out = NULL;
    struct ls_session *session = calloc(1, sizeof *session);
    if (!session) {
        return ls_fail_memory(err);
    }
    enum ls_status status = ls_analyzer_new(&session->analyzer, err);
    if (status == LS_OK) {
        status = name_folders(session, dbs, db_count, err);
    }
    if (status == LS_OK) {
        *out = session;
    } else {
        ls_session_free(session);
    }
    return status;
}

void ls_session_free(struct ls_session *session)
{
    if (session) {
        ls_memory_let_go(session->memory_shelf);
        ls_index_free(session->index);
        ls_analyzer_free(session->analyzer);
        ls_columns_free(session->columns);
        ls_shelf_free(&session->shelf);
        ls_arena_free(&session->hit_arena);
        ls_arena_free(&session->arena);
        ls_arena_free(&session->names);
        free(session);
    }
}

static struct stamp stamp_of(const struct folder *folder)
{
    struct stat info;
    return stat(folder->stub.ptr, &info) == 0
               ? (struct stamp){info.st_dev, info.st_ino, info.st_mtim}
               : (struct stamp){0};
}

static bool same_stamp(const struct stamp *a, const struct stamp *b)
{
    return a->device == b->device && a->inode == b->inode &&
           a->changed.tv_sec == b->changed.tv_sec && a->changed.tv_nsec == b->changed.tv_nsec;
}

/* Notes the stamps; true when one is new. */
static bool take_stamps(struct ls_session *session)
{
    bool is_new = false;
    for (size_t i = 0; i < session->folder_count; i++) {
        struct folder *folder = &session->folders[i];
        struct stamp stamp = stamp_of(folder);
        is_new |= !same_stamp(&stamp, &folder->stamp);
        folder->stamp = stamp;
    }
    return is_new;
}

/* What was kept of an index that has changed. */
static void forget(struct ls_session *session)
{
    if (session->index) {
        ls_index_keep_memory(session->index, NULL);
    }
    ls_memory_let_go(session->memory_shelf);
    session->memory_shelf = NULL;
    ls_shelf_clear(&session->shelf);
    if (session->columns) {
        ls_columns_clear(session->columns);
    }
}

/* Whoever asks twice will ask again. */
static enum ls_status keep_columns(struct ls_session *session, struct ls_error *err)
{
    if (session->counted_facets && !session->columns) {
        session->columns = ls_columns_new();
        return session->columns ? LS_OK : ls_fail_memory(err);
    }
    session->counted_facets = true;
    return LS_OK;
}

/* A folder named twice, whatever its names, would show each of its cards twice. */
static bool is_named_before(const struct ls_session *session, size_t number)
{
    struct stat info, other;
    bool is_before = false;
    bool is_there = stat(session->folders[number].path.ptr, &info) == 0;
    for (size_t i = 0; is_there && !is_before && i < number; i++) {
        is_before = stat(session->folders[i].path.ptr, &other) == 0 &&
                    info.st_dev == other.st_dev && info.st_ino == other.st_ino;
    }
    return is_before;
}

static enum ls_status open_index(struct ls_session *session, struct ls_error *err)
{
    ls_index_free(session->index);
    session->index = NULL;
    forget(session);
    enum ls_status status = ls_index_open(session->folders[0].path.ptr, &session->index, err);
    for (size_t i = 1; status == LS_OK && i < session->folder_count; i++) {
        if (!is_named_before(session, i)) {
            status = ls_index_add(session->index, session->folders[i].path.ptr, err);
        }
    }
    if (status != LS_OK) {
        ls_index_free(session->index);
        session->index = NULL;
    }
    return status;
}

static enum ls_status reopen_index(struct ls_session *session, struct ls_error *err)
{
    bool changed;
    struct xap_error cause;
    if (xap_reader_reopen(ls_index_reader(session->index), &changed, &cause) != XAP_OK) {
        return ls_schema_fail(err, &cause, "cannot read the index again");
    }
    if (changed) {
        forget(session);
    }
    return LS_OK;
}

/* To look takes as long as a part of a search: a request that asks for the state and then for an
 * answer looks once. */
static bool looked_just_now(const struct ls_session *session)
{
    return ls_now_ms() - session->looked_ms < 0.1;
}

enum ls_status ls_session_index(struct ls_session *session, struct ls_index **index,
                                struct ls_error *err)
{
    *index = NULL;
    enum ls_status status = LS_OK;
    bool looks = !session->index || (!session->is_held && !looked_just_now(session));
    if (!session->index) {
        take_stamps(session);
        status = open_index(session, err);
    } else if (looks) {
        status = take_stamps(session) ? open_index(session, err) : reopen_index(session, err);
    }
    if (looks) {
        session->looked_ms = status == LS_OK ? ls_now_ms() : 0;
    }
    *index = status == LS_OK ? session->index : NULL;
    return status;
}

void ls_session_hold(struct ls_session *session)
{
    session->is_held = true;
}

void ls_session_watch(struct ls_session *session, bool (*gives_up)(void *context), void *context)
{
    session->gives_up = gives_up;
    session->gives_up_context = context;
}

void ls_session_keep_memory(struct ls_session *session, struct ls_memory *memory)
{
    session->memory = memory;
}

void ls_session_expect_many(struct ls_session *session)
{
    session->counted_facets = true;
}

/* ---- tasks ---- */

static bool is_late(void *context)
{
    struct ls_session *session = context;
    session->is_late = session->is_late ||
                       (session->deadline_ms && ls_now_ms() >= (double)session->deadline_ms) ||
                       (session->gives_up && session->gives_up(session->gives_up_context));
    return session->is_late;
}

/* Without memory for them nothing is kept. */
static enum ls_status find_streams(struct ls_session *session, struct ls_error *err)
{
    struct ls_span state;
    struct xap_error cause;
    uint32_t last;
    if (!session->memory || session->memory_shelf) {
        return LS_OK;
    }
    enum ls_status status = ls_index_state(session->index, &state, err);
    if (status == LS_OK &&
        xap_reader_last_docid(ls_index_reader(session->index), &last, &cause) != XAP_OK) {
        status = ls_schema_fail(err, &cause, "cannot read the index");
    }
    if (status == LS_OK) {
        session->memory_shelf =
            ls_memory_hold(session->memory, ls_hash64(LS_HASH64_START, state), last);
        ls_index_keep_memory(session->index, session->memory_shelf);
    }
    return status;
}

static enum ls_status do_task(struct ls_session *session, ls_session_task *task, void *context,
                              struct ls_error *err)
{
    bool is_watched = session->deadline_ms || session->gives_up;
    if (is_watched && is_late(session)) {
        return ls_schema_fail_late(err);
    }
    enum ls_status status = find_streams(session, err);
    ls_index_watch(session->index, is_watched ? is_late : NULL, session);
    if (status == LS_OK) {
        status = task(context, session->index, err);
    }
    ls_index_watch(session->index, NULL, NULL);
    return status;
}

/* A generation that was removed while we had not read all of its files fails in any way. */
static bool was_overtaken(struct ls_session *session, enum ls_status status)
{
    bool may_be = status == LS_IO || status == LS_NO_INDEX || status == LS_CORRUPT;
    return !session->is_late &&
           (status == LS_BUSY || (may_be && session->index && take_stamps(session)));
}

static enum ls_status bring_up_to_date(struct ls_session *session, enum ls_status why,
                                       struct ls_error *err)
{
    return why == LS_BUSY && !take_stamps(session) ? reopen_index(session, err)
                                                   : open_index(session, err);
}

enum ls_status ls_session_run(struct ls_session *session, ls_session_task *task, void *context,
                              struct ls_error *err)
{
    struct ls_index *index;
    session->is_late = false;
    enum ls_status status = ls_session_index(session, &index, err);
    if (status == LS_OK) {
        status = do_task(session, task, context, err);
    }
    for (int i = 1; i < TRIES && was_overtaken(session, status); i++) {
        status = bring_up_to_date(session, status, err);
        if (status == LS_OK) {
            status = do_task(session, task, context, err);
        }
    }
    return status;
}

static enum ls_status make_ready(void *context, struct ls_index *index, struct ls_error *err)
{
    (void)context;
    enum ls_status status = ls_index_make_terms(index, err);
    return status == LS_OK ? ls_index_make_positions(index, err) : status;
}

enum ls_status ls_session_make_ready(struct ls_session *session, struct ls_error *err)
{
    return ls_session_run(session, make_ready, NULL, err);
}

struct state {
    struct ls_session *session;
    uint64_t number;
};

static enum ls_status read_state(void *context, struct ls_index *index, struct ls_error *err)
{
    struct state *state = context;
    struct ls_shelf *shelf = &state->session->shelf;
    struct ls_buf unsaid = {0}; /* notes on the dictionary */
    struct ls_span text = {0};
    enum ls_status status = ls_shelf_fill(shelf, index, &unsaid, err);
    if (status == LS_OK) {
        status = ls_index_state(index, &text, err);
    }
    if (status == LS_OK) {
        state->number = ls_hash64(ls_shelf_identity(shelf), text);
    }
    ls_buf_free(&unsaid);
    return status;
}

enum ls_status ls_session_state(struct ls_session *session, uint64_t *number, struct ls_error *err)
{
    struct state state = {.session = session};
    enum ls_status status = ls_session_run(session, read_state, &state, err);
    *number = state.number;
    return status;
}

static enum ls_status run_until(struct ls_session *session, long long deadline_ms,
                                ls_session_task *task, void *context, struct ls_error *err)
{
    session->deadline_ms = deadline_ms;
    enum ls_status status = ls_session_run(session, task, context, err);
    session->deadline_ms = 0;
    return status;
}

static enum ls_status answer(void *context, struct ls_index *index, struct ls_error *err)
{
    struct ls_asking *asking = context;
    ls_reply_clear(asking->reply);
    return ls_asking_answer(asking, index, err);
}

static enum ls_status ask(struct ls_session *session, struct ls_asking *asking,
                          struct ls_error *err)
{
    struct ls_reply *reply = asking->reply;
    ls_reply_clear(reply);
    enum ls_status status = asking->request->facets ? keep_columns(session, err) : LS_OK;
    asking->analyzer = session->analyzer;
    asking->columns = session->columns;
    asking->shelf = &session->shelf;
    if (status == LS_OK) {
        status = ls_asking_read(asking, err);
    }
    if (status == LS_OK) {
        status = run_until(session, asking->request->deadline_ms, answer, asking, err);
    }
    if (reply->out.failed || reply->notes.failed) {
        status = ls_fail_memory(err);
    }
    if (status != LS_OK && status != LS_NOTHING_FOUND) {
        ls_buf_clear(&reply->out);
    }
    return status;
}

enum ls_status ls_session_ask(struct ls_session *session, const struct ls_request *request,
                              const struct ls_style *style, struct ls_reply *reply,
                              struct ls_error *err)
{
    struct ls_asking asking = {.request = request,
                               .style = style,
                               .arena = &session->arena,
                               .hit_arena = &session->hit_arena,
                               .reply = reply};
    ls_arena_reset(&session->arena);
    return ask(session, &asking, err);
}

enum ls_status ls_session_keep(struct ls_session *session, const struct ls_request *request,
                               struct ls_kept *kept, struct ls_reply *reply, struct ls_error *err)
{
    struct ls_asking asking = {.request = request,
                               .arena = &kept->arena,
                               .hit_arena = &kept->arena,
                               .reply = reply,
                               .kept = kept};
    ls_kept_clear(kept);
    return ask(session, &asking, err);
}

struct suggesting {
    const struct ls_request *request;
    struct ls_analyzer *analyzer;
    struct ls_arena *arena;
    struct ls_suggestions *suggestions;
};

static enum ls_status suggest(void *context, struct ls_index *index, struct ls_error *err)
{
    struct suggesting *s = context;
    return ls_suggest(index, s->analyzer, s->request->text, s->request->window.limit, s->arena,
                      s->suggestions, err);
}

enum ls_status ls_session_suggest(struct ls_session *session, const struct ls_request *request,
                                  struct ls_arena *arena, struct ls_suggestions *suggestions,
                                  struct ls_error *err)
{
    struct suggesting context = {request, session->analyzer, arena, suggestions};
    *suggestions = (struct ls_suggestions){0};
    return run_until(session, request->deadline_ms, suggest, &context, err);
}

enum ls_status ls_session_mark(struct ls_session *session, struct ls_kept *kept, size_t number,
                               struct ls_span text, struct ls_range **ranges, size_t *count,
                               struct ls_error *err)
{
    return ls_kept_mark(kept, number, text, session->analyzer, ranges, count, err);
}
