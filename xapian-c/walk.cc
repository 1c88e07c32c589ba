/* Walks over postings and values: by document id. */
#include "common.h"
#include "cursor.h"

using xap::answer;
using xap::cursor;
using xap::text;

namespace
{

/* The items of postings and of values have an id and one thing more. */
template <typename Iterator, typename Item> struct docid_walk {
    Xapian::Database db;
    std::shared_ptr<xap::watch> watched;
    cursor<Iterator> at;
    uint32_t docid;
    Item item;

    template <typename Move, typename DocidOf, typename ItemOf>
    xap_status go(bool *more, xap_error *err, Move &&move, DocidOf &&docid_of, ItemOf &&item_of)
    {
        docid = 0;
        item = Item();
        return answer(more, err, [&] {
            watched->spend(xap::item_cost);
            if (!move())
                return false;
            Item found = item_of(*at);
            docid = docid_of(*at);
            item = std::move(found);
            return true;
        });
    }
};

uint32_t posting_docid(const Xapian::PostingIterator &at)
{
    return *at;
}

uint32_t posting_wdf(const Xapian::PostingIterator &at)
{
    return at.get_wdf();
}

uint32_t value_docid(const Xapian::ValueIterator &at)
{
    return at.get_docid();
}

std::string value_bytes(const Xapian::ValueIterator &at)
{
    return *at;
}

} // namespace

struct xap_postings : docid_walk<Xapian::PostingIterator, uint32_t> {
};
struct xap_values : docid_walk<Xapian::ValueIterator, std::string> {
};

extern "C" {

xap_status xap_postings_open(xap_reader *reader, const char *term, size_t term_len,
                             xap_postings **out, xap_error *err) noexcept
{
    return answer(out, err, [&] {
        const xap::databases &dbs = reader->dbs;
        dbs.watched->spend(xap::lookup_cost);
        Xapian::PostingIterator first = dbs.all.postlist_begin(text(term, term_len));
        return new xap_postings{
            {dbs.all, dbs.watched, cursor<Xapian::PostingIterator>(first), 0, 0}};
    });
}

xap_status xap_postings_next(xap_postings *postings, bool *more, xap_error *err) noexcept
{
    return postings->go(
        more, err, [&] { return postings->at.next(); }, posting_docid, posting_wdf);
}

xap_status xap_postings_skip_to(xap_postings *postings, uint32_t docid, bool *more,
                                xap_error *err) noexcept
{
    return postings->go(
        more, err, [&] { return postings->at.skip_to(docid, posting_docid); }, posting_docid,
        posting_wdf);
}

uint32_t xap_postings_docid(const xap_postings *postings) noexcept
{
    return postings->docid;
}

uint32_t xap_postings_wdf(const xap_postings *postings) noexcept
{
    return postings->item;
}

void xap_postings_free(xap_postings *postings) noexcept
{
    delete postings;
}

xap_status xap_postings_mark(xap_reader *reader, const char *term, size_t term_len, uint64_t *bits,
                             uint32_t last, xap_error *err) noexcept
{
    return xap::guard(err, [&] {
        const xap::databases &dbs = reader->dbs;
        dbs.watched->spend(xap::lookup_cost);
        Xapian::PostingIterator at = dbs.all.postlist_begin(text(term, term_len));
        for (; at != Xapian::PostingIterator() && *at <= last; ++at) {
            bits[*at / 64] |= uint64_t(1) << *at % 64;
            dbs.watched->spend(xap::item_cost);
        }
    });
}

xap_status xap_postings_read(xap_reader *reader, const char *term, size_t term_len,
                             uint32_t *docids, uint32_t *wdfs, size_t max, size_t *count,
                             xap_error *err) noexcept
{
    return answer(count, err, [&] {
        const xap::databases &dbs = reader->dbs;
        size_t read = 0;
        dbs.watched->spend(xap::lookup_cost);
        Xapian::PostingIterator at = dbs.all.postlist_begin(text(term, term_len));
        for (; read < max && at != Xapian::PostingIterator(); ++at, read++) {
            docids[read] = *at;
            wdfs[read] = at.get_wdf();
            dbs.watched->spend(xap::item_cost);
        }
        return read;
    });
}

/* In the order of ids, in which they stand side by side. */
xap_status xap_reader_doc_lengths(xap_reader *reader, uint32_t *lengths, uint32_t last,
                                  xap_error *err) noexcept
{
    return xap::guard(err, [&] {
        const xap::databases &dbs = reader->dbs;
        dbs.watched->spend(xap::lookup_cost);
        Xapian::PostingIterator at = dbs.all.postlist_begin(std::string());
        for (; at != Xapian::PostingIterator() && *at <= last; ++at) {
            lengths[*at] = at.get_doclength();
            dbs.watched->spend(xap::item_cost);
        }
    });
}

xap_status xap_values_open(xap_reader *reader, uint32_t slot, xap_values **out,
                           xap_error *err) noexcept
{
    return answer(out, err, [&] {
        const xap::databases &dbs = reader->dbs;
        Xapian::ValueIterator first = dbs.all.valuestream_begin(xap::slot_number(slot));
        return new xap_values{{dbs.all, dbs.watched, cursor<Xapian::ValueIterator>(first), 0, {}}};
    });
}

xap_status xap_values_next(xap_values *values, bool *more, xap_error *err) noexcept
{
    return values->go(
        more, err, [&] { return values->at.next(); }, value_docid, value_bytes);
}

xap_status xap_values_skip_to(xap_values *values, uint32_t docid, bool *more,
                              xap_error *err) noexcept
{
    return values->go(
        more, err, [&] { return values->at.skip_to(docid, value_docid); }, value_docid,
        value_bytes);
}

uint32_t xap_values_docid(const xap_values *values) noexcept
{
    return values->docid;
}

xap_bytes xap_values_value(const xap_values *values) noexcept
{
    return {values->item.data(), values->item.size()};
}

void xap_values_free(xap_values *values) noexcept
{
    delete values;
}

} // extern "C"
