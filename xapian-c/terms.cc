/* Walks over terms, and over what else Xapian keeps like terms: keys, words, synonyms. */
#include "common.h"
#include "cursor.h"

#include <algorithm>
#include <vector>

using xap::answer;
using xap::cursor;
using xap::order;
using xap::text;
using xap::weighted_term;

/* Terms come from one of Xapian's iterators or from a list. */
struct xap_terms {
    Xapian::Database db;
    std::shared_ptr<xap::watch> watched;
    std::string term;
    bool on_term = false;
    xap_error late = {}; /* why a frequency could not be looked up */

    xap_terms(const Xapian::Database &database, const std::shared_ptr<xap::watch> &watch)
        : db(database), watched(watch)
    {
    }
    virtual ~xap_terms() = default;
    virtual bool next() = 0;
    virtual bool skip_to(const std::string &key) = 0;
    virtual std::string current() const = 0;
    virtual uint32_t freq() const = 0;
    virtual uint32_t wdf() const
    {
        return 0;
    }
    virtual double weight() const
    {
        return 0;
    }
};

namespace
{

/* What an iterator over terms can say beside the term; it throws when asked for the rest. */
enum class knows { nothing, freq, freq_and_wdf };

struct iterated_terms final : xap_terms {
    cursor<Xapian::TermIterator> at;
    knows known;

    iterated_terms(const xap::databases &dbs, Xapian::TermIterator first, knows knowledge)
        : xap_terms(dbs.all, dbs.watched), at(std::move(first)), known(knowledge)
    {
    }
    bool next() override
    {
        return at.next();
    }
    bool skip_to(const std::string &key) override
    {
        return at.skip_to(key, [](const Xapian::TermIterator &it) { return *it; });
    }
    std::string current() const override
    {
        return **at;
    }
    uint32_t freq() const override
    {
        return known == knows::nothing ? 0 : (*at).get_termfreq();
    }
    uint32_t wdf() const override
    {
        return known == knows::freq_and_wdf ? (*at).get_wdf() : 0;
    }
};

struct listed_terms final : xap_terms {
    std::vector<weighted_term> list;
    size_t past = 0; /* the row after the current one */
    bool has_freq, in_byte_order;

    listed_terms(const Xapian::Database *frequencies, std::vector<weighted_term> &&terms, order in)
        : xap_terms(frequencies ? *frequencies : Xapian::Database(),
                    std::make_shared<xap::watch>()),
          list(std::move(terms)), has_freq(frequencies != nullptr),
          in_byte_order(in == order::bytes)
    {
    }
    bool next() override
    {
        past = std::min(past, list.size()) + 1;
        return past <= list.size();
    }
    bool skip_to(const std::string &key) override
    {
        if (!in_byte_order) {
            throw Xapian::InvalidOperationError("these terms are not in byte order");
        }
        if (past == 0)
            past = 1;
        while (past <= list.size() && current() < key)
            past++;
        return past <= list.size();
    }
    std::string current() const override
    {
        return list[past - 1].term;
    }
    uint32_t freq() const override
    {
        return has_freq ? db.get_termfreq(term) : 0;
    }
    double weight() const override
    {
        return list[past - 1].weight;
    }
};

template <typename Move>
xap_status go(xap_terms *terms, bool *more, xap_error *err, Move &&move) noexcept
{
    *more = false;
    if (terms->late.status != XAP_OK) {
        if (err)
            *err = terms->late;
        return terms->late.status;
    }
    terms->on_term = false;
    terms->term.clear();
    return answer(more, err, [&] {
        terms->watched->spend(xap::term_cost);
        if (!move())
            return false;
        terms->term = terms->current();
        return terms->on_term = true;
    });
}

/* A getter cannot fail: what went wrong is kept for the next move. */
template <typename Work> uint32_t look_up(xap_terms *terms, Work &&work) noexcept
{
    uint32_t found = 0;
    xap_error why;
    if (!terms->on_term)
        return 0;
    if (answer(&found, &why, work) != XAP_OK)
        terms->late = why;
    return found;
}

} // namespace

xap_terms *xap::list_terms(const Xapian::Database *frequencies, std::vector<weighted_term> &&list,
                           order in)
{
    return new listed_terms(frequencies, std::move(list), in);
}

extern "C" {

xap_status xap_terms_open(xap_reader *reader, const char *prefix, size_t prefix_len,
                          xap_terms **out, xap_error *err) noexcept
{
    return answer(out, err, [&]() -> xap_terms * {
        const xap::databases &dbs = reader->dbs;
        return new iterated_terms(dbs, dbs.all.allterms_begin(text(prefix, prefix_len)),
                                  knows::freq);
    });
}

xap_status xap_terms_of_document(xap_reader *reader, uint32_t docid, xap_terms **out,
                                 xap_error *err) noexcept
{
    return answer(out, err, [&]() -> xap_terms * {
        const xap::databases &dbs = reader->dbs;
        return new iterated_terms(dbs, dbs.all.termlist_begin(docid), knows::freq_and_wdf);
    });
}

xap_status xap_metadata_open(xap_reader *reader, const char *prefix, size_t prefix_len,
                             xap_terms **out, xap_error *err) noexcept
{
    return answer(out, err, [&]() -> xap_terms * {
        const xap::databases &dbs = reader->dbs;
        std::string start = text(prefix, prefix_len);
        return new iterated_terms(dbs, dbs.all.metadata_keys_begin(start), knows::nothing);
    });
}

xap_status xap_spellings_open(xap_reader *reader, xap_terms **out, xap_error *err) noexcept
{
    return answer(out, err, [&]() -> xap_terms * {
        const xap::databases &dbs = reader->dbs;
        return new iterated_terms(dbs, dbs.all.spellings_begin(), knows::freq);
    });
}

xap_status xap_synonyms_open(xap_reader *reader, const char *term, size_t term_len, xap_terms **out,
                             xap_error *err) noexcept
{
    return answer(out, err, [&] {
        std::vector<weighted_term> list;
        Xapian::TermIterator at = reader->dbs.all.synonyms_begin(text(term, term_len));
        for (; at != Xapian::TermIterator(); ++at)
            list.push_back({*at, 0});
        return xap::list_terms(nullptr, std::move(list), order::bytes);
    });
}

xap_status xap_terms_next(xap_terms *terms, bool *more, xap_error *err) noexcept
{
    return go(terms, more, err, [&] { return terms->next(); });
}

xap_status xap_terms_skip_to(xap_terms *terms, const char *term, size_t term_len, bool *more,
                             xap_error *err) noexcept
{
    return go(terms, more, err, [&] { return terms->skip_to(text(term, term_len)); });
}

xap_bytes xap_terms_term(const xap_terms *terms) noexcept
{
    return {terms->term.data(), terms->term.size()};
}

uint32_t xap_terms_freq(xap_terms *terms) noexcept
{
    return look_up(terms, [&] { return terms->freq(); });
}

uint32_t xap_terms_wdf(xap_terms *terms) noexcept
{
    return look_up(terms, [&] { return terms->wdf(); });
}

double xap_terms_weight(const xap_terms *terms) noexcept
{
    return terms->on_term ? terms->weight() : 0;
}

void xap_terms_free(xap_terms *terms) noexcept
{
    delete terms;
}

} // extern "C"
