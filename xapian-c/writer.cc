/* The writer, which fails once and for all. */
#include "common.h"

using xap::answer;
using xap::guard;
using xap::key_text;
using xap::text;

struct xap_writer {
    Xapian::WritableDatabase db;
    bool dangerous;
    xap_error failure; /* the first; XAP_OK while there was none */
};

namespace
{

const int modes[] = {
    Xapian::DB_CREATE_OR_OPEN,
    Xapian::DB_CREATE,
    Xapian::DB_CREATE_OR_OVERWRITE,
    Xapian::DB_OPEN,
};

const xap::flag_row flags[] = {
    {XAP_WRITER_NO_SYNC, Xapian::DB_NO_SYNC},
    {XAP_WRITER_DANGEROUS, Xapian::DB_DANGEROUS},
    {XAP_WRITER_NO_TERMLISTS, Xapian::DB_NO_TERMLIST},
    {XAP_WRITER_WAIT, Xapian::DB_RETRY_LOCK},
};

/* Xapian would silently take its default instead of a wrong size. */
int block_size(unsigned bytes)
{
    if (bytes != 0 && (bytes < 2048 || bytes > 65536 || (bytes & (bytes - 1)) != 0)) {
        throw Xapian::InvalidArgumentError(
            "the block size must be a power of two from 2048 to 65536, not " +
            std::to_string(bytes));
    }
    return static_cast<int>(bytes);
}

xap_writer *open_writer(std::string &&path, const xap_writer_options &options)
{
    int how = xap::row_of(modes, options.mode);
    how |= static_cast<int>(xap::xapian_flags(flags, options.flags));
    Xapian::WritableDatabase db(path, how, block_size(options.block_size_bytes));
    return new xap_writer{db, (options.flags & XAP_WRITER_DANGEROUS) != 0, {}};
}

/* Xapian refuses these before it touches anything, given that arguments were looked at here first;
 * everything else may have cost the changes that wait. (In place, nothing can be taken back.) */
bool is_harmless(xap_status status, bool dangerous) noexcept
{
    return status == XAP_OK || status == XAP_NOT_FOUND || status == XAP_INVALID_ARGUMENT ||
           (status == XAP_INVALID_OPERATION && !dangerous);
}

template <typename Work> xap_status change(xap_writer *writer, xap_error *err, Work &&work) noexcept
{
    if (writer->failure.status != XAP_OK) {
        if (err)
            *err = writer->failure;
        return writer->failure.status;
    }
    xap_error why;
    guard(&why, work);
    /* The database is open: what could not be opened is a file to write. */
    if (why.status == XAP_NO_DATABASE)
        why.status = XAP_IO;
    if (!is_harmless(why.status, writer->dangerous))
        writer->failure = why;
    if (err)
        *err = why;
    return why.status;
}

template <typename Work>
xap_status transaction(xap_writer *writer, xap_error *err, Work &&work) noexcept
{
    if (!writer->dangerous)
        return change(writer, err, work);
    return guard(
        err, [] { throw Xapian::InvalidOperationError("a DANGEROUS writer has no transactions"); });
}

/* Xapian commits when a database is closed, unless there is a transaction to cancel: so there must
 * be one. To begin it without a commit fails when there is one already, which is just as well. (In
 * place, cancelling would take back the statistics before it fails.) */
void cancel_all(Xapian::WritableDatabase &db) noexcept
{
    guard(nullptr, [&] { db.begin_transaction(false); });
    guard(nullptr, [&] { db.cancel_transaction(); });
}

/* A pair of strings from C that are both keys. */
struct synonym_pair {
    std::string term, synonym;

    synonym_pair(const char *t, size_t t_len, const char *s, size_t s_len)
        : term(key_text(t, t_len, "term")), synonym(key_text(s, s_len, "synonym"))
    {
    }
};

} // namespace

