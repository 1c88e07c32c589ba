/* The reader: one or several databases, and what can be looked up in them. */
#include "common.h"

using xap::answer;
using xap::guard;
using xap::lend;
using xap::slot_number;
using xap::text;

namespace
{

/* A look into the database that a watch counts. */
template <typename Out, typename Work>
xap_status look_up(xap_reader *reader, xap::cost cost, Out *out, xap_error *err,
                   Work &&work) noexcept
{
    return answer(out, err, [&] {
        reader->dbs.watched->spend(cost);
        return work();
    });
}

} // namespace

extern "C" {

xap_status xap_reader_open(const char *path, size_t path_len, xap_reader **out,
                           xap_error *err) noexcept
{
    return answer(out, err, [&] {
        return new xap_reader{xap::databases(Xapian::Database(text(path, path_len))), {}, {}, {}};
    });
}

xap_status xap_reader_add(xap_reader *reader, const char *path, size_t path_len,
                          xap_error *err) noexcept
{
    return guard(err, [&] {
        Xapian::Database db(text(path, path_len));
        reader->dbs.parts.push_back(db);
        reader->dbs.all.add_database(db);
    });
}

xap_status xap_reader_reopen(xap_reader *reader, bool *changed, xap_error *err) noexcept
{
    return answer(changed, err, [&] { return reader->dbs.all.reopen(); });
}

void xap_reader_free(xap_reader *reader) noexcept
{
    delete reader;
}

void xap_reader_watch(xap_reader *reader, bool (*gives_up)(void *context), void *context) noexcept
{
    reader->dbs.watched->set(gives_up, context);
}

xap_status xap_reader_spend(xap_reader *reader, unsigned steps, xap_error *err) noexcept
{
    return guard(err, [&] { reader->dbs.watched->spend(steps); });
}

xap_status xap_reader_doc_count(xap_reader *reader, uint32_t *out, xap_error *err) noexcept
{
    return answer(out, err, [&] { return reader->dbs.all.get_doccount(); });
}

xap_status xap_reader_last_docid(xap_reader *reader, uint32_t *out, xap_error *err) noexcept
{
    return answer(out, err, [&] { return reader->dbs.all.get_lastdocid(); });
}

xap_status xap_reader_average_length(xap_reader *reader, double *out, xap_error *err) noexcept
{
    return answer(out, err, [&] { return reader->dbs.all.get_avlength(); });
}

xap_status xap_reader_uuid(xap_reader *reader, xap_bytes *out, xap_error *err) noexcept
{
    return answer(out, err, [&] { return lend(reader->text, reader->dbs.all.get_uuid()); });
}

xap_status xap_reader_revision(xap_reader *reader, uint64_t *out, xap_error *err) noexcept
{
    return answer(out, err, [&] { return reader->dbs.all.get_revision(); });
}

xap_status xap_reader_state(xap_reader *reader, xap_bytes *out, xap_error *err) noexcept
{
    return answer(out, err, [&] {
        std::string state;
        for (const Xapian::Database &db : reader->dbs.parts) {
            state += db.get_uuid() + '@' + std::to_string(db.get_revision()) + ' ';
        }
        return lend(reader->text, std::move(state));
    });
}

xap_status xap_reader_locked(xap_reader *reader, bool *out, xap_error *err) noexcept
{
    return answer(out, err, [&] { return reader->dbs.all.locked(); });
}

xap_status xap_reader_term_freq(xap_reader *reader, const char *term, size_t term_len,
                                uint32_t *out, xap_error *err) noexcept
{
    return look_up(reader, xap::lookup_cost, out, err,
                   [&] { return reader->dbs.all.get_termfreq(text(term, term_len)); });
}

xap_status xap_reader_collection_freq(xap_reader *reader, const char *term, size_t term_len,
                                      uint32_t *out, xap_error *err) noexcept
{
    return look_up(reader, xap::lookup_cost, out, err,
                   [&] { return reader->dbs.all.get_collection_freq(text(term, term_len)); });
}

xap_status xap_reader_doc_length(xap_reader *reader, uint32_t docid, uint32_t *out,
                                 xap_error *err) noexcept
{
    return look_up(reader, xap::lookup_cost, out, err,
                   [&] { return reader->dbs.all.get_doclength(docid); });
}

xap_status xap_reader_data(xap_reader *reader, uint32_t docid, xap_bytes *out,
                           xap_error *err) noexcept
{
    return look_up(reader, xap::data_cost, out, err, [&] {
        return lend(reader->data, reader->dbs.all.get_document(docid).get_data());
    });
}

xap_status xap_reader_value(xap_reader *reader, uint32_t docid, uint32_t slot, xap_bytes *out,
                            xap_error *err) noexcept
{
    return look_up(reader, xap::lookup_cost, out, err, [&] {
        Xapian::Document document = reader->dbs.all.get_document(docid);
        return lend(reader->value, document.get_value(slot_number(slot)));
    });
}

xap_status xap_reader_document(xap_reader *reader, uint32_t docid, xap_document **out,
                               xap_error *err) noexcept
{
    return look_up(reader, xap::lookup_cost, out, err, [&] {
        return new xap_document{reader->dbs.all.get_document(docid), {}, {}};
    });
}

xap_status xap_reader_value_freq(xap_reader *reader, uint32_t slot, uint32_t *out,
                                 xap_error *err) noexcept
{
    return answer(out, err, [&] { return reader->dbs.all.get_value_freq(slot_number(slot)); });
}

xap_status xap_reader_value_lower_bound(xap_reader *reader, uint32_t slot, xap_bytes *out,
                                        xap_error *err) noexcept
{
    return answer(out, err, [&] {
        return lend(reader->value, reader->dbs.all.get_value_lower_bound(slot_number(slot)));
    });
}

xap_status xap_reader_value_upper_bound(xap_reader *reader, uint32_t slot, xap_bytes *out,
                                        xap_error *err) noexcept
{
    return answer(out, err, [&] {
        return lend(reader->value, reader->dbs.all.get_value_upper_bound(slot_number(slot)));
    });
}

xap_status xap_reader_metadata(xap_reader *reader, const char *key, size_t key_len, xap_bytes *out,
                               xap_error *err) noexcept
{
    return look_up(reader, xap::lookup_cost, out, err, [&] {
        return lend(reader->text, reader->dbs.all.get_metadata(text(key, key_len)));
    });
}

xap_status xap_reader_spelling(xap_reader *reader, const char *word, size_t word_len,
                               unsigned max_edits, xap_bytes *out, xap_error *err) noexcept
{
    return look_up(reader, xap::data_cost, out, err, [&] {
        std::string wanted = text(word, word_len);
        return lend(reader->text, reader->dbs.all.get_spelling_suggestion(wanted, max_edits));
    });
}

} // extern "C"
