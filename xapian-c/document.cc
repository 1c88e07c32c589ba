/* The document: what is indexed, or was read back. */
#include "common.h"

using xap::answer;
using xap::guard;
using xap::check_key;
using xap::key_text;
using xap::lend;
using xap::slot_number;
using xap::text;

extern "C" {

xap_status xap_document_new(xap_document **out, xap_error *err) noexcept
{
    return answer(out, err, [] { return new xap_document{Xapian::Document(), {}, {}}; });
}

void xap_document_free(xap_document *document) noexcept
{
    delete document;
}

uint32_t xap_document_docid(const xap_document *document) noexcept
{
    return document->document.get_docid();
}

xap_status xap_document_set_data(xap_document *document, const char *data, size_t data_len,
                                 xap_error *err) noexcept
{
    return guard(err, [&] { document->document.set_data(text(data, data_len)); });
}

xap_status xap_document_data(xap_document *document, xap_bytes *out, xap_error *err) noexcept
{
    return answer(out, err, [&] { return lend(document->data, document->document.get_data()); });
}

xap_status xap_document_add_term(xap_document *document, const char *term, size_t term_len,
                                 uint32_t wdf_inc, xap_error *err) noexcept
{
    return guard(err,
                 [&] { document->document.add_term(key_text(term, term_len, "term"), wdf_inc); });
}

xap_status xap_document_add_terms(xap_document *document, const xap_term *terms, size_t count,
                                  xap_error *err) noexcept
{
    return guard(err, [&] {
        for (size_t i = 0; i < count; i++) check_key(terms[i].ptr, terms[i].len, "term");
        std::string key; /* one for all: most fit without an allocation, and none needs a second */
        for (size_t i = 0; i < count; i++) {
            key.assign(terms[i].ptr, terms[i].len);
            document->document.add_term(key, terms[i].wdf);
        }
    });
}

xap_status xap_document_add_posting(xap_document *document, const char *term, size_t term_len,
                                    uint32_t position, uint32_t wdf_inc, xap_error *err) noexcept
{
    return guard(err, [&] {
        document->document.add_posting(key_text(term, term_len, "term"), position, wdf_inc);
    });
}

xap_status xap_document_remove_term(xap_document *document, const char *term, size_t term_len,
                                    xap_error *err) noexcept
{
    return guard(err, [&] { document->document.remove_term(text(term, term_len)); });
}

xap_status xap_document_clear_terms(xap_document *document, xap_error *err) noexcept
{
    return guard(err, [&] { document->document.clear_terms(); });
}

xap_status xap_document_term_count(xap_document *document, uint32_t *out, xap_error *err) noexcept
{
    return answer(out, err, [&] { return document->document.termlist_count(); });
}

xap_status xap_document_set_value(xap_document *document, uint32_t slot, const char *value,
                                  size_t value_len, xap_error *err) noexcept
{
    return guard(err,
                 [&] { document->document.add_value(slot_number(slot), text(value, value_len)); });
}

xap_status xap_document_value(xap_document *document, uint32_t slot, xap_bytes *out,
                              xap_error *err) noexcept
{
    return answer(out, err, [&] {
        return lend(document->value, document->document.get_value(slot_number(slot)));
    });
}

xap_status xap_document_clear_values(xap_document *document, xap_error *err) noexcept
{
    return guard(err, [&] { document->document.clear_values(); });
}

} // extern "C"
