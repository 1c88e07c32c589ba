/* xapian-c: the Xapian 1.4 search engine in C.
 *
 * Xapian is a C++ library that stores, ranks and filters. This header is a C11 view of the part
 * of it that indexes documents and searches them; it is the manual too, to be read top to bottom:
 *
 *     library    versions, statuses, errors, numbers that sort as bytes
 *     reader     open one or several databases, look things up
 *     walks      terms, postings and values in order
 *     document   what is indexed: data, terms, values
 *     writer     add, replace, delete; transactions
 *     query      a tree of terms, operators, ranges and sets
 *     search     run a query: ranking, sorting, collapsing
 *     hits       what a search found
 *     upkeep     check a database, compact several into one
 *
 * Four laws hold everywhere, and the functions below do not repeat them:
 *
 * 1. Shape. A function that can fail returns `enum xap_status` and takes, in this order, the
 *    object, its inputs, its outputs and `struct xap_error *err`. Outputs are NULL, zero or empty
 *    before anything can fail, so they may be freed or read whatever the status. `err` may be NULL;
 *    otherwise it is overwritten, on success with XAP_OK and empty strings. No C++ exception ever
 *    leaves a function. A function that cannot fail returns its value.
 *
 * 2. Bytes. Strings go in as pointer and length in bytes and are copied when they are kept; they
 *    need no final NUL and may hold NULs; NULL is fine when the length is 0. Strings come out as
 *    `struct xap_bytes`, borrowed from the object named in the comment. Terms, data, values and
 *    keys are bytes, in byte order; Xapian does not care about their encoding.
 *
 * 3. Ownership. Who calls `_new`, `_open` or any function with a `struct xap_X **out` owns the
 *    result and calls `xap_X_free`; freeing NULL does nothing. Objects hold what they need of each
 *    other, so they may be freed in any order, except where a comment says more. Only `err`, and
 *    inputs said to be optional, may be NULL.
 *
 * 4. Threads. Xapian's reference counts are not atomic. Objects made from one another, however
 *    far apart (reader, walks, searches, hits, their documents; a query and those it is made of),
 *    belong to one thread at a time, even those only read. Each thread opens its own reader and
 *    builds its own queries. Different readers of the same database in different threads are fine.
 *
 * Any function that reads a database may return, besides what its comment names:
 *    XAP_MODIFIED   a writer has committed twice since this reader opened: reopen, and do it again
 *    XAP_GIVEN_UP   see xap_reader_watch
 *    XAP_CORRUPT, XAP_IO, XAP_NETWORK (a remote database), XAP_CLOSED (the reader of a freed
 *    writer), XAP_NO_MEMORY
 *
 * Names follow Xapian's: a document has an id (docid) from 1 up, data (one opaque string), terms
 * (each with a frequency within the document, wdf) and values (a short string in a numbered slot).
 *
 * Compile and link with `pkg-config --cflags --libs xapian-c`. Xapian is GPL-2.0-or-later, and so
 * is this library.
 */