extern "C" {

xap_status xap_writer_open(const char *path, size_t path_len, const xap_writer_options *options,
                           xap_writer **out, xap_error *err) noexcept
{
    return answer(out, err, [&] {
        return open_writer(text(path, path_len), options ? *options : xap_writer_options());
    });
}

void xap_writer_free(xap_writer *writer) noexcept
{
    if (!writer)
        return;
    if (!writer->dangerous)
        cancel_all(writer->db);
    guard(nullptr, [&] { writer->db.close(); });
    delete writer;
}

xap_status xap_writer_begin(xap_writer *writer, xap_error *err) noexcept
{
    return transaction(writer, err, [&] { writer->db.begin_transaction(); });
}

xap_status xap_writer_end(xap_writer *writer, xap_error *err) noexcept
{
    return transaction(writer, err, [&] { writer->db.commit_transaction(); });
}

xap_status xap_writer_cancel(xap_writer *writer, xap_error *err) noexcept
{
    return transaction(writer, err, [&] { writer->db.cancel_transaction(); });
}

xap_status xap_writer_commit(xap_writer *writer, xap_error *err) noexcept
{
    return change(writer, err, [&] { writer->db.commit(); });
}

xap_status xap_writer_add(xap_writer *writer, const xap_document *document, uint32_t *docid,
                          xap_error *err) noexcept
{
    *docid = 0;
    return change(writer, err, [&] { *docid = writer->db.add_document(document->document); });
}

xap_status xap_writer_replace(xap_writer *writer, uint32_t docid, const xap_document *document,
                              xap_error *err) noexcept
{
    return change(writer, err, [&] { writer->db.replace_document(docid, document->document); });
}

xap_status xap_writer_replace_term(xap_writer *writer, const char *term, size_t term_len,
                                   const xap_document *document, uint32_t *docid,
                                   xap_error *err) noexcept
{
    *docid = 0;
    return change(writer, err, [&] {
        std::string key = key_text(term, term_len, "term");
        *docid = writer->db.replace_document(key, document->document);
    });
}

xap_status xap_writer_delete(xap_writer *writer, uint32_t docid, xap_error *err) noexcept
{
    return change(writer, err, [&] { writer->db.delete_document(docid); });
}

xap_status xap_writer_delete_term(xap_writer *writer, const char *term, size_t term_len,
                                  xap_error *err) noexcept
{
    return change(writer, err,
                  [&] { writer->db.delete_document(key_text(term, term_len, "term")); });
}

xap_status xap_writer_set_metadata(xap_writer *writer, const char *key, size_t key_len,
                                   const char *value, size_t value_len, xap_error *err) noexcept
{
    return change(writer, err, [&] {
        writer->db.set_metadata(key_text(key, key_len, "key"), text(value, value_len));
    });
}

xap_status xap_writer_add_spelling(xap_writer *writer, const char *word, size_t word_len,
                                   uint32_t freq, xap_error *err) noexcept
{
    return change(writer, err,
                  [&] { writer->db.add_spelling(key_text(word, word_len, "word"), freq); });
}

xap_status xap_writer_remove_spelling(xap_writer *writer, const char *word, size_t word_len,
                                      uint32_t freq, xap_error *err) noexcept
{
    return change(writer, err,
                  [&] { writer->db.remove_spelling(key_text(word, word_len, "word"), freq); });
}

xap_status xap_writer_add_synonym(xap_writer *writer, const char *term, size_t term_len,
                                  const char *synonym, size_t synonym_len, xap_error *err) noexcept
{
    return change(writer, err, [&] {
        synonym_pair pair(term, term_len, synonym, synonym_len);
        writer->db.add_synonym(pair.term, pair.synonym);
    });
}

xap_status xap_writer_remove_synonym(xap_writer *writer, const char *term, size_t term_len,
                                     const char *synonym, size_t synonym_len,
                                     xap_error *err) noexcept
{
    return change(writer, err, [&] {
        synonym_pair pair(term, term_len, synonym, synonym_len);
        writer->db.remove_synonym(pair.term, pair.synonym);
    });
}

xap_status xap_writer_reader(xap_writer *writer, xap_reader **out, xap_error *err) noexcept
{
    return answer(out, err, [&] { return new xap_reader{xap::databases(writer->db), {}, {}, {}}; });
}

} // extern "C"