#ifndef XAPIAN_C_H
#define XAPIAN_C_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
#define XAP_NOEXCEPT noexcept
extern "C" {
#else
#define XAP_NOEXCEPT
#endif

#if defined(__GNUC__)
#pragma GCC visibility push(default)
#endif

/* ---- Library ------------------------------------------------------------------------------- */

/* The longest term, spelling word or synonym, in bytes, a NUL inside it counting twice. */
#define XAP_TERM_BYTES_MAX 245

/* Not a value slot: the slots are 0 to UINT32_MAX - 1. */
#define XAP_NO_SLOT UINT32_MAX

enum xap_status {
    XAP_OK = 0,
    XAP_NOT_FOUND,         /* no document of that id */
    XAP_INVALID_ARGUMENT,  /* never right, whatever the database holds */
    XAP_INVALID_OPERATION, /* not now: commit inside a transaction, overlapping ids … */
    XAP_UNIMPLEMENTED,     /* this kind of database, or one without term lists, cannot */
    XAP_NO_DATABASE,       /* nothing there, not a database, or not readable */
    XAP_VERSION,           /* a database of another Xapian's format */
    XAP_CORRUPT,           /* damaged: restore it or build it again */
    XAP_LOCKED,            /* another writer has it */
    XAP_MODIFIED,          /* overtaken by a writer: xap_reader_reopen and repeat */
    XAP_CLOSED,            /* the writer behind this object was freed */
    XAP_IO,                /* disk full, read or write error, cannot create; and all other
                              database errors */
    XAP_NETWORK,           /* a remote database does not answer */
    XAP_RANGE,             /* a wildcard has more terms than its limit allows; a number is larger
                              than Xapian can hold */
    XAP_SERIALISATION,     /* bytes that should hold a Xapian object do not */
    XAP_NO_MEMORY,
    XAP_INTERNAL, /* a bug, in Xapian or here */
    XAP_GIVEN_UP  /* as the reader's watch said: see xap_reader_watch */
};

/* What went wrong. `type` is Xapian's name for it ("DatabaseLockError") and `message` its words,
 * cut to fit; messages made here have the type Xapian would have used. Both end in NUL. */
struct xap_error {
    enum xap_status status;
    char type[48];
    char message[464];
};

/* Borrowed bytes. Not NUL terminated. `ptr` is never NULL when `len` is not 0. */
struct xap_bytes {
    const char *ptr;
    size_t len;
};

/* The name of a status as written above, "XAP_OK" and so on; "XAP_UNKNOWN" for any other number.
 * The string is static. */
const char *xap_status_name(enum xap_status status) XAP_NOEXCEPT;

/* The version of Xapian that is linked, such as "1.4.22". The string is static. */
const char *xap_version(void) XAP_NOEXCEPT;

/* Write `value` as bytes that sort as the number does, for value slots and ranges; returns how
 * many of the nine were written. 0 takes one byte, small whole numbers take two or three. */
size_t xap_double_serialise(double value, char out[9]) XAP_NOEXCEPT;

/* The number behind such bytes; the empty string is minus infinity. */
double xap_double_unserialise(const char *ptr, size_t len) XAP_NOEXCEPT;

/* ---- Reader: a database, or several as one ------------------------------------------------- */

/* A reader sees the database as it was last committed when the reader was opened (or reopened),
 * until two more commits have overwritten that state. */
struct xap_reader;

/* Objects defined further down. */
struct xap_document;
struct xap_hits;
struct xap_postings;
struct xap_query;
struct xap_search;
struct xap_terms;
struct xap_values;
struct xap_writer;

/* Open the database in the folder (or single file, or stub file) `path`.
 * XAP_NO_DATABASE, XAP_VERSION, XAP_CORRUPT. */
enum xap_status xap_reader_open(const char *path, size_t path_len, struct xap_reader **out,
                                struct xap_error *err) XAP_NOEXCEPT;

/* Read one more database through the same reader. With n databases, document d of database i
 * (from 0) has the id (d - 1) * n + i + 1, so adding one renumbers the documents of all. Searches
 * and walks made before keep the databases they started with. On failure nothing is added. */
enum xap_status xap_reader_add(struct xap_reader *reader, const char *path, size_t path_len,
                               struct xap_error *err) XAP_NOEXCEPT;

/* Move to the last committed state. `changed` is false when it certainly did not move. Searches
 * made from this reader move with it; walks and documents do not survive: open them again. Takes
 * well under a millisecond. A writer's reader is always up to date; this does nothing to it. */
enum xap_status xap_reader_reopen(struct xap_reader *reader, bool *changed,
                                  struct xap_error *err) XAP_NOEXCEPT;

void xap_reader_free(struct xap_reader *reader) XAP_NOEXCEPT;

/* Have `gives_up` called now and then, many times in a millisecond, while anything works on this
 * reader, or on the walks and searches made from it before or after. Once it has returned true, all
 * of these fail with XAP_GIVEN_UP until the next call of this function, with which a reader is as
 * good as new; walks that failed are not. NULL: nothing is called. It must not call back into this
 * library with the same objects nor jump out. A search that can read but a few million postings,
 * whatever it finds, is not left half done; others cannot be watched on remote databases
 * (XAP_UNIMPLEMENTED). */
void xap_reader_watch(struct xap_reader *reader, bool (*gives_up)(void *context),
                      void *context) XAP_NOEXCEPT;

/* Tell the watch of work of one's own that is as long as so many steps from posting to posting. */
enum xap_status xap_reader_spend(struct xap_reader *reader, unsigned steps,
                                 struct xap_error *err) XAP_NOEXCEPT;

/* The number of documents. */
enum xap_status xap_reader_doc_count(struct xap_reader *reader, uint32_t *out,
                                     struct xap_error *err) XAP_NOEXCEPT;

/* The highest id ever used; the document itself may be deleted. 0 when there never was one. */
enum xap_status xap_reader_last_docid(struct xap_reader *reader, uint32_t *out,
                                      struct xap_error *err) XAP_NOEXCEPT;

/* The mean length of the documents, in terms (the sum of their wdf). 0 when there are none. */
enum xap_status xap_reader_average_length(struct xap_reader *reader, double *out,
                                          struct xap_error *err) XAP_NOEXCEPT;

/* The identity of the database, in text; of several, joined by colons. Survives commits and file
 * copies; a compacted database gets a new one. Borrowed until the next xap_reader_uuid,
 * xap_reader_state, xap_reader_metadata or xap_reader_spelling on this reader. */
enum xap_status xap_reader_uuid(struct xap_reader *reader, struct xap_bytes *out,
                                struct xap_error *err) XAP_NOEXCEPT;

/* The number of commits the database has seen, roughly: it grows with every commit that changed
 * something, so two equal numbers under one uuid mean equal contents. A reader of one local
 * database only: XAP_INVALID_OPERATION otherwise. */
enum xap_status xap_reader_revision(struct xap_reader *reader, uint64_t *out,
                                    struct xap_error *err) XAP_NOEXCEPT;

/* What the reader reads, in text: of each local database its uuid and revision, so that equal text
 * means equal contents. XAP_INVALID_OPERATION when one is remote. Borrowed as by xap_reader_uuid.
 */
enum xap_status xap_reader_state(struct xap_reader *reader, struct xap_bytes *out,
                                 struct xap_error *err) XAP_NOEXCEPT;

/* Whether a writer has the database (or one of several) open now. */
enum xap_status xap_reader_locked(struct xap_reader *reader, bool *out,
                                  struct xap_error *err) XAP_NOEXCEPT;

/* How many documents hold the term. 0 when none does; the empty term is in every document. */
enum xap_status xap_reader_term_freq(struct xap_reader *reader, const char *term, size_t term_len,
                                     uint32_t *out, struct xap_error *err) XAP_NOEXCEPT;

/* How often the term occurs: the sum of its wdf over all documents. */
enum xap_status xap_reader_collection_freq(struct xap_reader *reader, const char *term,
                                           size_t term_len, uint32_t *out,
                                           struct xap_error *err) XAP_NOEXCEPT;

/* The length of a document: the sum of the wdf of its terms. XAP_NOT_FOUND; XAP_INVALID_ARGUMENT
 * for id 0, here and below. */
enum xap_status xap_reader_doc_length(struct xap_reader *reader, uint32_t docid, uint32_t *out,
                                      struct xap_error *err) XAP_NOEXCEPT;

/* The data of a document, borrowed until the next xap_reader_data on this reader. XAP_NOT_FOUND. */
enum xap_status xap_reader_data(struct xap_reader *reader, uint32_t docid, struct xap_bytes *out,
                                struct xap_error *err) XAP_NOEXCEPT;

/* A value of a document, empty when the slot is, borrowed until the next xap_reader_value,
 * xap_reader_value_lower_bound or xap_reader_value_upper_bound on this reader. XAP_NOT_FOUND. */
enum xap_status xap_reader_value(struct xap_reader *reader, uint32_t docid, uint32_t slot,
                                 struct xap_bytes *out, struct xap_error *err) XAP_NOEXCEPT;

/* A document, its parts read when they are asked for. XAP_NOT_FOUND. */
enum xap_status xap_reader_document(struct xap_reader *reader, uint32_t docid,
                                    struct xap_document **out, struct xap_error *err) XAP_NOEXCEPT;

/* How many documents have something in the slot. */
enum xap_status xap_reader_value_freq(struct xap_reader *reader, uint32_t slot, uint32_t *out,
                                      struct xap_error *err) XAP_NOEXCEPT;

/* Bytes not above the smallest, and not below the greatest, value in the slot; empty when no
 * document has one. Exact until documents are deleted or replaced. Borrowed as by
 * xap_reader_value. */
enum xap_status xap_reader_value_lower_bound(struct xap_reader *reader, uint32_t slot,
                                             struct xap_bytes *out,
                                             struct xap_error *err) XAP_NOEXCEPT;
enum xap_status xap_reader_value_upper_bound(struct xap_reader *reader, uint32_t slot,
                                             struct xap_bytes *out,
                                             struct xap_error *err) XAP_NOEXCEPT;

/* What the writer stored under `key`, empty when nothing is; of several databases, the first one's.
 * Borrowed as by xap_reader_uuid. XAP_INVALID_ARGUMENT for the empty key. */
enum xap_status xap_reader_metadata(struct xap_reader *reader, const char *key, size_t key_len,
                                    struct xap_bytes *out, struct xap_error *err) XAP_NOEXCEPT;

/* The most frequent spelling word within `max_edits` insertions, deletions, changes or swaps of
 * neighbours (of UTF-8 characters) of `word`, other than the word itself; empty when there is
 * none. Words come from xap_writer_add_spelling. Borrowed as by xap_reader_uuid. */
enum xap_status xap_reader_spelling(struct xap_reader *reader, const char *word, size_t word_len,
                                    unsigned max_edits, struct xap_bytes *out,
                                    struct xap_error *err) XAP_NOEXCEPT;

/* ---- Walks --------------------------------------------------------------------------------- */

/* A walk starts before its first item: call _next until `more` is false, and read the item in
 * between. _skip_to moves on to the first item at or after the one named, never back. Once `more`
 * was false it stays false. Before the first item and after the last, and after any failure, the
 * getters return 0 or empty bytes. Do not change a writer while walking one of its readers. */

/* A walk over terms. */
struct xap_terms;

/* All terms that start with `prefix` (empty: all), in byte order. */
enum xap_status xap_terms_open(struct xap_reader *reader, const char *prefix, size_t prefix_len,
                               struct xap_terms **out, struct xap_error *err) XAP_NOEXCEPT;

/* The terms of one document, in byte order. XAP_NOT_FOUND; XAP_UNIMPLEMENTED in a database without
 * term lists. */
enum xap_status xap_terms_of_document(struct xap_reader *reader, uint32_t docid,
                                      struct xap_terms **out, struct xap_error *err) XAP_NOEXCEPT;

/* The terms of the query (not those a wildcard stood for) that are in hit number `i`, in byte
 * order. Reads the database in the state the reader is in now.
 * XAP_INVALID_ARGUMENT when there is no such hit; XAP_UNIMPLEMENTED without term lists. */
enum xap_status xap_terms_of_hit(const struct xap_hits *hits, uint32_t i, struct xap_terms **out,
                                 struct xap_error *err) XAP_NOEXCEPT;

/* The metadata keys that start with `prefix`, in byte order; of several databases, the first's. */
enum xap_status xap_metadata_open(struct xap_reader *reader, const char *prefix, size_t prefix_len,
                                  struct xap_terms **out, struct xap_error *err) XAP_NOEXCEPT;

/* The words spelling can suggest, in byte order; their frequency is what was added. */
enum xap_status xap_spellings_open(struct xap_reader *reader, struct xap_terms **out,
                                   struct xap_error *err) XAP_NOEXCEPT;

/* The synonyms of one term, in byte order. Synonyms are only stored: no query uses them unasked. */
enum xap_status xap_synonyms_open(struct xap_reader *reader, const char *term, size_t term_len,
                                  struct xap_terms **out, struct xap_error *err) XAP_NOEXCEPT;

enum xap_status xap_terms_next(struct xap_terms *terms, bool *more,
                               struct xap_error *err) XAP_NOEXCEPT;
/* XAP_INVALID_OPERATION for the walks that are not in byte order. */
enum xap_status xap_terms_skip_to(struct xap_terms *terms, const char *term, size_t term_len,
                                  bool *more, struct xap_error *err) XAP_NOEXCEPT;
/* The term (key, word), borrowed until the walk moves. */
struct xap_bytes xap_terms_term(const struct xap_terms *terms) XAP_NOEXCEPT;
/* How many documents hold it (spelling words: what was added; keys and synonyms: 0). Looked up
 * when asked for, which in a document's or a hit's terms costs a search of the term table; should
 * that fail, this is 0 and the next xap_terms_next or xap_terms_skip_to returns the error. */
uint32_t xap_terms_freq(struct xap_terms *terms) XAP_NOEXCEPT;
/* How often it occurs in the document; 0 except in xap_terms_of_document. */
uint32_t xap_terms_wdf(struct xap_terms *terms) XAP_NOEXCEPT;
/* How much it would help a query; 0 except in xap_search_expand. */
double xap_terms_weight(const struct xap_terms *terms) XAP_NOEXCEPT;
void xap_terms_free(struct xap_terms *terms) XAP_NOEXCEPT;

/* The documents that hold a term, by id. The empty term is in every document, with a wdf of 1. */
struct xap_postings;
enum xap_status xap_postings_open(struct xap_reader *reader, const char *term, size_t term_len,
                                  struct xap_postings **out, struct xap_error *err) XAP_NOEXCEPT;
enum xap_status xap_postings_next(struct xap_postings *postings, bool *more,
                                  struct xap_error *err) XAP_NOEXCEPT;
enum xap_status xap_postings_skip_to(struct xap_postings *postings, uint32_t docid, bool *more,
                                     struct xap_error *err) XAP_NOEXCEPT;
uint32_t xap_postings_docid(const struct xap_postings *postings) XAP_NOEXCEPT;
uint32_t xap_postings_wdf(const struct xap_postings *postings) XAP_NOEXCEPT;
void xap_postings_free(struct xap_postings *postings) XAP_NOEXCEPT;

/* Set bit `id % 64` of bits[id / 64] for each document that holds the term, of ids up to `last`:
 * faster than a walk. */
enum xap_status xap_postings_mark(struct xap_reader *reader, const char *term, size_t term_len,
                                  uint64_t *bits, uint32_t last,
                                  struct xap_error *err) XAP_NOEXCEPT;
/* The first `max` postings at once, likewise: into docids[i] which document, into wdfs[i] how often
 * it holds the term. Their number into `count`. */
enum xap_status xap_postings_read(struct xap_reader *reader, const char *term, size_t term_len,
                                  uint32_t *docids, uint32_t *wdfs, size_t max, size_t *count,
                                  struct xap_error *err) XAP_NOEXCEPT;
/* The lengths of all documents at once, that of number id into lengths[id], of ids up to `last`;
 * what stands in other places stays. */
enum xap_status xap_reader_doc_lengths(struct xap_reader *reader, uint32_t *lengths, uint32_t last,
                                       struct xap_error *err) XAP_NOEXCEPT;

/* The documents that have something in a slot, by id: a column. */
struct xap_values;
enum xap_status xap_values_open(struct xap_reader *reader, uint32_t slot, struct xap_values **out,
                                struct xap_error *err) XAP_NOEXCEPT;
enum xap_status xap_values_next(struct xap_values *values, bool *more,
                                struct xap_error *err) XAP_NOEXCEPT;
enum xap_status xap_values_skip_to(struct xap_values *values, uint32_t docid, bool *more,
                                   struct xap_error *err) XAP_NOEXCEPT;
uint32_t xap_values_docid(const struct xap_values *values) XAP_NOEXCEPT;
/* Borrowed until the walk moves. */
struct xap_bytes xap_values_value(const struct xap_values *values) XAP_NOEXCEPT;
void xap_values_free(struct xap_values *values) XAP_NOEXCEPT;

/* ---- Document ------------------------------------------------------------------------------ */

/* Something to index, or something read back (xap_reader_document, xap_hits_document). It may be
 * changed and added again and again; a writer takes what is in it at that moment. Changing a
 * document that was read changes nothing in the database until it is written. */
struct xap_document;

/* A term of a document. */
struct xap_term {
    const char *ptr;
    size_t len;
    uint32_t wdf;
};

enum xap_status xap_document_new(struct xap_document **out, struct xap_error *err) XAP_NOEXCEPT;
void xap_document_free(struct xap_document *document) XAP_NOEXCEPT;

/* The id it was read under; 0 for a new one, even after it was added. */
uint32_t xap_document_docid(const struct xap_document *document) XAP_NOEXCEPT;

enum xap_status xap_document_set_data(struct xap_document *document, const char *data,
                                      size_t data_len, struct xap_error *err) XAP_NOEXCEPT;
/* Borrowed until the next xap_document_data on this document. */
enum xap_status xap_document_data(struct xap_document *document, struct xap_bytes *out,
                                  struct xap_error *err) XAP_NOEXCEPT;

/* Add `wdf_inc` to the frequency of a term, which is new at 0. A term that only filters is added
 * with 0: it does not count towards the length. XAP_INVALID_ARGUMENT when the term is empty or
 * longer than XAP_TERM_BYTES_MAX, here and in the next two; the document is then unchanged. */
enum xap_status xap_document_add_term(struct xap_document *document, const char *term,
                                      size_t term_len, uint32_t wdf_inc,
                                      struct xap_error *err) XAP_NOEXCEPT;

/* The same for `count` terms at once, in any order, repetitions adding up: the fast way. All terms
 * are looked at before the first is added. */
enum xap_status xap_document_add_terms(struct xap_document *document, const struct xap_term *terms,
                                       size_t count, struct xap_error *err) XAP_NOEXCEPT;

/* The same for one term, and note that it stands at `position`. Only XAP_OP_NEAR and XAP_OP_PHRASE
 * use positions, and they are most of an index that has them. */
enum xap_status xap_document_add_posting(struct xap_document *document, const char *term,
                                         size_t term_len, uint32_t position, uint32_t wdf_inc,
                                         struct xap_error *err) XAP_NOEXCEPT;

/* XAP_INVALID_ARGUMENT when the document does not hold the term. */
enum xap_status xap_document_remove_term(struct xap_document *document, const char *term,
                                         size_t term_len, struct xap_error *err) XAP_NOEXCEPT;
enum xap_status xap_document_clear_terms(struct xap_document *document,
                                         struct xap_error *err) XAP_NOEXCEPT;
enum xap_status xap_document_term_count(struct xap_document *document, uint32_t *out,
                                        struct xap_error *err) XAP_NOEXCEPT;

/* Put a value into a slot; the empty value clears it. XAP_INVALID_ARGUMENT for XAP_NO_SLOT. */
enum xap_status xap_document_set_value(struct xap_document *document, uint32_t slot,
                                       const char *value, size_t value_len,
                                       struct xap_error *err) XAP_NOEXCEPT;
/* Empty when the slot is. Borrowed until the next xap_document_value on this document. */
enum xap_status xap_document_value(struct xap_document *document, uint32_t slot,
                                   struct xap_bytes *out, struct xap_error *err) XAP_NOEXCEPT;
enum xap_status xap_document_clear_values(struct xap_document *document,
                                          struct xap_error *err) XAP_NOEXCEPT;

/* ---- Writer -------------------------------------------------------------------------------- */

/* The one writer a database can have: the lock is the kernel's and ends with the process.
 *
 * Changes wait in memory until a commit, and then become visible to readers and durable together.
 * Outside a transaction Xapian also commits by itself, every 10,000 changed documents (or
 * $XAPIAN_FLUSH_THRESHOLD); inside one it never does, so that only a transaction is all or nothing.
 *
 * A writer that failed stays failed. Xapian drops all uncommitted changes when a change or commit
 * fails half-way (disk full), and a second commit would then return as if it had worked. So after
 * any failure other than XAP_NOT_FOUND, XAP_INVALID_ARGUMENT and XAP_INVALID_OPERATION every later
 * call on the writer repeats that first error, and all one can do is free it; the database stays at
 * its last commit. Those three change nothing. */
struct xap_writer;

enum xap_writer_mode {
    XAP_WRITER_CREATE_OR_OPEN = 0, /* the last folder of the path is made when missing */
    XAP_WRITER_CREATE,             /* XAP_IO when there is a database already */
    XAP_WRITER_OVERWRITE,          /* start empty, whatever was there */
    XAP_WRITER_OPEN                /* XAP_NO_DATABASE when there is none */
};

enum xap_writer_flags {
    XAP_WRITER_NO_SYNC = 1u << 0,      /* do not wait for the disk: fast, lost in a power cut */
    XAP_WRITER_DANGEROUS = 1u << 1,    /* change blocks in place: no readers meanwhile, no
                                          transactions, and any end but a commit can leave the
                                          database unusable; for throw-away folders */
    XAP_WRITER_NO_TERMLISTS = 1u << 2, /* on creation: half the size, but no delete, no replacing
                                          of existing documents, no terms of a document or hit, no
                                          expand */
    XAP_WRITER_WAIT = 1u << 3          /* wait for another writer to finish, however long */
};

struct xap_writer_options {
    enum xap_writer_mode mode;
    unsigned flags;            /* of enum xap_writer_flags */
    unsigned block_size_bytes; /* on creation: a power of two from 2048 to 65536; 0: 8192 */
};

/* `options` may be NULL: all zero. XAP_LOCKED, XAP_NO_DATABASE, XAP_VERSION, XAP_CORRUPT, XAP_IO
 * (cannot create), XAP_INVALID_ARGUMENT (an option). */
enum xap_status xap_writer_open(const char *path, size_t path_len,
                                const struct xap_writer_options *options, struct xap_writer **out,
                                struct xap_error *err) XAP_NOEXCEPT;

/* Drop what was not committed, give up the lock and end the readers made from the writer: they
 * return XAP_CLOSED from then on. (A DANGEROUS writer cannot drop changes: it commits.) */
void xap_writer_free(struct xap_writer *writer) XAP_NOEXCEPT;

/* Start a transaction; what waited before is committed first. XAP_INVALID_OPERATION in one. */
enum xap_status xap_writer_begin(struct xap_writer *writer, struct xap_error *err) XAP_NOEXCEPT;
/* Commit the transaction. XAP_INVALID_OPERATION outside one. */
enum xap_status xap_writer_end(struct xap_writer *writer, struct xap_error *err) XAP_NOEXCEPT;
/* Drop everything since xap_writer_begin. XAP_INVALID_OPERATION outside one. */
enum xap_status xap_writer_cancel(struct xap_writer *writer, struct xap_error *err) XAP_NOEXCEPT;
/* Commit what waits. XAP_INVALID_OPERATION in a transaction. */
enum xap_status xap_writer_commit(struct xap_writer *writer, struct xap_error *err) XAP_NOEXCEPT;

/* Add a document under the next free id. */
enum xap_status xap_writer_add(struct xap_writer *writer, const struct xap_document *document,
                               uint32_t *docid, struct xap_error *err) XAP_NOEXCEPT;
/* Put a document under an id, in the place of the one that may be there. */
enum xap_status xap_writer_replace(struct xap_writer *writer, uint32_t docid,
                                   const struct xap_document *document,
                                   struct xap_error *err) XAP_NOEXCEPT;
/* Put a document in the place of all that hold `term` (a unique id, say, which the document should
 * hold too), under the lowest of their ids; add it when there is none. */
enum xap_status xap_writer_replace_term(struct xap_writer *writer, const char *term,
                                        size_t term_len, const struct xap_document *document,
                                        uint32_t *docid, struct xap_error *err) XAP_NOEXCEPT;
/* XAP_NOT_FOUND. */
enum xap_status xap_writer_delete(struct xap_writer *writer, uint32_t docid,
                                  struct xap_error *err) XAP_NOEXCEPT;
/* Delete all documents that hold the term, if any do. */
enum xap_status xap_writer_delete_term(struct xap_writer *writer, const char *term, size_t term_len,
                                       struct xap_error *err) XAP_NOEXCEPT;

/* Store `value` under `key`, beside the documents; the empty value removes the key.
 * XAP_INVALID_ARGUMENT when the key is empty or longer than XAP_TERM_BYTES_MAX. */
enum xap_status xap_writer_set_metadata(struct xap_writer *writer, const char *key, size_t key_len,
                                        const char *value, size_t value_len,
                                        struct xap_error *err) XAP_NOEXCEPT;

/* Add to, or take from, the frequency of a word that xap_reader_spelling may suggest. Words of one
 * byte are ignored. XAP_INVALID_ARGUMENT when the word is empty or too long. */
enum xap_status xap_writer_add_spelling(struct xap_writer *writer, const char *word,
                                        size_t word_len, uint32_t freq,
                                        struct xap_error *err) XAP_NOEXCEPT;
enum xap_status xap_writer_remove_spelling(struct xap_writer *writer, const char *word,
                                           size_t word_len, uint32_t freq,
                                           struct xap_error *err) XAP_NOEXCEPT;

/* XAP_INVALID_ARGUMENT when either is empty or too long. */
enum xap_status xap_writer_add_synonym(struct xap_writer *writer, const char *term, size_t term_len,
                                       const char *synonym, size_t synonym_len,
                                       struct xap_error *err) XAP_NOEXCEPT;
enum xap_status xap_writer_remove_synonym(struct xap_writer *writer, const char *term,
                                          size_t term_len, const char *synonym, size_t synonym_len,
                                          struct xap_error *err) XAP_NOEXCEPT;

/* A reader that sees uncommitted changes. Free it before or after the writer; after, it returns
 * XAP_CLOSED. */
enum xap_status xap_writer_reader(struct xap_writer *writer, struct xap_reader **out,
                                  struct xap_error *err) XAP_NOEXCEPT;

/* ---- Query --------------------------------------------------------------------------------- */

/* A node of a query. Constructors borrow the queries they are given, which the caller still frees,
 * before or after; a query may stand in several others. */
struct xap_query;

/* The operators.
 *
 * MAX and XOR crash Xapian (1.4.22 to 1.4.29 at least) when they stand below OR or near AND_MAYBE,
 * so combining refuses that with XAP_INVALID_ARGUMENT: they may be the whole query, or stand below
 * AND, FILTER, MAX, XOR, a scale and the first of AND_NOT, at any depth, and nowhere else; and no
 * AND_MAYBE may stand in the same query.
 *
 * OR and AND_MAYBE may lose good hits (1.4.22 at least) when Xapian passes over documents that are
 * not good enough: when more match than are asked for, less than all are to be checked, and they
 * are sorted by weight; or above a cutoff. None is lost by an AND_MAYBE that is the whole query,
 * with a list of docids first and, behind it, an OR of terms and of other lists: with those, of one
 * database. */
enum xap_op {
    XAP_OP_AND,       /* all; weights add up */
    XAP_OP_OR,        /* any; the weights of those that match add up */
    XAP_OP_AND_NOT,   /* the first and none of the others; the weight of the first */
    XAP_OP_AND_MAYBE, /* the first; the others, where they match, add weight */
    XAP_OP_FILTER,    /* all; the weight of the first */
    XAP_OP_XOR,       /* an odd number of them; their weights add up */
    XAP_OP_NEAR,      /* all, within `param` positions of each other (0: as many as there are
                         queries), in any order; terms, or XAP_OP_OR of terms, with positions */
    XAP_OP_PHRASE,    /* the same, in the order given */
    XAP_OP_ELITE,     /* XAP_OP_OR of the `param` (0: ten) that can weigh the most */
    XAP_OP_SYNONYM,   /* any, weighed as if all were one term; weights inside (scales, term
                         weights, weights of docids) are ignored */
    XAP_OP_MAX        /* any; the greatest of their weights */
};

enum xap_wildcard_limit {
    XAP_WILDCARD_ERROR,        /* the search fails with XAP_RANGE */
    XAP_WILDCARD_FIRST,        /* the first terms in byte order: by far the cheapest */
    XAP_WILDCARD_MOST_FREQUENT /* the most frequent: best for half-typed words */
};

/* Every document, with weight 0. */
enum xap_status xap_query_all(struct xap_query **out, struct xap_error *err) XAP_NOEXCEPT;
/* No document. */
enum xap_status xap_query_none(struct xap_query **out, struct xap_error *err) XAP_NOEXCEPT;

/* The documents that hold the term; `wqf` is how often it stands in the query, usually 1. The empty
 * term is xap_query_all. A term too long to be in any database is simply in no document. */
enum xap_status xap_query_term(const char *term, size_t term_len, uint32_t wqf,
                               struct xap_query **out, struct xap_error *err) XAP_NOEXCEPT;

/* Join `count` queries, none of them NULL; joining nothing gives xap_query_none. `param` belongs to
 * NEAR, PHRASE and ELITE and must be 0 for all others (XAP_INVALID_ARGUMENT). XAP_UNIMPLEMENTED for
 * NEAR or PHRASE of what is not terms. */
enum xap_status xap_query_combine(enum xap_op op, const struct xap_query *const *queries,
                                  size_t count, unsigned param, struct xap_query **out,
                                  struct xap_error *err) XAP_NOEXCEPT;

/* Multiply the weight by `factor`, not negative (XAP_INVALID_ARGUMENT); 0 leaves a pure filter. */
enum xap_status xap_query_scale(const struct xap_query *query, double factor,
                                struct xap_query **out, struct xap_error *err) XAP_NOEXCEPT;

/* The documents whose value in `slot` is from `lo` to `hi`, both included, in byte order (see
 * xap_double_serialise); weight 0. A document without a value there is never among them, except
 * that everything is at or above the empty string. */
enum xap_status xap_query_value_range(uint32_t slot, const char *lo, size_t lo_len, const char *hi,
                                      size_t hi_len, struct xap_query **out,
                                      struct xap_error *err) XAP_NOEXCEPT;
enum xap_status xap_query_value_ge(uint32_t slot, const char *lo, size_t lo_len,
                                   struct xap_query **out, struct xap_error *err) XAP_NOEXCEPT;
enum xap_status xap_query_value_le(uint32_t slot, const char *hi, size_t hi_len,
                                   struct xap_query **out, struct xap_error *err) XAP_NOEXCEPT;

/* Any term that starts with `prefix`, weighed as one (XAP_OP_SYNONYM), expanded when the search
 * runs, to at most `max_terms` (0: all) in each database. (Over several databases, as a filter: if
 * one of its terms is in all documents of a database whose ids have gaps, Xapian 1.4 can take that
 * for XAP_CORRUPT. Everywhere else this library works around it.) */
enum xap_status xap_query_wildcard(const char *prefix, size_t prefix_len, uint32_t max_terms,
                                   enum xap_wildcard_limit limit, struct xap_query **out,
                                   struct xap_error *err) XAP_NOEXCEPT;

/* The documents of a list of ids, rising and without 0 (XAP_INVALID_ARGUMENT); both arrays are
 * copied. `weights` holds one finite weight, not negative, for each id; NULL: all 0. The ids are
 * those of the reader searched, also when it reads several databases (law of xap_reader_add): the
 * list is shared out by number. They should be documents: an id that is none may come out as a hit
 * with nothing behind it (xap_hits_document: XAP_NOT_FOUND) unless the list is joined by AND or
 * FILTER to something that knows. Searches on this machine only: XAP_UNIMPLEMENTED when one of the
 * databases is remote. */
enum xap_status xap_query_docids(const uint32_t *docids, const double *weights, size_t count,
                                 struct xap_query **out, struct xap_error *err) XAP_NOEXCEPT;

/* The query in Xapian's notation, for people to read; borrowed until the next call on it. */
enum xap_status xap_query_describe(const struct xap_query *query, struct xap_bytes *out,
                                   struct xap_error *err) XAP_NOEXCEPT;

void xap_query_free(struct xap_query *query) XAP_NOEXCEPT;

/* ---- Search -------------------------------------------------------------------------------- */

/* A search over the databases its reader has now. It starts with the query none, BM25 weights,
 * sorted by relevance; settings stay from run to run. */
struct xap_search;

enum xap_sort {
    XAP_SORT_RELEVANCE,
    XAP_SORT_VALUE,           /* by the value alone; hits still have their weights */
    XAP_SORT_VALUE_RELEVANCE, /* by relevance where the values are equal */
    XAP_SORT_RELEVANCE_VALUE
};

enum xap_docid_order {
    XAP_DOCID_ASCENDING,
    XAP_DOCID_DESCENDING,
    XAP_DOCID_ANY /* whatever is fastest */
};

enum xap_status xap_search_new(struct xap_reader *reader, struct xap_search **out,
                               struct xap_error *err) XAP_NOEXCEPT;
void xap_search_free(struct xap_search *search) XAP_NOEXCEPT;

/* What to look for. `qlen` is the query's length for schemes that use it; 0: count its terms. */
enum xap_status xap_search_set_query(struct xap_search *search, const struct xap_query *query,
                                     uint32_t qlen, struct xap_error *err) XAP_NOEXCEPT;

/* Rank by BM25. Xapian's defaults are k1 = 1, k2 = 0, k3 = 1, b = 0.5, min_normlen = 0.5. None may
 * be negative, b at most 1 (XAP_INVALID_ARGUMENT). */
enum xap_status xap_search_set_bm25(struct xap_search *search, double k1, double k2, double k3,
                                    double b, double min_normlen,
                                    struct xap_error *err) XAP_NOEXCEPT;

/* Do not weigh terms: for counting and filtering. Weights of xap_query_docids still count. */
enum xap_status xap_search_set_boolean(struct xap_search *search,
                                       struct xap_error *err) XAP_NOEXCEPT;

/* Sort by weight, by the bytes in `slot` or by both; `descending` turns the order of the values
 * (relevance always falls). `slot` and `descending` are ignored for XAP_SORT_RELEVANCE. */
enum xap_status xap_search_sort(struct xap_search *search, enum xap_sort sort, uint32_t slot,
                                bool descending, struct xap_error *err) XAP_NOEXCEPT;

/* Keep the best `max` of the documents with the same value in `slot`; documents without one all
 * stay. max 0 keeps all. */
enum xap_status xap_search_set_collapse(struct xap_search *search, uint32_t slot, uint32_t max,
                                        struct xap_error *err) XAP_NOEXCEPT;

/* Drop hits below `percent` (0 to 100) or below `weight` (not negative). */
enum xap_status xap_search_set_cutoff(struct xap_search *search, int percent, double weight,
                                      struct xap_error *err) XAP_NOEXCEPT;

/* After so many seconds give up `check_at_least` and settle for estimated totals; 0: no limit.
 * The search then still ends properly: this bounds the counting, not the search itself. */
enum xap_status xap_search_set_time_limit(struct xap_search *search, double seconds,
                                          struct xap_error *err) XAP_NOEXCEPT;

/* The order of equal hits: ascending unless set. */
enum xap_status xap_search_set_docid_order(struct xap_search *search, enum xap_docid_order order,
                                           struct xap_error *err) XAP_NOEXCEPT;

/* Find hits number `first` (from 0) to `first + max - 1`. Totals are exact when at least
 * `check_at_least` documents had to be looked at and no more matched; ask for the number of
 * documents to count exactly; and when OR or AND_MAYBE stand in the query, to lose none (see
 * there). The hits keep the query they were found with. XAP_RANGE when a wildcard is too wide. */
enum xap_status xap_search_run(struct xap_search *search, uint32_t first, uint32_t max,
                               uint32_t check_at_least, struct xap_hits **out,
                               struct xap_error *err) XAP_NOEXCEPT;

/* Up to `max_terms` terms that tell these documents (judged relevant) from the rest, without those
 * of the query, best first, with a weight; no _skip_to. XAP_UNIMPLEMENTED without term lists. */
enum xap_status xap_search_expand(struct xap_search *search, const uint32_t *docids, size_t count,
                                  uint32_t max_terms, struct xap_terms **out,
                                  struct xap_error *err) XAP_NOEXCEPT;

/* ---- Hits ---------------------------------------------------------------------------------- */

/* What a search found, best first. Numbers are copied, so they stay when the reader moves on. The
 * getters return 0 for a hit that is not there. */
struct xap_hits;

uint32_t xap_hits_count(const struct xap_hits *hits) XAP_NOEXCEPT;

/* The number of documents that match: never fewer than lower, never more than upper; the same
 * number three times when it is exact. */
uint32_t xap_hits_matches_lower(const struct xap_hits *hits) XAP_NOEXCEPT;
uint32_t xap_hits_matches_estimated(const struct xap_hits *hits) XAP_NOEXCEPT;
uint32_t xap_hits_matches_upper(const struct xap_hits *hits) XAP_NOEXCEPT;

uint32_t xap_hits_docid(const struct xap_hits *hits, uint32_t i) XAP_NOEXCEPT;
double xap_hits_weight(const struct xap_hits *hits, uint32_t i) XAP_NOEXCEPT;
/* The weight out of 100, scaled by how many of its terms the best hit holds. */
unsigned xap_hits_percent(const struct xap_hits *hits, uint32_t i) XAP_NOEXCEPT;
/* At least so many others were left out in favour of this one, by xap_search_set_collapse. */
uint32_t xap_hits_collapse_count(const struct xap_hits *hits, uint32_t i) XAP_NOEXCEPT;
/* The greatest weight of any match, which `first` may have passed over. */
double xap_hits_max_weight(const struct xap_hits *hits) XAP_NOEXCEPT;

/* XAP_INVALID_ARGUMENT when there is no hit `i`; XAP_NOT_FOUND when its document is gone. */
enum xap_status xap_hits_document(const struct xap_hits *hits, uint32_t i,
                                  struct xap_document **out, struct xap_error *err) XAP_NOEXCEPT;

void xap_hits_free(struct xap_hits *hits) XAP_NOEXCEPT;

/* ---- Upkeep -------------------------------------------------------------------------------- */

enum xap_compaction {
    XAP_COMPACT_STANDARD, /* do not split items */
    XAP_COMPACT_FULL,     /* split items where that saves space: for databases still updated */
    XAP_COMPACT_FULLER    /* fill blocks to the brim: smallest, for databases not updated again */
};

enum xap_compact_flags {
    XAP_COMPACT_MULTIPASS = 1u << 0,   /* more than three sources: faster, more temporary space */
    XAP_COMPACT_NO_RENUMBER = 1u << 1, /* keep the ids, whose ranges must not overlap
                                          (XAP_INVALID_OPERATION); else source after source */
    XAP_COMPACT_SINGLE_FILE = 1u << 2  /* one file, which readers open and writers do not */
};

/* Look through a database, or one table of it, for damage. `errors` becomes how many faults were
 * found. `report`, which may be NULL, is called with each line of Xapian's findings, without its
 * end, and must not call back into this library with the same objects nor jump out. The status is
 * XAP_OK when the check could be made, whatever it found; XAP_NO_DATABASE, XAP_CORRUPT and others
 * when it could not even begin or had to stop. Needs no lock, but a database being written to can
 * look faulty. There is no repair: Xapian 1.4 has none for its own format. */
enum xap_status xap_check(const char *path, size_t path_len, uint32_t *errors,
                          void (*report)(void *context, const char *line, size_t line_len),
                          void *context, struct xap_error *err) XAP_NOEXCEPT;

/* Write the documents of `count` databases, one or more, into a new one at `destination` (paths end
 * in NUL), smaller than their sum; spellings and synonyms join too. `flags` are of enum
 * xap_compact_flags. Of equal metadata keys the first source's value stays. On failure the
 * destination may be left half-written. The sources are only read. */
enum xap_status xap_compact(const char *const *sources, size_t count, const char *destination,
                            enum xap_compaction compaction, unsigned flags,
                            struct xap_error *err) XAP_NOEXCEPT;

#if defined(__GNUC__)
#pragma GCC visibility pop
#endif

#ifdef __cplusplus
}
#endif

#endif
